"""Quotes are exact, few enough to read in 15 seconds, and bring their warning along."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from knowledge import quotes
from knowledge.answering import Answerer
from knowledge.model import Block
from knowledge.passages import cut
from knowledge.register import Entry
from knowledge.retrieve import Hit
from tests.knowledge.made import document

TEN_WORDS = "Varje part svarar skyndsamt på det som begärs av den {}."


def made_hit(blocks: Sequence[str | Block], cosines: Sequence[float], row: int = 0) -> Hit:
    one = document(f"rutin-{row}", {"Svar": blocks})
    (passage,) = cut(one)
    return Hit(
        row=row,
        passage=passage,
        entry=Entry(
            header=one.header,
            text_key="key",
            is_bundled=False,
            added_at=datetime(2026, 1, 1, tzinfo=UTC),
        ),
        score=max(cosines),
        cosine=max(cosines),
        asked=0.0,
        sentence_cosines=tuple(cosines),
        sentence_overlaps=(0.0,) * len(cosines),
    )


def chosen(*hits: Hit) -> list[str]:
    return [quote.text for quote in quotes.choose(quotes.rank(hits))]


def test_the_sentence_that_fits_best_is_quoted_and_the_rest_left() -> None:
    assert chosen(made_hit(["Ett.", "Två.", "Tre."], [0.5, 0.9, 0.6])) == ["Två."]


def test_sentences_that_fit_as_well_are_quoted_in_the_order_of_the_source() -> None:
    assert chosen(made_hit(["Ett.", "Två.", "Tre."], [0.88, 0.9, 0.89])) == ["Ett.", "Två.", "Tre."]


def test_the_quotes_end_before_sixty_words() -> None:
    blocks = [TEN_WORDS.format(number) for number in range(10)]
    found = chosen(made_hit(blocks, [0.9] * 10))
    assert len(found) > 1
    assert sum(len(text.split()) for text in found) <= quotes.MAX_WORDS


def test_one_long_sentence_is_quoted_whole() -> None:
    long = "Ansvaret gäller " + " och ".join(f"del nummer {n}" for n in range(25)) + "."
    assert len(long.split()) > quotes.MAX_WORDS
    assert chosen(made_hit([long, "Kort."], [0.9, 0.85])) == [long]


def test_the_same_words_are_quoted_once() -> None:
    found = chosen(made_hit(["Lika."], [0.9], row=0), made_hit(["LIKA."], [0.9], row=1))
    assert len(found) == 1


def test_a_warning_comes_with_the_fact_it_belongs_to() -> None:
    warning = Block(text="Tänk på att ett barn kan fara illa.", is_warning=True)
    hit = made_hit(["Vid nej stannar uppgiften.", "Annat står här.", warning], [0.9, 0.3, 0.2])
    assert chosen(hit) == ["Vid nej stannar uppgiften.", "Tänk på att ett barn kan fara illa."]


def test_a_warning_of_another_passage_stays_there() -> None:
    warning = Block(text="Obs, något helt annat.", is_warning=True)
    found = chosen(made_hit(["Svaret."], [0.9]), made_hit(["Bort.", warning], [0.3, 0.2], row=1))
    assert found == ["Svaret."]


@pytest.mark.parametrize(
    "caveat",
    ["Obs att det bara gäller vuxna.", "Undantag görs för barn.", "Det gäller dock inte SIP."],
)
def test_a_reservation_that_follows_a_quote_comes_along(caveat: str) -> None:
    assert chosen(made_hit(["Regeln gäller.", caveat], [0.9, 0.3])) == ["Regeln gäller.", caveat]


def test_a_reservation_that_follows_another_sentence_is_left() -> None:
    blocks = ["Regeln gäller.", "Mellan dem.", "Det gäller dock inte SIP."]
    assert chosen(made_hit(blocks, [0.9, 0.3, 0.3])) == ["Regeln gäller."]


def test_nothing_found_gives_nothing_to_quote() -> None:
    assert chosen() == []


def test_the_best_passage_stands_first() -> None:
    weak = made_hit(["Svagare."], [0.88], row=0)
    strong = made_hit(["Starkare."], [0.92], row=1)
    assert chosen(weak, strong)[0] == "Starkare."


ASKED = [
    "Vad gäller om den enskilde säger nej?",
    "Vad ska mottagaren göra?",
    "Vad ingår i en fast vårdkontakts uppgifter?",
    "skillnaden mellan MVO och vårdbegäran",
    "Vem ansvarar för uppföljningen?",
    "Vilka avvikelser ska rapporteras?",
    "Hur används Planering?",
]


@pytest.mark.parametrize("question", ASKED)
def test_every_quote_is_an_exact_part_of_its_passage_and_read_in_15_seconds(
    answerer: Answerer, question: str
) -> None:
    index = answerer.index()
    passages = {index.passage(row).id: index.passage(row) for row in range(index.size)}
    citations = answerer.answer(question).citations
    assert citations
    facts = 0
    for citation in citations:
        passage = passages[citation.passage_id]
        (sentence,) = [s for s in passage.sentences if passage.quote(s) == citation.quote]
        facts += 0 if sentence.is_warning else len(citation.quote.split())
    assert facts <= quotes.MAX_WORDS or len(citations) == 1
    assert [citation.number for citation in citations] == list(range(1, len(citations) + 1))
