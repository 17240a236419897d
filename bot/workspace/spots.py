"""Where in the workspace a person can click: in a message, a modal or the Home tab."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.slack.blocks.problem import JsonObject
from bot.workspace import interactions, messages
from bot.workspace.block_ids import find_element, interactive
from bot.workspace.parts import Parts
from bot.workspace.practice_error import PracticeError
from bot.workspace.state import Channel, Person
from bot.workspace.view_stacks import ViewError
from bot.workspace.view_state import Values

_GONE = "Det du klickade på har ändrats eller tagits bort. Titta igen och försök på nytt."


@dataclass(frozen=True)
class Where:
    """A place to click: an element in a message, or in a view."""

    action_id: str
    block_id: str | None = None
    channel: str | None = None
    ts: str | None = None
    view_id: str | None = None


@dataclass(frozen=True)
class Spot:
    """The blocks of a place, what is filled in there, and how Slack words the place."""

    blocks: list[JsonObject]
    values: Values
    worded: Callable[[Values], JsonObject]

    def element(self, where: Where) -> tuple[JsonObject, JsonObject]:
        """Give the block and the element; without a block id the first of that action."""
        if where.block_id is not None:
            found = find_element(self.blocks, where.block_id, where.action_id)
        else:
            pairs = interactive(self.blocks)
            found = next((one for one in pairs if one[1]["action_id"] == where.action_id), None)
        if found is None:
            raise PracticeError(_GONE)
        return found


def find_spot(parts: Parts, person: Person, room: Channel | None, where: Where) -> Spot:
    """Give the place, if it is still there."""
    if where.view_id is not None:
        return _in_view(parts, person, find_view(parts, person, where.view_id))
    message = None
    if room is not None and where.ts is not None:
        message = messages.find_whisper(parts, person.id, where.ts) or room.messages.get(where.ts)
    if room is None or message is None:
        raise PracticeError(_GONE)
    return _in_message(parts, person, room, message)


def find_view(parts: Parts, person: Person, view_id: str) -> JsonObject:
    """Give a person's open modal, or Home tab."""
    home = parts.state.homes.get(person.id)
    if home is not None and home["id"] == view_id:
        return home
    try:
        view = parts.views.find(view_id=view_id)
    except ViewError:
        raise PracticeError(_GONE) from None
    if parts.views.owner(view) != person.id:
        raise PracticeError(_GONE)
    return view


def _in_view(parts: Parts, person: Person, view: JsonObject) -> Spot:
    def worded(values: Values) -> JsonObject:
        view["state"] = {"values": values}
        return interactions.in_view(parts, person, view)

    return Spot(view["blocks"], view["state"]["values"], worded)


def _in_message(parts: Parts, person: Person, room: Channel, message: JsonObject) -> Spot:
    def worded(values: Values) -> JsonObject:
        return interactions.in_message(parts, person, room, message, values)

    return Spot(message.get("blocks", []), {}, worded)
