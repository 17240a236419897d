"""A document that was added fills a gap of the bundled descriptions, and no other gap."""

import shutil
from pathlib import Path

import pytest

from knowledge.answering import Answerer
from knowledge.bundled import Bundle
from knowledge.embedding import Embedder
from tests.knowledge.made import answerer_of, document, library

SAV = {
    "Bevakning av inkorgen": [
        "Enhetens inkorg i SAMSA ska läsas minst två gånger per dag, klockan 8 och klockan 14.",
        "På helger läser jourhavande sjuksköterska inkorgen.",
    ],
    "Rubriker i Vårdbegäran": [
        "Vårdbegäran har rubrikerna kontaktorsak, aktuellt tillstånd och pågående insatser.",
    ],
}


@pytest.fixture(scope="module")
def with_sav(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, published: Path
) -> Answerer:
    folder = tmp_path_factory.mktemp("sav") / "data"
    shutil.copytree(published, folder)
    both = library(folder, embedder, Bundle())
    both.add([document("sav-inkorgar", SAV, kind="sav", title="SAV Inkorgar")])
    return answerer_of(both, embedder, Bundle())


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Hur många gånger om dagen ska inkorgen läsas?", "två gånger per dag"),
        ("Hur ofta ska inkorgen läsas enligt SAV?", "två gånger per dag"),
        ("Vilka rubriker har vårdbegäran?", "kontaktorsak"),
    ],
)
def test_a_gap_is_filled_by_an_added_document(
    answerer: Answerer, with_sav: Answerer, question: str, quote: str
) -> None:
    assert answerer.answer(question).status == "not_found"
    answer = with_sav.answer(question)
    assert any(quote in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    "question",
    [
        "Vad kostar SAMSA?",
        "Vilket faxnummer har vårdcentralen?",
        "Vad säger SAV om patientknutna kontakter?",
        "Hur många dagar har vi på oss att svara på en begäran om samordning?",
    ],
)
def test_other_gaps_stay_gaps(with_sav: Answerer, question: str) -> None:
    assert with_sav.answer(question).status == "not_found"


HOUSE = {
    "Larm": ["Larmet provas varje tisdag.", "Larmknappen sitter innanför dörren."],
    "Brand": ["Brandövningen hålls i maj.", "Släckare kontrolleras av vaktmästaren."],
    "Reception": ["Receptionen öppnar klockan åtta.", "Kaffemaskinen rengörs varje fredag."],
    "Vård": ["Blodtryck kontrolleras varje morgon.", "Febernedsättande ges efter kontakt."],
}


@pytest.fixture(scope="module")
def with_house(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, published: Path
) -> Answerer:
    folder = tmp_path_factory.mktemp("house") / "data"
    shutil.copytree(published, folder)
    both = library(folder, embedder, Bundle())
    both.add([document("husets-rutiner", HOUSE, kind="rutin", title="Husets rutiner")])
    return answerer_of(both, embedder, Bundle())


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("När provas larmet?", "Larmet provas varje tisdag."),
        ("När är brandövningen?", "Brandövningen hålls i maj."),
        ("Vem kontrollerar släckare?", "Släckare kontrolleras av vaktmästaren."),
        ("När öppnar receptionen?", "Receptionen öppnar klockan åtta."),
        ("Hur ofta rengörs kaffemaskinen?", "Kaffemaskinen rengörs varje fredag."),
    ],
)
def test_a_short_question_is_answered_in_the_words_of_an_added_document(
    with_house: Answerer, question: str, quote: str
) -> None:
    answer = with_house.answer(question)
    assert quote in {citation.quote for citation in answer.citations}


@pytest.mark.parametrize(
    "question",
    [
        "Vad kostar larmet?",
        "Hur länge håller brandövningen på?",
        "Är hans blodtryck för högt?",
        "Ska jag ge febernedsättande?",
        "Vilken dos febernedsättande ska hon få?",
        "Vilket blodtryck har Anna?",
    ],
)
def test_the_words_of_an_added_document_open_no_other_door(
    with_house: Answerer, question: str
) -> None:
    assert with_house.answer(question).status != "answered"
