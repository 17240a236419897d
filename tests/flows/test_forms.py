"""Every form hangs together, and what is filled in is checked against it."""

from pathlib import Path

import pytest

from flows.forms import Form, Kind, load_forms
from flows.forms.answers import answer_model, faults_of
from flows.load import FlowFileError

FORMS = load_forms()
MESSAGES = ["vardbegaran", "mvo", "administrativt_meddelande", "planering"]
FILE = """
id = "{id}"
title = "Prov"
about = "Ett prov."
version = "1"
valid_from = 2026-01-01
reviewed_by = "ingen"
"""
FIELD = """
[[fields]]
id = "{id}"
label = "Fält"
help = "Hjälp."
kind = "text"
filled_by = "någon"
basis = "inference"
origin = "prov"
"""

every_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


@pytest.mark.parametrize("form_id", MESSAGES)
def test_every_message_begins_with_the_shared_fields(form_id: str) -> None:
    first = [field.id for field in FORMS[form_id].fields][:5]
    assert first[0] == "samtycke"
    assert "mottagare" in first


@every_form
def test_an_example_passes_its_own_field(form: Form) -> None:
    examples = {field.id: field.example for field in form.fields if field.example}
    assert faults_of(form, examples) == []


@every_form
def test_no_text_field_asks_for_an_identity(form: Form) -> None:
    asked = " ".join(f"{field.label} {field.example or ''}".lower() for field in form.fields)
    for word in ("personnummer", "patientens namn", "adress"):
        assert word not in asked


@every_form
def test_typical_sentences_stand_under_one_heading_each(form: Form) -> None:
    cues = [cue for field in form.fields for cue in field.cues]
    assert len(cues) == len(set(cues))


@every_form
def test_every_kind_of_answer_is_checked(form: Form) -> None:
    for field in form.fields:
        wrong: object = {Kind.TEXT: "x" * (field.limit + 1)}.get(field.kind, {"fel": 1})
        faults = faults_of(form, {field.id: wrong})
        assert [fault.field for fault in faults] == [field.id]
        assert faults[0].text.startswith(field.label)


def test_an_empty_draft_is_a_draft_and_says_what_is_missing() -> None:
    form = FORMS["vardbegaran"]
    assert faults_of(form, {}) == []
    assert "normaltillstand" in [field.id for field in form.missing({})]


def test_a_field_can_be_required_by_another_answer() -> None:
    form = FORMS["vardbegaran"]
    assert "remiss_skriven" not in [field.id for field in form.missing({})]
    assert "remiss_skriven" in [field.id for field in form.missing({"sands_vidare": "ja"})]


def test_a_personnummer_is_no_case_number() -> None:
    form = FORMS["mvo"]
    assert faults_of(form, {"arendenummer": "ärende åäö"})
    assert faults_of(form, {"arendenummer": "SKA-2026/1234"}) == []


def test_planering_has_a_row_for_each_unit() -> None:
    rows = [{"enhet": "rehab", "insats": "Träning"}, {"enhet": "hemtjanst", "insats": "Promenad"}]
    answers = answer_model(FORMS["planering"]).model_validate({"ansvar": rows})
    assert len(answers.model_dump()["ansvar"]) == 2


def test_a_form_in_the_data_folder_goes_before_the_bundled_one(tmp_path: Path) -> None:
    (tmp_path / "mvo.toml").write_text(FILE.format(id="mvo") + FIELD.format(id="eget"), "utf-8")
    forms = load_forms(tmp_path)
    assert forms["mvo"].fields[-1].id == "eget"
    assert forms["mvo"].content_hash != FORMS["mvo"].content_hash


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (FIELD.format(id="a") * 2, "fältet ”a” finns två gånger"),
        (FIELD.format(id="a").replace('"text"', '"choice"'), "ska ha val"),
        (FIELD.format(id="a") + 'tab = "x"\n', "flik som inte finns"),
        (FIELD.format(id="a") + 'required_when = { b = "ja" }\n', "”b” som inte finns"),
        (FIELD.format(id="a") + "limit = 9999\n", "”limit”"),
        (FIELD.format(id="a").replace("label", "labell"), "”labell”"),
    ],
)
def test_a_faulty_form_says_what_to_mend(tmp_path: Path, fields: str, said: str) -> None:
    (tmp_path / "prov.toml").write_text(FILE.format(id="prov") + fields, "utf-8")
    with pytest.raises(FlowFileError) as caught:
        load_forms(tmp_path)
    assert said in str(caught.value)
