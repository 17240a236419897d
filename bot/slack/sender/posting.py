"""Posts, edits and removes messages; a long one is several in Slack, and stays together."""

from collections.abc import Awaitable, Callable, Sequence

from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.ports import Message, SendFailed, Spot
from bot.slack.sender.calls import Calls, text_of
from bot.slack.sender.failures import REFUSED
from bot.slack.sender.gate import Gate, plainer
from bot.slack.sender.marks import Marks
from bot.slack.sender.messages import Json, Part
from bot.slack.sender.pace import Lane, Pace
from bot.slack.sender.recent import Recent

_NO_UNFURL: Json = {"unfurl_links": False, "unfurl_media": False}
_GONE = "message_not_found"


class Posting:
    """Writes messages, one at a time in a channel, and in the order they came."""

    def __init__(self, calls: Calls, pace: Pace, gate: Gate, marks: Marks) -> None:
        self._calls = calls
        self._pace = pace
        self._gate = gate
        self._marks = marks
        self._rests: Recent[tuple[str, str, str], tuple[str, ...]] = Recent()
        self._doubtful: Recent[tuple[str, str, str], bool] = Recent()

    async def post(self, spot: Spot, message: Message) -> str:
        """Post a message; one whose last try may have come through is looked for first."""
        doubt = (spot.team, spot.channel, message.mark or "")
        if self._doubtful.get(doubt):
            found = await self._marks.find(spot, message.mark or "")
            self._doubtful.drop(doubt)
            if found is not None:
                await self.edit(spot, found, message)
                return found
        try:
            return await self._post_all(spot, self._gate.message(message))
        except SendFailed as failure:
            if message.mark and failure.is_passing:
                self._doubtful.put(doubt, True)
            raise

    async def edit(self, spot: Spot, ts: str, message: Message) -> None:
        """Put other words in a message, with as many parts as they take."""
        parts = self._gate.message(message)
        key = (spot.team, spot.channel, ts)
        async with self._pace.lane(*key):
            rest = await self._rest(spot, ts, message.mark)
            self._rests.drop(key)
            await self._update(spot, ts, parts[0])
            kept = [
                await self._put(spot, ts, old, part)
                for old, part in zip(rest, parts[1:], strict=False)
            ]
            for old in rest[len(parts) - 1 :]:
                await self._remove(spot, old)
            kept += await self._post_more(spot, ts, parts[len(rest) + 1 :])
            self._rests.put(key, tuple(kept))

    async def delete(self, spot: Spot, ts: str) -> None:
        """Remove a message with all its parts."""
        key = (spot.team, spot.channel, ts)
        async with self._pace.lane(*key):
            for old in await self._rest_if_seen(spot, ts):
                await self._remove(spot, old)
            await self._remove(spot, ts)
            self._rests.drop(key)

    async def post_to_one(self, spot: Spot, user: str, message: Message) -> None:
        """Show a message to one person."""
        place: Json = {"channel": spot.channel, "user": user} | _thread(spot.thread_ts)
        async with self._pace.lane(spot.team, spot.channel) as lane:
            for part in self._gate.message(message):
                await self._show(lane, spot.team, part, place)

    async def _show(self, lane: Lane, team: str, part: Part, place: Json) -> None:
        async def shown(version: Part) -> AsyncSlackResponse:
            words = {name: one for name, one in version.fields().items() if name != "metadata"}
            return await lane.write(
                lambda: self._calls.once(
                    team, lambda client: client.chat_postEphemeral(**place, **words)
                )
            )

        await as_plain_as_needed(part, shown)

    async def _post_all(self, spot: Spot, parts: Sequence[Part]) -> str:
        async with self._pace.lane(spot.team, spot.channel) as lane:
            first = await self._post_part(lane, spot, spot.thread_ts, parts[0])
            thread_ts = spot.thread_ts or first
            rest = [await self._post_part(lane, spot, thread_ts, part) for part in parts[1:]]
        self._rests.put((spot.team, spot.channel, first), tuple(rest))
        return first

    async def _post_more(self, spot: Spot, first: str, parts: Sequence[Part]) -> list[str]:
        if not parts:
            return []
        thread_ts = spot.thread_ts or first
        async with self._pace.lane(spot.team, spot.channel) as lane:
            return [await self._post_part(lane, spot, thread_ts, part) for part in parts]

    async def _post_part(self, lane: Lane, spot: Spot, thread_ts: str | None, part: Part) -> str:
        place: Json = {"channel": spot.channel} | _thread(thread_ts) | _NO_UNFURL

        async def posted(version: Part) -> AsyncSlackResponse:
            words = place | version.fields()
            return await lane.write(
                lambda: self._calls.once(spot.team, lambda client: client.chat_postMessage(**words))
            )

        return text_of(await as_plain_as_needed(part, posted), "ts")

    async def _put(self, spot: Spot, first: str, old: str, part: Part) -> str:
        try:
            await self._update(spot, old, part)
        except SendFailed as failure:
            if failure.code != _GONE:
                raise
            return (await self._post_more(spot, first, [part]))[0]
        return old

    async def _update(self, spot: Spot, ts: str, part: Part) -> None:
        async def updated(version: Part) -> AsyncSlackResponse:
            await self._pace.edit_turn(spot.team)
            words: Json = {"channel": spot.channel, "ts": ts} | version.fields()
            return await self._calls.repeatable(
                spot.team, lambda client: client.chat_update(**words)
            )

        await as_plain_as_needed(part, updated)

    async def _remove(self, spot: Spot, ts: str) -> None:
        try:
            await self._calls.repeatable(
                spot.team, lambda client: client.chat_delete(channel=spot.channel, ts=ts)
            )
        except SendFailed as failure:
            if failure.code != _GONE:
                raise

    async def _rest(self, spot: Spot, ts: str, mark: str | None) -> Sequence[str]:
        known = self._rests.get((spot.team, spot.channel, ts))
        if known is not None or mark is None:
            return known or ()
        return await self._marks.rest(spot, ts, mark)

    async def _rest_if_seen(self, spot: Spot, ts: str) -> Sequence[str]:
        known = self._rests.get((spot.team, spot.channel, ts))
        if known is not None:
            return known
        try:
            return await self._marks.rest(spot, ts)
        except SendFailed as failure:
            if failure.is_passing:
                raise
            return ()


async def as_plain_as_needed(
    part: Part, write: Callable[[Part], Awaitable[AsyncSlackResponse]]
) -> AsyncSlackResponse:
    """Write a payload; what Slack refuses is tried more plainly, its text alone at last."""
    *first, last = plainer(part)
    for version in first:
        try:
            return await write(version)
        except SendFailed as failure:
            if failure.code not in REFUSED:
                raise
    return await write(last)


def _thread(thread_ts: str | None) -> Json:
    return {} if thread_ts is None else {"thread_ts": thread_ts}
