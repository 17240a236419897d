"""A fault in a flow file is told with its line and what to do, in plain Swedish."""

from pathlib import Path

import pytest

from flows.check import faults_of
from flows.inspection import faults_in
from flows.load import LIBRARY, FlowFileError, flow_of, load_unit_types
from tests.flows.sources import documents

UNITS, _ = load_unit_types()
GOOD = (LIBRARY / "efter_sandning.toml").read_text(encoding="utf-8")

# What is changed in a good file, and what must be said of it.
FAULTS = {
    "a duplicate id of a rule": (
        'id = "f2_forandrad_situation"',
        'id = "f1_mottagit"',
        "”f1_mottagit” finns redan",
    ),
    "a duplicate id of a question": (
        '[[questions]]\nid = "klart"',
        '[[questions]]\nid = "mottagit"',
        "”mottagit” finns redan",
    ),
    "the same answer twice": (
        '{ id = "klart"',
        '{ id = "mottagit"',
        "svaret ”mottagit” står två gånger",
    ),
    "an unknown outcome": (
        'then = "bekrafta"',
        'then = "bekräftelse"',
        "”then” får bara ha små bokstäver",
    ),
    "an outcome that does not exist": (
        'then = "bekrafta"',
        'then = "kvittera"',
        "utfallet ”kvittera” finns inte. Välj bland: bekrafta, informera",
    ),
    "an unknown question": (
        'when = { vad_har_hant = "mottagit" }',
        'when = { vad_hande = "mottagit" }',
        "frågan ”vad_hande” finns inte",
    ),
    "an unknown answer": (
        'when = { vad_har_hant = "mottagit" }',
        'when = { vad_har_hant = "fatt" }',
        "svaret på vad_har_hant ”fatt” finns inte. Välj bland: mottagit, andrad",
    ),
    "a rule that can never decide": (
        'when = { vad_har_hant = "klart", kvarstaende_behov_bada_huvudman = "nej" }',
        'when = { vad_har_hant = "klart", kvarstaende_behov_bada_huvudman = "ja" }',
        "regeln ”f3_avsluta” kan aldrig avgöra",
    ),
    "a situation without a rule": (
        'when = { vad_har_hant = "avsteg" }',
        'when = { vad_har_hant = "avsteg", kvarstaende_behov_bada_huvudman = "ja" }',
        "ingen regel gäller för: ",
    ),
    "an outcome no rule leads to": (
        'then = "sip"',
        'then = "avsluta"',
        "ingen regel leder till utfallet ”sip”",
    ),
    "a basis that does not exist": (
        'basis = "source"',
        'basis = "kallan"',
        "”basis” ska vara ”source”, ”example” eller ”inference”",
    ),
    "a source without a citation": (
        'basis = "inference"',
        'basis = "source"',
        "saknar ”citations”, som krävs när basis är ”source”",
    ),
    "a misspelt key": ('help = "Mottagaren', 'hjalp = "Mottagaren', "”hjalp” är inget känt fält"),
    "a missing text": ('title = "Bekräfta"\n', "", "”title” saknas"),
    "an empty text": ('title = "Bekräfta"', 'title = ""', "”title” är tomt"),
    "a lost quotation mark": ('title = "Bekräfta"', 'title = "Bekräfta', "citattecken saknas"),
    "a date within quotation marks": (
        "valid_from = 2026-11-23",
        'valid_from = "november"',
        "”valid_from” ska vara ett datum",
    ),
    "the same key twice": (
        'title = "Bekräfta"',
        'title = "Bekräfta"\ntitle = "Igen"',
        "samma namn står två gånger",
    ),
    "a citation to a missing document": (
        'document = "riktlinje-oppenvardsprocessen"',
        'document = "riktlinje-annan"',
        "dokumentet ”riktlinje-annan” finns inte",
    ),
    "a citation to a missing section": (
        'section = "Informationsöverföring',
        'section = "Överföring',
        "finns inte i riktlinje-oppenvardsprocessen",
    ),
    "a quote that is not word for word": (
        'quote = "Mottagande part ska skyndsamt',
        'quote = "Mottagande part ska genast',
        "citatet står inte ordagrant i avsnittet",
    ),
}


def faults(text: str) -> list[str]:
    try:
        flow = flow_of("efter_sandning.toml", text, UNITS)
    except FlowFileError as error:
        return [str(fault) for fault in error.faults]
    return [str(fault) for fault in faults_of(flow, text, documents())]


def test_a_good_file_has_no_faults() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(("before", "after", "said"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_with_its_line(before: str, after: str, said: str) -> None:
    assert before in GOOD
    changed = GOOD.replace(before, after, 1)
    told = [words for words in faults(changed) if said in words]
    assert told, faults(changed)
    line = int(told[0].removeprefix("rad ").split(":")[0])
    assert 1 <= line <= changed.count("\n") + 1


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [fault for name, fault in FAULTS.items() if name.startswith(("an unknown", "a misspelt"))],
)
def test_the_line_told_is_the_one_that_was_changed(before: str, after: str, said: str) -> None:
    changed = GOOD.replace(before, after, 1)
    at = GOOD[: GOOD.index(before)].count("\n") + 1
    assert any(words.startswith(f"rad {at}:") and said in words for words in faults(changed))


def test_every_bundled_file_of_the_guide_is_without_faults() -> None:
    for name in ("valj_meddelande", "efter_sandning", "unit_types", "understanding"):
        assert faults_in(LIBRARY / f"{name}.toml", documents()) == []


OTHER_FAULTS = {
    "unit_types.toml": ("levels = [0]", "levels = [7]", "”levels” "),
    "understanding.toml": ('"be ..4 <gor>"', '"be ..4 <gora>"', "listan ”gora” finns inte"),
}


@pytest.mark.parametrize(("name", "change"), OTHER_FAULTS.items())
def test_the_words_and_the_unit_types_are_checked_too(
    name: str, change: tuple[str, str, str], tmp_path: Path
) -> None:
    before, after, said = change
    good = (LIBRARY / name).read_text(encoding="utf-8")
    assert before in good
    (tmp_path / name).write_text(good.replace(before, after, 1), encoding="utf-8")
    found = faults_in(tmp_path / name)
    at = good[: good.index(before)].count("\n") + 1
    assert [fault.line for fault in found] == [at]
    assert said in found[0].text


def test_a_file_that_is_something_else_says_so(tmp_path: Path) -> None:
    (tmp_path / "annat.toml").write_text('title = "Något annat"\n', encoding="utf-8")
    assert "filen är inget flöde" in str(faults_in(tmp_path / "annat.toml")[0])
