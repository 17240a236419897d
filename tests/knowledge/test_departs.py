"""From which section a report departs: among three proposed, or none where none fits."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge import events
from knowledge.answering import Answerer
from knowledge.bundled import Bundle
from knowledge.departs import Departure, Departures
from knowledge.embedding import Embedder
from knowledge.events import read_events
from knowledge.model import SECTION_SEPARATOR, Basis
from tests.knowledge.made import answerer_of, document, library

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "departures.jsonl").read_text("utf-8").splitlines()
]
FITS = [one for one in CASES if one["sections"]]
NONE = [one for one in CASES if not one["sections"]]
UNREAD = "Vårdbegäran skickades i måndags. På torsdagen hade ingen kvitterat den."
RECEIVER = "Informationsöverföring: vad mottagaren ska göra"


@pytest.fixture(scope="module")
def departures(answerer: Answerer, embedder: Embedder, published: Path) -> Departures:
    return Departures(answerer.index, embedder, published / "index")


def headings(found: tuple[Departure, ...]) -> list[str]:
    return [one.citation.section.rsplit(SECTION_SEPARATOR, 1)[-1] for one in found]


def test_there_are_cases_enough_and_a_third_is_held_out() -> None:
    assert len(FITS) >= 60
    assert len(NONE) >= 20
    for cases in (FITS, NONE):
        held_out = sum(one["part"] == "held_out" for one in cases)
        assert held_out / len(cases) >= 0.33
    assert len({one["text"] for one in CASES}) == len(CASES)


@pytest.mark.parametrize("part", ["tune", "held_out"])
def test_a_right_section_is_among_the_three_proposed(departures: Departures, part: str) -> None:
    own = [one for one in FITS if one["part"] == part]
    right = [bool(set(headings(departures.sections(one["text"]))) & set(one["sections"]))
             for one in own]  # fmt: skip
    assert sum(right) / len(right) >= 0.90


@pytest.mark.parametrize("part", ["tune", "held_out"])
def test_where_none_fits_none_is_proposed(departures: Departures, part: str) -> None:
    own = [one for one in NONE if one["part"] == part]
    empty = [not departures.sections(one["text"]) for one in own]
    assert sum(empty) / len(empty) >= 0.80


def test_each_reviewed_event_is_of_a_section_that_is_there_and_of_no_case(
    answerer: Answerer,
) -> None:
    index = answerer.index()
    rows = index.allowed(lambda entry: entry.is_bundled)
    known = {
        SECTION_SEPARATOR.join((index.passage(row).document_id, index.passage(row).section))
        for row in rows.tolist()
    }
    told = read_events()
    assert {of for of in told.sections if of} <= known
    assert len(set(told.texts)) == len(told.texts)
    assert not set(told.texts) & {one["text"] for one in CASES}


def test_what_is_shown_is_the_sections_own_rule_word_for_word(
    departures: Departures, answerer: Answerer
) -> None:
    found = departures.sections(UNREAD)
    assert RECEIVER in headings(found)
    assert 1 <= len(found) <= 3
    index = answerer.index()
    (receiver,) = [one for one in found if one.citation.section.endswith(RECEIVER)]
    assert len(receiver.citations) == 2
    texts = [index.passage(row).text for row in range(index.size)]
    for one in found:
        for rule in one.citations:
            assert any(rule.quote in text for text in texts)
            assert rule.basis is Basis.SOURCE
            assert rule.is_bundled
        assert len({rule.section for rule in one.citations}) == 1
    assert len({one.key for one in found}) == len(found)


def test_limit_and_nothing_to_go_by(departures: Departures) -> None:
    assert len(departures.sections(UNREAD, limit=1)) == 1
    assert departures.sections("") == ()


def test_an_official_document_that_says_the_same_goes_before_our_description(
    published: Path, embedder: Embedder, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(published, folder)
    both = library(folder, embedder, Bundle())
    rule = "Mottagande part ska skyndsamt bekräfta att den överförda informationen är mottagen."
    more = "Mottagande part ska begära kompletterande information om informationen inte räcker."
    both.add([document("riktlinje-2026", {RECEIVER: [rule, more]}, kind="riktlinje")])
    index = answerer_of(both, embedder, Bundle()).index
    found = Departures(index, embedder, folder / "index").sections(UNREAD)
    official = [one.citation for one in found if not one.citation.is_bundled]
    assert [one.document_id for one in official] == ["riktlinje-2026"]
    (departure,) = [one for one in found if not one.citation.is_bundled]
    assert [one.quote for one in departure.citations] == [rule, more]


def test_without_bundled_sources_only_added_ones_are_proposed(
    embedder: Embedder, published: Path, tmp_path: Path
) -> None:
    alone = library(tmp_path / "data", embedder, Bundle(is_included=False))
    texts = {"Inkorg": ["Inkorgen ska läsas varje dag, också på helgen, av den som har jour."]}
    alone.add([document("sav-inkorg", texts, kind="sav")])
    index = answerer_of(alone, embedder, Bundle(is_included=False)).index
    departures = Departures(index, embedder, published / "index")
    found = departures.sections("Inkorgen lästes inte på helgen av den som hade jour.")
    assert [one.citation.document_id for one in found] == ["sav-inkorg"]
    assert departures.sections("Brukarens hiss var trasig.") == ()


def test_kept_vectors_that_are_cut_short_are_made_anew(
    answerer: Answerer, embedder: Embedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read_events()
    of = slice(0, None, 12)
    few = replace(whole, texts=whole.texts[of], sections=whole.sections[of])
    monkeypatch.setattr(events, "read_events", lambda: few)
    found = Departures(answerer.index, embedder, tmp_path).sections(UNREAD)
    assert found
    (kept,) = tmp_path.glob("events-*.npy")
    size = kept.stat().st_size
    kept.write_bytes(kept.read_bytes()[:1000])
    assert Departures(answerer.index, embedder, tmp_path).sections(UNREAD) == found
    assert kept.stat().st_size == size
    unwritable = tmp_path / "file"
    unwritable.write_text("x")
    assert Departures(answerer.index, embedder, unwritable).sections(UNREAD) == found
