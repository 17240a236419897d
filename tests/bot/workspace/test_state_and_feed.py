"""What is remembered between runs, what the manifest installs, and how a page keeps up."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.workspace import InstalledApp, ManualClock, Workspace, serve
from bot.workspace.clock import WallClock, within
from bot.workspace.feed import Feed
from knowledge.model import StaffError

pytestmark = pytest.mark.anyio
ELSA = "U0ELSA001"
AMIR = "U0AMIR002"
ROOM = "C0ALLA0001"
MANIFEST = {
    "display_information": {"name": "Öppenvårdslotsen", "description": "Svarar"},
    "features": {
        "bot_user": {"display_name": "Lotsen"},
        "slash_commands": [{"command": "/lotsen", "description": "Fråga", "usage_hint": "hjälp"}],
        "shortcuts": [
            {"name": "Fråga om detta", "type": "message", "callback_id": "f", "description": "x"}
        ],
    },
    "oauth_config": {"scopes": {"bot": ["chat:write"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}},
}


async def test_the_manifest_decides_what_the_app_hears_and_offers(anyio_backend: str) -> None:
    installed = InstalledApp.from_manifest(MANIFEST)
    workspace = Workspace(installed, ManualClock())
    await workspace.human_post(ELSA, ROOM, "@Lotsen hej")
    await workspace.human_post(ELSA, workspace.direct(ELSA).id, "hej")
    assert len(workspace.dispatcher._running) == 1
    assert (installed.name, installed.commands[0].command) == ("Lotsen", "/lotsen")
    assert (installed.shortcuts[0].callback_id, installed.scopes) == (
        "f",
        frozenset({"chat:write"}),
    )
    await workspace.close()


async def test_a_snapshot_brings_everything_back(tmp_path: Path) -> None:
    file = tmp_path / "rum.json"
    first = Workspace(snapshot=file)
    async with serve(first):
        said = await first.human_post(ELSA, ROOM, "Kvar i morgon")
    second = Workspace(snapshot=file)
    assert second.channels[ROOM].messages[said["ts"]]["text"] == "Kvar i morgon"
    assert second.people == first.people
    later = await second.human_post(ELSA, ROOM, "Senare")
    assert later["ts"] > said["ts"]
    await second.close()


async def test_timestamps_are_never_the_same_though_the_clock_stands_still() -> None:
    workspace = Workspace(clock=ManualClock())
    said = [(await workspace.human_post(ELSA, ROOM, str(n)))["ts"] for n in range(50)]
    assert said == sorted(set(said))
    await workspace.close()


async def test_everybody_is_in_another_unit_and_has_a_line_to_the_bot() -> None:
    workspace = Workspace()
    assert len({one.unit for one in workspace.people.values()}) == len(workspace.people) == 7
    assert all(workspace.direct(user).kind == "im" for user in workspace.people)


async def test_a_page_that_was_away_gets_what_it_missed_and_no_more() -> None:
    feed = Feed()
    position = feed.position
    feed.publish("message", {"n": 1})
    feed.publish("ephemeral", {"n": 2}, to={AMIR})
    feed.publish("message", {"n": 3}, to={ELSA, AMIR})
    caught_up = feed.follow(ELSA, position)
    got = [await anext(caught_up), await anext(caught_up)]
    assert ['"n": 1' in got[0], '"n": 3' in got[1]] == [True, True]
    await caught_up.aclose()


@pytest.mark.parametrize("position", ["", "annan-3", "skräp"])
async def test_a_page_from_another_run_is_told_to_load_anew(position: str) -> None:
    feed = Feed()
    feed.publish("message", {"n": 1})
    items = feed.follow(ELSA, position)
    assert "event: reload" in await anext(items)
    await items.aclose()


async def test_a_page_that_hangs_is_let_go() -> None:
    feed = Feed()
    items = feed.follow(ELSA, feed.position)
    waiting = asyncio.ensure_future(anext(items))
    await asyncio.sleep(0.01)
    feed.publish("message", {"n": 0})
    await waiting
    for number in range(1_100):
        feed.publish("message", {"n": number})
    got = [one async for one in items]
    assert len(got) == 1_000
    assert json.loads(got[0].split("data: ")[1])["n"] == 0


async def test_a_fast_clock_makes_short_work_of_waiting() -> None:
    clock = WallClock(speed=600)
    started = clock.now()
    await clock.sleep(60)
    assert 55 <= clock.now() - started <= 600
    with pytest.raises(TimeoutError):
        await within(clock, asyncio.Event().wait(), 6)


async def test_a_taken_port_is_said_in_words_a_person_can_act_on() -> None:
    async with serve(Workspace()) as url:
        port = int(url.rsplit(":", 1)[1])
        with pytest.raises(StaffError, match="välj en annan port"):
            async with serve(Workspace(), port):
                pytest.fail("two servers on one port")
