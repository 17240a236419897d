"""The steps of a guidance, as pure moves from where it stands to where it stands next."""

from collections.abc import Callable
from dataclasses import replace

from bot.desk import guide_words
from bot.desk.guide_facts import still_known, with_answers, with_text, without
from bot.desk.guide_flows import ReadyFlows
from bot.desk.guide_showing import Reached
from bot.privacy import MaskedText
from flows.flow import Flow
from flows.guide import guide
from flows.model import Facts
from flows.understand import Reading
from knowledge.model import StaffError
from storage.guidances import FlowMark, Guidance, Step

Move = Callable[[Reached], Guidance]
_LONGEST_WAY_BACK = 40


def reach(stored: Guidance, ready: ReadyFlows) -> Reached:
    """Give what the flow, as it is now, makes of what is known."""
    followed = _followed(stored, ready)
    flow = ready.flows[followed.flow.id]
    reading = without(ready.read(followed.now.text, flow), followed.now.set_aside)
    guidance = guide(flow, followed.now.given, reading)
    return Reached(followed, flow, reading, guidance, is_flow_changed=followed is not stored)


def mark(flow: Flow) -> FlowMark:
    """Name the words of a flow."""
    return FlowMark(flow.id, flow.version, flow.content_hash)


def first(flow: Flow, text: str, reading: Reading, given: Facts) -> Step:
    """Give the first step: what was written, and what was given beside it."""
    now = Step() if reading.is_too_long else with_text(flow, Step(), text, reading)
    return with_answers(flow, now, reading.values(), given)


def _followed(stored: Guidance, ready: ReadyFlows) -> Guidance:
    """Give a guidance on its flow as it is now; a changed one is begun again with what holds."""
    flow = ready.flows.get(stored.flow.id) or ready.about(stored.now.text)
    if mark(flow) == stored.flow:
        return stored
    aside = tuple(name for name in stored.now.set_aside if flow.has_question(name))
    now = Step(stored.now.text, still_known(flow, stored.now.given), aside)
    return replace(stored, flow=mark(flow), now=now, history=(), changing=None)


def answer(answers: Facts) -> Move:
    """Answer questions, or change what is known."""

    def move(reached: Reached) -> Guidance:
        flow, now, read = reached.flow, reached.stored.now, reached.reading.values()
        # What was asked before the flow changed may be no question any more.
        chosen = still_known(flow, answers) if reached.is_flow_changed else answers
        return _went(reached.stored, with_answers(flow, now, read, chosen))

    return move


def say(text: MaskedText, ready: ReadyFlows) -> Move:
    """Say more; as long as nothing is answered, the whole text decides which flow it is about."""

    def move(reached: Reached) -> Guidance:
        stored, flow = reached.stored, reached.flow
        if text.text.strip() in (stored.now.text, stored.now.text.rpartition("\n")[2]):
            return stored  # sent once more, by a double tap or after a crash
        now = with_text(flow, stored.now, text.text, ready.read(text.text, flow))
        if not stored.now.given:
            flow = ready.about(now.text)
        masked = tuple(dict.fromkeys([*stored.masked, *text.kinds]))
        return replace(_went(stored, now), flow=mark(flow), masked=masked)

    return move


def change(question: str) -> Move:
    """Ask a known fact again."""

    def move(reached: Reached) -> Guidance:
        if not reached.flow.has_question(question):
            raise StaffError(guide_words.NOTHING_TO_CHANGE)
        return replace(reached.stored, changing=question)

    return move


def stay(reached: Reached) -> Guidance:
    """Stay where it stands."""
    return reached.stored


def back(reached: Reached) -> Guidance:
    """Leave a change, or go back one step; the first step stays."""
    stored = reached.stored
    if stored.changing is not None:
        return replace(stored, changing=None)
    if not stored.history:
        return stored
    return replace(stored, now=stored.history[-1], history=tuple(stored.history[:-1]))


def start_over(reached: Reached) -> Guidance:
    """Forget what is known; back brings it forth again."""
    return _went(reached.stored, Step())


def _went(stored: Guidance, now: Step) -> Guidance:
    if now == stored.now:
        return replace(stored, changing=None)
    history = (*stored.history, stored.now)[-_LONGEST_WAY_BACK:]
    return replace(stored, now=now, history=history, changing=None)
