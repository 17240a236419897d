"""What people do with what the bot has shown: click, choose, command, and use shortcuts."""

from bot.slack.blocks import Problem, check_options
from bot.slack.blocks.problem import JsonObject
from bot.workspace import interactions
from bot.workspace.dispatch import DeliveryError, Dispatcher, Kind
from bot.workspace.humans import Humans
from bot.workspace.in_place import answer_in_place
from bot.workspace.methods.call import SlackError
from bot.workspace.parts import Parts
from bot.workspace.practice_error import NoAnswerError, PracticeError
from bot.workspace.spots import Spot, Where, find_spot
from bot.workspace.state import Channel, Person
from bot.workspace.tickets import ResponseUrl
from bot.workspace.view_state import Typed, filled_in, kept_state, offered

_NOT_SHOWN = "Svaret gick inte att visa. Säg till den som sköter appen."


class HumanActions:
    """Carries out what a person does with buttons, menus, commands and shortcuts."""

    def __init__(self, parts: Parts, dispatcher: Dispatcher, humans: Humans) -> None:
        self._parts = parts
        self._dispatcher = dispatcher
        self._humans = humans

    async def click(
        self, user: str, where: Where, value: object = None, values: Typed | None = None
    ) -> None:
        """Use an element; `values` is what else is filled in around it."""
        person, spot = self._spot(user, where)
        block, element = spot.element(where)
        typed = _with(values or {}, block["block_id"], element["action_id"], value)
        done = interactions.action(self._parts, block, element, value)
        payload = interactions.base(self._parts, "block_actions", person)
        payload |= spot.worded(filled_in(spot.blocks, spot.values, typed))
        await self.ask("interactive", payload | {"actions": [done]})

    async def options(self, user: str, where: Where, typed: str) -> list[JsonObject]:
        """Ask the bot for the options of an external menu."""
        person, spot = self._spot(user, where)
        block, element = spot.element(where)
        payload = interactions.base(self._parts, "block_suggestion", person)
        payload |= spot.worded(kept_state(spot.blocks, spot.values))
        payload |= {"action_id": element["action_id"], "block_id": block["block_id"]}
        del payload["trigger_id"]
        answer = await self.ask("interactive", payload | {"value": typed})
        problems = check_options(answer)
        self._parts.note("block_suggestion", problems)
        if problems:
            raise PracticeError(_NOT_SHOWN)
        return offered(answer)

    async def command(self, user: str, channel: str, typed: str) -> None:
        """Use a slash command; its answer is shown where it was written."""
        person, room = self._humans.member(user, channel)
        name, _, text = typed.strip().partition(" ")
        if name not in {one.command for one in self._parts.app.commands}:
            raise PracticeError(f"Kommandot {name} finns inte. Skriv / för att se dem som finns.")
        payload = interactions.command(self._parts, person, room, (name, text.strip()))
        answer = await self.ask("slash_commands", payload)
        if answer.get("text") or answer.get("blocks"):
            self._show_answer(ResponseUrl(person.id, room.id, None, None, until=0), answer)

    async def shortcut(
        self, user: str, callback_id: str, channel: str | None = None, ts: str | None = None
    ) -> None:
        """Use a shortcut, on a message or on none."""
        person = self._humans.person(user)
        kind = "message_action" if ts else "shortcut"
        payload = interactions.base(self._parts, kind, person) | {"callback_id": callback_id}
        if ts and channel:
            room = self._humans.member(user, channel)[1]
            payload |= self._on_message(person, room, ts)
        else:
            payload["trigger_id"] = self._parts.triggers.give(person.id)
        payload["action_ts"] = self._parts.state.next_ts(self._parts.clock)
        await self.ask("interactive", payload)

    async def ask(self, kind: Kind, payload: JsonObject) -> JsonObject:
        """Ask the bot, and say in Swedish when it does not answer."""
        try:
            return await self._dispatcher.ask(kind, payload)
        except DeliveryError:
            raise NoAnswerError(self._parts.app.name) from None

    def _show_answer(self, place: ResponseUrl, answer: JsonObject) -> None:
        try:
            answer_in_place(self._parts, place, answer)
        except SlackError as error:
            self._parts.note("command", [Problem("", "bad_format", error.error)])
            raise PracticeError(
                "Svaret gick inte att visa. Säg till den som sköter appen."
            ) from None

    def _on_message(self, person: Person, room: Channel, ts: str) -> JsonObject:
        message = room.messages.get(ts)
        if message is None:
            raise PracticeError("Meddelandet finns inte längre.")
        place = interactions.in_message(self._parts, person, room, message, {})
        kept = {name: place[name] for name in ("channel", "message", "trigger_id", "response_url")}
        return kept | {"message_ts": ts}

    def _spot(self, user: str, where: Where) -> tuple[Person, Spot]:
        person = self._humans.person(user)
        room = self._humans.member(user, where.channel)[1] if where.channel else None
        return person, find_spot(self._parts, person, room, where)


def _with(typed: Typed, block_id: str, action_id: str, value: object) -> Typed:
    if value is None:
        return typed
    return {**typed, block_id: {**typed.get(block_id, {}), action_id: value}}
