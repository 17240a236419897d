"""Reads the manifest that Slack makes the app from: its events, commands, shortcuts and scopes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Manifest:
    """What the app says of itself to Slack; `words` is the whole file."""

    words: Mapping[str, Any]

    @property
    def events(self) -> frozenset[str]:
        """Give the events the bot subscribes to, `message.im` and its like by their full names."""
        return frozenset(self.words["settings"]["event_subscriptions"]["bot_events"])

    @property
    def scopes(self) -> frozenset[str]:
        """Give what the bot's token must be allowed to do."""
        return frozenset(self.words["oauth_config"]["scopes"]["bot"])

    @property
    def commands(self) -> frozenset[str]:
        """Give the slash commands."""
        return frozenset(one["command"] for one in self.words["features"]["slash_commands"])

    @property
    def shortcuts(self) -> frozenset[str]:
        """Give the callback ids of the shortcuts."""
        return frozenset(one["callback_id"] for one in self.words["features"]["shortcuts"])

    @property
    def prompts(self) -> tuple[tuple[str, str], ...]:
        """Give the suggested prompts of the agent pane, as title and message."""
        offered = self.words["features"]["agent_view"]["suggested_prompts"]
        return tuple((one["title"], one["message"]) for one in offered)


@cache
def read_manifest() -> Manifest:
    """Read the manifest: the file at the root, which an installed package holds a copy of."""
    text = files("bot.slack").joinpath("manifest.json").read_text(encoding="utf-8")
    return Manifest(json.loads(text))
