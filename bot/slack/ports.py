"""What the parts of the Slack edge hand each other: places, messages, and who sends them."""

from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

Block = Mapping[str, Any]
View = Mapping[str, Any]


class SendFailed(Exception):  # noqa: N818 - the past tense says that the try is over
    """Slack did not take a write; `code` is Slack's own word for it and names no content."""

    def __init__(self, code: str, *, is_passing: bool) -> None:
        super().__init__(code)
        self.code = code
        self.is_passing = is_passing
        """Whether the same write may succeed later: Slack is down, or asked us to wait."""


@dataclass(frozen=True)
class Spot:
    """Where a message goes: a channel of a workspace, and perhaps a thread in it."""

    team: str
    channel: str
    thread_ts: str | None = None


@dataclass(frozen=True)
class Message:
    """What is posted; `text` is what notifications and screen readers say, and is never empty.

    `mark` is kept in the message's metadata, so that a message whose time stamp was lost in a
    crash is found again and edited instead of posted twice.
    """

    text: str
    blocks: Sequence[Block] = field(default=())
    mark: str | None = None


@dataclass(frozen=True)
class File:
    """A file to send; `title` is what Slack shows."""

    name: str
    title: str
    content: bytes = field(repr=False)


class Sender(Protocol):
    """The one way to write to Slack: everything is checked, paced, and tried again with a cap.

    Each write raises `SendFailed` when it is over. What only decorates (status, prompts) never
    raises.
    """

    async def post(self, spot: Spot, message: Message) -> str:
        """Post a message and give its time stamp."""

    async def edit(self, spot: Spot, ts: str, message: Message) -> None:
        """Put other words in a message of ours."""

    async def delete(self, spot: Spot, ts: str) -> None:
        """Remove a message of ours; one that is gone already is no fault."""

    async def post_to_one(self, spot: Spot, user: str, message: Message) -> None:
        """Show a message to one person in a channel; it is gone when they reload."""

    async def find(self, spot: Spot, mark: str) -> str | None:
        """Give the time stamp of the message of ours that carries a mark, in thread or channel."""

    async def direct_channel(self, team: str, user: str) -> str:
        """Give the channel of the direct messages with a person."""

    async def permalink(self, spot: Spot, ts: str) -> str | None:
        """Give the address of a message, or None when Slack gives none."""

    async def stream(self, spot: Spot, user: str, parts: AsyncIterator[str]) -> str:
        """Post a text while it is being written, or whole where Slack lacks streams."""

    async def status(self, spot: Spot, text: str) -> None:
        """Show that something is going on; an empty text takes it away."""

    async def suggest(self, team: str, channel: str, prompts: Sequence[tuple[str, str]]) -> None:
        """Offer prompts (title, message) in the agent pane."""

    async def open_view(self, team: str, trigger_id: str, view: View) -> str:
        """Open a modal and give its id."""

    async def push_view(self, team: str, trigger_id: str, view: View) -> str:
        """Open a modal on top of another and give its id."""

    async def update_view(self, team: str, view_id: str, view: View) -> None:
        """Put other content in an open modal."""

    async def publish_home(self, team: str, user: str, view: View) -> None:
        """Show a person's Home tab."""

    async def respond(self, team: str, response_url: str, message: Message) -> None:
        """Answer a command or a button, seen by the one who used it alone."""

    async def upload(self, spot: Spot, file: File, said: str) -> None:
        """Put a file in a channel, with a few words of our own."""


class Background(Protocol):
    """Runs what a listener hands over after its ack, and waits for it at shutdown."""

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Start work that no one waits for; what it raises is logged by type alone."""
