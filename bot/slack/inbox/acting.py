"""What the buttons of a message do: at once, after a few words, or as a draft of its own."""

import logging
from collections.abc import Callable

from bot.desk.drafts.desk import Author
from bot.desk.drafts.reply import DraftReply
from bot.desk.messages.reply import MessageReply
from bot.desk.policy import Action
from bot.privacy import MaskedText, MaskingFailed, mask
from bot.slack import words
from bot.slack.answering import Answer, fault
from bot.slack.inbox.desks import Desks, author_of
from bot.slack.inbox.showing import OpenMessages
from bot.slack.inbox.taps import SentForm, Tap
from bot.slack.ports import View
from bot.slack.pressed import Press, Work, show, tell
from bot.slack.surface import Surface
from bot.slack.typing import UnsentWords
from bot.slack.views import inbox_words, parts
from bot.slack.views.inbox_marks import MEMBER, TEXT, OpenedMark
from bot.slack.views.inbox_words import FORM_TITLE
from bot.slack.views.message_forms import member_form, text_form
from knowledge.model import StaffError
from storage.database import StorageError
from storage.unsent import About

_log = logging.getLogger(__name__)
ShowDraft = Callable[[Press, DraftReply], Work]
_DRAFTS = (Action.ANSWER, Action.PLAN, Action.CORRECT)


class MessageActs:
    """Carries out what somebody does with a message; the desk decides whether they may."""

    def __init__(
        self,
        desks: Desks,
        surface: Surface,
        opened: OpenMessages,
        show_draft: ShowDraft,
        unsent: UnsentWords,
    ) -> None:
        self._desks = desks
        self._unsent = unsent
        self._surface = surface
        self._opened = opened
        self._show_draft = show_draft

    def act(self, tap: Tap) -> Work | None:
        """Do what a button says, keep it, and give what shows it."""
        act = _action(tap.press.value)
        if act is None or tap.mark is None:
            return None
        try:
            return self._act(tap.press, tap.mark.message_id, act)
        except StaffError as error:
            return tell(self._surface, tap.press, str(error))

    def submitted(self, form: SentForm) -> tuple[Answer, Work | None]:
        """Do what a form says; what was written stays in it when that fails, with the reason."""
        act = _action(form.mark.act) if form.mark else None
        if act is None or form.mark is None:
            return {}, None
        try:
            text = mask(form.text)
            reply = self._done(form.mark.message_id, form, act, text)
        except (MaskingFailed, StaffError, StorageError) as error:
            said = words.NOT_KEPT if isinstance(error, StorageError) else str(error)
            return fault(MEMBER if act is Action.FORWARD else TEXT, said), None
        self._forget(form)
        said = " ".join([inbox_words.DONE[act], parts.hidden(text.kinds)]).strip()
        return {}, self._opened.show(form.author.team, form.below, reply, said)

    def typed(self, form: SentForm, at: str) -> None:
        """Keep what stands in a form while somebody types, in case it is closed."""
        if form.mark is None:
            return
        text = form.member if form.mark.act == Action.FORWARD else form.text
        try:
            self._unsent.typed(_about(form), form.window, text, at)
        except StorageError as error:
            _log.info("not kept yet: %s", error)

    def closed(self, form: SentForm) -> None:
        """Keep what Slack says of a closed form; it may say nothing, and all is kept already."""
        if form.text or form.member:
            self.typed(form, "inf")

    def _forget(self, form: SentForm) -> None:
        try:
            self._unsent.sent(_about(form), form.window)
        except StorageError as error:
            _log.warning("sent words still kept: %s", error)

    def _act(self, press: Press, message_id: str, act: Action) -> Work | None:
        author, inbox = author_of(press), self._desks.inbox
        if act in _DRAFTS:
            return self._show_draft(press, self._begin(message_id, author, act))
        if act in FORM_TITLE:
            return show(self._surface, press, self._form(message_id, author, act))
        at_once = {
            Action.ACKNOWLEDGE: inbox.acknowledge,
            Action.CLOSE: inbox.close,
            Action.TRANSFERRED: inbox.mark_transferred,
        }
        if act not in at_once:
            return None
        reply = at_once[act](message_id, author)
        asked = self._desks.asking(reply, author) if act is Action.CLOSE else None
        return self._shown(press, reply, inbox_words.DONE[act], asked)

    async def _shown(
        self, press: Press, reply: MessageReply, said: str, asked: View | None
    ) -> None:
        if asked is not None:
            await show(self._surface, press, asked)
        await self._opened.show(press.team, press.view_id, reply, said)

    def _form(self, message_id: str, author: Author, act: Action) -> View:
        """Give the form of an act; who may not take it is refused before they write anything."""
        written = self._unsent.of(About(author.team, author.user, message_id, act.value))
        if act is not Action.FORWARD:
            self._desks.inbox.check(message_id, author, act)
            return text_form(message_id, act, written)
        unit, members = self._desks.inbox.colleagues(message_id, author)
        if not members:
            raise StaffError(inbox_words.OTHER_COLLEAGUE)
        return member_form(message_id, unit.name, members, written)

    def _begin(self, message_id: str, author: Author, act: Action) -> DraftReply:
        if act is Action.CORRECT:
            return self._desks.sending.correct(message_id, author)
        begin = self._desks.inbox.answer if act is Action.ANSWER else self._desks.inbox.plan
        return begin(message_id, author)

    def _done(self, message_id: str, form: SentForm, act: Action, text: MaskedText) -> MessageReply:
        inbox, author = self._desks.inbox, form.author
        if act is Action.FORWARD:
            return inbox.forward(message_id, author, form.member)
        adding = {
            Action.ASK_MORE: inbox.ask_completion,
            Action.COMPLETE: inbox.complete,
            Action.MISDIRECTED: inbox.misdirected,
        }
        if act in adding:
            return adding[act](message_id, author, text)
        reason = text if text.text.strip() else None
        sending = self._desks.sending
        take = sending.withdraw if act is Action.WITHDRAW else sending.withdraw_consent
        take(message_id, author, reason)
        return inbox.open(message_id, author)


def _about(form: SentForm) -> About:
    mark = form.mark or OpenedMark("")
    return About(form.author.team, form.author.user, mark.message_id, mark.act)


def _action(value: str) -> Action | None:
    return next((one for one in Action if one.value == value), None)
