"""Scoring counts a right sentence as right, and nothing else."""

import json
import math
from pathlib import Path

import pytest

from knowledge import evaluate
from knowledge.answer import Answer, Citation, Place, Reason, Status
from knowledge.answering import Answerer
from knowledge.evaluate import Case, Figure, Scored, is_right
from knowledge.model import StaffError

RIGHT = "En fast vårdkontakt ska utses om den enskilde begär det."


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        (RIGHT, True),
        ("en  fast VÅRDKONTAKT ska utses, om den enskilde begär det", True),  # marks and case
        (f"Så här: {RIGHT} Och mer.", True),  # holds it
        ("ska utses om den enskilde begär", True),  # a real part of it
        ("ska utses", False),  # too small a part
        ("En fast vårdkontakt ska informera.", False),
        ("", False),
    ],
)
def test_a_quote_is_right_when_it_holds_a_right_sentence(quote: str, verdict: bool) -> None:
    assert is_right(quote, [RIGHT]) is verdict


def test_without_right_sentences_no_quote_is_right() -> None:
    assert not is_right(RIGHT, [])
    assert not is_right(RIGHT, [""])


def answered(*quotes: str) -> Answer:
    places = [
        Place(document_id="d", section="s", page=None, text=text, score=1.0)
        for text in ("Något annat helt och hållet.", RIGHT)
    ]
    citations = [
        Citation(number=1, document_id="d", kind="rutin", describes=None, title="t", section="s",
                 page=None, version="1", valid_from=None, url=None, quote=quote)
        for quote in quotes
    ]  # fmt: skip
    return Answer(question="?", status=Status.ANSWERED, citations=tuple(citations),
                  passages=tuple(places), confidence=0.9)  # fmt: skip


REFUSED = Answer(question="?", status=Status.NOT_FOUND, reason=Reason.NO_SUPPORT, confidence=0.2)
ANSWERABLE = Case(id="a", question="?", right=(RIGHT,))
NEAR_MISS = Case(
    id="n",
    question="?",
    answerable=False,
    category="near_miss",
    expected_reasons=("no_support",),
)


def scored(case: Case, answer: Answer) -> Scored:
    class Everything(evaluate.Corpus):
        def __init__(self) -> None:
            self._texts = [evaluate.compact(RIGHT)]

    (one,) = evaluate.run([case], lambda _question, _history: answer, Everything())
    return one


def figure(name: str, *of: Scored) -> Figure:
    (found,) = [figure for figure in evaluate.figures(of) if figure.name == name]
    return found


def test_the_place_of_the_first_right_passage_is_counted_from_one() -> None:
    assert scored(ANSWERABLE, answered(RIGHT)).rank == 2
    assert scored(ANSWERABLE, REFUSED).rank is None


def test_each_figure_counts_its_own_cases() -> None:
    right, wrong = scored(ANSWERABLE, answered(RIGHT)), scored(ANSWERABLE, answered("Fel svar."))
    refused, miss = scored(ANSWERABLE, REFUSED), scored(NEAR_MISS, REFUSED)
    bold = scored(NEAR_MISS, answered(RIGHT))
    every = (right, wrong, refused, miss, bold)
    assert figure("recall@1", *every).value == 0
    assert figure("recall@5", *every).value == pytest.approx(2 / 3)
    assert figure("MRR", *every).value == pytest.approx((0.5 + 0.5) / 3)
    assert figure("rätt mening citerad", *every).value == pytest.approx(1 / 3)
    assert figure("avvisad i onödan", *every).value == pytest.approx(1 / 3)
    assert figure("avvisad rätt: nära miss", *every).value == pytest.approx(1 / 2)


def test_a_refusal_for_the_wrong_reason_is_not_right() -> None:
    other = REFUSED.model_copy(update={"reason": Reason.DOSE})
    assert not scored(NEAR_MISS, other).is_refused_rightly
    assert scored(NEAR_MISS, REFUSED).is_refused_rightly


@pytest.mark.parametrize(("hits", "total"), [(0, 10), (5, 10), (10, 10), (88, 100)])
def test_the_interval_holds_the_share_and_stays_between_none_and_all(hits: int, total: int) -> None:
    low, high = Figure("f", hits, total).interval()
    assert 0 <= low <= hits / total <= high <= 1
    assert low < high


def test_the_wilson_interval_is_the_one_in_the_tables() -> None:
    low, high = Figure("f", 8, 10).interval()
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)


def test_without_cases_there_is_no_share() -> None:
    assert math.isnan(Figure("f", 0, 0).value)


def test_calibration_is_the_distance_between_what_is_said_and_what_is_so() -> None:
    sure = [scored(ANSWERABLE, answered(RIGHT))] * 9 + [scored(NEAR_MISS, answered(RIGHT))]
    assert evaluate.calibration_error(sure) == pytest.approx(0.0, abs=1e-9)
    wrong = [scored(NEAR_MISS, answered(RIGHT))] * 4
    assert evaluate.calibration_error(wrong) == pytest.approx(0.9)


def test_a_question_these_sources_cannot_answer_is_not_asked(answerer: Answerer) -> None:
    corpus = evaluate.Corpus(answerer.index())
    cases = [Case(id="x", question="?", right=("Står inte i någon källa alls.",)), NEAR_MISS]
    asked = evaluate.run(cases, lambda _question, _history: REFUSED, corpus)
    assert [one.case.id for one in asked] == ["n"]


def test_a_set_of_questions_is_read(tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text(json.dumps({"id": "1", "question": "Åäö?"}) + "\n\n", encoding="utf-8")
    assert [case.question for case in evaluate.read_cases(file)] == ["Åäö?"]


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"{}", b"not json", b'["a"]', b'{"id": 1}', b"\xff\xfe\x00"]
)
def test_a_set_that_cannot_be_read_is_told_in_one_line(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "set.jsonl"
    file.write_bytes(content)
    with pytest.raises(StaffError, match=r"set\.jsonl"):
        evaluate.read_cases(file)
