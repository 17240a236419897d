"""Lets no payload out that Slack would refuse: the last look at what is about to be sent."""

import logging
from collections.abc import Mapping
from dataclasses import replace

from bot.slack.blocks import Problem, check_message, check_view
from bot.slack.ports import Message, View
from bot.slack.sender.messages import Json, Part, parts_of, plain_json, text_alone

_log = logging.getLogger(__name__)
_NEWER_TYPES = ("context_actions",)
_SORRY = (
    "Det här går inte att visa just nu. Försök igen om en stund, "
    "eller skriv din fråga till Lotsen i ett meddelande."
)


class FaultyPayload(Exception):  # noqa: N818 - names what it is, as the checker's Problem does
    """A payload of ours that Slack would refuse; says the rules and where, never the content."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(f"{one.code} at {one.pointer or '/'}" for one in problems))
        self.problems = problems


class Gate:
    """Checks payloads; a faulty one is a fault where `is_strict`, and else sent more plainly."""

    def __init__(self, *, is_strict: bool) -> None:
        self._is_strict = is_strict

    def message(self, message: Message) -> list[Part]:
        """Give a message's payloads; one with a fault is given as its text alone."""
        parts = parts_of(message)
        if not self._report([one for part in parts for one in check_message(part.fields())]):
            return parts
        return parts_of(text_alone(message))

    def view(self, view: View) -> Json:
        """Give a view; in place of one with a fault, a view that says so."""
        plain: Json = plain_json(view)
        return sorry(plain) if self._report(check_view(plain)) else plain

    def _report(self, problems: list[Problem]) -> bool:
        if problems and self._is_strict:
            raise FaultyPayload(problems)
        if problems:
            rules = ",".join(sorted({one.code for one in problems}))
            _log.error("payload faulty rules=%s", rules)
        return bool(problems)


def plainer(part: Part) -> list[Part]:
    """Give a payload and, for where Slack refuses it all the same, plainer ones of it."""
    older = [one for one in part.blocks if one.get("type") not in _NEWER_TYPES]
    versions = [part]
    if older and len(older) < len(part.blocks):
        versions.append(replace(part, blocks=older))
    if part.blocks:
        versions.append(replace(part, blocks=()))
    return versions


def sorry(view: Mapping[str, object]) -> Json:
    """Give a view of the same kind that asks the reader to try again."""
    block: Json = {"type": "section", "text": {"type": "plain_text", "text": _SORRY}}
    if view.get("type") == "home":
        return {"type": "home", "blocks": [block]}
    words = {"title": "Lotsen", "close": "Stäng"}
    texts = {name: {"type": "plain_text", "text": text} for name, text in words.items()}
    return {"type": "modal", **texts, "blocks": [block]}
