"""The sender: every write to Slack passes here, checked, paced, and tried again with a cap."""

from collections.abc import AsyncIterator, Sequence

from bot.slack.ports import File, Message, SendFailed, Spot, View
from bot.slack.sender.calls import Calls, Clients, text_of
from bot.slack.sender.gate import Gate
from bot.slack.sender.marks import Marks
from bot.slack.sender.ornaments import Ornaments
from bot.slack.sender.pace import Clock, Pace, SteadyClock
from bot.slack.sender.posting import Posting
from bot.slack.sender.recent import Recent
from bot.slack.sender.responses import Responses
from bot.slack.sender.streams import Streams
from bot.slack.sender.uploads import Uploads
from bot.slack.sender.views import Views


class SlackSender:
    """Writes to every workspace Lotsen is installed in; implements `bot.slack.ports.Sender`.

    With `is_strict` a payload that Slack would refuse raises `FaultyPayload`; without, its text
    is sent alone and the rules it broke are logged.
    """

    def __init__(
        self, clients: Clients, clock: Clock | None = None, *, is_strict: bool = False
    ) -> None:
        clock = clock or SteadyClock()
        pace, gate = Pace(clock), Gate(is_strict=is_strict)
        self._calls = Calls(clients)
        self._marks = Marks(self._calls)
        self._posting = Posting(self._calls, pace, gate, self._marks)
        self._streams = Streams(self._calls, pace, self._posting, clock)
        self._ornaments = Ornaments(self._calls, clock)
        self._views = Views(self._calls, pace, gate)
        self._responses = Responses(self._calls, gate)
        self._uploads = Uploads(self._calls)
        self._direct: Recent[tuple[str, str], str] = Recent()

    async def post(self, spot: Spot, message: Message) -> str:
        """Post a message, in several parts when it is long, and give the first's time stamp."""
        return await self._posting.post(spot, message)

    async def edit(self, spot: Spot, ts: str, message: Message) -> None:
        """Put other words in a message of ours."""
        await self._posting.edit(spot, ts, message)

    async def delete(self, spot: Spot, ts: str) -> None:
        """Remove a message of ours; one that is gone already is no fault."""
        await self._posting.delete(spot, ts)

    async def post_to_one(self, spot: Spot, user: str, message: Message) -> None:
        """Show a message to one person in a channel; it is gone when they reload."""
        await self._posting.post_to_one(spot, user, message)

    async def find(self, spot: Spot, mark: str) -> str | None:
        """Give the time stamp of the message of ours that carries a mark, in thread or channel."""
        return await self._marks.find(spot, mark)

    async def direct_channel(self, team: str, user: str) -> str:
        """Give the channel of the direct messages with a person."""
        known = self._direct.get((team, user))
        if known is not None:
            return known
        answer = await self._calls.repeatable(
            team, lambda client: client.conversations_open(users=user)
        )
        channel = text_of(answer, "channel", "id")
        self._direct.put((team, user), channel)
        return channel

    async def permalink(self, spot: Spot, ts: str) -> str | None:
        """Give the address of a message, or None when Slack gives none."""
        try:
            answer = await self._calls.repeatable(
                spot.team,
                lambda client: client.chat_getPermalink(channel=spot.channel, message_ts=ts),
            )
        except SendFailed:
            return None
        return text_of(answer, "permalink")

    async def stream(self, spot: Spot, user: str, parts: AsyncIterator[str]) -> str:
        """Post a text while it is being written, or whole where Slack lacks streams."""
        return await self._streams.stream(spot, user, parts)

    async def status(self, spot: Spot, text: str) -> None:
        """Show that something is going on; an empty text takes it away."""
        await self._ornaments.status(spot, text)

    async def suggest(self, team: str, channel: str, prompts: Sequence[tuple[str, str]]) -> None:
        """Offer prompts (title, message) in the agent pane."""
        await self._ornaments.suggest(team, channel, prompts)

    async def open_view(self, team: str, trigger_id: str, view: View) -> str:
        """Open a modal and give its id."""
        return await self._views.open(team, trigger_id, view)

    async def push_view(self, team: str, trigger_id: str, view: View) -> str:
        """Open a modal on top of another and give its id."""
        return await self._views.push(team, trigger_id, view)

    async def update_view(self, team: str, view_id: str, view: View) -> None:
        """Put other content in an open modal."""
        await self._views.update(team, view_id, view)

    async def publish_home(self, team: str, user: str, view: View) -> None:
        """Show a person's Home tab."""
        await self._views.publish(team, user, view)

    async def respond(self, team: str, response_url: str, message: Message) -> None:
        """Answer a command or a button, seen by the one who used it alone."""
        await self._responses.respond(team, response_url, message)

    async def upload(self, spot: Spot, file: File, said: str) -> None:
        """Put a file in a channel, with a few words of our own."""
        await self._uploads.upload(spot, file, said)
