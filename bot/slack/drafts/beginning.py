"""Begins drafts: with the command, from Home, from the guide's outcome, and on a message."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.desk.drafts.desk import Author
from bot.desk.drafts.opening import named_form
from bot.desk.drafts.talk import MOVED
from bot.desk.guide_reply import GuideReply
from bot.privacy import MaskedText, mask, masked_before
from bot.slack import words as words_
from bot.slack.asking import written_text
from bot.slack.drafts.board import DraftBoard
from bot.slack.drafts.services import DraftServices, said_of
from bot.slack.drafts.windows import form_of, open_then_fill
from bot.slack.ports import SendFailed, Spot, View
from bot.slack.pressed import Body, Press, Work, show, team_of, tell
from bot.slack.subcommands import Call
from bot.slack.views import draft_words as words
from bot.slack.views.draft_inputs import INPUT_LENGTH
from bot.slack.views.draft_marks import BEGIN_FORM, BEGIN_TEXT, BEGIN_VIEW
from bot.slack.views.draft_modal import begin_modal, shown_modal
from bot.slack.views.note import note_message, note_modal
from flows.forms.sorting import sentences_of
from knowledge.model import StaffError
from storage.database import StorageError
from storage.unsent import About

_log = logging.getLogger(__name__)
DEVIATION = "avvikelse"


@dataclass(frozen=True)
class Begun:
    """What was sent in to begin with: the id when it is kept, or what was wrong with a field."""

    author: Author
    draft_id: str = ""
    has_text: bool = False
    errors: Mapping[str, str] | None = None

    @property
    def refusal(self) -> dict[str, Any]:
        """Give what Slack is answered with when something was wrong."""
        return {"response_action": "errors", "errors": dict(self.errors or {})}


class DraftBeginnings:
    """The ways into a draft; what was written is kept before anything is shown."""

    def __init__(self, services: DraftServices, board: DraftBoard) -> None:
        self._services = services
        self._board = board

    def command(self, call: Call) -> Work:
        """Begin with what stands after the command; without text, ask for it in a modal."""
        named = named_form(call.text.text, self._services.desk.offered())
        form, rest = named if named else (None, call.text.text)
        text = masked_before(rest.strip(), call.text.kinds)
        return self._begin(call, form, text)

    def deviation(self, call: Call) -> Work:
        """Begin a deviation."""
        return self._begin(call, DEVIATION, call.text)

    def start(self, press: Press) -> Work:
        """Ask what to write, for the form of the button that was pressed."""
        form = press.value if press.value in self._services.desk.offered() else None
        view = self._asked(Author(press.team, press.user), form)
        return show(self._services.surface, press, view)

    def from_outcome(self, press: Press, shown: GuideReply) -> Work:
        """Begin with what the guide settled and what the person wrote to it; once for each."""
        form = shown.outcome.id if shown.outcome else ""
        author = Author(press.team, press.user)
        if form not in self._services.desk.offered():
            return tell(self._services.surface, press, words.NO_FORM)
        draft_id = self._services.desk.of_guidance(author, shown.guidance_id, form)
        draft_id = draft_id or self._kept_from(shown, author, form)
        if press.is_in_modal:
            make = self._whole(draft_id, author)
            return open_then_fill(self._services, press, make)
        return self._in_messages(press, draft_id, author)

    def on_message(self, body: Body) -> Work | None:
        """Begin a deviation about a message, of which nothing is kept before it is sent in."""
        services, surface = self._services, self._services.surface
        team, user, trigger = team_of(body), body["user"]["id"], body["trigger_id"]
        try:
            key = f"shortcut:{body['action_ts']}:{user}"
            if not surface.jobs.claim_event(team, key, surface.clock()):
                return None
            view = self._about_message(body)
        except (StaffError, StorageError) as error:
            view = note_modal(said_of(error))
        return _open(services, team, trigger, view)

    def sent_in(self, body: Body) -> Begun | None:
        """Keep what was sent in to begin with; None when it was kept before."""
        view, author = body["view"], Author(team_of(body), body["user"]["id"])
        form, written = _filled(view)
        if form is None:
            return Begun(author, errors={BEGIN_FORM: words.BEGIN_FORM_MISSING})
        try:
            text = mask(written)
            surface = self._services.surface
            if not surface.jobs.claim_event(author.team, f"view:{view['id']}", surface.clock()):
                return None
            draft_id = self._services.desk.keep(form, author, text)
            if view["notify_on_close"]:
                self._services.unsent.sent(_beginning_of(author), view["id"])
        except (StaffError, StorageError) as error:
            return Begun(author, errors={BEGIN_TEXT: said_of(error)})
        return Begun(author, draft_id, bool(written.strip()))

    def typed(self, body: Body, at: str) -> None:
        """Keep what stands in the modal while somebody types, in case it is closed."""
        view, author = body["view"], Author(team_of(body), body["user"]["id"])
        _, written = _filled(view)
        try:
            self._services.unsent.typed(_beginning_of(author), view["id"], written, at)
        except StorageError as error:
            _log.info("not kept yet: %s", error)

    def view_of(self, begun: Begun) -> View:
        """Give what comes next: the sorted text, or the form to fill in."""
        if begun.has_text:
            return self._whole(begun.draft_id, begun.author)()
        return form_of(self._services, begun.author, begun.draft_id)

    def _asked(self, author: Author, form: str | None, text: str = "") -> View:
        """Ask what to write, from what was typed last time and made nothing of."""
        before = "" if text.strip() else self._services.unsent.of(_beginning_of(author))
        said = words.NOT_SENT_BEFORE if before else ""
        return begin_modal(self._services.forms, form, text or before, said, is_kept=True)

    def _begin(self, call: Call, form: str | None, text: MaskedText) -> Work:
        author = Author(call.team, call.user)
        if form is None or not text.text.strip():
            view = self._asked(author, form, text.text)
            return _open(self._services, call.team, call.trigger_id, view)
        draft_id = self._services.desk.keep(form, author, text)
        return self._after_command(call, draft_id, author)

    async def _after_command(self, call: Call, draft_id: str, author: Author) -> None:
        is_shown = await self._board.hand_over(draft_id, author)
        sender = self._services.surface.sender
        try:
            if is_shown and call.channel == await sender.direct_channel(call.team, call.user):
                return  # it stands right there
            message = note_message(words.POINTER if is_shown else words_.TRY_AGAIN)
            await sender.respond(call.team, call.response_url, message)
        except SendFailed as error:
            _log.warning("command not answered code=%s", error.code)

    async def _in_messages(self, press: Press, draft_id: str, author: Author) -> None:
        """Put the draft in the direct messages, and point to it where it was begun."""
        await self._board.hand_over(draft_id, author)
        sender = self._services.surface.sender
        try:
            direct = await sender.direct_channel(press.team, press.user)
            if press.channel not in (None, direct):
                spot = Spot(press.team, str(press.channel), press.root_ts)
                await sender.post_to_one(spot, press.user, note_message(MOVED))
        except SendFailed as error:
            _log.warning("not pointed code=%s", error.code)

    def _kept_from(self, shown: GuideReply, author: Author, form: str) -> str:
        guidance = self._services.guidances.find(shown.guidance_id)
        given = self._services.guidances.outcomes(shown.guidance_id)
        facts = given[-1].facts if given else {}
        written = guidance.now.text if guidance else ""
        # What was asked of Lotsen is no part of the message.
        told = " ".join(one for one in sentences_of(written) if not one.endswith("?"))
        text = masked_before(told, guidance.masked if guidance else ())
        return self._services.desk.keep(form, author, text, facts, shown.guidance_id)

    def _whole(self, draft_id: str, author: Author) -> Callable[[], View]:
        return lambda: shown_modal(self._services.desk.show(draft_id, author))

    def _about_message(self, body: Body) -> View:
        text = mask(written_text((body.get("message") or {}).get("text") or ""))
        cut = words.BEGIN_CUT if len(text.text) > INPUT_LENGTH else ""
        said = f"{words.BEGIN_FROM_MESSAGE} {cut}".strip()
        return begin_modal(self._services.forms, DEVIATION, text.text, said)


def _beginning_of(author: Author) -> About:
    return About(author.team, author.user, BEGIN_VIEW)


def _filled(view: Mapping[str, Any]) -> tuple[str | None, str]:
    """Give the form and the text that were filled in."""
    values = view["state"]["values"]
    chosen = ((values.get(BEGIN_FORM) or {}).get(BEGIN_FORM) or {}).get("selected_option") or {}
    form = view.get("private_metadata") or chosen.get("value")
    return form, (values.get(BEGIN_TEXT) or {}).get(BEGIN_TEXT, {}).get("value") or ""


async def _open(services: DraftServices, team: str, trigger_id: str, view: View) -> None:
    try:
        await services.surface.sender.open_view(team, trigger_id, view)
    except SendFailed as error:
        _log.warning("modal not opened code=%s", error.code)
