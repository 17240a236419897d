"""Drafts in conversation: what is written in a draft's thread, or just after it, is its answer."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.desk.drafts.desk import DraftDesk
from bot.desk.drafts.opening import Opening, opening_in, which_form
from bot.desk.drafts.parts import Author
from bot.desk.drafts.reply import DraftNotice, DraftReply
from bot.privacy import MaskedText
from storage.draft_places import BEGINNING, NOWHERE_YET, DraftAnswer, DraftPlace, DraftPlaces

MOVED = "Utkastet skrivs i dina direktmeddelanden med Lotsen, där bara du ser det."
_JUST_NOW = timedelta(minutes=15)
_SENTENCE_END = re.compile(r"[.!?…]+(?:\s|$)")
_LONGEST_QUESTION = 40  # words


@dataclass(frozen=True)
class Said:
    """What somebody wrote: where, and in which message, so that an edit is told from an answer."""

    text: MaskedText
    author: Author
    thread: str
    message: str | None = None


class DraftTalk:
    """Takes a draft further by what people write."""

    def __init__(
        self,
        desk: DraftDesk,
        places: DraftPlaces,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._desk = desk
        self._places = places
        self._clock = clock

    def wish(self, text: MaskedText) -> Opening | None:
        """Give the wish to write that a text begins with."""
        return opening_in(text, self._desk.offered())

    def which_form(self) -> str:
        """Ask what is to be written, when a wish did not say."""
        return which_form(self._desk.offered())

    def here(self, said: Said) -> str | None:
        """Give the draft that a message belongs to: it has answered it, or stands in its thread."""
        if said.message is not None:
            answer = self._places.answer_of(said.author.team, said.message)
            if answer is not None:
                return answer.draft_id
        return self._places.open_in(said.author.team, said.author.user, said.thread)

    def lately(self, author: Author) -> tuple[str, datetime] | None:
        """Give the draft that a person wrote on just now, and when."""
        return self._places.lately_of(author.team, author.user, self._clock() - _JUST_NOW)

    def begin(self, form: str, said: Said, text: MaskedText) -> DraftReply:
        """Begin a draft in direct messages, where it goes on."""
        reply = self._begun(form, said, text)
        self._put(reply.draft_id, said, said.thread)
        return reply

    def begin_apart(self, form: str, said: Said, text: MaskedText) -> str:
        """Begin a draft in a channel; it is shown in the direct messages, and this says so."""
        reply = self._begun(form, said, text)
        self._put(reply.draft_id, said, NOWHERE_YET)
        self._desk.changed(reply.draft_id, said.author)
        return MOVED

    def _begun(self, form: str, said: Said, text: MaskedText) -> DraftReply:
        reply = self._desk.begin(form, said.author, text)
        self._note(said, reply.draft_id, BEGINNING)
        return reply

    def _put(self, draft_id: str, said: Said, thread: str) -> None:
        author = said.author
        self._places.put(DraftPlace(draft_id, author.team, author.user, thread))

    def go_on(self, draft_id: str, said: Said) -> DraftReply:
        """Take a message as the answer to what is asked; an edited one answers the same again."""
        earlier = self._earlier(said)
        if earlier is not None and earlier.field == BEGINNING:
            return self._begun_before(draft_id, said)
        field = earlier.field if earlier else None
        if earlier is None:
            asked = self._desk.show(draft_id, said.author).next_field
            self._places.move(draft_id, said.thread)
            self._note(said, draft_id, asked or BEGINNING)  # before: a repeat fills the same
        return self._desk.say(draft_id, said.author, said.text, field)

    def _begun_before(self, draft_id: str, said: Said) -> DraftReply:
        """Show a draft that this very message began; say what to do when it was edited."""
        reply = self._desk.show(draft_id, said.author)
        wish = self.wish(said.text)
        if wish and self._desk.has_begun_with(draft_id, said.author, wish.text.text):
            return reply
        notices = (*reply.notices, DraftNotice.BEGINNING_EDITED)
        return reply.model_copy(update={"notices": notices})

    def _earlier(self, said: Said) -> DraftAnswer | None:
        if said.message is None:
            return None
        return self._places.answer_of(said.author.team, said.message)

    def _note(self, said: Said, draft_id: str, field: str) -> None:
        if said.message is not None:
            answer = DraftAnswer(said.author.team, said.message, draft_id, field)
            self._places.note_answer(answer)


def is_question(text: str) -> bool:
    """Tell whether a text only asks something, so that it is no answer to a field."""
    stripped = text.strip()
    is_short = len(stripped.split()) <= _LONGEST_QUESTION
    return is_short and stripped.endswith("?") and len(_SENTENCE_END.findall(stripped)) == 1
