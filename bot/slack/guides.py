"""Takes the taps in the guide one by one: a step is kept before it is shown, and shown in place."""

import logging
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from weakref import WeakValueDictionary

from bot.desk.guide import GuideDesk
from bot.desk.guide_reply import GuideReply, NoticeKind
from bot.desk.guide_showing import notices, with_words
from bot.slack import words
from bot.slack.guide_outcomes import GuideOutcomes
from bot.slack.guide_taps import Tap
from bot.slack.ports import SendFailed, Spot
from bot.slack.pressed import Press, Work, tell
from bot.slack.surface import Surface
from bot.slack.views import guide_words
from bot.slack.views.guide import guide_message, guide_modal
from bot.slack.views.guide_marks import ANSWER, BACK, CHANGE, NEXT, OVER, WHY, StepMark
from bot.slack.views.guide_screen import NOTHING_CHOSEN
from knowledge.model import StaffError
from storage.database import StorageError

_log = logging.getLogger(__name__)
_Step = Callable[["Guides", Tap, StepMark], GuideReply]


class Guides:
    """The guide in Slack: where it stands is the desk's, where it is shown is Slack's."""

    def __init__(self, desk: GuideDesk, surface: Surface, outcomes: GuideOutcomes) -> None:
        self.desk = desk
        self.surface = surface
        self.outcomes = outcomes
        self._turns: WeakValueDictionary[str, _Turn] = WeakValueDictionary()

    def keep(self, tap: Tap) -> Work | None:
        """Claim a tap, take its step, and give what is left to do after the acknowledgement."""
        press = tap.press
        try:
            return self._taken(tap) if self.is_new(press) else None
        except StaffError as error:
            return tell(self.surface, press, str(error))
        except StorageError as error:
            _log.warning("tap not kept: %s", error)
            return tell(self.surface, press, words.TRY_AGAIN)

    def is_new(self, press: Press) -> bool:
        """Claim a press; a double click and a repeated delivery are the same one."""
        at, jobs = self.surface.clock(), self.surface.jobs
        is_new = [jobs.claim_event(press.team, key, at) for key in press.keys]
        return all(is_new)

    def turn(self, guidance_id: str) -> AbstractContextManager[object]:
        """Let one step of a guidance be taken at a time, from however many windows."""
        return self._turns.setdefault(guidance_id, _Turn())

    def _taken(self, tap: Tap) -> Work | None:
        mark = tap.mark
        if mark is None:
            return None
        with self.turn(mark.guidance_id):
            shown = self.desk.show(mark.guidance_id, tap.press.user)
            if shown.version != mark.version:
                return self._redraw(tap, late(shown))
            return self._next(tap, mark, shown)

    def _next(self, tap: Tap, mark: StepMark, shown: GuideReply) -> Work | None:
        step = _STEPS.get(tap.action)
        if step is None:
            return self.outcomes.pressed(tap.press, mark, shown)
        if tap.action == NEXT and not tap.answers:
            return tell(self.surface, tap.press, guide_words.CHOOSE_AT_LEAST_ONE)
        return self._redraw(tap, step(self, tap, mark))

    def answer(self, tap: Tap, mark: StepMark) -> GuideReply:
        """Answer what is asked."""
        return self.desk.answer(mark.guidance_id, tap.press.user, tap.answers)

    async def _redraw(self, tap: Tap, reply: GuideReply) -> None:
        """Show the step where the tap was made."""
        press = tap.press
        try:
            await self._show(tap, reply)
        except SendFailed as error:
            _log.warning("step not shown id=%s code=%s", reply.guidance_id, error.code)
            await tell(self.surface, press, words.TRY_AGAIN)

    async def _show(self, tap: Tap, reply: GuideReply) -> None:
        press, sender = tap.press, self.surface.sender
        chosen = tap.answers if tap.action == WHY else NOTHING_CHOSEN  # the same screen again
        if press.view_id is not None:
            view = guide_modal(reply, chosen=chosen)
            await sender.update_view(press.team, press.view_id, view)
        elif press.channel is not None and press.ts is not None:
            spot = Spot(press.team, press.channel, press.thread_ts)
            message = guide_message(reply, tap.message_mark, tap.above, chosen)
            await sender.edit(spot, press.ts, message)


class _Turn:
    """A lock that may be forgotten when nobody holds it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> "_Turn":
        self._lock.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def late(shown: GuideReply) -> GuideReply:
    """Say that the step that was tapped is behind, unless something else is said to explain it."""
    if any(notice.kind is NoticeKind.FLOW_CHANGED for notice in shown.notices):
        return shown
    said = (*notices([NoticeKind.STALE]), *shown.notices)
    return with_words(shown.model_copy(update={"notices": said}))


def _change(guides: Guides, tap: Tap, mark: StepMark) -> GuideReply:
    """Ask a fact again; what was filled in beside it is not lost."""
    if tap.answers:
        guides.answer(tap, mark)
    return guides.desk.change(mark.guidance_id, tap.press.user, mark.about)


def _back(guides: Guides, tap: Tap, mark: StepMark) -> GuideReply:
    return guides.desk.back(mark.guidance_id, tap.press.user, mark.version)


def _why(guides: Guides, tap: Tap, mark: StepMark) -> GuideReply:
    return guides.desk.why(mark.guidance_id, tap.press.user)


def _start_over(guides: Guides, tap: Tap, mark: StepMark) -> GuideReply:
    return guides.desk.start_over(mark.guidance_id, tap.press.user, mark.version)


_STEPS: Mapping[str, _Step] = {
    ANSWER: Guides.answer,
    NEXT: Guides.answer,
    CHANGE: _change,
    BACK: _back,
    WHY: _why,
    OVER: _start_over,
}
