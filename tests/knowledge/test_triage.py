"""Clinical, acute and dosing questions and look-ups are refused; a word alone refuses nothing."""

import numpy as np
import pytest

from knowledge.bundled import Unknown, UnknownReason
from knowledge.separator import KINDS
from knowledge.triage import NearestUnknown, Unknowns, cued, refusal


def near(reason: UnknownReason, cosine: float) -> NearestUnknown:
    unknown = Unknown(topic=reason, questions=("fråga",), reason=reason, say="Säg så här.")
    return NearestUnknown(unknown, cosine)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Patienten andas inte, vad gör jag?", "acute"),
        ("HON HAR ONT I BRÖSTET", "acute"),
        ("hur många alvedon ska hon få", "dose"),
        ("Vilken dos gäller?", "dose"),
        ("how much insulin should I give", "dose"),
        ("Kan du slå upp [namn]?", "lookup"),
        ("vad står i patientens journal", "lookup"),
        ("Är det farligt med 39 graders feber?", "clinical"),
        ("HON HAR ONT I BROSTET", "acute"),
    ],
)
def test_the_words_of_a_question_point_to_a_reason(question: str, reason: str) -> None:
    assert reason in cued(question)


@pytest.mark.parametrize(
    "question",
    [
        "Vad är MVO?",
        "Vem ansvarar för planeringen?",
        "Hur kan vi öka samverkan mellan kommun och region?",
        "Vad gör vi när det finns ett ökat behov av insatser?",
        "Vad är skillnaden mellan vårdbegäran och Planering?",
    ],
)
def test_ordinary_questions_point_to_no_reason(question: str) -> None:
    assert cued(question) == frozenset()


def like(**kinds: float) -> dict[str, float]:
    return dict.fromkeys(KINDS, 0.0) | kinds


def test_a_cue_alone_refuses_nothing() -> None:
    gaps = [near("no_support", 0.95), near("dose", 0.80)]
    assert refusal("Vilken dos?", gaps, like(no_support=0.6), is_supported=True) is None
    assert refusal("Vilken dos?", [], like(dose=0.9), is_supported=False) is None


def test_a_question_like_the_refused_ones_is_refused() -> None:
    found = refusal("Vilken dos?", [near("dose", 0.97)], like(dose=0.8), is_supported=True)
    assert found is not None
    assert found.unknown.reason == "dose"


def test_a_question_liker_to_those_that_are_answered_is_answered() -> None:
    kinds = like(dose=0.3, answered=0.6)
    gaps = [near("dose", 0.90)]
    assert refusal("Gäller receptförnyelse?", gaps, kinds, is_supported=True) is None


def test_less_is_needed_to_refuse_what_has_no_answer_anyway() -> None:
    kinds = like(dose=0.5, answered=0.55)
    gaps = [near("dose", 0.90)]
    assert refusal("Gäller detta?", gaps, kinds, is_supported=True) is None
    assert refusal("Gäller detta?", gaps, kinds, is_supported=False) is not None


def test_gaps_of_the_sources_are_not_refusals() -> None:
    gaps = [near("no_support", 0.99)]
    assert refusal("Hur många timmar?", gaps, like(no_support=1), is_supported=False) is None


def test_the_nearest_of_each_reason_is_given_the_nearest_first() -> None:
    def gap(reason: UnknownReason, *questions: str) -> Unknown:
        return Unknown(topic="t", questions=questions, reason=reason, say="s")

    gaps = [gap("dose", "a", "b"), gap("acute", "c"), gap("dose", "d")]
    vectors = np.eye(4, dtype=np.float32)
    asked = np.array([0.1, 0.5, 0.3, 0.7], dtype=np.float32)
    found = Unknowns(gaps, vectors).nearest(asked)
    assert [(one.unknown.reason, round(one.cosine, 2)) for one in found] == [
        ("dose", 0.7),
        ("acute", 0.3),
    ]
    assert found[0].unknown is gaps[2]
