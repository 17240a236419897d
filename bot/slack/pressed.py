"""Reads what Slack sends when somebody presses something, and takes each press once."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import words
from bot.slack.ports import Message, SendFailed, Spot, View
from bot.slack.sender.messages import mark_of
from bot.slack.surface import Surface
from bot.slack.views.note import note_message, note_modal
from storage.database import StorageError

_log = logging.getLogger(__name__)
# Their values are ours, never what somebody wrote.
_OF_OURS = {"button", "feedback_buttons", "static_select"}
_ONLY_OPEN = {  # a modal, however often it is pressed
    "show_section", "ask_human", "answer_bad",
    "guide_section", "guide_human", "guide_bad", "guide_open",
    "message_act_ask_more", "message_act_complete", "message_act_misdirected",
    "message_act_forward", "message_act_withdraw", "message_act_consent_withdrawn",
    "message_number",
}  # fmt: skip
_OPENERS = ("open_", "inbox_", "message_other", "message_page", "message_samsa")
_THUMBS = {"answer_feedback", "guide_feedback"}

Body = Mapping[str, Any]
Work = Coroutine[Any, Any, None]
Listener = Callable[..., Coroutine[Any, Any, None]]


@dataclass(frozen=True)
class Press:
    """One press of a button, or one sent field: by whom, where, and with what value."""

    team: str
    user: str
    action_id: str
    value: str
    trigger_id: str
    at: str
    channel: str | None = None
    ts: str | None = None
    thread_ts: str | None = None
    view_id: str | None = None
    is_in_modal: bool = False
    is_ephemeral: bool = False
    is_ours: bool = True
    message: Message | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """Give what the press is claimed by: the same for a double click and a redelivery.

        The second key is that of the second before, so that two quick clicks are one also when
        the clock strikes between them. What only opens a modal may be opened again at once.
        """
        if self._only_opens:
            return (f"{self.action_id}:{self.user}:{self.trigger_id}",)
        value = self.value if self.is_ours else ""
        base = f"{self.action_id}:{self.user}:{self.ts or self.view_id}:{value}"
        second = int(float(self.at))
        return f"{base}:{second}", f"{base}:{second - 1}"

    @property
    def _only_opens(self) -> bool:
        is_thumb_down = self.action_id in _THUMBS and "bad" in self.value.split(":")
        is_opener = self.action_id in _ONLY_OPEN or self.action_id.startswith(_OPENERS)
        return is_opener or is_thumb_down

    @property
    def root_ts(self) -> str | None:
        """Give the thread that the pressed message stands in, or begins."""
        return self.thread_ts or (None if self.is_ephemeral else self.ts)


def read_press(body: Body) -> Press:
    """Read a `block_actions` payload."""
    action, container = body["actions"][0], body.get("container") or {}
    view, message = body.get("view") or {}, body.get("message") or {}
    chosen = (action.get("selected_option") or {}).get("value")
    return Press(
        team=team_of(body),
        user=body["user"]["id"],
        action_id=action["action_id"],
        value=action.get("value") or chosen or "",
        trigger_id=body.get("trigger_id") or "",
        at=action["action_ts"],
        channel=container.get("channel_id"),
        ts=container.get("message_ts"),
        thread_ts=container.get("thread_ts") or message.get("thread_ts"),
        view_id=view.get("id"),
        is_in_modal=view.get("type") == "modal",
        is_ephemeral=bool(container.get("is_ephemeral")),
        is_ours=action["type"] in _OF_OURS,
        message=_message(message),
    )


def _message(message: Mapping[str, Any]) -> Message | None:
    """Give the message that was pressed in, so that it can be shown anew without its button."""
    if not message.get("text"):
        return None
    mark = mark_of(message)
    return Message(message["text"], message.get("blocks") or (), mark[0] if mark else None)


def team_of(body: Body) -> str:
    """Give the workspace of an interaction; the user's own where it is installed for many."""
    team = body.get("team") or {}
    return str(team.get("id") or body.get("team_id") or body["user"]["team_id"])


Keep = Callable[[Surface, Press], Work | None]
"""Keeps what was pressed and gives what is left to do after the acknowledgement."""


def on_press(surface: Surface, keep: Keep) -> Listener:
    """Give a listener that claims and keeps, acknowledges, and only then does the rest."""

    async def listener(ack: AsyncAck, body: Body) -> None:
        press = read_press(body)
        work = await asyncio.to_thread(_once, surface, press, keep)
        await ack()
        if work is not None:
            surface.background.spawn(work)

    return listener


def _once(surface: Surface, press: Press, keep: Keep) -> Work | None:
    try:
        at = surface.clock()
        is_new = [surface.jobs.claim_event(press.team, key, at) for key in press.keys]
        return keep(surface, press) if all(is_new) else None
    except StorageError as error:
        _log.warning("press not kept: %s", error)
        return tell(surface, press, words.TRY_AGAIN)


async def show(surface: Surface, press: Press, view: View) -> None:
    """Open a modal for the one who pressed, on top of the one that was pressed in."""
    open_ = surface.sender.push_view if press.is_in_modal else surface.sender.open_view
    try:
        await open_(press.team, press.trigger_id, view)
    except SendFailed as error:
        _log.warning("modal not opened code=%s", error.code)
        await tell(surface, press, words.TRY_AGAIN)


async def tell(surface: Surface, press: Press, text: str) -> None:
    """Say something that only the one who pressed sees; nothing else changes."""
    if press.is_in_modal:
        try:
            await surface.sender.push_view(press.team, press.trigger_id, note_modal(text))
        except SendFailed as error:
            _log.warning("not told code=%s", error.code)
    else:
        await tell_of(surface, press, note_message(text))


async def tell_of(surface: Surface, press: Press, message: Message) -> None:
    """Show a message to the one who pressed, where it was pressed."""
    try:
        channel = press.channel or await surface.sender.direct_channel(press.team, press.user)
        spot = Spot(press.team, channel, press.thread_ts)
        await surface.sender.post_to_one(spot, press.user, message)
    except SendFailed as error:
        _log.warning("not told code=%s", error.code)
