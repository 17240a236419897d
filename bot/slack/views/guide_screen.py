"""Shows a screen of the guide: its questions with nothing chosen, and the ways to go on."""

from collections.abc import Iterator, Sequence
from types import MappingProxyType

from bot.desk.guide_reply import Choice, GuideReply, Screen, ShownQuestion
from bot.slack.views import guide_words as words
from bot.slack.views import parts
from bot.slack.views.answer import Surface
from bot.slack.views.guide_marks import ANSWER, BACK, FIELD, NEXT, OVER, WHY, StepMark
from bot.slack.views.parts import Json
from flows.model import Facts

_MOST_BUTTONS, _BUTTON_LENGTH = 5, 24  # a telephone shows about 30 characters of a button
_MOST_RADIO_BUTTONS = 10
_OPTION = 75
NOTHING_CHOSEN: Facts = MappingProxyType({})


def screen_blocks(
    reply: GuideReply, screen: Screen, surface: Surface, chosen: Facts = NOTHING_CHOSEN
) -> Iterator[Json]:
    """Give the questions: one is answered by a tap, several together and then continued.

    `chosen` is what the person had filled in on this very screen when it was drawn again.
    """
    mark = StepMark.of(reply)
    if surface == "message" and len(screen.questions) == 1:
        (question,) = screen.questions
        yield parts.said(question.text, bold=True)
        yield _tapped(mark.on(question.id), question)
    else:
        yield from _fields(mark, screen, surface, chosen)
    yield parts.actions(*_ways(reply, screen))


def option(choice: Choice) -> Json:
    """Give a choice as Slack takes it; a long one goes on in the line below."""
    text, more = _in_two(choice.text)
    one: Json = {"text": parts.plain(text, _OPTION), "value": choice.id}
    return one | {"description": parts.plain(more, _OPTION)} if more else one


def _tapped(mark: StepMark, question: ShownQuestion) -> Json:
    return {"type": "actions", "block_id": mark.value, "elements": _elements(mark, question)}


def _elements(mark: StepMark, question: ShownQuestion) -> list[Json]:
    options = question.options
    is_short = all(len(choice.text) <= _BUTTON_LENGTH for choice in options)
    if is_short and len(options) <= _MOST_BUTTONS:
        return [
            parts.button(choice.text, f"{ANSWER}_{choice.id}", mark.value) for choice in options
        ]
    return [_chooser(options, ANSWER)]


def _chooser(options: Sequence[Choice], action_id: str) -> Json:
    offered = [option(choice) for choice in options]
    if len(offered) <= _MOST_RADIO_BUTTONS:
        return {"type": "radio_buttons", "action_id": action_id, "options": offered}
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": parts.plain(words.CHOOSE),
        "options": offered,
    }


def _fields(mark: StepMark, screen: Screen, surface: Surface, chosen: Facts) -> Iterator[Json]:
    is_alone = len(screen.questions) == 1
    if not is_alone:
        yield parts.said(screen.title, bold=True)
        yield parts.small(screen.help, words.ANSWERED_HERE)
    for question in screen.questions:
        field = _field(mark.on(question.id), question, is_optional=not is_alone)
        yield _filled_in(field, chosen.get(question.id))
    if surface == "message":
        yield parts.actions(parts.button(words.CONTINUE, NEXT, mark.value, style="primary"))


def _field(mark: StepMark, question: ShownQuestion, *, is_optional: bool) -> Json:
    field: Json = {
        "type": "input",
        "block_id": mark.value,
        "label": parts.plain(question.text, 2000),
        "element": _chooser(question.options, FIELD),
    }
    return field | {"optional": True} if is_optional else field


def _filled_in(field: Json, chosen: str | None) -> Json:
    for one in field["element"]["options"]:
        if one["value"] == chosen:
            return field | {"element": field["element"] | {"initial_option": one}}
    return field


def _ways(reply: GuideReply, screen: Screen) -> Iterator[Json]:
    value = StepMark.of(reply).value
    if reply.can_go_back:
        yield parts.button(words.KEEP if screen.is_change else words.BACK, BACK, value)
    yield parts.button(words.WHY, WHY, value)
    yield parts.button(words.OVER, OVER, value)


def _in_two(text: str) -> tuple[str, str]:
    """Cut a long text after its first comma, or else near the middle."""
    if len(text) <= _OPTION:
        return text, ""
    first, _, rest = text.partition(", ")
    if rest and max(len(first), len(rest)) <= _OPTION:
        return first, rest
    spaces = [place for place, sign in enumerate(text) if sign == " "]
    middle = min(spaces, key=lambda place: abs(place - len(text) // 2), default=_OPTION)
    return text[:middle], text[middle:].strip()
