"""The guide as a modal: opened with the command or from Home, sent in, and taken up elsewhere."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.desk.guide_reply import GuideReply
from bot.privacy import MaskedText, MaskingFailed, mask
from bot.slack import words
from bot.slack.guide_taps import SentForm, Tap
from bot.slack.guides import Guides, late
from bot.slack.ports import Message, SendFailed, Spot, View
from bot.slack.pressed import Press, Work, show, tell
from bot.slack.subcommands import Call
from bot.slack.views import guide_words, parts
from bot.slack.views.guide import (
    guide_message,
    guide_modal,
    resumed_modal,
    start_modal,
)
from bot.slack.views.guide_marks import SITUATION, StepMark
from bot.slack.views.note import note_modal
from knowledge.model import StaffError
from storage.database import StorageError
from storage.guidances import Guidances

_log = logging.getLogger(__name__)
Ack = Mapping[str, Any]


class GuideModals:
    """Opens the guide as a modal, and never loses where it stood."""

    def __init__(self, guides: Guides, guidances: Guidances) -> None:
        self._guides = guides
        self._guidances = guidances
        self._surface = guides.surface
        self._desk = guides.desk

    def command(self, call: Call) -> Work:
        """Begin with what was written after the command, go on where one was, or begin anew."""
        if call.text.text.strip():
            key = f"{call.team}:modal:{call.trigger_id}"
            reply: GuideReply | None = self._desk.begin(call.text, call.user, call.team, key)
            view = guide_modal(reply) if reply else start_modal()
        else:
            reply = self._desk.resume(call.user, call.team)
            view = resumed_modal(reply) if reply else start_modal()
        return self._open(call, view, reply)

    def open(self, press: Press) -> Work | None:
        """Open the guide from a button, where the person was."""
        try:
            if not self._guides.is_new(press):
                return None
            reply = self._desk.resume(press.user, press.team)
        except (StaffError, StorageError) as error:
            return tell(self._surface, press, _said(error))
        return show(self._surface, press, resumed_modal(reply) if reply else start_modal())

    def begin_anew(self, tap: Tap) -> Work | None:
        """Put the empty field in the open modal; what was under way is kept."""
        if tap.press.view_id is None or not self._guides.is_new(tap.press):
            return None
        return self._update(tap.press, start_modal())

    def started(self, form: SentForm) -> Ack:
        """Begin with the situation that was sent in, once for each modal."""
        try:
            text = mask(form.situation)
            reply = self._begun(form, text)
        except MaskingFailed as error:
            return {"response_action": "errors", "errors": {SITUATION: str(error)}}
        except (StaffError, StorageError) as error:
            return {"response_action": "errors", "errors": {SITUATION: _said(error)}}
        return {"response_action": "update", "view": guide_modal(reply)}

    def submitted(self, form: SentForm) -> Ack:
        """Take the answers of a modal, field by field, and give what it shows next."""
        if form.mark is None:
            return _update(note_modal(words.TRY_AGAIN))
        try:
            with self._guides.turn(form.mark.guidance_id):
                shown = self._desk.show(form.mark.guidance_id, form.user)
                if shown.version != form.mark.version or shown.screen is None:
                    return _update(guide_modal(late(shown)))
                return self._answered(form, shown)
        except (StaffError, StorageError) as error:
            # Only a field can carry an error, and each of these concerns what was filled in.
            return {"response_action": "errors", "errors": {form.fields[0]: _said(error)}}

    def closed(self, team: str, user: str, mark: StepMark | None) -> Work | None:
        """Give what keeps a closed guide within reach: the step it stood at, as a message."""
        if mark is None:
            return None
        try:
            reply = self._desk.show(mark.guidance_id, user)
        except (StaffError, StorageError) as error:
            _log.warning("closed guide not shown: %s", type(error).__name__)
            return None
        return self._hand_over(team, user, reply)

    def _begun(self, form: SentForm, text: MaskedText) -> GuideReply:
        key = f"{form.team}:modal:{form.view_id}"
        if not self._surface.jobs.claim_event(form.team, key, self._surface.clock()):
            under_way = self._desk.resume(form.user, form.team)
            if under_way is not None:
                return under_way
        said = text if text.text.strip() else None
        return self._desk.begin(said, form.user, form.team, key)

    def _answered(self, form: SentForm, shown: GuideReply) -> Ack:
        """Take what was answered; with nothing answered no single field is at fault."""
        if not form.answers:
            return _update(guide_modal(shown, [parts.said(guide_words.CHOOSE_AT_LEAST_ONE)]))
        reply = self._desk.answer(shown.guidance_id, form.user, form.answers)
        return _update(guide_modal(reply))

    async def _update(self, press: Press, view: View) -> None:
        try:
            await self._surface.sender.update_view(press.team, press.view_id or "", view)
        except SendFailed as error:
            _log.warning("modal not changed code=%s", error.code)

    async def _open(self, call: Call, view: View, reply: GuideReply | None) -> None:
        """Open a modal; where Slack refuses, a guide that has begun is given as a message."""
        try:
            await self._surface.sender.open_view(call.team, call.trigger_id, view)
        except SendFailed as error:
            _log.warning("guide not opened code=%s", error.code)
            if reply is not None:
                await self._hand_over(call.team, call.user, reply, guide_words.BUSY_OPENING)

    async def _hand_over(
        self, team: str, user: str, reply: GuideReply, said: str | None = None
    ) -> None:
        """Put the guide in the direct messages; a message of it that is there already is edited."""
        said = said or (guide_words.KEPT_OUTCOME if reply.outcome else guide_words.KEPT)
        mark = f"guide:{reply.guidance_id}"
        shown = guide_message(reply, mark, [parts.said(said)])
        message = replace(shown, text=f"{said}\n\n{shown.text}")
        sender = self._surface.sender
        try:
            spot = Spot(team, await sender.direct_channel(team, user))
            ts = await self._put(spot, mark, message)
            # What is written in the thread of the message is from now on said in the guide.
            thread = f"{team}:{spot.channel}:{ts}"
            await asyncio.to_thread(self._guidances.move, reply.guidance_id, thread)
        except SendFailed as error:
            _log.warning("guide not handed over id=%s code=%s", reply.guidance_id, error.code)
        except StorageError as error:
            _log.warning("guide not moved id=%s: %s", reply.guidance_id, error)

    async def _put(self, spot: Spot, mark: str, message: Message) -> str:
        sender = self._surface.sender
        ts = await sender.find(spot, mark)
        if ts is None:
            return await sender.post(spot, message)
        await sender.edit(spot, ts, message)
        return ts


def _update(view: View) -> Ack:
    return {"response_action": "update", "view": view}


def _said(error: StaffError | StorageError) -> str:
    return str(error) if isinstance(error, StaffError) else words.NOT_KEPT
