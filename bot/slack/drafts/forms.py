"""The form of a draft in a modal: saved while it is typed, step by step, and when it is closed."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.desk.drafts import DraftReply
from bot.desk.drafts.desk import Author
from bot.desk.drafts.masking import FieldError
from bot.slack import words as words_
from bot.slack.drafts.board import DraftBoard
from bot.slack.drafts.reading import FilledForm, Row
from bot.slack.drafts.sending import DraftSending
from bot.slack.drafts.services import DraftServices, said_of
from bot.slack.drafts.windows import fill_view, form_view
from bot.slack.ports import View
from bot.slack.pressed import Work
from bot.slack.views import draft_words as words
from bot.slack.views import parts
from bot.slack.views.draft_marks import ROW_ADD, ROW_REMOVE, FormMark
from bot.slack.views.draft_steps import steps_of
from bot.slack.views.note import note_modal
from knowledge.model import StaffError
from storage.database import StorageError

_log = logging.getLogger(__name__)
_LOST = note_modal(words_.TRY_AGAIN)
_WINDOWS = 2000  # how many open modals are remembered
Ack = Mapping[str, Any]


class DraftForms:
    """Saves what stands in a form; nothing that was typed is lost."""

    def __init__(self, services: DraftServices, board: DraftBoard, sending: DraftSending) -> None:
        self._services = services
        self._board = board
        self._sending = sending
        self._order = _Order()

    def autosave(self, form: FilledForm, at: str) -> None:
        """Save what stands in the form while somebody types; said first when it is sent in."""
        if form.mark is None or not self._order.is_new(form.view_id, form.mark.fresh, at):
            return
        with self._order.turn:
            try:
                self._save(form, form.mark)
            except (StaffError, StorageError) as error:
                _log.info("not saved yet id=%s type=%s", form.mark.draft_id, type(error).__name__)

    def moved(self, form: FilledForm, action: str, value: str) -> Work | None:
        """Go to another step, or add or take away a row; what is typed is saved first."""
        mark = form.mark
        if mark is None:
            return None
        author = Author(form.team, form.user)
        said: list[str] = []
        place = int(value) if value.isdecimal() else 0
        form, mark = _with_rows(form, mark, action, place)
        try:
            reply = self._saved(form, mark)
        except (StaffError, StorageError) as error:
            said = [said_of(error)]
            reply = self._services.desk.show(mark.draft_id, author)
        view = form_view(self._services, author, reply, mark, said)
        self._order.renew(form.view_id, view)
        return fill_view(self._services, form.team, form.view_id, lambda: view)

    def submitted(self, form: FilledForm) -> Ack:
        """Save a step and give the next, or what is wrong, each field for itself."""
        try:
            return self._stepped(form, form.mark) if form.mark else _update(_LOST)
        except (StaffError, StorageError) as error:
            named = form.block_of(error.field) if isinstance(error, FieldError) else None
            block = named or form.first_block
            said = said_of(error)
            return _errors({block: said}) if block else _update(note_modal(said))

    def closed(self, form: FilledForm) -> Work | None:
        """Save what Slack says of a closed form, and give what keeps the draft within reach."""
        if form.mark is None:
            return None
        # Slack may send nothing of what stood there, and all of it is saved already.
        changed = {name: one for name, one in form.values.items() if one != form.shown.get(name)}
        if changed:
            self.autosave(replace(form, values=changed), "inf")
        author = Author(form.team, form.user)
        return self._hand_over(form.mark.draft_id, author)

    def left(self, draft_id: str, author: Author) -> Work:
        """Give what keeps a draft within reach when its preview is closed."""
        return self._hand_over(draft_id, author)

    async def _hand_over(self, draft_id: str, author: Author) -> None:
        await self._board.hand_over(draft_id, author, words.KEPT)

    def _stepped(self, form: FilledForm, mark: FormMark) -> Ack:
        author = Author(form.team, form.user)
        reply = self._saved(form, mark)
        faults = _faults(reply, form)
        if faults:
            return _errors(faults)
        names = {name for name, _, _ in form.blocks}
        is_last = mark.step >= len(steps_of(reply)) - 1
        if names & set(reply.unsaved) or not is_last:
            step = mark.step if names & set(reply.unsaved) else mark.step + 1
            view = form_view(self._services, author, reply, replace(mark, step=step))
            self._order.renew(form.view_id, view)
            return _update(view)
        self._order.renew(form.view_id, {})
        return _update(self._sending.view(mark.draft_id, author, _hidden(reply)))

    def _saved(self, form: FilledForm, mark: FormMark) -> DraftReply:
        with self._order.turn:
            return self._save(form, mark)

    def _save(self, form: FilledForm, mark: FormMark) -> DraftReply:
        """Fill in what stands in the form; one field that can't be kept does not stop the rest."""
        author, values = Author(form.team, form.user), dict(form.values)
        refused: FieldError | None = None
        for _ in range(len(values) + 1):
            try:
                reply = self._services.desk.fill(mark.draft_id, author, values, form.seen)
            except FieldError as error:
                refused = refused or error
                values.pop(error.field, None)
            else:
                if refused is not None:
                    raise refused
                return reply
        raise StaffError(words_.TRY_AGAIN)


class _Order:
    """Tells late news of a window from new: what Slack sends may be worked on out of order."""

    def __init__(self) -> None:
        self.turn = threading.RLock()
        self._latest: OrderedDict[str, tuple[str, float]] = OrderedDict()

    def is_new(self, view_id: str, fresh: str, at: str) -> bool:
        """Note a save, unless a later one, or another screen, has come before it."""
        with self.turn:
            known, latest = self._latest.get(view_id, (fresh, 0.0))
            if known != fresh or float(at) < latest:
                return False
            self._remember(view_id, fresh, float(at))
            return True

    def renew(self, view_id: str, view: View) -> None:
        """Note that a window shows another screen: what comes from the one before is late."""
        mark = FormMark.read(str(view.get("private_metadata") or ""))
        with self.turn:
            self._remember(view_id, mark.fresh if mark else "", 0.0)

    def _remember(self, view_id: str, fresh: str, at: float) -> None:
        self._latest[view_id] = (fresh, at)
        self._latest.move_to_end(view_id)
        while len(self._latest) > _WINDOWS:
            self._latest.popitem(last=False)


def _with_rows(
    form: FilledForm, mark: FormMark, action: str, place: int
) -> tuple[FilledForm, FormMark]:
    """Give the form and its mark with a row more or less, or at another step."""
    if action not in (ROW_ADD, ROW_REMOVE):
        return form, replace(mark, step=place)
    rows: dict[str, list[Row]] = {name: list(kept) for name, kept in form.rows.items()}
    if action == ROW_ADD:
        return form, replace(mark, rows=mark.rows + 1)
    for kept in rows.values():
        del kept[place : place + 1]
    values = {**form.values, **{name: [row for row in kept if row] for name, kept in rows.items()}}
    return replace(form, values=values), replace(mark, rows=max(1, mark.rows - 1))


def _faults(reply: DraftReply, form: FilledForm) -> dict[str, str]:
    """Give what is wrong on the step that was sent in, by block."""
    faults = {form.block_of(field.id): field.fault for field in reply.fields}
    return {block: fault for block, fault in faults.items() if block and fault}


def _hidden(reply: DraftReply) -> list[str]:
    said = parts.hidden(reply.masked_now)
    return [said] if said else []


def _errors(errors: Mapping[str, str]) -> Ack:
    return {"response_action": "errors", "errors": dict(errors)}


def _update(view: View) -> Ack:
    return {"response_action": "update", "view": view}
