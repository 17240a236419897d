"""Slack delivers late, twice, again, and in the wrong order, while a tenth of its calls fail."""

from pathlib import Path

import pytest

from tests.rig.mischief import muddle

_DELIVERIES = 200


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.slow
@pytest.mark.anyio
async def test_every_question_is_answered_once_however_it_is_delivered(
    data_dir: Path, anyio_backend: str
) -> None:
    result = await muddle(data_dir, _DELIVERIES)
    assert result.is_clean, result
    assert result.deliveries >= _DELIVERIES
    assert result.deliveries > 1.5 * result.asked, "hardly anything came more than once"
