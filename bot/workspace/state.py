"""What the workspace remembers: people, channels, messages and Home tabs."""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from bot.slack.blocks.problem import JsonObject
from bot.workspace.clock import Clock

ChannelKind = Literal["channel", "group", "im"]


@dataclass
class Person:
    """A person of the workspace, in a unit."""

    id: str
    handle: str
    name: str
    title: str
    unit: str
    is_deactivated: bool = False


@dataclass
class Channel:
    """A channel, private or not, or a direct message with the bot."""

    id: str
    name: str
    topic: str = ""
    kind: ChannelKind = "channel"
    members: list[str] = field(default_factory=list)
    is_shared: bool = False
    messages: dict[str, JsonObject] = field(default_factory=dict)

    def root_messages(self) -> list[JsonObject]:
        """Give the messages outside threads, oldest first."""
        return [one for one in self._sorted() if is_root(one)]

    def thread(self, thread_ts: str) -> list[JsonObject]:
        """Give a thread: its first message and the replies, oldest first."""
        return [one for one in self._sorted() if thread_ts in (one["ts"], one.get("thread_ts"))]

    def _sorted(self) -> list[JsonObject]:
        return [self.messages[ts] for ts in sorted(self.messages)]


def is_root(message: JsonObject) -> bool:
    """Tell whether a message shows in the channel itself, not only in a thread."""
    thread_ts = message.get("thread_ts")
    is_broadcast = message.get("subtype") == "thread_broadcast"
    return thread_ts is None or thread_ts == message["ts"] or is_broadcast


@dataclass
class Team:
    """The workspace's own name."""

    id: str
    name: str
    domain: str


@dataclass
class UserGroup:
    """People who are called on together."""

    id: str
    handle: str
    name: str
    users: list[str]


@dataclass
class Pane:
    """What stands around a conversation with the bot: prompts, title and status."""

    prompts: JsonObject = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, JsonObject] = field(default_factory=dict)


@dataclass
class State:
    """Everything remembered; kept in memory, and in a JSON file when asked to."""

    team: Team
    people: dict[str, Person]
    channels: dict[str, Channel]
    homes: dict[str, JsonObject] = field(default_factory=dict)
    ephemerals: dict[str, list[JsonObject]] = field(default_factory=dict)
    panes: dict[str, Pane] = field(default_factory=dict)
    last_ts: str = "0000000000.000000"
    groups: list[UserGroup] = field(default_factory=list)

    def next_ts(self, clock: Clock) -> str:
        """Give a message's timestamp: never the same twice, also when the clock stands still."""
        seconds, micros = self.last_ts.split(".")
        now = f"{int(clock.now()):010d}"
        count = int(micros) + 1 if now <= seconds else 100
        self.last_ts = f"{max(now, seconds)}.{count:06d}"
        return self.last_ts

    def direct(self, user: str) -> Channel:
        """Give a person's direct messages with the bot."""
        return next(
            one for one in self.channels.values() if one.kind == "im" and user in one.members
        )

    def channels_of(self, user: str) -> Iterator[Channel]:
        """Give the channels a person is a member of."""
        return (one for one in self.channels.values() if user in one.members)

    def pane(self, channel: str) -> Pane:
        """Give what stands around a conversation."""
        return self.panes.setdefault(channel, Pane())

    def save(self, file: Path) -> None:
        """Write everything to a JSON file."""
        words = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        part = file.with_suffix(".part")
        part.write_text(words, encoding="utf-8")
        part.replace(file)


def load_state(file: Path) -> State:
    """Read what was saved."""
    kept = json.loads(file.read_text(encoding="utf-8"))
    return State(
        team=Team(**kept["team"]),
        people={key: Person(**one) for key, one in kept["people"].items()},
        channels={key: Channel(**one) for key, one in kept["channels"].items()},
        homes=kept["homes"],
        ephemerals=kept["ephemerals"],
        panes={key: Pane(**one) for key, one in kept["panes"].items()},
        last_ts=kept["last_ts"],
        groups=[UserGroup(**one) for one in kept.get("groups", ())],
    )


def demo_state(bot_user_id: str) -> State:
    """Give the demo's people and channels, each person with a direct message with the bot."""
    demo = tomllib.loads((Path(__file__).parent / "demo.toml").read_text(encoding="utf-8"))
    people = {one["id"]: Person(**one) for one in demo["people"]}
    channels = [_demo_channel(one, list(people), bot_user_id) for one in demo["channels"]]
    channels += [
        Channel(id=f"D{person[1:]}", name=person, kind="im", members=[person, bot_user_id])
        for person in people
    ]
    groups = [UserGroup(**one) for one in demo["usergroups"]]
    kept = {one.id: one for one in channels}
    return State(Team(**demo["team"]), people, kept, groups=groups)


def _demo_channel(words: JsonObject, everyone: list[str], bot_user_id: str) -> Channel:
    bots = [bot_user_id] if words.pop("has_bot", True) else []
    return Channel(**words | {"members": words.get("members", everyone) + bots})
