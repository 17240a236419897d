"""The guide on a data folder of the test's own, with a clock that is set by hand."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import Lotsen
from bot.desk.ask import AskDesk
from bot.desk.guide import GuideDesk, GuideParts
from bot.desk.guide_flows import GuideFlows
from bot.desk.guide_sources import GuideSources
from bot.settings import Settings
from storage.answers import Answers
from storage.database import Database
from storage.guidances import Guidances

GATES = {
    "akut": "nej",
    "skyddade_uppgifter": "nej",
    "avliden": "nej",
    "inneliggande": "nej",
    "samtycke": "ja",
    "mottagare_har_samsa": "ja",
}


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def guidances(tmp_path: Path) -> Guidances:
    return Guidances(Database(tmp_path / "data" / "lotsen.sqlite3"))


@pytest.fixture
def answers(guidances: Guidances) -> Answers:
    return Answers(guidances._database)


@pytest.fixture
def flows_dir(tmp_path: Path) -> Path:
    """Give the folder of the house's own flows; it is not there yet."""
    return tmp_path / "data" / "flows"


def _no_ask_desk() -> AskDesk:
    raise AssertionError("no question was meant for the sources")


@pytest.fixture
def make_desk(
    guidances: Guidances, answers: Answers, clock: Clock, flows_dir: Path, published: Path
) -> Callable[..., GuideDesk]:
    """Give a maker of desks on one database, as another process would have."""
    library = Lotsen(Settings(data_dir=published)).library

    def make(ask: Callable[[], AskDesk] = _no_ask_desk) -> GuideDesk:
        parts = GuideParts(
            GuideFlows(flows_dir), GuideSources(library), guidances, ask, answers, clock
        )
        return GuideDesk(parts)

    return make


@pytest.fixture
def desk(make_desk: Callable[..., GuideDesk]) -> GuideDesk:
    return make_desk()
