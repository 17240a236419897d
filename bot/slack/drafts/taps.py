"""Takes the taps on a draft's message one by one: kept before it is shown, and shown in place."""

import logging
from collections.abc import Callable, Mapping

from bot.desk.drafts import DraftReply
from bot.desk.drafts.desk import Author
from bot.slack import words as words_
from bot.slack.drafts.board import DraftBoard
from bot.slack.drafts.reading import DraftTap
from bot.slack.drafts.sending import DraftSending
from bot.slack.drafts.services import DraftServices, said_of
from bot.slack.drafts.windows import MakeView, form_of, form_view, made, open_then_fill
from bot.slack.ports import SendFailed, Spot
from bot.slack.pressed import Press, Work, tell
from bot.slack.views.draft import draft_message
from bot.slack.views.draft_marks import (
    AS_PROPOSAL,
    CHANGE_FORM,
    CHOOSE,
    DEPARTS,
    DISCARD,
    DROP_LEFT,
    ERASE,
    MINE,
    NOT_KNOWN,
    OPEN,
    OTHER,
    OWN_WORDS,
    PICKED,
    REVIEW,
    REWORD,
    SEND_VIEW,
    SHOW,
    SKIP,
    TAKE_BACK,
    UNITS,
    DraftMark,
    FormMark,
)
from bot.slack.views.draft_steps import step_of
from knowledge.model import StaffError
from storage.database import StorageError

_log = logging.getLogger(__name__)
_Step = Callable[["DraftTaps", DraftTap, DraftMark, Author], DraftReply]


class DraftTaps:
    """What can be pressed in a draft."""

    def __init__(self, services: DraftServices, board: DraftBoard, sending: DraftSending) -> None:
        self.services = services
        self._board = board
        self._sending = sending

    def keep(self, tap: DraftTap) -> Work | None:
        """Claim a tap, take its step, and give what is left to do after the acknowledgement."""
        try:
            return self._taken(tap) if self.is_new(tap.press) else None
        except StaffError as error:
            return self._refused(tap, error)
        except StorageError as error:
            _log.warning("tap not kept: %s", error)
            return tell(self.services.surface, tap.press, words_.TRY_AGAIN)

    def is_new(self, press: Press) -> bool:
        """Claim a press; a double click and a repeated delivery are the same one."""
        at, jobs = self.services.surface.clock(), self.services.surface.jobs
        is_new = [jobs.claim_event(press.team, key, at) for key in press.keys]
        return all(is_new)

    def _taken(self, tap: DraftTap) -> Work | None:
        mark, author = tap.mark, Author(tap.press.team, tap.press.user)
        if mark is None:
            return None
        if tap.action in (DISCARD, ERASE):
            return self._thrown_away(tap.action, mark.draft_id, author)
        if tap.action in (OPEN, REVIEW):
            return open_then_fill(self.services, tap.press, self._view(tap.action, mark, author))
        step = _STEPS.get(tap.action)
        return self._redraw(tap, step(self, tap, mark, author)) if step else None

    def _thrown_away(self, action: str, draft_id: str, author: Author) -> Work:
        if action == DISCARD:
            until = self.services.desk.discard(draft_id, author)
            return self._board.show_discarded(draft_id, author, until)
        self.services.desk.erase(draft_id, author)
        return self._board.show_erased(draft_id, author)

    def _view(self, action: str, mark: DraftMark, author: Author) -> MakeView:
        if action == REVIEW:
            return lambda: self._sending.view(mark.draft_id, author)
        return lambda: form_of(self.services, author, mark.draft_id, mark.about or None)

    def _refused(self, tap: DraftTap, error: StaffError) -> Work:
        """Say why nothing happened; a draft that was sent shows its receipt."""
        author = Author(tap.press.team, tap.press.user)
        sent = self._sending.earlier(tap.mark.draft_id, author) if tap.mark else None
        if sent is not None and tap.mark is not None:
            return self._board.show_sent(tap.mark.draft_id, author, *sent)
        return tell(self.services.surface, tap.press, said_of(error))

    async def _redraw(self, tap: DraftTap, reply: DraftReply) -> None:
        """Show the draft where the tap was made; its own message follows by itself."""
        try:
            if tap.press.is_in_modal:
                await self._redraw_form(tap, reply)
            else:
                await self._redraw_message(tap.press, self._as_shown(tap, reply))
        except SendFailed as error:
            _log.warning("draft not shown id=%s code=%s", reply.draft_id, error.code)
            await tell(self.services.surface, tap.press, words_.TRY_AGAIN)

    def _as_shown(self, tap: DraftTap, reply: DraftReply) -> DraftReply:
        """Keep a question in the thread a question, and the whole draft whole."""
        press = tap.press
        is_whole = self._board.is_shown_in(reply.draft_id, press.channel, press.ts)
        if is_whole:
            self._board.seen(reply)
        if is_whole or tap.action == SHOW:
            return reply.model_copy(update={"answered": None})
        field = (
            tap.mark.about.partition("-")[0] if tap.mark else ""
        )  # of a field, or a sentence in it
        return reply.model_copy(update={"answered": field or None})

    async def _redraw_message(self, press: Press, reply: DraftReply) -> None:
        if press.channel is None or press.ts is None:
            return
        spot = Spot(press.team, press.channel, press.thread_ts)
        mark = press.message.mark if press.message else None
        await self.services.surface.sender.edit(spot, press.ts, draft_message(reply, mark))

    async def _redraw_form(self, tap: DraftTap, reply: DraftReply) -> None:
        press = tap.press
        author, field = Author(press.team, press.user), tap.mark.field if tap.mark else None
        form = FormMark(reply.draft_id, reply.version, step_of(reply, field))
        if tap.modal == SEND_VIEW:
            view = made(lambda: self._sending.view(reply.draft_id, author))
        else:
            view = made(lambda: form_view(self.services, author, reply, form))
        await self.services.surface.sender.update_view(press.team, press.view_id or "", view)


def _chosen(taps: DraftTaps, tap: DraftTap, mark: DraftMark, author: Author) -> DraftReply:
    return taps.services.desk.fill(mark.draft_id, author, {mark.about: tap.chosen}, mark.version)


def _picked(taps: DraftTaps, tap: DraftTap, mark: DraftMark, author: Author) -> DraftReply:
    units = list(tap.picked)
    if not units:
        return taps.services.desk.show(mark.draft_id, author)
    return taps.services.desk.fill(mark.draft_id, author, {mark.about: units}, mark.version)


def _skipped(taps: DraftTaps, _tap: DraftTap, mark: DraftMark, author: Author) -> DraftReply:
    return taps.services.desk.skip(mark.draft_id, author, mark.about)


def _changed(taps: DraftTaps, tap: DraftTap, mark: DraftMark, author: Author) -> DraftReply:
    return taps.services.desk.change_form(mark.draft_id, author, str(tap.chosen))


def _shown(taps: DraftTaps, _tap: DraftTap, mark: DraftMark, author: Author) -> DraftReply:
    return taps.services.desk.show(mark.draft_id, author)


def _mine(taps: DraftTaps, _tap: DraftTap, mark: DraftMark, author: Author) -> DraftReply:
    return taps.services.desk.settle(mark.draft_id, author, mark.about, take_other=False)


def _other(taps: DraftTaps, _tap: DraftTap, mark: DraftMark, author: Author) -> DraftReply:
    return taps.services.desk.settle(mark.draft_id, author, mark.about, take_other=True)


def _reworded(taps: DraftTaps, _tap: DraftTap, mark: DraftMark, author: Author) -> DraftReply:
    return taps.services.desk.reword(mark.draft_id, author, mark.about, take=True)


def _kept_words(taps: DraftTaps, _tap: DraftTap, mark: DraftMark, author: Author) -> DraftReply:
    return taps.services.desk.reword(mark.draft_id, author, mark.about, take=False)


def _departs(taps: DraftTaps, _tap: DraftTap, mark: DraftMark, author: Author) -> DraftReply:
    key = mark.about.partition("-")[2]
    return taps.services.departures.pick(mark.draft_id, author, key)


def _not_known(taps: DraftTaps, _tap: DraftTap, mark: DraftMark, author: Author) -> DraftReply:
    return taps.services.departures.not_known(mark.draft_id, author)


def _as_proposal(taps: DraftTaps, _tap: DraftTap, mark: DraftMark, author: Author) -> DraftReply:
    return taps.services.departures.as_proposal(mark.draft_id, author)


def _taken_back(taps: DraftTaps, _tap: DraftTap, mark: DraftMark, author: Author) -> DraftReply:
    return taps.services.desk.take_back(mark.draft_id, author)


def _dropped(taps: DraftTaps, _tap: DraftTap, mark: DraftMark, author: Author) -> DraftReply:
    return taps.services.desk.drop_left(mark.draft_id, author)


_STEPS: Mapping[str, _Step] = {
    CHOOSE: _chosen,
    UNITS: _chosen,
    PICKED: _picked,
    SKIP: _skipped,
    CHANGE_FORM: _changed,
    SHOW: _shown,
    MINE: _mine,
    OTHER: _other,
    TAKE_BACK: _taken_back,
    DROP_LEFT: _dropped,
    REWORD: _reworded,
    DEPARTS: _departs,
    NOT_KNOWN: _not_known,
    AS_PROPOSAL: _as_proposal,
    OWN_WORDS: _kept_words,
}
