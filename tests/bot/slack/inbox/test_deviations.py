"""A deviation in Slack: begun from a message, read as a unit's, answered, and seen answered."""

from typing import Any

import pytest

from bot.privacy import mask
from tests.bot.slack.inbox.house import House

Of = Any
ELSA, SARA, JONAS = "U0ELSA001", "U0SARA005", "U0JONA004"
FACTS: dict[str, Any] = {
    "rubrik": "Inget MVO efter besöket", "handelse_datum": "2026-01-12",
    "overgang_fran": "vardcentral", "overgang_till": "hemtjanst", "dokument": "vet ej",
    "borde_ha_hant": "MVO skulle ha skickats.", "vad_hande": "Inget MVO kom.",
    "konsekvens": "Omläggningen blev sen.", "atgard_direkt": "Ny tid bokades.",
    "forslag": "inget", "typ": "information_saknas", "mojlig_skada": "ja", "aterkoppling": "ja",
}  # fmt: skip

pytestmark = pytest.mark.anyio


def reported(house: House, to: str = "vardcentral") -> str:
    """Send a report from the home care unit to the health centre, and give its id."""
    desk, who = house.lotsen.draft_desk, house.who(ELSA)
    draft = desk.begin("avvikelse", who).draft_id
    desk.fill(draft, who, {**FACTS, "mottagare": [to]})
    return house.lotsen.send_desk.send(draft, who).message_id


async def test_a_report_is_begun_from_an_opened_message_with_what_is_known(
    house: House, words: Of, actions: Of
) -> None:
    message = house.send(arendenummer="S-17")
    assert "message_report" in actions(await house.open(SARA, message))
    await house.press(SARA, "message_report")
    (draft,) = house.lotsen.draft_desk.open_drafts(house.who(SARA))
    assert draft.form == "avvikelse"
    assert draft.field("arendenummer").value == "S-17"
    assert draft.field("mottagare").value == ["hemtjanst"]
    assert draft.field("rapporterande_enhet").value == "vardcentral"
    assert "MedControl PRO" in words(house.modal(SARA))


async def test_the_receiver_reads_a_report_of_a_unit_and_of_no_person(
    house: House, words: Of, actions: Of
) -> None:
    message = reported(house)
    opened = await house.open(SARA, message)
    shown = words(opened)
    for part in (
        "Avvikelse i samverkan", "Från Hemtjänsten Lärkan", "Ej överförd till MedControl PRO",
        "Visa text för MedControl PRO", "Svara på avvikelsen", "Inget MVO kom.",
    ):  # fmt: skip
        assert part in shown
    assert ELSA not in str(opened)
    assert "SAMSA" not in shown.replace("Ärendets nummer i SAMSA", "")
    assert "message_act_plan" not in actions(opened)
    assert "message_report" not in actions(opened)


async def test_the_answer_comes_back_to_the_reporter(house: House, words: Of) -> None:
    message = reported(house)
    await house.open(SARA, message)
    await house.press(SARA, "message_act_answer")
    assert "Svar på avvikelse" in words(house.modal(SARA))
    desk, who = house.lotsen.draft_desk, house.who(SARA)
    (draft,) = desk.open_drafts(who)
    texts = dict.fromkeys(("orsak", "atgard", "konsekvens", "uppfoljning"), "Rutinen var okänd.")
    desk.fill(draft.draft_id, who, texts)
    answer = house.lotsen.send_desk.send(draft.draft_id, who).message_id
    await house.deliver()
    told = str(house.said(house.direct(ELSA)))
    assert "har svarat" in told
    assert "Rutinen var okänd." not in told
    opened = await house.open(ELSA, answer)
    assert "Rutinen var okänd." in words(opened)
    assert SARA not in str(opened)


async def test_the_texts_for_the_register_are_copied_heading_by_heading(
    house: House, words: Of, actions: Of
) -> None:
    message = reported(house)
    await house.open(ELSA, message)
    await house.press(ELSA, "message_samsa")
    shown = house.modal(ELSA)
    assert "Text för MedControl" in words(shown)
    assert "Vad skulle ha hänt" in words(shown)
    assert {"message_file_text", "message_file_pdf"} <= set(actions(shown))
    assert "message_file_fhir" not in actions(shown)


async def test_a_report_is_opened_by_no_one_else(house: House) -> None:
    message = reported(house)
    ts = await house.notice("open_message", message, "C0REH00006")
    await house.press_in(JONAS, "C0REH00006", ts, "open_message")
    assert "Inget MVO kom." not in str(house.modal(JONAS))
    assert house.noted()[0].outcome == "refused_no_member"


async def test_a_report_from_a_message_in_slack_is_prefilled(house: House) -> None:
    desk, who = house.lotsen.draft_desk, house.who(ELSA)
    text = mask("Den 12 januari kl 16.45 kom personen hem utan MVO.")
    draft = desk.begin("avvikelse", who, text)
    assert str(draft.field("handelse_datum").value).endswith("-01-12")
    assert draft.field("handelse_tid").value == "16:45"
    assert draft.field("handelse_tid").evidence == "kl 16.45"
