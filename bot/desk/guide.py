"""The guide at the desk: from a few words about a situation to a message type, step by step."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from uuid import uuid4

from bot.desk import guide_showing, guide_steps, guide_words
from bot.desk.ask import AskDesk, Question
from bot.desk.guide_flows import GuideFlows
from bot.desk.guide_opening import is_for_the_sources
from bot.desk.guide_record import given_answer
from bot.desk.guide_reply import Aside, GuideReply, NoticeKind
from bot.desk.guide_showing import Reached
from bot.desk.guide_sources import GuideSources
from bot.desk.guide_steps import Move
from bot.desk.guide_typed import Typed, Way, read_typed
from bot.privacy import MaskedText
from flows.model import Facts, FlowError
from flows.understand import Reading
from knowledge.model import StaffError
from storage.answers import Answers
from storage.database import StorageError
from storage.guidances import GivenOutcome, Guidance, Guidances

_log = logging.getLogger(__name__)

_NOTHING: Mapping[str, str] = MappingProxyType({})
_TRIES = 5  # two windows seldom answer at once; five times in a row means a fault


@dataclass(frozen=True)
class GuideParts:
    """What the guide works with."""

    flows: GuideFlows
    sources: GuideSources
    guidances: Guidances
    ask: Callable[[], AskDesk]
    answers: Answers
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


@dataclass(frozen=True)
class _Beside:
    """What a reply says beside the step."""

    notices: Sequence[NoticeKind] = ()
    masked: Sequence[str] = ()
    aside: Aside | None = None


_NOTHING_BESIDE = _Beside()


class GuideDesk:
    """Guides for every surface alike; each step is kept, so that it can be taken up tomorrow."""

    def __init__(self, parts: GuideParts) -> None:
        self._parts = parts

    def begin(
        self,
        text: MaskedText | None,
        asker: str,
        team: str = "",
        conversation: str | None = None,
        given: Facts = _NOTHING,
    ) -> GuideReply:
        """Begin with a situation in somebody's own words, with answers, or with nothing.

        In a conversation a question about the rules is answered, and it can be taken up later.
        """
        said = text.text if text else ""
        with _told_plainly():
            ready = self._parts.flows.current()
            flow = ready.about(said, given)
            reading = ready.read(said, flow)
            now = self._parts.clock()
            stored = Guidance(
                id=uuid4().hex,
                team=team,
                asker=asker,
                conversation=conversation,
                flow=guide_steps.mark(flow),
                now=guide_steps.first(flow, said, reading, given),
                masked=text.kinds if text else (),
                created_at=now,
                updated_at=now,
            )
            reached = guide_steps.reach(stored, ready)
        aside = self._aside(text, reading, reached) if text and conversation else None
        kinds = [] if aside or text is None or (given and not said) else _about(reading)
        if not self._is_kept(reached):
            kinds.append(NoticeKind.NOT_SAVED)
        shown = self._reply(reached, _Beside(kinds, text.kinds if text else (), aside))
        return self._recorded(shown, stored)

    def show(self, guidance_id: str, asker: str) -> GuideReply:
        """Give the step where a guidance stands."""
        return self._move(guidance_id, asker, lambda reached: reached.stored)

    def answer(self, guidance_id: str, asker: str, answers: Facts) -> GuideReply:
        """Answer what is asked, or change what is known; the same answer twice is one step."""
        return self._move(guidance_id, asker, guide_steps.answer(answers))

    def change(self, guidance_id: str, asker: str, question: str) -> GuideReply:
        """Ask a known fact again, with all its answers."""
        return self._move(guidance_id, asker, guide_steps.change(question))

    def back(self, guidance_id: str, asker: str, seen: int | None = None) -> GuideReply:
        """Go back one step; `seen` is the version that was shown, so a double tap goes once."""
        return self._move(guidance_id, asker, guide_steps.back, seen)

    def start_over(self, guidance_id: str, asker: str, seen: int | None = None) -> GuideReply:
        """Begin again with nothing; back undoes it."""
        return self._move(guidance_id, asker, guide_steps.start_over, seen)

    def why(self, guidance_id: str, asker: str) -> GuideReply:
        """Say why it is asked, or why it ended so; nothing moves."""
        shown = self.show(guidance_id, asker)
        flow = self._parts.flows.current().flows[shown.flow_id]
        said = guide_showing.explanation(shown, flow)
        return guide_showing.with_words(shown.model_copy(update={"explanation": said}))

    def resume(self, asker: str, team: str = "") -> GuideReply | None:
        """Give what a person was in the midst of, or None."""
        latest = self._parts.guidances.latest_unfinished(team, asker)
        return self.show(latest.id, asker) if latest else None

    def say(self, guidance_id: str, asker: str, text: MaskedText) -> GuideReply:
        """Take what is typed: a choice, a way to go, a question about the rules, or more facts."""
        typed = read_typed(text.text, self.show(guidance_id, asker))
        if typed.way is Way.TEXT:
            return self._say_more(guidance_id, asker, text)
        return self._go(guidance_id, asker, typed)

    def _go(self, guidance_id: str, asker: str, typed: Typed) -> GuideReply:
        ways: dict[Way, Callable[[], GuideReply]] = {
            Way.ANSWER: lambda: self.answer(guidance_id, asker, typed.answers),
            Way.CHANGE: lambda: self.change(guidance_id, asker, typed.question),
            Way.BACK: lambda: self.back(guidance_id, asker),
            Way.WHY: lambda: self.why(guidance_id, asker),
            Way.START_OVER: lambda: self.start_over(guidance_id, asker),
        }
        return ways[typed.way]()

    def _say_more(self, guidance_id: str, asker: str, text: MaskedText) -> GuideReply:
        with _told_plainly():
            ready = self._parts.flows.current()
            reached = guide_steps.reach(self._find(guidance_id, asker), ready)
            reading = ready.read(text.text, reached.flow)
        aside = self._aside(text, reading, reached)
        is_left_out = reading.is_empty or reading.is_too_long or (aside and not reading.facts)
        move: Move = guide_steps.stay if is_left_out else guide_steps.say(text, ready)
        kinds = [] if aside else _about(reading)
        return self._move(guidance_id, asker, move, beside=_Beside(kinds, text.kinds, aside))

    def _move(
        self,
        guidance_id: str,
        asker: str,
        move: Move,
        seen: int | None = None,
        beside: _Beside = _NOTHING_BESIDE,
    ) -> GuideReply:
        """Take a step from where the guidance stands, also when another window took one before."""
        for _ in range(_TRIES):
            with _told_plainly():
                ready = self._parts.flows.current()
                kept = self._find(guidance_id, asker)
                before = guide_steps.reach(kept, ready)
                is_late = seen not in (None, kept.version)
                moved = before.stored if is_late else move(before)
                after = guide_steps.reach(self._next(kept, moved), ready)
            if after.stored == kept or self._is_saved(after):
                notices = [*_of_step(before, moved, move, is_late=is_late), *beside.notices]
                shown = self._reply(after, replace(beside, notices=notices))
                return shown if after.stored == kept else self._recorded(shown, after.stored)
        raise StaffError(guide_words.BUSY)

    def _find(self, guidance_id: str, asker: str) -> Guidance:
        kept = self._parts.guidances.find(guidance_id)
        if kept is None:
            raise StaffError(guide_words.GONE)
        if kept.asker != asker:
            raise StaffError(guide_words.NOT_YOURS)
        return kept

    def _next(self, kept: Guidance, moved: Guidance) -> Guidance:
        """Give the next version of a guidance, or the same when nothing has changed."""
        if moved == kept:
            return kept
        return replace(moved, version=kept.version + 1, updated_at=self._parts.clock())

    def _is_kept(self, reached: Reached) -> bool:
        try:
            return self._is_saved(reached)
        except StorageError as error:
            _log.warning("guidance unrecorded: %s", error)
            return False

    def _is_saved(self, reached: Reached) -> bool:
        stored = replace(reached.stored, is_finished=reached.decided is not None)
        return self._parts.guidances.save(stored, _outcome(reached))

    def _recorded(self, shown: GuideReply, stored: Guidance) -> GuideReply:
        """Keep an outcome as an answer is kept, so that ”recall” finds who got it."""
        given = given_answer(shown, _who(stored), stored.updated_at)
        if given is not None:
            try:
                self._parts.answers.record(given)
            except StorageError as error:
                _log.warning("outcome unrecorded id=%s: %s", given.id, error)
        return shown

    def _aside(self, text: MaskedText, reading: Reading, reached: Reached) -> Aside | None:
        """Give the answer of the sources to a question about the rules, or None for other texts."""
        if not is_for_the_sources(text.text, reading):
            return None
        stored = reached.stored
        question = Question(text, _who(stored), conversation=f"guide:{stored.id}")
        answered = self._parts.ask().ask(question)
        return Aside(
            answer_id=answered.answer_id,
            answer=answered.answer,
            text=answered.text,
            notice=answered.notice,
        )

    def _reply(self, reached: Reached, beside: _Beside) -> GuideReply:
        shown = guide_showing.reply(reached, self._parts.sources)
        found = guide_showing.notices(beside.notices)
        added = {
            "notices": (*found, *shown.notices),
            "masked_now": tuple(beside.masked),
            "aside": beside.aside,
        }
        return guide_showing.with_words(shown.model_copy(update=added))


def _about(reading: Reading) -> list[NoticeKind]:
    """Give what there is to tell about a text."""
    is_unread = not (reading.facts or reading.contradictions or reading.doubtful)
    said = {
        NoticeKind.EMPTY: reading.is_empty,
        NoticeKind.TOO_LONG: reading.is_too_long,
        NoticeKind.OTHER_LANGUAGE: reading.is_other_language,
        NoticeKind.SEVERAL_PEOPLE: reading.has_several_people,
    }
    kinds = [kind for kind, is_so in said.items() if is_so]
    return kinds or ([NoticeKind.NOTHING_READ] if is_unread else [])


def _of_step(
    before: Reached, moved: Guidance, move: Move, *, is_late: bool
) -> Iterator[NoticeKind]:
    if is_late:
        yield NoticeKind.STALE
    if before.is_flow_changed:
        yield NoticeKind.FLOW_CHANGED
    elif move is guide_steps.back and not is_late and moved is before.stored:
        yield NoticeKind.FIRST_STEP


def _outcome(reached: Reached) -> GivenOutcome | None:
    decided, stored = reached.decided, reached.stored
    if decided is None:
        return None
    return GivenOutcome(
        guidance_id=stored.id,
        version=stored.version,
        team=stored.team,
        asker=stored.asker,
        at=stored.updated_at,
        outcome=decided.outcome.id,
        rule=decided.rule.id,
        facts={fact.question: fact.value for fact in reached.guidance.facts},
        flow=stored.flow,
    )


def _who(stored: Guidance) -> str:
    return f"{stored.team}/{stored.asker}" if stored.team else stored.asker


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Tell what a flow refuses as what staff can act on."""
    try:
        yield
    except FlowError as error:
        raise StaffError(str(error)) from error
