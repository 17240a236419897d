"""Statuses and prompts show where they can, and are never a reason to stop."""

from typing import Any

import pytest

Edge = Any

pytestmark = pytest.mark.anyio
STATUS = "assistant.threads.setStatus"
PROMPTS = "assistant.threads.setSuggestedPrompts"


async def asked(edge: Edge) -> str:
    said = await edge.workspace.human_post(edge.user, edge.room, "Hur gör jag?")
    return str(said["ts"])


def status(edge: Edge) -> list[str]:
    return [one["status"] for one in edge.workspace.parts.state.pane(edge.room).statuses.values()]


async def test_a_status_is_shown_and_taken_away(edge: Edge) -> None:
    spot = edge.spot(await asked(edge))
    await edge.sender().status(spot, "söker …")
    assert status(edge) == ["söker …"]
    await edge.sender().status(spot, "")
    assert status(edge) == []


async def test_a_place_without_a_thread_has_no_status(edge: Edge) -> None:
    edge.watch()
    await edge.sender().status(edge.spot(), "söker …")
    assert edge.called == []


async def test_no_more_prompts_are_offered_than_slack_shows(edge: Edge) -> None:
    channel = edge.workspace.direct(edge.user).id
    prompts = [(f"Fråga {one}", f"Hur gör jag {one}?") for one in range(6)]
    await edge.sender().suggest(edge.team, channel, prompts)
    offered = edge.workspace.parts.state.pane(channel).prompts["prompts"]
    assert [(one["title"], one["message"]) for one in offered] == prompts[:4]


async def test_no_prompts_are_no_call(edge: Edge) -> None:
    edge.watch()
    await edge.sender().suggest(edge.team, edge.workspace.direct(edge.user).id, [])
    assert edge.called == []


@pytest.mark.parametrize("error", ["unknown_method", "missing_scope", "not_allowed"])
async def test_what_a_workspace_lacks_is_not_asked_for_each_time(edge: Edge, error: str) -> None:
    for method in (STATUS, PROMPTS):
        edge.refuse(method, error)
    edge.watch()
    sender, spot = edge.sender(), edge.spot(await asked(edge))
    for _ in range(3):
        await sender.status(spot, "söker …")
        await sender.suggest(edge.team, edge.room, [("a", "b")])
    assert sorted(edge.called) == [STATUS, PROMPTS]
    edge.clock.pass_by(3601)
    await sender.status(spot, "söker …")
    assert edge.called.count(STATUS) == 2


@pytest.mark.parametrize("error", ["ratelimited", "internal_error", "token_revoked", "new_error"])
async def test_any_other_fault_is_silent_and_tried_next_time(edge: Edge, error: str) -> None:
    edge.refuse(STATUS, error, count=1)
    sender, spot = edge.sender(), edge.spot(await asked(edge))
    await sender.status(spot, "söker …")
    assert status(edge) == []
    await sender.status(spot, "läser …")
    assert status(edge) == ["läser …"]


async def test_a_workspace_without_the_bot_is_silent(edge: Edge) -> None:
    edge.team = "T0OTHER001"
    await edge.sender().status(edge.spot("1700000000.000100"), "söker …")
    await edge.sender().suggest(edge.team, edge.room, [("a", "b")])


async def test_a_status_is_not_waited_for_when_slack_is_busy(edge: Edge) -> None:
    edge.workspace.faults.retry_after = 600
    edge.workspace.faults.fail_next(1, "rate_limited", STATUS)
    await edge.sender().status(edge.spot(await asked(edge)), "söker …")
    assert status(edge) == []
