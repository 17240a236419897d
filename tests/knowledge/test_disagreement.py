"""Two official documents that contradict each other are both shown, and neither is chosen."""

from pathlib import Path

import pytest

from knowledge.bundled import Bundle
from knowledge.embedding import Embedder
from tests.knowledge.made import answerer_of, document, library

QUESTION = "Inom hur många dagar ska en vårdbegäran besvaras?"


def ask(folder: Path, embedder: Embedder, one: str, other: str) -> tuple[str, str | None, int]:
    own = library(folder, embedder)
    own.add(
        [
            document("rutin-norra", {"Svarstid": [one]}),
            document("rutin-sodra", {"Svarstid": [other]}),
        ]
    )
    answer = answerer_of(own, embedder).answer(QUESTION)
    return answer.status, answer.reason, len(answer.citations)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "En vårdbegäran ska besvaras inom 3 dagar.",
            "En vårdbegäran ska besvaras inom 5 dagar.",
        ),
        (
            "En vårdbegäran ska alltid besvaras inom 3 dagar.",
            "En vårdbegäran ska inte besvaras inom 3 dagar.",
        ),
    ],
)
def test_sources_that_disagree_are_both_quoted(
    data_dir: Path, embedder: Embedder, one: str, other: str
) -> None:
    assert ask(data_dir, embedder, one, other) == ("not_found", "sources_disagree", 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("En vårdbegäran ska besvaras inom 3 dagar.", "En vårdbegäran ska besvaras inom 3 dagar."),
        (
            "En vårdbegäran ska besvaras inom 3 dagar.",
            "Rullstolar lämnas tillbaka till förrådet efter 30 dagar.",
        ),
    ],
)
def test_sources_that_say_the_same_or_something_else_do_not_disagree(
    data_dir: Path, embedder: Embedder, one: str, other: str
) -> None:
    assert ask(data_dir, embedder, one, other)[:2] == ("answered", None)


def test_our_description_is_never_set_against_the_document_it_describes(
    data_dir: Path, embedder: Embedder
) -> None:
    ours = "Vid nekat samtycke är det bara planering inom den egna verksamheten som är aktuell."
    theirs = ours.replace("är det bara", "är det inte bara")
    every = library(data_dir, embedder, Bundle())
    every.add([document("riktlinje-ny", {"Nekat samtycke": [theirs]}, kind="riktlinje")])
    answer = answerer_of(every, embedder, Bundle()).answer("Vad gäller vid nekat samtycke?")
    assert answer.reason != "sources_disagree"
