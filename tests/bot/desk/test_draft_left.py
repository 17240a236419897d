"""Another message type never drops a text: it is sorted, kept, or shown as what has no place."""

from collections.abc import Mapping
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from bot.desk.drafts import DraftDesk, DraftParts, DraftReply
from bot.desk.drafts.desk import Author
from bot.privacy import mask
from flows.forms import Field, Form, Kind, load_forms
from knowledge.embedding import Embedder
from knowledge.model import StaffError
from storage.database import Database
from storage.drafts import Drafts

ELSA = Author("T1", "UELSA")
FORMS = load_forms()
PAIRS = list(permutations(FORMS, 2))
_PLAIN: Mapping[Kind, Any] = {
    Kind.DATE: "2026-03-02",
    Kind.TIME: "14:30",
    Kind.UNIT: "vc",
    Kind.UNITS: ["vc"],
    Kind.CASE_NUMBER: "S-17",
}


@pytest.fixture
def desk(tmp_path: Path, embedder: Embedder) -> DraftDesk:
    drafts = Drafts(Database(tmp_path / "lotsen.sqlite3"))
    return DraftDesk(DraftParts(drafts, lambda: embedder.query, lambda _: {"vc": "Demoby"}))


def _value(field: Field) -> Any:
    if field.kind is Kind.TEXT:
        return f"Här står det om {field.id}."
    if field.kind is Kind.CHOICE:
        return field.options[0].id
    if field.kind is Kind.ROWS:
        return [{column.id: _value(column) for column in field.columns}]
    return _PLAIN[field.kind]


def _texts(form: Form) -> list[str]:
    fields = [*form.fields, *(column for field in form.fields for column in field.columns)]
    return [_value(one) for one in fields if one.kind is Kind.TEXT]


def _shown(reply: DraftReply) -> str:
    return " ".join([*(one.shown for one in reply.fields), *(one.text for one in reply.left)])


def _lost(form: Form, reply: DraftReply) -> list[str]:
    return [text for text in _texts(form) if _shown(reply).count(text) != 1]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_every_text_is_there_once_in_the_other_form_and_on_the_way_back(
    desk: DraftDesk, first: str, second: str
) -> None:
    draft = desk.begin(first, ELSA).draft_id
    desk.fill(draft, ELSA, {one.id: _value(one) for one in FORMS[first].fields})
    moved = desk.change_form(draft, ELSA, second)
    assert _lost(FORMS[first], moved) == []
    if _has_receivers(second):  # a step in between, which keeps what has no place too
        desk.fill(draft, ELSA, {"mottagare": ["hemtjanst"]})
    back = desk.change_form(draft, ELSA, first)
    assert _lost(FORMS[first], back) == []


def _has_receivers(form: str) -> bool:
    return any(one.id == "mottagare" for one in FORMS[form].fields)


def test_what_both_forms_have_stands_where_it_stood(desk: DraftDesk) -> None:
    draft = desk.begin("vardbegaran", ELSA).draft_id
    shared = {one.id for one in FORMS["vardbegaran"].fields} & {
        one.id for one in FORMS["mvo"].fields
    }
    values = {one: _value(FORMS["mvo"].field(one)) for one in shared}
    desk.fill(draft, ELSA, values)
    moved = desk.change_form(draft, ELSA, "mvo")
    assert {one: moved.field(one).value for one in shared} == values


def test_rows_without_a_place_come_back_as_rows(desk: DraftDesk) -> None:
    draft = desk.begin("planering", ELSA).draft_id
    rows = _value(FORMS["planering"].field("ansvar"))
    desk.fill(draft, ELSA, {"ansvar": rows})
    moved = desk.change_form(draft, ELSA, "mvo")
    assert [one.label for one in moved.left] == ["Vem gör vad"]
    assert "Demoby" in moved.left[0].text
    back = desk.change_form(draft, ELSA, "planering")
    assert back.left == ()
    assert back.field("ansvar").value == rows


def test_a_choice_without_a_place_is_not_shown_as_a_text(desk: DraftDesk) -> None:
    draft = desk.begin("planering", ELSA).draft_id
    desk.fill(draft, ELSA, {"sip": "ja"})
    assert desk.change_form(draft, ELSA, "mvo").left == ()
    assert desk.change_form(draft, ELSA, "planering").field("sip").value == "ja"


def test_what_nobody_needs_is_taken_away_when_they_say_so(desk: DraftDesk) -> None:
    draft = desk.begin("planering", ELSA).draft_id
    desk.fill(draft, ELSA, {"ansvar": [{"insats": "Omläggning"}]})
    desk.change_form(draft, ELSA, "mvo")
    assert desk.drop_left(draft, ELSA).left == ()
    assert desk.show(draft, ELSA).left == ()


def test_a_field_that_the_form_has_no_more_keeps_its_text_in_sight(
    tmp_path: Path, embedder: Embedder, desk: DraftDesk
) -> None:
    draft = desk.begin("vardbegaran", ELSA).draft_id
    desk.fill(draft, ELSA, {"adl": "Rollator inne.", "risker": "Fallrisk."})
    fields = tuple(one for one in FORMS["vardbegaran"].fields if one.id != "adl")
    shorter = FORMS["vardbegaran"].model_copy(update={"fields": fields, "content_hash": "new"})
    drafts = Drafts(Database(tmp_path / "lotsen.sqlite3"))
    parts = DraftParts(
        drafts, lambda: embedder.query, forms=lambda: {**FORMS, "vardbegaran": shorter}
    )
    filled = DraftDesk(parts).fill(draft, ELSA, {"risker": "Fallrisk ute."})
    assert [one.text for one in filled.left] == ["Rollator inne."]
    assert desk.show(draft, ELSA).field("adl").value == "Rollator inne."


def test_two_texts_in_one_field_are_chosen_between_before_the_form_is_changed(
    desk: DraftDesk,
) -> None:
    seen = desk.begin("vardbegaran", ELSA)
    desk.fill(seen.draft_id, ELSA, {"adl": "Rollator inne."}, seen.version)
    desk.fill(seen.draft_id, ELSA, {"adl": "Rullstol ute."}, seen.version)
    with pytest.raises(StaffError, match="Välj vilken"):
        desk.change_form(seen.draft_id, ELSA, "mvo")
    desk.settle(seen.draft_id, ELSA, "adl", take_other=True)
    assert "Rullstol ute." in _shown(desk.change_form(seen.draft_id, ELSA, "mvo"))


def test_a_text_for_a_form_that_takes_none_is_kept_whole_beside(
    tmp_path: Path, embedder: Embedder
) -> None:
    fields = tuple(one.model_copy(update={"cues": ()}) for one in FORMS["mvo"].fields)
    bare = FORMS["mvo"].model_copy(update={"fields": fields, "content_hash": "bare"})
    drafts = Drafts(Database(tmp_path / "lotsen.sqlite3"))
    desk = DraftDesk(DraftParts(drafts, lambda: embedder.query, forms=lambda: {"mvo": bare}))
    reply = desk.begin("mvo", ELSA, mask("Går med rollator."))
    assert [one.text for one in reply.left] == ["Går med rollator."]
    kept = desk.keep("mvo", ELSA, mask("Sover dåligt."))
    assert [one.text for one in desk.show(kept, ELSA).left] == ["Sover dåligt."]


def test_one_name_with_two_meanings_keeps_each_apart(desk: DraftDesk) -> None:
    draft = desk.begin("mvo", ELSA).draft_id
    desk.fill(draft, ELSA, {"aterkoppling": "Växeln på dagtid."})
    moved = desk.change_form(draft, ELSA, "avvikelse")
    assert moved.field("aterkoppling").value is None
    assert [one.text for one in moved.left] == ["Växeln på dagtid."]
    desk.fill(draft, ELSA, {"aterkoppling": "ja"})
    back = desk.change_form(draft, ELSA, "mvo")
    assert (back.field("aterkoppling").value, back.left) == ("Växeln på dagtid.", ())
    again = desk.change_form(draft, ELSA, "avvikelse")
    assert again.field("aterkoppling").value == "ja"
