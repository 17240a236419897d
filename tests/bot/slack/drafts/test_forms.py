"""Drafts that are filled in as a form in a modal."""

from typing import Any

import pytest

from bot.slack.views import draft_words as words
from bot.slack.views.draft_inputs import joined, pieces_of
from bot.slack.views.draft_marks import OTHER, ROW_ADD, ROW_REMOVE, SKIP, START
from bot.workspace import Where
from flows.forms.draft import Origin
from tests.bot.slack.drafts.conftest import ELSA, FILLED, TEXT, VC, House, words_of

pytestmark = pytest.mark.anyio
_FIRST = {name: FILLED[name] for name in list(FILLED)[:6]}
_SAMSA = "bot.slack.views.draft_words"


async def _open_form(house: House, form: str = "vardbegaran", **fields: Any) -> None:
    house.begin(ELSA, form, **fields)
    await house.open_home(ELSA)
    await house.press_on_home(ELSA, "draft_open")


async def test_a_form_is_begun_from_home_and_sent_in_step_by_step(house: House) -> None:
    house.here_as(ELSA, "hemtjansten-larkan")
    await house.open_home(ELSA)
    assert words.HOME_EMPTY in house.home(ELSA)
    await house.press_on_home(ELSA, f"{START}_vardbegaran")
    assert await house.fill(ELSA, draft_begin_text="") == {}
    assert "Steg 1 av 2" in house.words(ELSA)
    first = {name: FILLED[name] for name in FILLED if _is_in(house, name)}
    assert await house.fill(ELSA, **first) == {}
    assert "Steg 2 av 2" in house.words(ELSA)
    rest = {name: FILLED[name] for name in FILLED if name not in first}
    assert await house.fill(ELSA, **rest) == {}
    assert words.READY in house.words(ELSA)
    assert {one.id: one.value for one in house.draft(ELSA).fields if one.value} == dict(FILLED)


def _is_in(house: House, name: str) -> bool:
    return any(f"in:{name}:" in block.get("block_id", "") for block in house.modal(ELSA)["blocks"])


async def test_free_text_in_the_modal_is_shown_sorted_before_the_form(house: House) -> None:
    await house.command(ELSA, "utkast mvo")
    await house.fill(ELSA, draft_begin_text=TEXT)
    assert "(från dig)" in house.words(ELSA)
    assert await house.fill(ELSA) == {}
    assert "Steg 1 av" in house.words(ELSA)


async def test_the_command_alone_asks_what_to_write(house: House) -> None:
    await house.command(ELSA, "utkast")
    view = house.modal(ELSA)
    typed = {
        "draft_begin_form": {"draft_begin_form": "mvo"},
        "draft_begin_text": {"draft_begin_text": ""},
    }
    assert await house.workspace.human_submit_view(ELSA, view["id"], typed) == {}
    assert house.draft(ELSA).form == "mvo"


async def test_what_is_typed_is_saved_while_it_is_typed(house: House) -> None:
    await _open_form(house)
    for text in ("Samordn", "Samordnaren på", "Samordnaren på hemtjänsten."):
        await house.type(ELSA, "aterkoppling", text)
    await house.type(ELSA, "samtycke", "ja")
    draft = house.draft(ELSA)
    assert draft.field("aterkoppling").value == "Samordnaren på hemtjänsten."
    assert draft.field("samtycke").value == "ja"
    assert not draft.unsaved


async def test_what_was_saved_while_typing_is_not_said_twice(house: House) -> None:
    await _open_form(house)
    for length in range(1, 60):
        await house.type(ELSA, "aterkoppling", ("Samordnaren nås 8 till 16. " * 3)[:length])
    kept = house.lotsen.draft_desk._parts.drafts.find(house.draft(ELSA).draft_id)
    assert kept is not None
    assert len(kept.said) < 100


async def test_a_closed_form_is_kept_and_can_be_gone_on_with(house: House) -> None:
    await _open_form(house)
    await house.type(ELSA, "aterkoppling", "Samordnaren på hemtjänsten.")
    await house.close(ELSA)
    assert words.KEPT in words_of(house.last_blocks(ELSA))
    assert "Samordnaren på hemtjänsten." in words_of(house.last_blocks(ELSA))
    await house.open_home(ELSA)
    assert words.HOME_CONTINUE in house.home(ELSA)
    assert "Samordnaren på hemtjänsten." in house.home(ELSA)


async def test_a_missing_answer_is_asked_for_but_a_step_can_be_left(house: House) -> None:
    await _open_form(house)
    assert "samtycke" in await house.fill(ELSA, aterkoppling="Samordnaren.")
    await house.press_in_modal(ELSA, "draft_step_1", typed={"aterkoppling": "Samordnaren."})
    assert "Steg 2 av 2" in house.words(ELSA)
    assert house.draft(ELSA).field("aterkoppling").value == "Samordnaren."


async def test_a_text_over_its_limit_is_refused_in_plain_words_and_kept(house: House) -> None:
    await _open_form(house, **FILLED)
    await house.press_in_modal(ELSA, "draft_step_0")
    long = "Samordnaren på hemtjänsten. " * 20
    errors = await house.fill(ELSA, aterkoppling=long)
    assert "högst 300 tecken" in errors["aterkoppling"]
    assert house.draft(ELSA).field("aterkoppling").value == long.strip()


async def test_an_identity_in_a_case_number_is_refused_and_the_rest_is_kept(house: House) -> None:
    await _open_form(house, **FILLED)
    await house.press_in_modal(ELSA, "draft_step_0")
    changed = {"arendenummer": "19640823-3234", "aterkoppling": "Växeln."}
    errors = await house.fill(ELSA, **changed)
    assert "personuppgift" in errors["arendenummer"]
    assert house.draft(ELSA).field("aterkoppling").value == "Växeln."
    assert house.draft(ELSA).field("arendenummer").origin is Origin.MISSING


async def test_3001_characters_are_kept_whole_and_shown_in_parts(house: House) -> None:
    text = ("Går själv inomhus med rollator. " * 100)[:3001]
    assert len(text) == 3001
    await _open_form(house, **{**FILLED, "adl": text})
    await house.press_in_modal(ELSA, "draft_step_1")
    assert words.PART.format(label="ADL, förflyttning och hjälpmedel", number=2) in house.words(
        ELSA
    )
    errors = await house.fill(ELSA, risker="Fallrisk.")
    assert "högst 3000 tecken" in errors["adl"]
    assert house.draft(ELSA).field("adl").value == text.strip()
    assert house.draft(ELSA).field("risker").value == "Fallrisk."


@pytest.mark.parametrize("text", ["a" * 9001, "ord " * 2500, "👩‍🦽" * 3000, "", "kort"])
def test_a_text_in_pieces_is_put_together_as_it_was(text: str) -> None:
    pieces = pieces_of(text)
    assert joined(pieces) == text
    assert all(len(piece) <= 3000 for piece in pieces)
    assert joined([piece.strip() for piece in pieces]).split() == text.split()


async def test_rows_are_added_and_removed_with_what_is_typed_in_them(house: House) -> None:
    await _open_form(house, "planering")
    await house.press_in_modal(ELSA, "draft_step_2")
    first = {"ansvar.0.enhet": VC, "ansvar.0.insats": "Omläggning av sår"}
    await house.press_in_modal(ELSA, ROW_ADD, typed=first)
    second = {"ansvar.1.enhet": "hemsjukvarden-demoby", "ansvar.1.insats": "Provtagning"}
    await house.press_in_modal(ELSA, ROW_ADD, typed=second)
    third = {"ansvar.2.enhet": VC, "ansvar.2.insats": "Läkarbesök"}
    button = Where(ROW_REMOVE, view_id=house.modal(ELSA)["id"], block_id=_row(house, 1))
    typed = house.typed(house.modal(ELSA), third)
    await house.workspace.human_click(ELSA, button, None, typed)
    await house.settled()
    kept = house.draft(ELSA).field("ansvar").value
    assert [row["insats"] for row in kept] == ["Omläggning av sår", "Läkarbesök"]
    shown = house.block(house.modal(ELSA), "ansvar.1.insats")["element"]["initial_value"]
    assert shown == "Läkarbesök"


def _row(house: House, number: int) -> str:
    rows = [one for one in house.modal(ELSA)["blocks"] if "accessory" in one]
    return str(rows[number]["block_id"])


async def test_a_row_without_what_it_needs_is_refused_where_it_lacks(house: House) -> None:
    await _open_form(house, "planering")
    await house.press_in_modal(ELSA, "draft_step_2")
    await house.type(ELSA, "ansvar.0.funktion", "Sjuksköterska")
    errors = await house.fill(ELSA)
    assert list(errors) == ["ansvar"]
    assert house.draft(ELSA).field("ansvar").value == [{"funktion": "Sjuksköterska"}]


async def test_the_tabs_of_a_planning_are_steps(house: House) -> None:
    await _open_form(house, "planering")
    for title in ("Patientfliken", "Vem gör vad", "Ansvarsfliken"):
        assert title in house.words(ELSA)


async def test_two_windows_on_one_field_keep_both_texts(house: House) -> None:
    await _open_form(house, **FILLED)
    await house.press_in_modal(ELSA, "draft_step_0")
    desk, author = house.lotsen.draft_desk, house.author(ELSA)
    draft = house.draft(ELSA)
    desk.fill(draft.draft_id, author, {"aterkoppling": "Från telefonen.", "adl": "Rullstol."})
    await house.fill(ELSA, aterkoppling="Från datorn.")
    shown = house.words(ELSA)
    assert "Från telefonen." in shown
    assert "Från datorn." in shown
    assert house.draft(ELSA).field("adl").value == "Rullstol."
    await house.press_in_modal(ELSA, OTHER)
    assert house.draft(ELSA).field("aterkoppling").value == "Från datorn."
    assert not house.draft(ELSA).unsaved


async def test_a_conflict_is_not_lost_when_the_window_is_closed(house: House) -> None:
    await _open_form(house, **FILLED)
    await house.press_in_modal(ELSA, "draft_step_0")
    draft = house.draft(ELSA)
    desk, author = house.lotsen.draft_desk, house.author(ELSA)
    desk.fill(draft.draft_id, author, {"aterkoppling": "Från telefonen."})
    await house.type(ELSA, "aterkoppling", "Från datorn.")
    await house.close(ELSA)
    shown = words_of(house.last_blocks(ELSA))
    assert "Från telefonen." in shown
    assert "Från datorn." in shown
    await house.press(ELSA, house.last(house.direct(ELSA)), OTHER)
    assert house.draft(ELSA).field("aterkoppling").value == "Från datorn."


async def test_a_draft_is_there_after_a_restart(house: House) -> None:
    await house.command(ELSA, f"utkast vårdbegäran {TEXT}")
    await house.restart()
    message = house.last(house.direct(ELSA))
    await house.press(ELSA, message, SKIP)
    assert house.draft(ELSA).next_field == "mottagare"


async def test_a_form_that_is_gone_says_so_when_it_is_sent_in(house: House) -> None:
    await _open_form(house, **FILLED)
    house.lotsen.draft_desk.discard(house.draft(ELSA).draft_id, house.author(ELSA))
    errors = await house.fill(ELSA)
    assert "finns inte längre" in next(iter(errors.values()))
