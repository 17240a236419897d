"""What stops a draft wherever it is written: rows that lack something, and two texts in one."""

from pathlib import Path
from typing import Any

import pytest

from bot.desk.drafts.rows import row_faults
from flows.forms import load_forms
from knowledge.model import StaffError
from tests.bot.desk.correspondence import COMPLETE, ELSA, Correspondence

PLANERING = load_forms()["planering"]


@pytest.fixture
def kept(tmp_path: Path) -> Correspondence:
    return Correspondence(tmp_path)


def _planering(kept: Correspondence, rows: list[dict[str, Any]]) -> str:
    """Begin a planering where all but the rows is right."""
    values = {name: value for name, value in COMPLETE.items() if name in _names()}
    texts = {one.id: "Efter behov." for one in PLANERING.fields if one.kind == "text"}
    more = {"mottagare": ["vardcentral"], "initierande_part": "hemtjanst", "sip": "nej"}
    dates = {one.id: "2026-03-09" for one in PLANERING.fields if one.kind == "date"}
    draft = kept.drafts.begin("planering", ELSA)
    filled = {**texts, **dates, **values, **more, "ansvar": rows}
    return kept.drafts.fill(draft.draft_id, ELSA, filled).draft_id


def _names() -> set[str]:
    return {one.id for one in PLANERING.fields}


def test_a_row_that_lacks_what_it_needs_is_asked_for_and_stops_the_sending(
    kept: Correspondence,
) -> None:
    whole = {"enhet": "vardcentral", "insats": "Omläggning"}
    draft = _planering(kept, [whole, {"funktion": "Sjuksköterska"}])
    reply = kept.drafts.show(draft, ELSA)
    assert reply.missing == ("ansvar",)
    assert reply.next_field == "ansvar"
    says = "Vem gör vad: rad 2 saknar Enhet och Insats."
    assert says in str(reply.field("ansvar").fault)
    preview = kept.sending.check(draft, ELSA)
    assert [fault for fault in preview.faults if says in fault] == list(preview.faults)
    with pytest.raises(StaffError, match="rad 2 saknar"):
        kept.sending.send(draft, ELSA)
    kept.drafts.fill(draft, ELSA, {"ansvar": [whole]})
    assert kept.sending.send(draft, ELSA).is_first


def test_empty_text_is_no_text_in_a_row() -> None:
    rows = [{"enhet": "vardcentral", "insats": ""}]
    assert row_faults(PLANERING, {"ansvar": rows}).keys() == {"ansvar"}
    assert row_faults(PLANERING, {}) == {}


def test_two_texts_in_one_field_stop_the_sending_until_one_is_chosen(
    kept: Correspondence,
) -> None:
    draft = kept.draft()
    seen = kept.drafts.show(draft, ELSA).version
    kept.drafts.fill(draft, ELSA, {"meddelande": "Mötet är flyttat."}, seen)
    late = kept.drafts.fill(draft, ELSA, {"meddelande": "Mötet är inställt."}, seen)
    assert late.unsaved == {"meddelande": "Mötet är inställt."}
    assert not late.can_be_sent
    (fault,) = kept.sending.check(draft, ELSA).faults
    assert "skrevs på två ställen samtidigt" in fault
    with pytest.raises(StaffError, match="Välj vilken text som ska gälla"):
        kept.sending.send(draft, ELSA)
    kept.drafts.settle(draft, ELSA, "meddelande", take_other=True)
    message = kept.sending.send(draft, ELSA).message_id
    found = kept.stored.messages.find(message)
    assert found is not None
    assert found.fields["meddelande"] == "Mötet är inställt."
