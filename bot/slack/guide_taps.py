"""Reads what Slack sends when somebody taps in the guide, or sends or closes its modal."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.slack.ports import Block
from bot.slack.pressed import Body, Press, read_press, team_of
from bot.slack.sender.messages import mark_of
from bot.slack.views.guide import kept_above, step_of
from bot.slack.views.guide_marks import ANSWER, CHANGE, FIELD, NEXT, SITUATION, StepMark


@dataclass(frozen=True)
class Tap:
    """One tap: on which step it was, what was chosen, and what was filled in around it."""

    press: Press
    mark: StepMark | None
    answers: Mapping[str, str] = field(default_factory=dict)
    above: tuple[Block, ...] = ()
    message_mark: str | None = None

    @property
    def action(self) -> str:
        """Give what was tapped, without the answer that a button's name carries."""
        name = self.press.action_id
        return ANSWER if name.startswith(ANSWER) else name


@dataclass(frozen=True)
class SentForm:
    """A modal of the guide that was sent: the step it showed, and what was filled in."""

    team: str
    user: str
    view_id: str
    mark: StepMark | None
    answers: Mapping[str, str]
    situation: str
    fields: tuple[str, ...]


def read_tap(body: Body) -> Tap:
    """Read a `block_actions` payload."""
    press, action = read_press(body), body["actions"][0]
    chosen = (action.get("selected_option") or {}).get("value")
    message = body.get("message") or {}
    mark = StepMark.read(press.value if chosen is None else action["block_id"])
    if chosen is not None:
        # What is offered is ours, so a choice is told from another by its value too.
        press = replace(press, value=f"{action['block_id']}{chosen}", is_ours=True)
    answers = _answers(press, mark, chosen) or answers_in(_values(body))
    if press.action_id == NEXT:
        press = replace(press, value=f"{press.value}{sorted(answers.items())}")
    posted = mark_of(message)
    return Tap(
        press=press,
        mark=_meant(press, mark, chosen),
        answers=answers,
        above=tuple(kept_above(message.get("blocks") or ())),
        message_mark=posted[0] if posted and posted[1] == 1 else None,
    )


def read_form(body: Body) -> SentForm:
    """Read a `view_submission` payload."""
    view, values = body["view"], _values(body)
    return SentForm(
        team=team_of(body),
        user=body["user"]["id"],
        view_id=view["id"],
        mark=step_of(view.get("private_metadata") or ""),
        answers=answers_in(values),
        situation=values.get(SITUATION, {}).get(SITUATION, {}).get("value") or "",
        fields=tuple(one["block_id"] for one in view["blocks"] if one["type"] == "input"),
    )


def answers_in(values: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Give the answers that are filled in, by question."""
    answers = {}
    for block_id, elements in values.items():
        mark = StepMark.read(block_id)
        chosen = (elements.get(FIELD) or {}).get("selected_option")
        if mark is not None and chosen:
            answers[mark.about] = str(chosen["value"])
    return answers


def _meant(press: Press, mark: StepMark | None, chosen: str | None) -> StepMark | None:
    """Give the mark with the fact to change, which a menu carries as the choice."""
    if mark is not None and chosen is not None and press.action_id == CHANGE:
        return mark.on(chosen)
    return mark


def _answers(press: Press, mark: StepMark | None, chosen: str | None) -> dict[str, str]:
    if mark is None or not press.action_id.startswith(ANSWER):
        return {}
    answer = press.action_id.removeprefix(f"{ANSWER}_") if chosen is None else chosen
    return {mark.about: answer}


def _values(body: Body) -> Mapping[str, Mapping[str, Any]]:
    state = body.get("state") or (body.get("view") or {}).get("state") or {}
    values: Mapping[str, Mapping[str, Any]] = state.get("values") or {}
    return values
