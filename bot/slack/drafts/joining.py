"""Joins the parts of drafts in Slack, and tells what happened in which of them."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.desk.drafts.desk import Author
from bot.slack import words
from bot.slack.drafts.beginning import DraftBeginnings
from bot.slack.drafts.board import DraftBoard
from bot.slack.drafts.forms import DraftForms
from bot.slack.drafts.reading import read_form, read_tap
from bot.slack.drafts.sending import DraftSending
from bot.slack.drafts.services import DraftServices, services_of
from bot.slack.drafts.taps import DraftTaps
from bot.slack.drafts.windows import form_of, made
from bot.slack.guide_outcomes import Draft
from bot.slack.hub import Hub
from bot.slack.ports import Block
from bot.slack.pressed import Body, Work, team_of
from bot.slack.views.draft_home import drafts_on_home
from bot.slack.views.draft_marks import (
    BEFORE_SENDING,
    BEGIN_TEXT,
    FIELD,
    FORM_VIEW,
    ROW_ADD,
    ROW_REMOVE,
    STEP,
    UNITS,
    DraftMark,
)
from bot.slack.views.note import note_modal
from knowledge.model import StaffError
from storage.database import StorageError

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class JoinedDrafts:
    """Everything about drafts in Slack."""

    services: DraftServices
    board: DraftBoard
    beginnings: DraftBeginnings
    taps: DraftTaps
    forms: DraftForms
    sending: DraftSending

    def room(self, team: str, user: str) -> Sequence[Block]:
        """Give the room of drafts on a person's Home tab."""
        try:
            drafts = self.services.desk.open_drafts(Author(team, user))
        except (StaffError, StorageError) as error:
            _log.warning("drafts unread: %s", type(error).__name__)
            return drafts_on_home((), None)
        return drafts_on_home(self.services.forms, drafts)

    def tapped(self, body: Body) -> Work | None:
        """Take a tap: in a form it saves, before sending it changes, elsewhere it steps."""
        action = body["actions"][0]
        name, callback = action["action_id"], (body.get("view") or {}).get("callback_id")
        if name == BEGIN_TEXT:
            self.beginnings.typed(body, action["action_ts"])
            return None
        if callback == FORM_VIEW and name in (FIELD, UNITS):
            self.forms.autosave(read_form(body), action["action_ts"])
            return None
        if name in (ROW_ADD, ROW_REMOVE) or name.startswith(f"{STEP}_"):
            return self.forms.moved(read_form(body), name, action.get("value") or "")
        tap = read_tap(body)
        return self.sending.changed(tap) if name in BEFORE_SENDING else self.taps.keep(tap)

    def closed(self, body: Body) -> Work | None:
        """Keep a draft within reach when its modal is closed."""
        if body["view"].get("callback_id") == FORM_VIEW:
            return self.forms.closed(read_form(body))
        mark = DraftMark.read(body["view"].get("private_metadata") or "")
        author = Author(team_of(body), body["user"]["id"])
        return self.forms.left(mark.draft_id, author) if mark else None

    def send(self, body: Body) -> tuple[Mapping[str, Any], Work | None]:
        """Send what was looked through."""
        mark = DraftMark.read(body["view"].get("private_metadata") or "")
        return self.sending.send(mark, Author(team_of(body), body["user"]["id"]))

    def first_step(self, body: Body) -> Mapping[str, Any]:
        """Give the form, from where something is missing."""
        mark = DraftMark.read(body["view"].get("private_metadata") or "")
        author = Author(team_of(body), body["user"]["id"])
        if mark is None:
            return {"response_action": "update", "view": note_modal(words.TRY_AGAIN)}
        view = made(lambda: form_of(self.services, author, mark.draft_id))
        return {"response_action": "update", "view": view}


def join_drafts(hub: Hub) -> JoinedDrafts:
    """Join the parts, and let changes from anywhere be shown."""
    services = services_of(hub.lotsen, hub.surface)
    board = DraftBoard(services)
    services.desk.on_change(board.noted)
    sending = DraftSending(services, board)
    forms = DraftForms(services, board, sending)
    taps = DraftTaps(services, board, sending)
    return JoinedDrafts(services, board, DraftBeginnings(services, board), taps, forms, sending)


def draft_from_outcome(hub: Hub) -> Draft:
    """Give what begins a draft from the guide's outcome."""
    services = services_of(hub.lotsen, hub.surface)
    return DraftBeginnings(services, DraftBoard(services)).from_outcome
