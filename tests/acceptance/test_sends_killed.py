"""The sender is killed while it sends and every channel fails at times; nothing is lost."""

from pathlib import Path

import pytest

from tests.rig.sends import send_and_kill

_KILLS, _SENDS = 20, 600


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.slow
@pytest.mark.anyio
async def test_every_confirmed_message_is_in_each_inbox_once_however_often_the_sender_is_killed(
    tmp_path: Path, anyio_backend: str
) -> None:
    delivered = await send_and_kill(tmp_path, _SENDS, _KILLS)
    assert delivered.is_clean, delivered
    assert delivered.confirmed == _SENDS
    assert all(delivered.arrived.values()), "a channel that nothing came by proves nothing"
