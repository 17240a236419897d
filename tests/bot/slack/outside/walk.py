"""Walks through all that the bot shows in a practice workspace, and keeps what it sent."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from slack_sdk.web.async_base_client import AsyncBaseClient

from bot.workspace import PracticeError, Where, Workspace
from bot.workspace.block_ids import interactive
from bot.workspace.view_state import offered, state_key

Json = dict[str, Any]
ELSA, KERSTIN, ROOM = "U0ELSA001", "U0KERS003", "C0ALLA0001"
QUESTIONS = (
    "Vad är en vårdbegäran?",
    "Vem vann matchen i går?",
    "Hur många milligram alvedon får patienten?",
    "Gäller det här även 19121212-1212 på Storgatan 4?",
    "hej",
    "hjälp mig välja meddelande",
)
COMMANDS = "/lotsen|/lotsen fråga Vad är MVO?|/lotsen guide|/lotsen utkast|/lotsen nonsens"
TYPED = "Vad är en vårdbegäran?"
_MOST_PRESSED = 80
_SECONDS = 10.0
_CALM_SECONDS = 0.08


@dataclass(frozen=True)
class Place:
    """Blocks that someone sees, and where they stand."""

    kind: str
    blocks: list[Json]
    channel: str | None = None
    ts: str | None = None
    view_id: str | None = None

    def where(self, block: Json, element: Json) -> Where:
        """Give the place of an element."""
        where = Where(element["action_id"], block["block_id"], self.channel, self.ts)
        return replace(where, view_id=self.view_id)


@dataclass(frozen=True)
class Press:
    """Something that can be pressed, and what is chosen in it."""

    key: tuple[str, str, int, tuple[str, ...]]
    where: Where
    choice: object


@dataclass
class Sent:
    """What went to the Web API, and how much is still on its way."""

    calls: list[tuple[str, Json]] = field(default_factory=list)
    on_the_way: int = 0

    def spy(self) -> Any:
        """Give an `api_call` that keeps what it is called with."""
        real = AsyncBaseClient.api_call

        async def api_call(client: AsyncBaseClient, api_method: str, **words: Any) -> Any:
            self.calls.append((api_method, _arguments(words)))
            self.on_the_way += 1
            try:
                return await real(client, api_method, **words)
            finally:
                self.on_the_way -= 1

        return api_call


def _arguments(words: Json) -> Json:
    """Give the arguments as they were before they were packed."""
    packed = {
        **(words.get("params") or {}),
        **(words.get("json") or {}),
        **(words.get("data") or {}),
    }
    return {name: _unpacked(value) for name, value in packed.items() if value is not None}


def _unpacked(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


class Walk:
    """A person who asks everything, presses every kind of button, and fills in every form."""

    def __init__(self, workspace: Workspace, sent: Sent) -> None:
        self._workspace = workspace
        self._sent = sent
        self._pressed: set[tuple[str, str, int, tuple[str, ...]]] = set()
        self.modals: dict[str, Json] = {}
        self.unanswered: list[str] = []

    async def go(self) -> None:
        """Walk through it all, first as one who asks and then as one who is asked."""
        await self._ask()
        for user in (ELSA, KERSTIN, ELSA):
            await self._press_all(user)

    async def _ask(self) -> None:
        direct = self._workspace.direct(ELSA)
        for question in QUESTIONS:
            before = len(direct.messages)
            await self._workspace.human_post(ELSA, direct.id, question)
            await self._until(lambda: len(direct.messages) > before + 1)  # noqa: B023 - run at once
        asked = await self._workspace.human_post(ELSA, ROOM, "@Lotsen Vad är MVO?")
        thread = self._workspace.channels[ROOM].thread
        await self._until(lambda: len(thread(asked["ts"])) > 1)
        await self._workspace.human_edit(ELSA, ROOM, asked["ts"], "@Lotsen Vad är en vårdplan?")
        await self._until(lambda: "chat.update" in dict(self._sent.calls))
        for command in COMMANDS.split("|"):
            await self._workspace.human_command(ELSA, ROOM, command)
            await self._calm(ELSA)
        await self._workspace.human_shortcut(ELSA, "ask_about_message", ROOM, asked["ts"])
        await self._calm(ELSA)
        await self._modals(ELSA)
        await self._workspace.human_open_messages(ELSA)
        await self._workspace.human_open_home(ELSA)
        await self._calm(ELSA)

    async def _press_all(self, user: str) -> None:
        for _ in range(_MOST_PRESSED):
            found = next(self._fresh(self._shown(user)), None)
            if found is None:
                return
            await self._press(user, found)
            await self._modals(user)
        raise AssertionError("there is no end to what can be pressed")

    def _fresh(self, places: Iterator[Place]) -> Iterator[Press]:
        """Give what was not pressed before: each button once for each set of choices beside it."""
        for place in places:
            found = list(interactive(place.blocks))
            beside = tuple(one["value"] for _, element in found for one in offered(element))
            for block, element in found:
                for number, choice in enumerate(_choices(element)):
                    key = (place.kind, element["action_id"], number, beside)
                    if key not in self._pressed:
                        yield Press(key, place.where(block, element), choice)

    def _shown(self, user: str) -> Iterator[Place]:
        for channel in self._workspace.parts.state.channels_of(user):
            for message in [*channel.messages.values(), *self._workspace.whispers(user)]:
                yield Place("message", message.get("blocks", []), channel.id, message["ts"])
        home = self._workspace.home(user)
        if home is not None:
            yield Place("home", home["blocks"], view_id=home["id"])

    async def _press(self, user: str, press: Press) -> None:
        self._pressed.add(press.key)
        try:
            await self._workspace.human_click(user, press.where, press.choice)
        except PracticeError:
            self.unanswered.append(f"{press.key[0]} {press.where.action_id}")
        await self._calm(user)

    async def _modals(self, user: str) -> None:
        """Keep each open modal, press what is in it, and send it in or close it."""
        for _ in range(_MOST_PRESSED):
            stack = self._workspace.stack(user)
            if not stack:
                return
            view = stack[-1]
            self._keep(view)
            inside = Place("modal", view["blocks"], view_id=view["id"])
            found = next(self._fresh(iter([inside])), None)
            if found is not None:
                await self._press(user, found)
                continue
            await self._leave(user, view)
            await self._calm(user)
        raise AssertionError("there is no end to what can be opened")

    async def _leave(self, user: str, view: Json) -> None:
        if view.get("submit"):
            typed = {
                block["block_id"]: _typed(element) for block, element in interactive(view["blocks"])
            }
            errors = await self._workspace.human_submit_view(user, view["id"], typed)
            still = [one for one in self._workspace.stack(user) if one["id"] == view["id"]]
            if not errors and (not still or still[0]["hash"] != view["hash"]):
                return
        await self._workspace.human_close_view(user, view["id"])

    def _keep(self, view: Json) -> None:
        words = {name: view[name] for name in _VIEW_FIELDS if view.get(name)}
        self.modals.setdefault(json.dumps([one["type"] for one in view["blocks"]]), words)

    async def _calm(self, user: str) -> None:
        """Wait until nothing is on its way to Slack and nothing new has come for a moment."""
        quiet_since, seen = 0.0, (-1, -1)
        async with asyncio.timeout(_SECONDS):
            while quiet_since < _CALM_SECONDS or self._sent.on_the_way:
                now = (len(self._sent.calls), len(self._workspace.stack(user)))
                quiet_since = quiet_since + 0.02 if now == seen else 0.0
                seen = now
                await asyncio.sleep(0.02)

    async def _until(self, holds: Any) -> None:
        async with asyncio.timeout(_SECONDS):
            while not holds():
                await asyncio.sleep(0.02)


_VIEW_FIELDS = "type title close submit blocks private_metadata callback_id notify_on_close".split()


def _choices(element: Json) -> list[object]:
    """Give what can be done with an element; fields in forms are filled in as they are sent."""
    if element["type"] == "feedback_buttons":
        return [element["positive_button"]["value"], element["negative_button"]["value"]]
    if element["type"] == "plain_text_input":
        return [TYPED] if element.get("dispatch_action_config") else []
    if element["type"] == "button":
        return [None]
    return [one["value"] for one in offered(element)[:1]]


def _typed(element: Json) -> Json:
    key = state_key(element)
    if key == "value":
        return {element["action_id"]: TYPED}
    values = [one["value"] for one in offered(element)[:1]]
    return {element["action_id"]: values if key.endswith("s") else next(iter(values), None)}
