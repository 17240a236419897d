"""Listens to the shortcut on a message, and to the modal that a question is asked in."""

import asyncio
import logging
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.privacy import MaskedText, mask
from bot.slack import words
from bot.slack.answering import checked
from bot.slack.asking import ModalQuestion, written_text
from bot.slack.ports import SendFailed, View
from bot.slack.pressed import Body, Work, team_of
from bot.slack.surface import HasSurface, Surface
from bot.slack.views import ask as views
from bot.slack.views.note import note_modal
from knowledge.model import StaffError
from storage.database import StorageError
from storage.jobs import Job

_log = logging.getLogger(__name__)
SHORTCUT = "ask_about_message"


def register(app: AsyncApp, hub: HasSurface) -> None:
    """Listen to the shortcut and to the sent question."""
    surface = hub.surface

    async def used(ack: AsyncAck, body: Body) -> None:
        work = await asyncio.to_thread(_used, surface, body)
        await ack()
        if work is not None:
            surface.background.spawn(work)

    async def asked(ack: AsyncAck, body: Body) -> None:
        job, answer = await asyncio.to_thread(_asked, surface, body)
        await ack(**checked(answer))
        if job is not None:
            surface.questions.answer_in(job, body["view"]["id"])

    app.shortcut(SHORTCUT)(used)
    app.view(views.FORM)(asked)


def _used(surface: Surface, body: Body) -> Work | None:
    """Mask the message, of which nothing is kept, and give what opens the modal."""
    team, trigger = team_of(body), body["trigger_id"]
    try:
        key = f"shortcut:{body['action_ts']}:{body['user']['id']}"
        if not surface.jobs.claim_event(team, key, surface.clock()):
            return None
        text = mask(written_text((body.get("message") or {}).get("text") or ""))
    except StorageError:
        return _open(surface, team, trigger, note_modal(words.TRY_AGAIN))
    except StaffError as error:
        return _open(surface, team, trigger, note_modal(str(error)))
    return _open(surface, team, trigger, views.shortcut_modal(text.text, text.kinds))


async def _open(surface: Surface, team: str, trigger_id: str, view: View) -> None:
    try:
        await surface.sender.open_view(team, trigger_id, view)
    except SendFailed as error:
        _log.warning("modal not opened code=%s", error.code)


def _asked(surface: Surface, body: Body) -> tuple[Job | None, dict[str, Any]]:
    """Keep a sent question; gives it when it is new, and what Slack is answered with."""
    view = body["view"]
    try:
        text = mask(view["state"]["values"][views.QUESTION][views.QUESTION]["value"] or "")
        if not text.text.strip():
            return None, _refused(words.ASK_EMPTY)
        job = surface.questions.keep(_question(body, text))
    except StorageError:
        return None, _refused(words.NOT_KEPT)
    except StaffError as error:
        return None, _refused(str(error))
    return job, {"response_action": "update", "view": dict(views.searching_modal(text.text))}


def _question(body: Body, text: MaskedText) -> ModalQuestion:
    return ModalQuestion(team_of(body), body["user"]["id"], f"view:{body['view']['id']}", text)


def _refused(text: str) -> dict[str, Any]:
    return {"response_action": "errors", "errors": {views.QUESTION: text}}
