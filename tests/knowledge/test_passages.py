"""Passages are short, hold whole sentences and keep their ids, so a quote can be found again."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.bundled import Bundle
from knowledge.model import Basis, Block
from knowledge.passages import MAX_WORDS, cut
from tests.knowledge.made import document

SENTENCE = "Varje verksamhet ansvarar för sin egen planering och för att svara i tid."


def test_every_bundled_passage_is_short_and_its_sentences_stand_in_the_source() -> None:
    for one in Bundle().documents():
        source = {block.text for section in one.sections for block in section.blocks}
        for passage in cut(one):
            assert len(passage.text.split()) <= MAX_WORDS
            for sentence in passage.sentences:
                quote = passage.quote(sentence)
                assert quote
                assert any(quote in text for text in source)


def test_a_long_section_is_cut_between_sentences() -> None:
    passages = cut(document("rutin-lang", {"Ansvar": [SENTENCE] * 25}))
    assert len(passages) > 2
    assert all(len(passage.text.split()) <= MAX_WORDS for passage in passages)
    assert all(
        passage.quote(sentence) == SENTENCE
        for passage in passages
        for sentence in passage.sentences
    )


def test_a_sentence_of_250_words_is_cut_where_it_must_be() -> None:
    words = [f"ord{number}" for number in range(250)]
    passages = cut(document("rutin-ord", {"Lång": [" ".join(words)]}))
    assert [len(passage.text.split()) for passage in passages] == [120, 120, 10]
    assert " ".join(passage.text for passage in passages).split() == words


def test_sections_are_never_joined() -> None:
    passages = cut(document("rutin-tva", {"Ett": ["Kort."], "Två": ["Också kort."]}))
    assert [(passage.section, passage.text) for passage in passages] == [
        ("Ett", "Kort."),
        ("Två", "Också kort."),
    ]


def test_each_sentence_keeps_what_stands_behind_it() -> None:
    blocks = [
        Block(text="Regeln gäller. Den gäller alla."),
        Block(text="Så gör vi.", basis=Basis.EXAMPLE),
        Block(text="Obs att det är olika.", is_warning=True),
    ]
    (passage,) = cut(document("rutin-marken", {"Regel": blocks}))
    assert [(s.basis, s.is_warning) for s in passage.sentences] == [
        (Basis.SOURCE, False),
        (Basis.SOURCE, False),
        (Basis.EXAMPLE, False),
        (Basis.SOURCE, True),
    ]


def test_the_same_document_gets_the_same_ids_each_time() -> None:
    for one in Bundle().documents():
        ids = [passage.id for passage in cut(one)]
        assert ids == [passage.id for passage in cut(one)]
        assert len(set(ids)) == len(ids)


def test_two_passages_with_the_same_words_have_ids_of_their_own() -> None:
    blocks = [" ".join(["Samma ord."] * 60)] * 3
    ids = [passage.id for passage in cut(document("rutin-lika", {"Lika": blocks}))]
    assert len(ids) == len(set(ids)) == 3


def test_a_passage_keeps_its_id_when_a_section_is_added_before_it() -> None:
    (before,) = cut(document("rutin-id", {"Svar": [SENTENCE]}))
    after = cut(document("rutin-id", {"Nytt": ["En ny inledning."], "Svar": [SENTENCE]}))
    assert before.id == after[1].id


def test_an_empty_section_gives_no_passage() -> None:
    assert cut(document("rutin-tom", {"Tom": [], "Blank": ["  "]})) == []


def test_the_heading_is_searched_with_the_text() -> None:
    (passage,) = cut(document("rutin-rubrik", {"Fast vårdkontakt": ["Utses på begäran."]}))
    assert "Fast vårdkontakt" in passage.indexed_text
    assert "Utses på begäran." in passage.indexed_text
    assert passage.text == "Utses på begäran."


_WORDS = st.lists(st.sampled_from(["vård", "SIP.", "Ja!", "(obs)", "t.ex.", "12"]), max_size=300)


@given(_WORDS)
def test_no_word_is_lost_or_added(words: list[str]) -> None:
    passages = cut(document("rutin-alla", {"Allt": [" ".join(words)]}))
    assert [word for passage in passages for word in passage.text.split()] == words
    assert all(len(passage.text.split()) <= MAX_WORDS for passage in passages)
