"""From which section a report departs, in Slack: picked with a tap, in messages and in the form."""

import pytest

from bot.slack.views import draft_words as words
from bot.slack.views.draft_marks import AS_PROPOSAL, DEPARTS, NOT_KNOWN
from tests.bot.slack.drafts.conftest import ELSA, VC, House, words_of
from tests.bot.slack.inbox.test_deviations import FACTS

pytestmark = pytest.mark.anyio
UNREAD = "Vårdbegäran skickades i måndags. På torsdagen hade ingen kvitterat den."
FALL = {
    "rubrik": "Fall i hemmet", "vad_hande": "Brukaren snubblade på mattan i sovrummet.",
    "borde_ha_hant": "Mattan skulle ha legat fast.", "konsekvens": "Hon slog i knäet.",
}  # fmt: skip


async def in_talk(house: House, **told: str) -> str:
    """Write all of a report but what it departs from, and show it in the messages."""
    house.here_as(ELSA, "hemtjansten-larkan")
    facts = {name: value for name, value in FACTS.items() if name != "dokument"}
    draft = house.begin(ELSA, "avvikelse", **{**facts, **told, "mottagare": [VC]})
    await house.press_home_resume_and_close(ELSA)
    return draft.draft_id


def value(house: House, draft: str, field: str) -> object:
    return house.lotsen.draft_desk.show(draft, house.author(ELSA)).field(field).value


async def test_a_section_is_picked_in_the_messages(house: House) -> None:
    draft = await in_talk(house, vad_hande=UNREAD)
    shown = house.last(house.direct(ELSA))
    assert words.DEPARTS in words_of(shown)
    await house.press(ELSA, shown, DEPARTS)
    assert "Länsgemensam riktlinje" in str(value(house, draft, "dokument")) or "SAMSA" in str(
        value(house, draft, "dokument")
    )
    assert value(house, draft, "punkt")
    assert words.DEPARTS not in words_of(house.last(house.direct(ELSA)))


async def test_not_to_know_is_one_tap(house: House) -> None:
    draft = await in_talk(house, vad_hande=UNREAD)
    await house.press(ELSA, house.last(house.direct(ELSA)), NOT_KNOWN)
    assert value(house, draft, "dokument") == "vet ej"


async def test_where_none_fits_it_says_why_and_makes_a_proposal(house: House) -> None:
    draft = await in_talk(house, **FALL)
    shown = house.last(house.direct(ELSA))
    assert words.DEPARTS_NONE in words_of(shown)
    await house.press(ELSA, shown, AS_PROPOSAL)
    reply = house.lotsen.draft_desk.show(draft, house.author(ELSA))
    assert reply.form == "forbattringsforslag"
    assert "Förbättringsförslag" in words_of(house.last(house.direct(ELSA)))


async def test_a_section_is_picked_in_the_form(house: House) -> None:
    house.here_as(ELSA, "hemtjansten-larkan")
    draft = house.begin(ELSA, "avvikelse", vad_hande=UNREAD, mottagare=[VC]).draft_id
    await house.open_home(ELSA)
    await house.press_on_home(ELSA, "draft_open")
    for _ in range(4):
        if words.DEPARTS in house.words(ELSA):
            break
        assert await house.fill(ELSA) == {}
    await house.press_in_modal(ELSA, DEPARTS)
    assert value(house, draft, "punkt")
    assert words.DEPARTS not in house.words(ELSA)
    assert str(value(house, draft, "dokument")) in str(house.modal(ELSA))
