"""The bot is killed under load, again and again, and no question is lost or answered twice."""

from pathlib import Path

import pytest

from tests.rig.killed import kill_often

_KILLS = 20


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.slow
@pytest.mark.anyio
async def test_every_claimed_question_is_answered_once_however_often_the_bot_is_killed(
    data_dir: Path, anyio_backend: str
) -> None:
    toll = await kill_often(data_dir, _KILLS)
    assert toll.is_clean, toll
    assert toll.claimed >= _KILLS, "too little was under way for the kills to prove anything"
