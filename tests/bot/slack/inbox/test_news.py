"""Who has the Home tab open sees what arrives without opening it anew."""

from typing import Any

import pytest

from tests.bot.slack.inbox.house import House

Of = Any
ELSA, SARA, JONAS = "U0ELSA001", "U0SARA005", "U0JONA004"

pytestmark = pytest.mark.anyio


async def test_the_receivers_home_shows_a_message_as_soon_as_it_arrives(
    house: House, words: Of
) -> None:
    assert "Nytt (0)" in words(await house.home(SARA))
    house.send()
    await house.deliver()
    await house.settled()
    assert "Nytt (1)" in words(house.workspace.home(SARA))


async def test_a_home_that_nobody_has_opened_is_not_published(house: House) -> None:
    house.send()
    await house.deliver()
    await house.settled()
    assert house.workspace.home(SARA) is None


async def test_another_units_home_is_left_alone(house: House) -> None:
    before = (await house.home(JONAS))["hash"]
    house.send()
    await house.deliver()
    await house.settled()
    after = house.workspace.home(JONAS) or {}
    assert after["hash"] == before
