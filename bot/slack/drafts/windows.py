"""Opens a draft in a modal: a skeleton at once, and the draft in it as soon as it is read."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.desk.drafts import DraftReply
from bot.desk.drafts.desk import Author
from bot.slack import words as words_
from bot.slack.drafts.services import DraftServices, fresh, said_of
from bot.slack.ports import SendFailed, View
from bot.slack.pressed import Press, tell
from bot.slack.views.draft_inputs import Offered
from bot.slack.views.draft_marks import FormMark
from bot.slack.views.draft_modal import form_modal, skeleton
from bot.slack.views.draft_steps import step_of, steps_of
from bot.slack.views.note import note_modal
from flows.forms.model import Kind
from knowledge.model import StaffError
from storage.database import StorageError

_log = logging.getLogger(__name__)
MakeView = Callable[[], View]


async def open_then_fill(services: DraftServices, press: Press, make: MakeView) -> None:
    """Open a modal at once, on top of the one that was pressed in, and then fill it."""
    sender = services.surface.sender
    open_ = sender.push_view if press.is_in_modal else sender.open_view
    try:
        view_id = await open_(press.team, press.trigger_id, skeleton())
    except SendFailed as error:
        _log.warning("modal not opened code=%s", error.code)
        await tell(services.surface, press, words_.TRY_AGAIN)
        return
    await fill_view(services, press.team, view_id, make)


async def fill_view(services: DraftServices, team: str, view_id: str, make: MakeView) -> None:
    """Put the draft in an open modal, or the words for why it can't be shown."""
    try:
        view = await asyncio.to_thread(made, make)
        await services.surface.sender.update_view(team, view_id, view)
    except SendFailed as error:
        _log.warning("modal not filled code=%s", error.code)


def made(make: MakeView) -> View:
    """Make a view; what goes wrong is said in it."""
    try:
        return make()
    except (StaffError, StorageError) as error:
        return note_modal(said_of(error))


def form_of(
    services: DraftServices, author: Author, draft_id: str, field: str | None = None
) -> View:
    """Give the form of a draft, at the step that holds a field, or else what is missing first."""
    reply = services.desk.show(draft_id, author)
    mark = FormMark(reply.draft_id, reply.version, step_of(reply, field or reply.next_field))
    return form_view(services, author, reply, mark)


def form_view(
    services: DraftServices,
    author: Author,
    reply: DraftReply,
    mark: FormMark,
    said: Sequence[str] = (),
) -> View:
    """Give a step of the form of a draft as it stands now."""
    reply = services.departures.proposed(reply)
    step = max(0, min(mark.step, len(steps_of(reply)) - 1))
    rows = max(
        mark.rows, *(len(one.value or ()) for one in reply.fields if one.kind is Kind.ROWS), 1
    )
    now = replace(mark, version=reply.version, step=step, rows=rows, fresh=fresh())
    return form_modal(reply, Offered(now, services.units.names(author.team)), said)
