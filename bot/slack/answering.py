"""Checks what a sent form is answered with, as every other write to Slack is checked."""

from collections.abc import Mapping
from typing import Any

from bot.slack.sender.gate import Gate

Answer = Mapping[str, Any]
_GATE = Gate(is_strict=False)  # the person has sent something in, and is told what to do instead


def checked(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Give the answer to acknowledge with; a view that Slack would refuse says so in plain text."""
    view = answer.get("view")
    return dict(answer) if view is None else {**answer, "view": _GATE.view(view)}


def fault(field: str, text: str) -> Answer:
    """Give what says, beside a field, what is wrong and what to do."""
    return {"response_action": "errors", "errors": {field: text}}
