"""Shows a text while it is being written; where Slack has no streams, by posting and editing."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, suppress

from slack_sdk.web.async_chat_stream import AsyncChatStream

from bot.slack.blocks.block_table import MARKDOWN_CHARACTERS
from bot.slack.ports import Message, SendFailed, Spot
from bot.slack.sender.calls import Calls
from bot.slack.sender.failures import KEY_GONE, PLACE_GONE, tried
from bot.slack.sender.fallback import Lacking
from bot.slack.sender.messages import cut, without_calls
from bot.slack.sender.pace import Clock, Pace
from bot.slack.sender.posting import Posting

# chat.appendStream and chat.update are limited per workspace and minute.
SECONDS_BETWEEN = 1.5
_METHOD = "chat.startStream"
_OVER = "message_not_in_streaming_state"
_STOPPED = ("stopped_by_user", "stream_stopped_by_user")
_RATE_LIMITED = ("ratelimited", "rate_limited")
_PIECE_CHARACTERS = 6000
_LONGEST_TAG = 100
_GIVE_UP_SECONDS = 5.0

Texts = AsyncGenerator[str, None]


class Streams:
    """Writes a growing text; the whole of it is kept here, whatever happens to the stream."""

    def __init__(self, calls: Calls, pace: Pace, posting: Posting, clock: Clock) -> None:
        self._calls = calls
        self._pace = pace
        self._posting = posting
        self._clock = clock
        self._lacking = Lacking(clock)

    async def stream(self, spot: Spot, user: str, parts: AsyncIterator[str]) -> str:
        """Show a text as it grows, and give the time stamp of its message."""
        async with aclosing(_growing(parts, self._clock)) as texts:
            first = await anext(texts, "")
            if not first:
                raise SendFailed("no_text", is_passing=False)
            stream = await self._begun(spot, user, first)
            if stream is None:
                return await self._by_edits(spot, first, texts)
            return await _Writing(self._posting, spot, stream).finish(first, texts)

    async def _begun(self, spot: Spot, user: str, first: str) -> AsyncChatStream | None:
        is_short = len(first) <= MARKDOWN_CHARACTERS
        if spot.thread_ts is None or not is_short or not self._lacking.has(spot.team, _METHOD):
            return None
        client = await self._calls.careful(spot.team)
        stream = await client.chat_stream(
            buffer_size=1,
            channel=spot.channel,
            thread_ts=spot.thread_ts,
            recipient_team_id=spot.team,
            recipient_user_id=user,
        )
        try:
            async with self._pace.lane(spot.team, spot.channel) as lane:
                await lane.write(lambda: tried(stream.append(markdown_text=without_calls(first))))
        except SendFailed as failure:
            self._lacking.learn(spot.team, _METHOD, failure)
            if not _is_worth_a_post(failure):
                raise
            return None
        return stream

    async def _by_edits(self, spot: Spot, first: str, texts: Texts) -> str:
        ts, text, is_behind = await self._posting.post(spot, as_message(first)), first, False
        async for text in texts:
            try:
                await self._posting.edit(spot, ts, as_message(text))
                is_behind = False
            except SendFailed as failure:
                if not failure.is_passing:
                    raise
                is_behind = True
        if is_behind:
            await self._posting.edit(spot, ts, as_message(text))
        return ts


class _Writing:
    """A stream that has begun, and all that has been written so far."""

    def __init__(self, posting: Posting, spot: Spot, stream: AsyncChatStream) -> None:
        self._posting = posting
        self._spot = spot
        self._stream = stream
        self._ts = str(stream.ts)
        self._text = ""

    async def finish(self, first: str, texts: Texts) -> str:
        """Write what is left; when the stream breaks, put the whole text in its message."""
        self._text = first
        try:
            await self._append_all(texts)
        except SendFailed as failure:
            # A reader who stopped the stream has what they wanted.
            if failure.code not in _STOPPED:
                await self._recover(failure, texts)
        except BaseException:
            await self._stop_quietly()
            raise
        return self._ts

    async def _append_all(self, texts: Texts) -> None:
        sent = len(without_calls(self._text))
        async for self._text in texts:
            calm = without_calls(self._text)
            if len(calm) > MARKDOWN_CHARACTERS:
                raise SendFailed("msg_too_long", is_passing=False)
            await tried(self._stream.append(markdown_text=calm[sent:]))
            sent = len(calm)
        await tried(self._stream.stop())

    async def _recover(self, failure: SendFailed, texts: Texts) -> None:
        if failure.code != _OVER:
            await self._stop_quietly()
        async for self._text in texts:
            pass
        await self._posting.edit(self._spot, self._ts, as_message(self._text))

    async def _stop_quietly(self) -> None:
        # A message that still streams takes no edit, and shows that more is to come.
        with suppress(SendFailed, TimeoutError, asyncio.TimeoutError):
            await asyncio.wait_for(tried(self._stream.stop()), _GIVE_UP_SECONDS)


def as_message(text: str) -> Message:
    """Give a text in Markdown as a message of its own."""
    pieces = cut(text, _PIECE_CHARACTERS)
    return Message(text, [{"type": "markdown", "text": piece} for piece in pieces])


async def _growing(parts: AsyncIterator[str], clock: Clock) -> Texts:
    """Give the text so far, now and then, and the whole of it at last."""
    text, shown, due = "", "", clock.now()
    async for part in parts:
        text += part
        settled = _settled(text)
        if settled.strip() and settled != shown and clock.now() >= due:
            shown = settled
            yield settled
            due = clock.now() + SECONDS_BETWEEN
    if text.strip() and text != shown:
        yield text


def _settled(text: str) -> str:
    """Give the text up to a tag that is still being written."""
    start = text.rfind("<", max(0, len(text) - _LONGEST_TAG))
    return text if start < 0 or ">" in text[start:] else text[:start]


def _is_worth_a_post(failure: SendFailed) -> bool:
    """Tell whether an ordinary message may do where a stream did not, and not be a second one."""
    if failure.is_passing:
        return failure.code in _RATE_LIMITED
    return failure.code not in KEY_GONE | PLACE_GONE
