"""Units that look at an event together."""

from pathlib import Path

import pytest

from tests.bot.desk.analyses.working import Working


@pytest.fixture
def working(tmp_path: Path) -> Working:
    return Working(tmp_path)
