"""The lexical leg finds what people misspell, shout and write without dots and rings."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.lexical import LexicalIndex, fold, grams, words

TEXTS = [
    "Vårdbegäran beskriver den enskildes normaltillstånd.",
    "Receptförnyelse hanteras av läkare på vårdcentralen.",
    "Avvikelser rapporteras i MedControl PRO.",
    "Samtycke krävs av den enskilde för öppenvårdsprocessen.",
]


@pytest.fixture(scope="module")
def index() -> LexicalIndex:
    return LexicalIndex.of(TEXTS)


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("vårdbegäran", 0),
        ("vårdbegärn", 0),  # a letter left out
        ("vårbdegäran", 0),  # two letters in the wrong order
        ("vardbegaran", 0),  # no marks
        ("VÅRDBEGÄRAN", 0),  # all capitals
        ("VARDBEGARAN", 0),  # both
        ("recptförnyelser", 1),
        ("receptforneylse", 1),
        ("avikelse", 2),  # a doubled letter left out, another ending
        ("avvikelserapportering", 2),  # a compound that is not in the text
        ("medcontrol", 2),
        ("samtyke", 3),
        ("samtyckte", 3),
    ],
)
def test_a_word_is_found_however_it_is_written(
    index: LexicalIndex, question: str, row: int
) -> None:
    assert int(index.scores(question).argmax()) == row


def test_a_better_spelling_scores_higher(index: LexicalIndex) -> None:
    assert index.scores("vårdbegäran")[0] > index.scores("vårdbegrn")[0] > 0


def test_a_text_that_is_asked_for_whole_scores_about_one(index: LexicalIndex) -> None:
    scores = index.scores(TEXTS[2])
    assert 0.6 < scores[2] < 1.6
    assert scores[2] > 4 * np.delete(scores, 2).max()


def test_words_without_a_topic_decide_nothing(index: LexicalIndex) -> None:
    plain = index.scores("avvikelser")
    wordy = index.scores("hur gör man med avvikelser och vad ska vi tänka på då")
    assert plain.argmax() == wordy.argmax() == 2


def test_a_question_of_stop_words_alone_is_still_searched() -> None:
    index = LexicalIndex.of(["Den som vill kan.", "Vårdcentral."])
    assert index.scores("den som vill")[0] > 0


def test_words_of_no_text_score_nothing(index: LexicalIndex) -> None:
    assert not index.scores("zzyzx qqq").any()
    assert index.unknown_share(index.weights("zzyzx")) == pytest.approx(1.0)


def test_the_share_of_unknown_words_lies_between_none_and_all(index: LexicalIndex) -> None:
    assert index.unknown_share(index.weights("samtycke")) == 0.0
    assert 0.2 < index.unknown_share(index.weights("samtycke zzyzxqq")) < 0.9


def test_the_weights_of_a_question_sum_to_one(index: LexicalIndex) -> None:
    assert sum(index.weights("avvikelser i samverkan").values()) == pytest.approx(1.0)


@pytest.mark.parametrize("question", ["", " ", "!?", "😀"])
def test_nothing_to_search_for_scores_nothing(index: LexicalIndex, question: str) -> None:
    assert index.scores(question).shape == (len(TEXTS),)
    assert not index.scores(question).any()


def test_an_index_without_texts_answers_with_no_rows() -> None:
    assert LexicalIndex.of([]).scores("samtycke").shape == (0,)


def test_what_is_saved_is_what_is_opened(index: LexicalIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "lexical.npz")
    opened = LexicalIndex.open(tmp_path / "lexical.npz")
    for question in ["vårdbegäran", "samtyke och recpt", "zzyzx"]:
        np.testing.assert_array_equal(opened.scores(question), index.scores(question))
        assert opened.weights(question) == index.weights(question)


def test_an_index_without_texts_is_saved_and_opened(tmp_path: Path) -> None:
    LexicalIndex.of([]).save(tmp_path / "empty.npz")
    assert LexicalIndex.open(tmp_path / "empty.npz").size == 0


def test_folding_drops_case_and_marks() -> None:
    assert fold("ÅÄÖ é Ü ﬁ") == "aao e u fi"
    assert words("Gör: vård-begäran (2)!") == ["gor", "vard", "begaran", "2"]


def test_grams_know_where_a_word_begins_and_ends() -> None:
    assert grams("mvo") == {"_mv": 1, "mvo": 1, "vo_": 1}
    assert grams("och mvo", without=frozenset({"och"})) == grams("mvo")


def test_a_gram_that_most_texts_have_is_left_out_of_large_indexes() -> None:
    size = 1200
    index = LexicalIndex.of([f"vårdplan nummer{row}" for row in range(size)])
    assert not index.scores("vårdplan").any()
    assert int(index.scores("nummer777").argmax()) == 777
