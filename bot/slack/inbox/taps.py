"""Reads what Slack sends when somebody taps in an inbox or a message, or sends a form in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.desk.drafts.desk import Author
from bot.slack.pressed import Body, Listener, Press, Work, on_press, read_press, team_of
from bot.slack.surface import Surface
from bot.slack.views.inbox_marks import MEMBER, TEXT, OpenedMark


@dataclass(frozen=True)
class Tap:
    """One tap: in which kind of modal, if any, and which message that shows."""

    press: Press
    modal: str = ""
    mark: OpenedMark | None = None


@dataclass(frozen=True)
class SentForm:
    """A form: about what, what was written or chosen in which modal, and the modal below it."""

    author: Author
    mark: OpenedMark | None
    text: str
    member: str
    below: str | None
    window: str


def on_tap(surface: Surface, keep: Callable[[Tap], Work | None]) -> Listener:
    """Give a listener that claims a tap once, keeps, acknowledges, and then does the rest."""

    async def listener(ack: AsyncAck, body: Body) -> None:
        tap = read_tap(body)
        await on_press(surface, lambda _surface, _press: keep(tap))(ack, body)

    return listener


def read_tap(body: Body) -> Tap:
    """Read a `block_actions` payload."""
    view = body.get("view") or {}
    mark = OpenedMark.read(view.get("private_metadata") or "")
    return Tap(read_press(body), view.get("callback_id") or "", mark)


def read_form(body: Body) -> SentForm:
    """Read what stands in a form that is typed in, sent in or closed."""
    view = body["view"]
    values = (view.get("state") or {}).get("values") or {}
    return SentForm(
        author=Author(team_of(body), body["user"]["id"]),
        mark=OpenedMark.read(view.get("private_metadata") or ""),
        text=_filled(values, TEXT).get("value") or "",
        member=_member(_filled(values, MEMBER)),
        below=view.get("previous_view_id"),
        window=view["id"],
    )


def _filled(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = values.get(name, {}).get(name) or {}
    return found


def _member(element: Mapping[str, Any]) -> str:
    chosen = (element.get("selected_option") or {}).get("value")
    return str(chosen or element.get("selected_user") or "")
