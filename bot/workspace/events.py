"""Tells the bot what happened, in Slack's event shapes, if the app subscribes to it."""

import secrets
from copy import deepcopy
from dataclasses import dataclass

from bot.slack.blocks.problem import JsonObject
from bot.workspace.clock import Clock
from bot.workspace.dispatch import Dispatcher
from bot.workspace.installed import InstalledApp
from bot.workspace.state import Channel, State

MESSAGE_EVENTS = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}


@dataclass
class Events:
    """Builds events and hands them to the dispatcher."""

    app: InstalledApp
    state: State
    clock: Clock
    dispatcher: Dispatcher
    mention_first: bool = False

    def message(self, channel: Channel, message: JsonObject) -> None:
        """Tell of a new message, and of the mention in it when the bot is mentioned."""
        event = {**message, **self._place(channel), "event_ts": message["ts"]}
        event.pop("reactions", None)
        twins = [(MESSAGE_EVENTS[channel.kind], event)]
        if channel.kind != "im" and f"<@{self.app.bot_user_id}>" in message.get("text", ""):
            mention = {**event, "type": "app_mention"}
            mention.pop("channel_type")
            twins.append(("app_mention", mention))
        for name, one in reversed(twins) if self.mention_first else twins:
            self.tell(name, one, channel)

    def changed(self, channel: Channel, message: JsonObject, before: JsonObject) -> None:
        """Tell of an edited message."""
        self._hidden(channel, "message_changed", {"message": message, "previous_message": before})

    def deleted(self, channel: Channel, before: JsonObject) -> None:
        """Tell of a removed message."""
        words = {"deleted_ts": before["ts"], "previous_message": before}
        self._hidden(channel, "message_deleted", words)

    def home_opened(self, user: str, tab: str, looking_at: Channel | None) -> None:
        """Tell that a person opened the bot's Home tab or its messages."""
        direct = self.state.direct(user)
        event: JsonObject = {
            "type": "app_home_opened",
            "user": user,
            "channel": direct.id,
            "tab": tab,
            "event_ts": self.state.next_ts(self.clock),
            "context": self._context(looking_at),
        }
        if tab == "home" and user in self.state.homes:
            event["view"] = self.state.homes[user]
        self.tell("app_home_opened", event, direct)

    def context_changed(self, user: str, looking_at: Channel) -> None:
        """Tell that a person with the bot's pane open looks at another channel."""
        direct = self.state.direct(user)
        event = {
            "type": "app_context_changed",
            "user": user,
            "channel": direct.id,
            "context": self._context(looking_at),
            "event_ts": self.state.next_ts(self.clock),
        }
        self.tell("app_context_changed", event, direct)

    def membership(self, name: str, channel: Channel, user: str) -> None:
        """Tell that someone joined or left; the bot hears of its own leaving too."""
        event = {
            "type": name,
            "user": user,
            "channel": channel.id,
            "channel_type": channel.kind[0].upper(),
            "team": self.state.team.id,
            "event_ts": self.state.next_ts(self.clock),
        }
        self.tell(name, event, channel, needs_bot=user != self.app.bot_user_id)

    def tell(
        self, name: str, event: JsonObject, channel: Channel, *, needs_bot: bool = True
    ) -> None:
        """Deliver an event, if it is subscribed to and the bot is where it happened."""
        is_wanted = self.app.events is None or name in self.app.events
        is_present = not needs_bot or self.app.bot_user_id in channel.members
        if is_wanted and is_present:
            self.dispatcher.event(self.envelope(event, is_shared=channel.is_shared))

    def envelope(self, event: JsonObject, *, is_shared: bool = False) -> JsonObject:
        """Wrap an event as Slack does, with an id of its own."""
        team = self.state.team.id
        authorization = {
            "enterprise_id": None,
            "team_id": team,
            "user_id": self.app.bot_user_id,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        return {
            "token": self.app.verification_token,
            "team_id": team,
            "context_team_id": team,
            "context_enterprise_id": None,
            "api_app_id": self.app.app_id,
            "event": deepcopy(event),
            "type": "event_callback",
            "event_id": f"Ev{secrets.token_hex(6).upper()}",
            "event_time": int(self.clock.now()),
            "authorizations": [authorization],
            "is_ext_shared_channel": is_shared,
            "event_context": secrets.token_hex(8),
        }

    def _hidden(self, channel: Channel, subtype: str, words: JsonObject) -> None:
        ts = self.state.next_ts(self.clock)
        event = {
            "type": "message",
            "subtype": subtype,
            "hidden": True,
            "ts": ts,
            "event_ts": ts,
            **self._place(channel),
            **words,
        }
        self.tell(MESSAGE_EVENTS[channel.kind], event, channel)

    def _place(self, channel: Channel) -> JsonObject:
        return {"channel": channel.id, "channel_type": channel.kind}

    def _context(self, channel: Channel | None) -> JsonObject:
        if channel is None:
            return {"entities": []}
        entity = {
            "type": "slack#/types/channel_id",
            "value": channel.id,
            "team_id": self.state.team.id,
        }
        return {"entities": [entity]}
