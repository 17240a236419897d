"""What the rooms of the workspace share, joined in one place."""

from dataclasses import dataclass, field

from bot.slack.blocks import Problem
from bot.slack.blocks.problem import JsonObject
from bot.workspace.clock import Clock
from bot.workspace.events import Events
from bot.workspace.faults import Faults
from bot.workspace.feed import Feed
from bot.workspace.installed import InstalledApp
from bot.workspace.socket_mode import SocketMode
from bot.workspace.state import Channel, Person, State
from bot.workspace.tickets import ResponseUrls, Triggers
from bot.workspace.uploads import Uploads
from bot.workspace.view_stacks import ViewStacks


@dataclass(frozen=True)
class FoundProblem:
    """A fault in something the bot sent, and the call it came with."""

    method: str
    problem: Problem


@dataclass
class Parts:
    """The clock, the memory, the ways out, and what has been found wrong so far."""

    app: InstalledApp
    clock: Clock
    state: State
    feed: Feed
    faults: Faults
    sockets: SocketMode
    events: Events
    triggers: Triggers
    response_urls: ResponseUrls
    views: ViewStacks
    base_url: str = "http://127.0.0.1"
    found: list[FoundProblem] = field(default_factory=list)
    is_revoked: bool = False
    missing_methods: set[str] = field(default_factory=set)
    uploads: Uploads = field(default_factory=Uploads)

    @property
    def is_connected(self) -> bool:
        """Tell whether deliveries can reach the bot, as far as is known."""
        return self.sockets.is_connected or self.events.dispatcher.transport is not self.sockets

    def person(self, user: str) -> Person | None:
        """Give a person, if there is such a one."""
        return self.state.people.get(user)

    def channel(self, channel: str) -> Channel | None:
        """Give a channel by its id, or the direct messages of a person by theirs."""
        if channel in self.state.people:
            return self.state.direct(channel)
        return self.state.channels.get(channel)

    def note(self, method: str, problems: list[Problem]) -> None:
        """Remember what was wrong with a payload."""
        self.found += [FoundProblem(method, problem) for problem in problems]

    def show(self, channel: Channel, message: JsonObject) -> None:
        """Put a message, new or changed, on the pages of the channel's members."""
        data = {"channel": channel.id, "message": message}
        self.feed.publish("message", data, to=set(channel.members))
