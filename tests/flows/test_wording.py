"""Wording of reports: what judges, blames or points out is found, and facts are left alone."""

import json
import time
from collections import Counter
from pathlib import Path

import pytest

from flows.inspection import faults_in
from flows.load import LIBRARY, FlowFileError
from flows.wording import Wording, WordingKind, load_wording

SENTENCES = [
    json.loads(line)
    for line in (Path(__file__).parent / "wording_sentences.jsonl").read_text("utf-8").splitlines()
]
JUDGING = {"affect", "blame"}
HARM = [
    "Patienten föll kl. 21.40 och bröt höften.",
    "Fel dos gavs i tre dagar. Personen fick åka in akut med blödning.",
    "Han hade fruktansvärt ont hela natten.",
    "Patienten dog på natten. MAS är informerad.",
    "Hon mådde dåligt och var mycket rädd.",
]


@pytest.fixture(scope="module")
def wording() -> Wording:
    return load_wording()


def kinds_in(wording: Wording, text: str) -> set[str]:
    return {str(one.kind) for one in wording.remarks(text)}


@pytest.mark.parametrize("part", ["tune", "seen", "held_out"])
def test_affect_and_blame_are_found_and_factual_harm_is_not(wording: Wording, part: str) -> None:
    own = [one for one in SENTENCES if one["part"] == part]
    judging = [bool(kinds_in(wording, one["text"]) & JUDGING) for one in own
               if JUDGING & set(one["kinds"])]  # fmt: skip
    harm = [bool(wording.remarks(one["text"])) for one in own if one["is_factual_harm"]]
    facts = [bool(wording.remarks(one["text"])) for one in own if not one["kinds"]]
    assert sum(judging) / len(judging) >= 0.90
    assert sum(harm) / len(harm) <= 0.05
    assert sum(facts) / len(facts) <= 0.05


def test_there_are_sentences_enough_and_a_third_is_held_out() -> None:
    """The sentences that are `seen` were held out once, and the words were widened after them."""
    parts = Counter(one["part"] for one in SENTENCES)
    counted = parts["tune"] + parts["held_out"]
    assert counted >= 250
    assert parts["held_out"] / counted >= 0.33
    assert len({one["text"] for one in SENTENCES}) == len(SENTENCES)
    assert {kind for one in SENTENCES for kind in one["kinds"]} == set(WordingKind)


@pytest.mark.parametrize("text", HARM)
def test_facts_about_harm_are_left_as_they_are(wording: Wording, text: str) -> None:
    assert wording.remarks(text) == []


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("Det är oacceptabelt att vi inte fick något MVO.", "Vi fick inte något MVO."),
        ("Avdelningen struntade i att ringa på fredagen.", "Avdelningen ringde inte på fredagen."),
        ("Som vanligt kom ingen vårdbegäran.", "Det kom ingen vårdbegäran."),
        ("Handläggaren svarade inte den 3 mars.", "Enheten svarade inte den 3 mars."),
        ("Patienten fick VÄNTA i SEX timmar!!", "Patienten fick vänta i sex timmar."),
    ],
)
def test_a_proposal_says_the_same_with_facts_alone(
    wording: Wording, text: str, proposal: str
) -> None:
    found = wording.remarks(text)
    assert {one.proposal for one in found} == {proposal}
    assert wording.remarks(proposal) == []


@pytest.mark.parametrize("sentence", [one["text"] for one in SENTENCES if one["kinds"]])
def test_no_proposal_adds_a_number_or_loses_one(wording: Wording, sentence: str) -> None:
    digits = [sign for sign in sentence if sign.isdigit()]
    for remark in wording.remarks(sentence):
        proposed = remark.proposal
        assert proposed is None or [sign for sign in proposed if sign.isdigit()] == digits


def test_each_remark_stands_at_its_place_with_its_reason(wording: Wording) -> None:
    text = "Hon föll kl. 21. Avdelningen slarvade som vanligt."
    for one in wording.remarks(text):
        assert text[one.start : one.end] == one.words
        assert one.sentence == "Avdelningen slarvade som vanligt."
        assert one.why.endswith(".")
    assert kinds_in(wording, text) == {"blame", "generalisation"}


@pytest.mark.parametrize(
    "text",
    [
        "Maken sa ”det här är skandal” när han ringde.",
        "Dottern upplevde bemötandet som otrevligt.",
        "Enligt rutinen ska mottagaren alltid kvittera.",
        "MVO, SIP och ADL stod i SAMSA.",
        "Patienten glömde sin medicin.",
        "",
        "   \n\n",
    ],
)
def test_others_words_rules_and_abbreviations_are_no_wording_of_the_writer(
    wording: Wording, text: str
) -> None:
    assert wording.remarks(text) == []


def test_letters_that_do_not_show_hide_nothing(wording: Wording) -> None:
    (found, *_) = wording.remarks("Det var sla\u200brv\u00adigt gjort.")
    assert found.kind is WordingKind.BLAME


def test_a_report_of_ten_thousand_words_is_read_in_proportion(wording: Wording) -> None:
    sentence = "Avdelningen struntade i att ringa och patienten kom hem utan lista på fredagen. "
    short, long = sentence * 80, sentence * 800
    begun = time.perf_counter()
    few = len(wording.remarks(short))
    between = time.perf_counter()
    many = len(wording.remarks(long))
    took = time.perf_counter() - between
    assert many == 10 * few
    assert took < 60 * max(between - begun, 0.01)


def test_words_of_ones_own_go_before_the_bundled(tmp_path: Path, wording: Wording) -> None:
    bundled = Path(__file__).parents[2] / "flows" / "library" / "wording.toml"
    own = bundled.read_text("utf-8").replace('"slarv*", ', "")
    (tmp_path / "wording.toml").write_text(own, "utf-8")
    assert wording.remarks("Det var slarv.")
    assert load_wording(tmp_path).remarks("Det var slarv.") == []


def test_a_file_with_a_fault_says_where(tmp_path: Path) -> None:
    (tmp_path / "wording.toml").write_text('version = "1"\nreviewed_by = 3\n', "utf-8")
    with pytest.raises(FlowFileError, match=r"wording\.toml"):
        load_wording(tmp_path)


def test_a_file_of_ones_own_is_checked_before_it_is_used(tmp_path: Path) -> None:
    own = tmp_path / "wording.toml"
    text = (LIBRARY / "wording.toml").read_text("utf-8")
    own.write_text(text, "utf-8")
    assert faults_in(own) == []
    own.write_text(text.replace('"slarv*"', '"<finnsinte> slarv*"', 1), "utf-8")
    (fault,) = faults_in(own)
    assert "finnsinte" in fault.text
