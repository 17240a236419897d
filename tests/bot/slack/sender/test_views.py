"""Modals and Home tabs, also when they are faulty."""

import asyncio
from typing import Any

import pytest

from bot.slack.ports import SendFailed
from bot.slack.sender import FaultyPayload

Edge = Any
Json = dict[str, Any]

pytestmark = pytest.mark.anyio


def text(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def modal(words: str = "Söker …") -> Json:
    block = {"type": "section", "text": text(words)}
    return {"type": "modal", "title": text("Lotsen"), "blocks": [block]}


def home(words: str) -> Json:
    return {"type": "home", "blocks": [{"type": "section", "text": text(words)}]}


def words_of(view: Json) -> str:
    return str(view["blocks"][0]["text"]["text"])


def trigger(edge: Edge, view_id: str | None = None) -> str:
    return str(edge.workspace.parts.triggers.give(edge.user, view_id))


async def test_a_modal_is_opened_updated_and_pushed_on(edge: Edge) -> None:
    sender = edge.sender()
    first = await sender.open_view(edge.team, trigger(edge), modal())
    await sender.update_view(edge.team, first, modal("Svar"))
    second = await sender.push_view(edge.team, trigger(edge, first), modal("Mer"))
    stack = edge.workspace.stack(edge.user)
    assert [one["id"] for one in stack] == [first, second]
    assert [words_of(one) for one in stack] == ["Svar", "Mer"]
    assert edge.workspace.found == []


async def test_a_home_tab_is_shown_and_the_last_word_stands(edge: Edge) -> None:
    sender = edge.sender()
    await asyncio.gather(
        *(sender.publish_home(edge.team, edge.user, home(f"{one}")) for one in range(5))
    )
    assert words_of(edge.workspace.home(edge.user)) == "4"
    assert edge.workspace.found == []


async def test_a_modal_that_is_gone_says_so(edge: Edge) -> None:
    with pytest.raises(SendFailed, match="not_found") as caught:
        await edge.sender().update_view(edge.team, "V1", modal())
    assert not caught.value.is_passing


async def test_a_trigger_is_used_once(edge: Edge) -> None:
    number = trigger(edge)
    await edge.sender().open_view(edge.team, number, modal())
    with pytest.raises(SendFailed, match="exchanged_trigger_id") as caught:
        await edge.sender().open_view(edge.team, number, modal())
    assert not caught.value.is_passing


async def test_a_modal_whose_answer_was_lost_is_not_opened_twice(edge: Edge) -> None:
    edge.watch()
    edge.workspace.faults.fail_next(1, "answer_lost", "views.open")
    with pytest.raises(SendFailed) as caught:
        await edge.sender().open_view(edge.team, trigger(edge), modal())
    assert caught.value.is_passing
    assert edge.called == ["views.open"]


async def test_a_faulty_view_is_a_fault_in_a_test(edge: Edge) -> None:
    with pytest.raises(FaultyPayload, match="too_long at /title/text"):
        await edge.sender().open_view(
            edge.team, trigger(edge), modal() | {"title": text("Lotsen" * 9)}
        )


async def test_in_place_of_a_faulty_view_one_that_says_what_to_do(edge: Edge) -> None:
    sender = edge.sender(is_strict=False)
    bad = {"type": "nothing"}
    view_id = await sender.open_view(edge.team, trigger(edge), modal() | {"blocks": [bad]})
    await sender.publish_home(edge.team, edge.user, home("") | {"blocks": [bad]})
    assert "Försök igen" in words_of(edge.workspace.stack(edge.user)[0])
    assert "Försök igen" in words_of(edge.workspace.home(edge.user))
    await sender.update_view(edge.team, view_id, modal("Svar"))
    assert edge.workspace.found == []


async def test_in_place_of_a_view_that_slack_refuses_one_that_says_what_to_do(edge: Edge) -> None:
    edge.refuse("views.publish", "invalid_arguments", count=1)
    await edge.sender().publish_home(edge.team, edge.user, home("Hej"))
    assert "Försök igen" in words_of(edge.workspace.home(edge.user))
