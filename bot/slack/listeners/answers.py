"""Listens to the buttons under an answer: the whole section, and whether it helped."""

import asyncio
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.desk.verdicts import Complaint, Voter
from bot.privacy import MaskedText, MaskingFailed, mask
from bot.slack import words
from bot.slack.answering import checked
from bot.slack.pressed import Body, Press, Work, on_press, show, team_of, tell
from bot.slack.surface import HasSurface, Surface
from bot.slack.views import feedback as views
from bot.slack.views.answer import SectionButton
from bot.slack.views.note import note_modal
from bot.slack.views.section import section_modal
from storage.database import StorageError


def register(app: AsyncApp, hub: HasSurface) -> None:
    """Listen to the buttons and the form."""
    surface = hub.surface
    app.action("show_section")(on_press(surface, _section))
    for name in ("answer_feedback", "answer_good", "answer_bad"):
        app.action(name)(on_press(surface, _voted))

    async def sent(ack: AsyncAck, body: Body) -> None:
        """Keep a complaint and say thanks, or why it could not be kept."""
        await ack(**checked(await asyncio.to_thread(_complained, surface, body)))

    app.view(views.FORM)(sent)


def _section(surface: Surface, press: Press) -> Work:
    return _show_section(surface, press)


async def _show_section(surface: Surface, press: Press) -> None:
    button = SectionButton.read(press.value)
    asked = (button.answer_id, button.number, button.marks) if button else ("", 0, ())
    try:
        section = await asyncio.to_thread(surface.sections.show, *asked)
    except StorageError:
        await tell(surface, press, words.TRY_AGAIN)
        return
    await show(surface, press, section_modal(section))


def _voted(surface: Surface, press: Press) -> Work:
    verdict, _, value = press.value.rpartition(":")
    voter = Voter(press.team, press.user, value)
    if "good" in (verdict, press.action_id.removeprefix("answer_")):
        is_kept = surface.verdicts.helped(voter)
        return tell(surface, press, words.FEEDBACK_THANKS if is_kept else words.ANSWER_GONE)
    if not surface.verdicts.did_not_help(voter):
        return tell(surface, press, words.ANSWER_GONE)
    given = surface.verdicts.answer(voter.answer_id)
    quoted = given.quoted if given else ()
    form = views.form(voter.answer_id, quoted, surface.verdicts.earlier(voter))
    return show(surface, press, form)


def _complained(surface: Surface, body: Body) -> dict[str, Any]:
    """Keep a sent form and give what Slack is answered with."""
    values = body["view"]["state"]["values"]
    try:
        note = mask(values[views.NOTE][views.NOTE].get("value") or "")
        is_kept = _keep(surface, body, note)
    except MaskingFailed as error:
        return {"response_action": "errors", "errors": {views.NOTE: str(error)}}
    except StorageError:
        return {"response_action": "errors", "errors": {views.NOTE: words.NOT_KEPT}}
    view = views.thanks_modal(note.kinds) if is_kept else note_modal(words.ANSWER_GONE)
    return {"response_action": "update", "view": view}


def _keep(surface: Surface, body: Body, note: MaskedText) -> bool:
    values = body["view"]["state"]["values"]
    reason = values[views.REASON][views.REASON]["selected_option"]["value"]
    which = values.get(views.WHICH, {}).get(views.WHICH, {}).get("selected_option") or {}
    number = which.get("value", views.WHOLE)
    answer_id = views.answer_of(body["view"]["private_metadata"]) or ""
    complaint = Complaint(reason, note, int(number) if number.isdecimal() else None)
    voter = Voter(team_of(body), body["user"]["id"], answer_id)
    return surface.verdicts.did_not_help(voter, complaint)
