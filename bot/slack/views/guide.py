"""Shows a step of the guide as a message or a modal: what is understood, then screen or outcome."""

import json
from collections.abc import Iterator, Sequence

from bot.desk.guide_reply import Aside, GuideReply
from bot.desk.guide_words import aloud
from bot.desk.reply import AnswerReply
from bot.privacy import describe
from bot.privacy.telling import Surface as WrittenIn
from bot.slack.ports import Block, Message, View
from bot.slack.views import guide_words as words
from bot.slack.views import parts
from bot.slack.views.answer import Surface, answer_blocks
from bot.slack.views.guide_facts import facts_blocks, open_facts
from bot.slack.views.guide_marks import FORM, NEW, SITUATION, START, StepMark
from bot.slack.views.guide_outcome import outcome_blocks, outcome_buttons
from bot.slack.views.guide_screen import NOTHING_CHOSEN, screen_blocks
from bot.slack.views.parts import Json
from bot.slack.words import CANCEL, CLOSE
from flows.model import Facts

ASIDE_END = "guide_aside_end"
SITUATION_LENGTH = 2000
_EXPLANATION_LENGTH = 2900
_Kept = Sequence[Block]


def guide_message(
    reply: GuideReply,
    mark: str | None = None,
    above: _Kept = (),
    chosen: Facts = NOTHING_CHOSEN,
) -> Message:
    """Give a step as a message; `above` is what stays as it was, such as an answer on the way."""
    return Message(parts.escaped(aloud(reply)), [*above, *_blocks(reply, "message", chosen)], mark)


def guide_modal(
    reply: GuideReply, above: Sequence[Json] = (), chosen: Facts = NOTHING_CHOSEN
) -> View:
    """Give a step as a modal; closing it is told, so that it can be taken up elsewhere."""
    labels = {"submit": words.CONTINUE} if reply.screen else {}
    return parts.modal(
        words.TITLE,
        [*above, *_blocks(reply, "modal", chosen)],
        close=CLOSE,
        callback_id=FORM,
        private_metadata=json.dumps({"step": StepMark.of(reply).value}),
        notify_on_close=True,
        **labels,
    )


def start_modal() -> View:
    """Give an empty field for the situation; it may be left empty."""
    element = {
        "type": "plain_text_input",
        "action_id": SITUATION,
        "multiline": True,
        "max_length": SITUATION_LENGTH,
        "focus_on_load": True,
    }
    field = {
        "type": "input",
        "block_id": SITUATION,
        "optional": True,
        "label": parts.plain(words.START_LABEL),
        "hint": parts.plain(words.START_HINT),
        "element": element,
    }
    blocks = [parts.said(words.START_INTRO), field]
    return parts.modal(
        words.TITLE, blocks, submit=words.SUBMIT_START, close=CANCEL, callback_id=START
    )


def resumed_modal(reply: GuideReply) -> View:
    """Give the step where somebody stands, with a way to leave it for another situation."""
    new = parts.button(words.NEW, NEW, StepMark.of(reply).value)
    return guide_modal(reply, [parts.beside(words.UNDER_WAY, new)])


def step_of(private_metadata: str) -> StepMark | None:
    """Give the step that a modal showed."""
    try:
        return StepMark.read(str(json.loads(private_metadata)["step"]))
    except (ValueError, KeyError, TypeError):
        return None


def kept_above(blocks: Sequence[Block]) -> list[Block]:
    """Give what a message showed above the guide: the answer to a question on the way."""
    ends = [place for place, block in enumerate(blocks) if block.get("block_id") == ASIDE_END]
    return list(blocks[: ends[-1] + 1]) if ends else []


def _blocks(reply: GuideReply, surface: Surface, chosen: Facts) -> Iterator[Json]:
    if reply.aside:
        yield from _aside(reply.aside, surface)
    yield from _notices(reply, surface)
    if reply.outcome:
        yield from outcome_blocks(reply, reply.outcome)
        yield from facts_blocks(reply)
        yield from outcome_buttons(reply, reply.outcome, surface)
    if reply.screen:
        if not reply.screen.is_change:
            yield from facts_blocks(reply)
            yield from open_facts(reply)
        yield from screen_blocks(reply, reply.screen, surface, chosen)
    if reply.explanation:  # last, next to the button that asks for it
        yield parts.rich(*(parts.quote(*runs) for runs in _explained(reply, reply.explanation)))


def _explained(reply: GuideReply, explanation: str) -> Iterator[list[Json]]:
    """Give an explanation line by line, with the question that a line is about in bold."""
    questions = [one.text for one in reply.screen.questions] if reply.screen else []
    for line in parts.clipped(explanation, _EXPLANATION_LENGTH).split("\n"):
        asked = next((text for text in questions if line.startswith(text)), "")
        about = [parts.words(asked, bold=True)] if asked else []
        yield [*about, parts.words(line[len(asked) :])]


def _aside(aside: Aside, surface: Surface) -> Iterator[Json]:
    """Give the answer, and where the guide goes on; the question stands above it in a thread."""
    answered = AnswerReply(
        answer_id=aside.answer_id, answer=aside.answer, text=aside.text, notice=aside.notice
    )
    yield from answer_blocks(answered, surface, is_apart=surface == "modal")
    yield parts.divider()
    yield {**parts.said(words.BACK_TO_GUIDE, bold=True), "block_id": ASIDE_END}


def _notices(reply: GuideReply, surface: Surface) -> Iterator[Json]:
    important = [one.text for one in reply.notices if one.kind in words.IMPORTANT]
    small = [one.text for one in reply.notices if one.kind not in words.IMPORTANT]
    for text in important:
        yield parts.said(text)
    hidden = _hidden(reply, surface)
    if small or hidden:
        yield parts.small(*small, *([hidden] if hidden else []))


def _hidden(reply: GuideReply, surface: Surface) -> str:
    """Say what was hidden; in a modal nothing is left in Slack to remove."""
    if surface == "modal":
        return parts.hidden(reply.masked_now)
    return describe(reply.masked_now, WrittenIn.SLACK)
