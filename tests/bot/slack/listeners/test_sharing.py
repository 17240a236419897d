"""Where another organisation is, commands and buttons are refused politely and nothing is kept."""

from typing import Any

import pytest

from bot.slack import words
from bot.slack.sharing import OUTSIDER
from bot.workspace import interactions

House = Any  # the conftest's; a folder of tests is no package to import from
ELSA, ALLA = "U0ELSA001", "C0ALLA0001"

pytestmark = pytest.mark.anyio


def _whispers(house: House) -> str:
    return str(house.workspace.parts.state.ephemerals.get(ELSA, []))


def _kept(house: House) -> list[tuple[Any, ...]]:
    found = []
    with house.database.reading() as connection:
        for table in ("jobs", "deliveries", "drafts", "unsent", "handoffs", "guidances"):
            found += [tuple(row) for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608
    return found


@pytest.mark.parametrize("typed", ["fråga Vad är en MVO?", "utkast mvo Ramlade.", "inkorg", ""])
async def test_a_command_in_a_shared_channel_is_refused(house: House, typed: str) -> None:
    house.workspace.channels[ALLA].is_shared = True
    await house.workspace.human_command(ELSA, ALLA, f"/lotsen {typed}")
    await house.settled()
    assert words.SHARED_CHANNEL in _whispers(house)
    assert house.workspace.stack(ELSA) == []
    assert _kept(house) == []


async def test_a_shortcut_on_a_message_in_a_shared_channel_is_refused(house: House) -> None:
    posted = await house.workspace.human_post(ELSA, ALLA, "Vem svarar på en vårdbegäran?")
    house.workspace.channels[ALLA].is_shared = True
    await house.workspace.human_shortcut(ELSA, "ask_about_message", ALLA, posted["ts"])
    await house.settled()
    assert words.SHARED_CHANNEL in _whispers(house)
    assert house.workspace.stack(ELSA) == []
    assert _kept(house) == []


async def test_in_a_channel_of_our_own_the_command_works(house: House) -> None:
    await house.workspace.human_command(ELSA, ALLA, "/lotsen")
    await house.settled()
    assert house.modal(ELSA)["blocks"]


async def test_while_slack_does_not_say_how_a_channel_is_shared_the_command_works(
    house: House,
) -> None:
    house.workspace.channels[ALLA].is_shared = True
    house.workspace.faults.fail_next(3, "server_error", "conversations.info")
    await house.workspace.human_command(ELSA, ALLA, "/lotsen")
    await house.settled()
    assert house.modal(ELSA)["blocks"]


async def test_somebody_of_another_organisation_is_refused(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = interactions.base

    def theirs(*args: Any) -> dict[str, Any]:
        payload = ours(*args)
        return {**payload, "user": {**payload["user"], "team_id": "T0OTHER001"}}

    posted = await house.workspace.human_post(ELSA, ALLA, "Vem svarar på en vårdbegäran?")
    monkeypatch.setattr(interactions, "base", theirs)
    await house.workspace.human_shortcut(ELSA, "ask_about_message", ALLA, posted["ts"])
    await house.settled()
    assert OUTSIDER in _whispers(house)
    assert house.workspace.stack(ELSA) == []
    assert _kept(house) == []
