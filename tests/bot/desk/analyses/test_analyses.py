"""An event analysis: who may take part, what each unit writes, and what nobody can lose."""

import sqlite3

import pytest

from bot.desk.analyses.desk import FieldRefusedError
from bot.privacy import mask
from knowledge.model import StaffError
from tests.bot.desk.analyses.working import EVA, GITA, LESSON, OWN, Working
from tests.bot.desk.correspondence import ELSA, ELSEWHERE, KERSTIN, SARA, STRANGER

BOTH = ["hemtjanst", "vardcentral"]


def test_the_units_of_a_report_are_those_to_choose_among(working: Working) -> None:
    report = working.report()
    proposal = working.desk.starting.proposal(report, KERSTIN)
    assert [one.id for one in proposal.units] == BOTH
    assert proposal.own.id == "vardcentral"
    assert [one.message_id for one in proposal.reports] == [report]


def test_two_reports_of_one_event_are_looked_at_together(working: Working) -> None:
    first, second = working.report(), working.report(KERSTIN, ("hemtjanst",))
    proposal = working.desk.starting.proposal(first, ELSA)
    assert {one.message_id for one in proposal.reports} == {first, second}
    analysis = working.desk.starting.start(first, ELSA, [second], BOTH)
    assert working.desk.starting.earlier(second, KERSTIN) == analysis


def test_a_report_has_one_open_analysis(working: Working) -> None:
    report = working.report()
    first = working.desk.starting.start(report, ELSA, [report], BOTH)
    assert working.desk.starting.start(report, KERSTIN, [report], BOTH) == first


@pytest.mark.parametrize(
    ("units", "said"),
    [(["hemtjanst"], "minst två"), (["vardcentral"], "egen enhet"),
     ([*BOTH, "mottagning"], "höra till"), ([*BOTH, "finns-inte"], "höra till")],
)  # fmt: skip
def test_units_that_do_not_fit_are_refused(working: Working, units: list[str], said: str) -> None:
    report = working.report()
    with pytest.raises(StaffError, match=said):
        working.desk.starting.start(report, ELSA, [report], units)


def test_an_ordinary_message_has_no_analysis(working: Working) -> None:
    with pytest.raises(StaffError, match="avvikelser"):
        working.desk.starting.proposal(working.message(), ELSA)


def test_the_group_begins_one_only_with_its_reason_for_reading(working: Working) -> None:
    report = working.report()
    with pytest.raises(StaffError, match="varför du läser"):
        working.desk.starting.start(report, GITA, [report], BOTH)
    working.inboxes.give_reason(report, GITA, mask("Händelseanalys av fredagens händelse."))
    analysis = working.desk.starting.start(report, GITA, [report], BOTH)
    shown = working.desk.show(analysis, GITA)
    assert [one.id for one in shown.units] == ["group", *BOTH]
    assert working.desk.show(analysis, KERSTIN).started_by.name == "Patientsäkerhetsgruppen"


@pytest.mark.parametrize("author", [SARA, STRANGER, ELSEWHERE, GITA])
def test_whoever_does_not_take_part_is_refused_and_noted(working: Working, author: object) -> None:
    analysis = working.started()
    acts = (
        lambda: working.desk.show(analysis, author),  # type: ignore[arg-type]
        lambda: working.write(analysis, author, OWN),  # type: ignore[arg-type]
        lambda: working.desk.writing.form(analysis, author, is_together=True),  # type: ignore[arg-type]
        lambda: working.desk.finish(analysis, author),  # type: ignore[arg-type]
    )
    before = len(working.audit.rows())
    for act in acts:
        with pytest.raises(StaffError, match="hör till en enhet som deltar"):
            act()
    noted = working.audit.rows()[: -before or None]
    assert [row.outcome for row in noted] == ["refused_no_member"] * len(acts)
    assert working.desk.rows(author) == ()  # type: ignore[arg-type]
    assert working.analyses.parts(analysis) == []


def test_one_that_is_not_there_is_refused_in_the_same_words(working: Working) -> None:
    with pytest.raises(StaffError, match="hör till en enhet som deltar"):
        working.desk.show("finns-inte", ELSA)


def test_each_unit_writes_its_own_part_signed_by_the_unit_alone(working: Working) -> None:
    analysis = working.started()
    working.write(analysis, ELSA, OWN)
    working.clock.forward(hours=2)
    working.write(analysis, KERSTIN, {"vad_hande": "Läkaren skrev klart sent."})
    shown = working.desk.show(analysis, EVA)
    assert [part.unit.name for part in shown.parts] == [
        "Hemtjänsten Lärkan", "Vårdcentralen Demoby",
    ]  # fmt: skip
    assert shown.parts[0].at < shown.parts[1].at
    assert shown.missing == ()
    assert "UELSA" not in shown.model_dump_json()


def test_every_version_is_kept(working: Working) -> None:
    analysis = working.started()
    working.write(analysis, ELSA, OWN)
    working.write(analysis, EVA, {**OWN, "varfor": "Rutinen var okänd."}, version=1)
    parts = working.analyses.parts(analysis)
    assert [(one.version, one.fields["varfor"]) for one in parts] == [
        (1, OWN["varfor"]), (2, "Rutinen var okänd."),
    ]  # fmt: skip
    actions = [row.action for row in working.audit.rows() if row.outcome == "allowed"]
    assert actions.count("analysis_write") == 4  # each let in, and each kept


def test_two_who_write_in_different_places_lose_nothing(working: Working) -> None:
    analysis = working.started()
    working.write(analysis, ELSA, OWN)
    working.write(analysis, ELSA, {**OWN, "varfor": "Det ena skälet."}, version=1)
    reply = working.write(analysis, EVA, {**OWN, "vad_hande": "Andra ord."}, version=1)
    assert reply.is_kept
    texts = {one.id: one.text for one in reply.form.fields}
    assert (texts["varfor"], texts["vad_hande"]) == ("Det ena skälet.", "Andra ord.")


def test_two_who_write_in_the_same_place_see_both_and_nothing_is_overwritten(
    working: Working,
) -> None:
    analysis = working.started()
    working.write(analysis, ELSA, LESSON)
    working.write(analysis, ELSA, {**LESSON, "lardom": "Den ena lärdomen."}, version=1)
    mine = {**LESSON, "lardom": "Den andra lärdomen."}
    reply = working.write(analysis, KERSTIN, mine, version=1)
    assert not reply.is_kept
    assert [(one.id, one.text) for one in reply.beside] == [("lardom", "Den ena lärdomen.")]
    assert reply.form.version == 2
    assert working.write(analysis, KERSTIN, mine, version=reply.form.version).is_kept
    assert len(working.analyses.parts(analysis)) == 3


def test_identities_are_hidden_before_anything_is_kept(working: Working) -> None:
    analysis = working.started()
    reply = working.write(analysis, ELSA, {**OWN, "varfor": "Hjördis Vidmark 19640823-3234."})
    assert {"personnummer", "namn"} <= set(reply.masked)
    with sqlite3.connect(working.folder / "lotsen.sqlite3") as database:
        rows = str(database.execute("SELECT fields FROM analysis_parts").fetchall())
    assert "Hjördis" not in rows
    assert "19640823" not in rows


@pytest.mark.parametrize(
    ("fields", "said"),
    [({}, "Skriv några ord"), ({"varfor": "a" * 50_000}, "för lång")],
)
def test_what_can_not_be_kept_is_told(working: Working, fields: dict[str, str], said: str) -> None:
    with pytest.raises(StaffError, match=said):
        working.write(working.started(), ELSA, fields)


def test_the_timeline_says_when_at_which_unit_and_never_who(working: Working) -> None:
    analysis = working.started()
    report = working.analyses.find("T1", analysis)
    assert report is not None
    working.clock.forward(hours=1)
    working.inboxes.open(report.reasons[0], KERSTIN)
    working.inboxes.acknowledge(report.reasons[0], KERSTIN)
    working.clock.forward(hours=1)
    draft = working.inboxes.answer(report.reasons[0], KERSTIN).draft_id
    texts = dict.fromkeys(("orsak", "atgard", "konsekvens", "uppfoljning"), "Rutinen var okänd.")
    working.drafts.fill(draft, KERSTIN, texts)
    working.sending.send(draft, KERSTIN)
    line = working.desk.show(analysis, ELSA).timeline
    steps = [one.step for one in line]
    assert steps == ["event", "send", "open", "acknowledge", "deliver", "answer", "send"]
    assert line[0].text == "2026-02-27 15:30 · Hemtjänsten Lärkan · Händelsen, enligt avvikelsen"
    said = str([one.text for one in line])
    assert "UKERSTIN" not in said
    assert "okänd" not in said


def test_a_lesson_needs_every_heading_and_a_unit_that_has_written(working: Working) -> None:
    analysis = working.started()
    with pytest.raises(StaffError, match="Skriv lärdomen först"):
        working.desk.finish(analysis, ELSA)
    working.write(analysis, KERSTIN, {**LESSON, "varfor": ""})
    with pytest.raises(StaffError, match="skrivit sin del"):
        working.desk.finish(analysis, ELSA)
    working.write(analysis, ELSA, OWN)
    with pytest.raises(FieldRefusedError, match="Varför hände det"):
        working.desk.finish(analysis, ELSA)


@pytest.mark.parametrize(
    ("lesson", "said"),
    [("Vårdcentralen Demoby ska ringa.", "Vårdcentralen Demoby"),
     ("Säg det till [namn] nästa gång.", "personuppgift")],
)  # fmt: skip
def test_a_lesson_points_out_nobody(working: Working, lesson: str, said: str) -> None:
    analysis = working.started()
    working.write(analysis, ELSA, OWN)
    working.write(analysis, KERSTIN, {**LESSON, "lardom": lesson})
    with pytest.raises(FieldRefusedError, match=said) as refused:
        working.desk.finish(analysis, ELSA)
    assert refused.value.field == "lardom"


def test_a_finished_analysis_is_not_changed(working: Working) -> None:
    analysis = working.finished()
    with pytest.raises(StaffError, match="avslutad"):
        working.write(analysis, ELSA, {**OWN, "varfor": "Nytt."}, version=1)
    shown = working.desk.finish(analysis, ELSA)
    assert shown.lesson is not None
    assert shown.lesson.title == "Kom överens om vem som bevakar inkorgen på fredagskvällar"
    assert [one.is_finished for one in working.desk.rows(KERSTIN)] == [True]
