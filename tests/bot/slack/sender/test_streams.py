"""A text that grows while it is read, whole at the end whatever happens on the way."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.slack.ports import SendFailed
from bot.slack.sender.streams import SECONDS_BETWEEN, _settled
from bot.workspace.faults import How

Edge = Any
WORDS = ["En ", "remiss ", "**ska** ", "besvaras ", "skriftligt."]
WHOLE = "".join(WORDS)

pytestmark = pytest.mark.anyio


async def written(edge: Edge, words: list[str] = WORDS) -> AsyncIterator[str]:
    for word in words:
        yield word
        edge.clock.pass_by(SECONDS_BETWEEN)


async def asked(edge: Edge) -> str:
    said = await edge.workspace.human_post(edge.user, edge.room, "Hur gör jag?")
    return str(said["ts"])


async def stream(edge: Edge, words: list[str] = WORDS) -> str:
    spot = edge.spot(await asked(edge))
    return str(await edge.sender().stream(spot, edge.user, written(edge, words)))


def said(edge: Edge) -> list[str]:
    """All that the bot's messages show, as Markdown."""
    return [
        " ".join(block["text"] for block in one.get("blocks", [])) or one["text"]
        for one in edge.messages()
    ]


async def test_a_text_is_streamed_where_slack_has_streams(edge: Edge) -> None:
    edge.watch()
    ts = await stream(edge)
    assert said(edge) == [WHOLE]
    assert edge.messages()[0]["ts"] == ts
    assert edge.messages()[0]["streaming_state"] == "completed"
    assert edge.called == ["chat.startStream", *["chat.appendStream"] * 4, "chat.stopStream"]
    assert edge.workspace.found == []


async def test_words_that_come_fast_are_sent_together(edge: Edge) -> None:
    async def fast() -> AsyncIterator[str]:
        for word in WORDS:
            yield word

    edge.watch()
    await edge.sender().stream(edge.spot(await asked(edge)), edge.user, fast())
    assert said(edge) == [WHOLE]
    assert edge.called == ["chat.startStream", "chat.appendStream", "chat.stopStream"]


@pytest.mark.parametrize("error", ["unknown_method", "missing_scope", "not_allowed_token_type"])
async def test_without_streams_the_text_is_posted_and_edited(edge: Edge, error: str) -> None:
    edge.refuse("chat.startStream", error)
    ts = await stream(edge)
    assert said(edge) == [WHOLE]
    assert edge.messages()[0]["ts"] == ts
    assert edge.workspace.found == []


async def test_a_workspace_without_streams_is_asked_once_an_hour(edge: Edge) -> None:
    edge.refuse("chat.startStream", "unknown_method")
    edge.watch()
    sender, spot = edge.sender(), edge.spot(await asked(edge))
    for wait in (0, 60, 3600):
        edge.clock.pass_by(wait)
        await sender.stream(spot, edge.user, written(edge))
    assert edge.called.count("chat.startStream") == 2
    assert said(edge) == [WHOLE] * 3


@pytest.mark.parametrize("error", ["channel_type_not_supported", "ratelimited"])
async def test_what_a_stream_cannot_do_just_now_a_message_can(edge: Edge, error: str) -> None:
    edge.refuse("chat.startStream", error, count=1)
    await stream(edge)
    assert said(edge) == [WHOLE]


async def test_outside_a_thread_the_text_is_posted_and_edited(edge: Edge) -> None:
    await edge.sender().stream(edge.spot(), edge.user, written(edge))
    assert said(edge) == [WHOLE]
    assert "streaming_state" not in edge.messages()[0]


@pytest.mark.parametrize(
    ("method", "error", "passed"),
    [
        ("chat.appendStream", "internal_error", 1),
        ("chat.appendStream", "something_new", 1),
        ("chat.stopStream", "internal_error", 0),
    ],
)
async def test_a_stream_that_breaks_leaves_the_whole_text(
    edge: Edge, method: str, error: str, passed: int
) -> None:
    edge.refuse(method, error, count=1, passed=passed)
    ts = await stream(edge)
    assert said(edge) == [WHOLE]
    assert edge.messages()[0]["ts"] == ts
    assert edge.workspace.found == []


@pytest.mark.parametrize("after", range(len(WORDS)))
async def test_a_stream_that_lives_too_long_is_completed_by_an_edit(edge: Edge, after: int) -> None:
    async def slow() -> AsyncIterator[str]:
        for number, word in enumerate(WORDS):
            yield word
            edge.clock.pass_by(SECONDS_BETWEEN)
            if number == after:
                edge.messages()[0]["stream_until"] = 0

    edge.watch()
    ts = await edge.sender().stream(edge.spot(await asked(edge)), edge.user, slow())
    assert said(edge) == [WHOLE]
    assert edge.messages()[0]["ts"] == ts
    assert edge.called[-1] == "chat.update"
    assert edge.workspace.found == []


@pytest.mark.parametrize("how", ["answer_lost", "server_error", "no_answer"])
async def test_an_append_whose_answer_is_lost_doubles_nothing(edge: Edge, how: How) -> None:
    edge.workspace.faults.fail_next(1, how, "chat.appendStream")
    await stream(edge)
    assert said(edge) == [WHOLE]


async def test_a_start_whose_answer_is_lost_is_not_followed_by_a_second_message(
    edge: Edge,
) -> None:
    edge.workspace.faults.fail_next(1, "answer_lost", "chat.startStream")
    with pytest.raises(SendFailed) as caught:
        await stream(edge)
    assert caught.value.is_passing
    assert len(edge.messages()) == 1


async def test_a_reader_who_stops_the_stream_is_left_in_peace(edge: Edge) -> None:
    edge.refuse("chat.appendStream", "stopped_by_user", passed=1)
    edge.watch()
    await stream(edge)
    assert edge.messages()[0]["text"] == "En remiss "
    assert "chat.update" not in edge.called


async def test_work_that_is_cancelled_ends_its_stream(edge: Edge) -> None:
    started = asyncio.Event()

    async def endless() -> AsyncIterator[str]:
        yield "En "
        started.set()
        await asyncio.Event().wait()

    work = edge.sender().stream(edge.spot(await asked(edge)), edge.user, endless())
    task = asyncio.create_task(work)
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert edge.messages()[0]["streaming_state"] == "completed"


async def test_a_writer_that_fails_ends_its_stream_and_is_heard(edge: Edge) -> None:
    async def broken() -> AsyncIterator[str]:
        yield "En "
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await edge.sender().stream(edge.spot(await asked(edge)), edge.user, broken())
    assert edge.messages()[0]["streaming_state"] == "completed"


@pytest.mark.parametrize("has_streams", [True, False])
async def test_a_text_too_long_for_one_message_is_several(edge: Edge, has_streams: bool) -> None:
    if not has_streams:
        edge.workspace.lack_methods("chat.startStream")
    words = [f"Stycke {number}. " + "ord " * 1000 + "\n\n" for number in range(5)]
    await stream(edge, words)
    assert len(edge.messages()) == 3
    assert " ".join(" ".join(said(edge)).split()) == " ".join("".join(words).split())
    assert edge.workspace.found == []


@pytest.mark.parametrize("words", [[], ["", ""], [" ", "\n"]])
async def test_a_text_of_nothing_is_not_posted(edge: Edge, words: list[str]) -> None:
    with pytest.raises(SendFailed, match="no_text"):
        await stream(edge, words)
    assert edge.messages() == []


async def test_an_edit_that_fails_on_the_way_is_made_up_for(edge: Edge) -> None:
    edge.workspace.lack_methods("chat.startStream")
    edge.refuse("chat.update", "internal_error", count=1)
    await stream(edge)
    assert said(edge) == [WHOLE]


async def test_a_last_edit_that_fails_is_tried_again(edge: Edge) -> None:
    edge.workspace.lack_methods("chat.startStream")
    edge.refuse("chat.update", "internal_error", count=1, passed=3)
    await stream(edge)
    assert said(edge) == [WHOLE]


@pytest.mark.parametrize("has_streams", [True, False])
async def test_a_call_on_a_channel_is_written_out_also_when_it_comes_in_pieces(
    edge: Edge, has_streams: bool
) -> None:
    if not has_streams:
        edge.workspace.lack_methods("chat.startStream")
    await stream(edge, ["Hej ", "<!cha", "nnel", "> alla ", "2 < 3"])
    assert said(edge) == ["Hej &lt;!channel> alla 2 < 3"]


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("hej", "hej"),
        ("hej <!ch", "hej "),
        ("hej <@U1> du", "hej <@U1> du"),
        ("<", ""),
        ("2 < 3 och " + "a" * 200, "2 < 3 och " + "a" * 200),
    ],
)
def test_a_tag_that_is_being_written_is_held_back(text: str, settled: str) -> None:
    assert _settled(text) == settled


async def test_a_place_that_is_gone_is_not_tried_another_way(edge: Edge) -> None:
    edge.refuse("chat.startStream", "channel_not_found")
    edge.watch()
    with pytest.raises(SendFailed, match="channel_not_found"):
        await stream(edge)
    assert edge.called == ["chat.startStream"]
