"""What people do with modals: send them in, and close them."""

from bot.slack.blocks import Problem, check_view
from bot.slack.blocks.problem import JsonObject
from bot.workspace import interactions
from bot.workspace.dispatch import DeliveryError, Dispatcher
from bot.workspace.humans import Humans
from bot.workspace.parts import Parts
from bot.workspace.practice_error import NoAnswerError, PracticeError
from bot.workspace.spots import find_view
from bot.workspace.state import Person
from bot.workspace.view_stacks import ViewError
from bot.workspace.view_state import Typed, filled_in, refused

_NOT_SHOWN = "Svaret gick inte att visa. Det du skrev finns kvar. Säg till den som sköter appen."


class HumanViews:
    """Carries out what a person does with modals."""

    def __init__(self, parts: Parts, dispatcher: Dispatcher, humans: Humans) -> None:
        self._parts = parts
        self._dispatcher = dispatcher
        self._humans = humans

    async def submit(self, user: str, view_id: str, values: Typed | None = None) -> dict[str, str]:
        """Send a modal in and give what was wrong, by block id; nothing when it went."""
        person = self._humans.person(user)
        view = find_view(self._parts, person, view_id)
        filled = filled_in(view["blocks"], view["state"]["values"], values or {})
        view["state"] = {"values": filled}
        errors = refused(view["blocks"], filled)
        if errors:
            return errors
        payload = interactions.base(self._parts, "view_submission", person)
        place = interactions.in_view(self._parts, person, view)
        del place["container"]
        return self._act(person, view, await self._ask(payload | place | {"response_urls": []}))

    async def close(self, user: str, view_id: str, *, everything: bool = False) -> None:
        """Close a modal, or all of them; the bot hears of it where it asked to."""
        person = self._humans.person(user)
        view = find_view(self._parts, person, view_id)
        is_cleared = everything or bool(view["clear_on_close"])
        if is_cleared:
            closed = self._parts.views.clear(person.id)
        else:
            closed = [view]
            self._parts.views.close(view)
        for one in closed:
            if one["notify_on_close"]:
                await self._tell_closed(person, one, is_cleared=is_cleared)

    async def _ask(self, payload: JsonObject) -> JsonObject:
        try:
            return await self._dispatcher.ask("interactive", payload)
        except DeliveryError:
            raise NoAnswerError(self._parts.app.name) from None

    async def _tell_closed(self, person: Person, view: JsonObject, *, is_cleared: bool) -> None:
        payload = interactions.base(self._parts, "view_closed", person)
        # Slack promises what is filled in with a submission and a click, not with a closing.
        payload |= {"view": {**view, "state": {"values": {}}}, "is_cleared": is_cleared}
        try:
            await self._dispatcher.ask("interactive", payload)
        except DeliveryError:
            # The modal is already gone from the page, and Slack does not try again either.
            return

    def _act(self, person: Person, view: JsonObject, answer: JsonObject) -> dict[str, str]:
        """Do what the bot answered the modal with."""
        match answer.get("response_action"):
            case "errors":
                return self._errors(view, answer.get("errors"))
            case "update" | "push" as how:
                self._show(person, view, answer.get("view"), is_push=how == "push")
            case "clear":
                self._parts.views.clear(person.id)
            case _:
                self._close_if_open(person, view)
        return {}

    def _errors(self, view: JsonObject, errors: object) -> dict[str, str]:
        if not isinstance(errors, dict) or not errors:
            self._parts.note("view_submission", [Problem("/errors", "wrong_type", "no errors")])
            raise PracticeError(_NOT_SHOWN)
        inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
        strangers = [
            Problem(f"/errors/{name}", "unknown_field", "no input block has that id")
            for name in errors
            if name not in inputs
        ]
        self._parts.note("view_submission", strangers)
        if strangers:
            raise PracticeError(_NOT_SHOWN)
        return errors

    def _show(self, person: Person, view: JsonObject, words: object, *, is_push: bool) -> None:
        words = words if isinstance(words, dict) else {}
        problems = check_view(words)
        self._parts.note("view_submission", problems)
        if problems:
            raise PracticeError(_NOT_SHOWN)
        try:
            if is_push:
                self._parts.views.push(person.id, words)
            else:
                self._parts.views.update(view, words)
        except ViewError as error:
            self._parts.note("view_submission", [Problem("/view", "conflict", str(error))])
            raise PracticeError(_NOT_SHOWN) from None

    def _close_if_open(self, person: Person, view: JsonObject) -> None:
        if view in self._parts.views.stack(person.id):
            self._parts.views.close(view)
