"""Reports of deviations: what is known before, what is refused, and what the receiver sees."""

from pathlib import Path
from typing import Any

import pytest

from bot.desk.drafts.desk import Author
from bot.desk.drafts.reply import DraftReply
from bot.desk.policy import RefusedError
from bot.privacy import mask
from flows.forms.checks import WarningKind
from flows.forms.draft import Origin
from flows.forms.model import Register
from knowledge.embedding import Embedder
from knowledge.model import StaffError
from tests.bot.desk.correspondence import ELSA, KERSTIN, SARA, STRANGER, Correspondence, unit

EVA = Author("T1", "UEVA")  # a colleague of ELSA's
FACTS: dict[str, Any] = {
    "rubrik": "Inget MVO efter besöket",
    "handelse_datum": "2026-02-27",
    "mottagare": ["vardcentral"],
    "overgang_fran": "vardcentral",
    "overgang_till": "hemtjanst",
    "dokument": "vet ej",
    "borde_ha_hant": "MVO skulle ha skickats samma dag.",
    "vad_hande": "Personen kom hem utan att något MVO kom.",
    "konsekvens": "Omläggningen blev två dagar sen.",
    "atgard_direkt": "Ny tid bokades.",
    "forslag": "inget",
    "typ": "information_saknas",
    "mojlig_skada": "nej",
    "aterkoppling": "ja",
}


@pytest.fixture
def kept(tmp_path: Path) -> Correspondence:
    units = [
        unit("hemtjanst", "Hemtjänsten Lärkan", "UELSA", "UEVA", type="hemtjanst"),
        unit("vardcentral", "Vårdcentralen Demoby", "UKERSTIN", "UKIM"),
        unit("mottagning", "Medicinmottagningen", "USARA", type="sjukhusmottagning"),
        unit("privat", "Privata mottagningen", "UPER", has_samsa=False),
    ]
    return Correspondence(tmp_path, units)


def report(kept: Correspondence, author: Author = ELSA, **more: Any) -> DraftReply:
    draft = kept.drafts.begin("avvikelse", author)
    return kept.drafts.fill(draft.draft_id, author, {**FACTS, **more})


def sent(kept: Correspondence, author: Author = ELSA, **more: Any) -> str:
    draft = report(kept, author, **more).draft_id
    return kept.sending.send(draft, author).message_id


def test_the_unit_and_the_role_are_known_before_anybody_writes(kept: Correspondence) -> None:
    draft = kept.drafts.begin("avvikelse", ELSA)
    reporting, role = draft.field("rapporterande_enhet"), draft.field("roll")
    assert (reporting.value, reporting.shown) == ("hemtjanst", "Hemtjänsten Lärkan")
    assert role.value == "Medarbetare"
    assert {reporting.origin, role.origin} == {Origin.DEFAULT}
    assert "MedControl PRO" in draft.text
    assert "SAMSA" not in draft.text


def test_at_most_fourteen_fields_are_to_be_filled_in(kept: Correspondence) -> None:
    assert len(kept.drafts.begin("avvikelse", ELSA).missing) <= 14


def test_a_report_about_a_message_knows_its_case_its_units_and_its_way(
    kept: Correspondence,
) -> None:
    message = kept.message(ELSA, ["vardcentral"], arendenummer="SKA-2026/17")
    draft = kept.deviations.about(message, ELSA)
    known = {one.id: one.value for one in draft.fields if one.origin is Origin.DEFAULT}
    assert known == {
        "rapporterande_enhet": "hemtjanst",
        "roll": "Medarbetare",
        "arendenummer": "SKA-2026/17",
        "mottagare": ["vardcentral"],
        "overgang_fran": "hemtjanst",
        "overgang_till": "vardcentral",
    }
    received = kept.deviations.about(message, KERSTIN)
    assert received.field("mottagare").value == ["hemtjanst"]
    fields = {name: value for name, value in FACTS.items() if name not in known}
    kept.drafts.fill(draft.draft_id, ELSA, fields)
    opened = kept.inboxes.open(kept.sending.send(draft.draft_id, ELSA).message_id, KERSTIN)
    assert opened.about == message


def test_a_report_about_a_message_that_is_not_yours_is_refused_and_noted(
    kept: Correspondence,
) -> None:
    message = kept.message(ELSA, ["vardcentral"])
    for stranger in (SARA, STRANGER):
        with pytest.raises(RefusedError):
            kept.deviations.about(message, stranger)
    assert [row.outcome for row in kept.noted()[:2]] == ["refused_no_member"] * 2


def test_a_message_that_is_taken_back_can_be_reported(kept: Correspondence) -> None:
    message = kept.message(ELSA, ["vardcentral"])
    kept.sending.withdraw(message, ELSA)
    assert kept.deviations.about(message, KERSTIN).field("mottagare").value == ["hemtjanst"]


def test_a_report_is_no_ground_for_another_report(kept: Correspondence) -> None:
    with pytest.raises(StaffError, match="redan en avvikelse"):
        kept.deviations.about(sent(kept), KERSTIN)


def test_a_day_that_has_not_been_is_said_and_stops_the_sending(kept: Correspondence) -> None:
    draft = report(kept, handelse_datum="2026-03-03")
    assert "har inte varit än" in str(draft.field("handelse_datum").fault)
    with pytest.raises(StaffError, match="har inte varit än"):
        kept.sending.send(draft.draft_id, ELSA)
    today = kept.drafts.fill(draft.draft_id, ELSA, {"handelse_datum": "2026-03-02"})
    assert today.field("handelse_datum").fault is None


def test_an_end_before_the_start_is_said(kept: Correspondence) -> None:
    draft = report(kept, handelse_slut="2026-02-26")
    assert "ligger före datum för händelsen" in str(draft.field("handelse_slut").fault)
    assert not report(kept, handelse_slut="2026-02-27").field("handelse_slut").fault


def test_a_unit_does_not_report_itself_here(kept: Correspondence) -> None:
    draft = report(kept, mottagare=["hemtjanst"])
    with pytest.raises(StaffError, match="den egna organisationen"):
        kept.sending.send(draft.draft_id, ELSA)


def test_a_unit_without_samsa_gets_a_report(kept: Correspondence) -> None:
    assert sent(kept, mottagare=["privat"])


def test_what_happened_with_a_medicine_stops_no_report(kept: Correspondence) -> None:
    said = "Personen fick 2 tabletter i stället för 1 tablett under 3 dagar."
    draft = report(kept, vad_hande=said)
    assert any(one.kind is WarningKind.DOSE for one in draft.remarks)
    assert not any(one.blocks for one in draft.remarks)
    assert kept.sending.send(draft.draft_id, ELSA).is_first


@pytest.mark.parametrize("harm", ["ja", "vet_ej"])
def test_possible_harm_points_to_the_own_organisation_without_a_deadline(
    kept: Correspondence, harm: str
) -> None:
    draft = report(kept, mojlig_skada=harm)
    (remark,) = [one for one in draft.remarks if one.kind is WarningKind.HARM]
    said = f"{remark.text} {remark.suggestion}"
    assert "MAS eller chef" in said
    assert not any(word in said for word in ("dagar", "månader", "senast"))
    assert not remark.blocks
    assert not [one for one in report(kept).remarks if one.kind is WarningKind.HARM]


def test_a_report_of_ten_thousand_words_is_kept_whole_and_what_to_do_is_said(
    kept: Correspondence,
) -> None:
    text = "Meddelandet låg kvar i inkorgen. " * 2000
    draft = report(kept, vad_hande=text)
    assert draft.field("vad_hande").value == text.strip()
    assert "Korta texten" in str(draft.field("vad_hande").fault)
    assert not draft.can_be_sent


def test_the_receiver_sees_the_unit_and_not_who_reported(kept: Correspondence) -> None:
    message = sent(kept)
    opened = kept.inboxes.open(message, KERSTIN)
    assert opened.entered_in is Register.MEDCONTROL
    assert opened.author is None
    assert "UELSA" not in opened.model_dump_json()
    kept.inboxes.ask_completion(message, KERSTIN, kept.say("Vilken mottagning var det?"))
    kept.inboxes.complete(message, ELSA, kept.say("Medicinmottagningen."))
    assert "UELSA" not in kept.inboxes.open(message, KERSTIN).model_dump_json()
    own = kept.inboxes.open(message, EVA)
    assert own.author == "UELSA"


def test_what_can_be_done_with_a_report_fits_a_report(kept: Correspondence) -> None:
    message = sent(kept)
    offered = {one.id: one.text for one in kept.inboxes.open(message, KERSTIN).actions}
    assert offered["answer"] == "Svara på avvikelsen"
    assert offered["transferred"] == "Överfört till MedControl PRO"
    assert "plan" not in offered
    assert "consent_withdrawn" not in {one.id for one in kept.inboxes.open(message, ELSA).actions}
    with pytest.raises(StaffError):
        kept.inboxes.plan(message, KERSTIN)


def test_the_receiver_answers_with_cause_and_measures_and_the_reporter_sees_it(
    kept: Correspondence,
) -> None:
    message = sent(kept)
    draft = kept.inboxes.answer(message, KERSTIN)
    assert draft.form == "avvikelsesvar"
    texts = dict.fromkeys(("orsak", "atgard", "konsekvens"), "Rutinen var inte känd.")
    kept.drafts.fill(draft.draft_id, KERSTIN, {**texts, "uppfoljning": "Nästa möte."})
    answer = kept.sending.send(draft.draft_id, KERSTIN)
    (receipt,) = kept.inboxes.open(message, ELSA).receipts
    assert receipt.answer_id == answer.message_id
    shown = kept.inboxes.open(answer.message_id, ELSA)
    assert "Rutinen var inte känd." in shown.text
    assert shown.author is None
    assert "answer" not in {one.id for one in shown.actions}


def test_two_reports_of_one_event_are_proposed_as_linked_and_the_person_decides(
    kept: Correspondence,
) -> None:
    first = sent(kept)
    draft = report(kept, EVA, rubrik="MVO saknades").draft_id
    assert [one.id for one in kept.deviations.same_event(draft, EVA)] == [first]
    kept.deviations.link(draft, EVA, first)
    assert kept.deviations.linked(draft) == first
    (proposed,) = kept.deviations.proposed(draft, EVA)
    assert (proposed.message_id, proposed.is_linked) == (first, True)
    assert proposed.text.startswith("Avvikelse i samverkan från Hemtjänsten Lärkan, ")
    kept.deviations.unlink(draft, EVA)
    assert kept.deviations.linked(draft) is None
    kept.deviations.link(draft, EVA, first)
    second = kept.sending.send(draft, EVA).message_id
    assert kept.inboxes.open(first, KERSTIN).same_event == (second,)
    assert kept.inboxes.open(second, KERSTIN).same_event == (first,)
    assert kept.inboxes.open(second, KERSTIN).answers is None


def test_a_correction_is_not_proposed_as_another_report_of_its_event(
    kept: Correspondence,
) -> None:
    draft = kept.sending.correct(sent(kept), ELSA).draft_id
    assert kept.deviations.proposed(draft, ELSA) == ()


def test_reports_of_other_events_and_of_others_are_not_proposed(kept: Correspondence) -> None:
    other_day = sent(kept, handelse_datum="2026-02-20")
    hidden = sent(kept, SARA, mottagare=["vardcentral"], arendenummer="SKA-9")
    draft = report(kept, arendenummer="SKA-9").draft_id
    assert kept.deviations.same_event(draft, ELSA) == ()
    for other in (other_day, hidden):
        with pytest.raises(StaffError):
            kept.deviations.link(draft, ELSA, other)


def test_forms_with_a_place_of_their_own_are_not_offered(kept: Correspondence) -> None:
    offered = set(kept.drafts.offered())
    assert {"avvikelse", "forbattringsforslag"} <= offered
    assert offered.isdisjoint({"avvikelsesvar", "handelseanalys", "uppfoljning"})


@pytest.mark.parametrize(
    ("text", "receivers"),
    [
        ("Vi fick inget MVO från vårdcentralen Demoby efter besöket.", ["vardcentral"]),
        ("Vårdcentralen Demobys svar till Hemtjänsten Lärkan kom för sent.", ["vardcentral"]),
        ("Varken Vårdcentralen Demoby eller Medicinmottagningen svarade.", None),
        ("Vårdcentralen svarade inte.", None),
        ("Hemtjänsten Lärkan fick inget svar.", None),
    ],
)
def test_the_one_other_unit_that_was_named_is_filled_in(
    kept: Correspondence, embedder: Embedder, text: str, receivers: list[str] | None
) -> None:
    kept.embed = lambda: embedder.query
    field = kept.drafts.begin("avvikelse", ELSA, mask(text)).field("mottagare")
    assert field.value == receivers
    if receivers:
        assert field.origin is Origin.USER
        assert str(field.evidence) in text
