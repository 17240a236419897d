"""The front desk: one masked message in, and the desk that it is meant for replies."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot import texts
from bot.desk.ask import AskDesk, Question
from bot.desk.drafts import DraftReply
from bot.desk.drafts.opening import Opening
from bot.desk.drafts.parts import Author
from bot.desk.drafts.talk import DraftTalk, Said, is_question
from bot.desk.guide import GuideDesk
from bot.desk.guide_opening import wants_guide
from bot.desk.guide_reply import GuideReply
from bot.desk.reply import AnswerReply, NoteReply, Reply
from bot.privacy import MaskedText
from storage.guidances import Guidances

_JUST_NOW = timedelta(minutes=15)
_WORDS = re.compile(r"[^\W_]+")
_COURTESIES = {
    "tack": texts.YOU_ARE_WELCOME,
    "hej": texts.HELLO,
    "hjälp": texts.HELLO,
}
_SAME_AS = {
    "tackar": "tack", "tusen": "tack", "tacksam": "tack", "thanks": "tack", "ok": "tack",
    "okej": "tack", "toppen": "tack", "bra": "tack", "perfekt": "tack", "jättebra": "tack",
    "super": "tack", "hejsan": "hej", "hallå": "hej", "tjena": "hej", "god": "hej",
    "morgon": "hej", "kväll": "hej", "hi": "hej", "hello": "hej", "help": "hjälp",
}  # fmt: skip
_FILLERS = {"så", "mycket", "för", "det", "hjälpen", "du", "på", "dig", "lotsen", "svaret", "va"}
_LONGEST_COURTESY = 6  # words


@dataclass(frozen=True)
class Asked:
    """A masked message: who wrote it, in which workspace, and in which conversation.

    `thread` is where it stands, `conversation` what it may be a follow-up to: in direct messages
    everything said there. `message` names it, so that it can be told when it was edited.
    """

    text: MaskedText
    asker: str
    team: str
    thread: str
    conversation: str
    message: str | None = None

    @property
    def is_direct(self) -> bool:
        """Tell whether it stands in direct messages, where people write on at the bottom too."""
        return self.conversation != self.thread


class FrontDesk:
    """Sends each message to the desk it is meant for; the same in every surface."""

    def __init__(
        self,
        ask: AskDesk,
        guide: GuideDesk,
        guidances: Guidances,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        drafts: DraftTalk | None = None,
    ) -> None:
        self._ask = ask
        self._guide = guide
        self._guidances = guidances
        self._drafts = drafts
        self._clock = clock

    def reply(self, asked: Asked) -> Reply:
        """Reply to a message: a courtesy, a draft or guide that is open or wanted, or an answer."""
        courtesy = courtesy_for(asked.text.text)
        if courtesy:
            return NoteReply(text=courtesy, masked=asked.text.kinds)
        drafted = self._about_a_draft(asked, self._drafts) if self._drafts else None
        return drafted or self._guided(asked) or self._answered(asked)

    def _guided(self, asked: Asked) -> GuideReply | None:
        guidance = self._open_guidance(asked)
        if guidance is not None:
            return self._guide.say(guidance, asked.asker, asked.text)
        if wants_guide(asked.text.text):
            return self._guide.begin(asked.text, asked.asker, asked.team, asked.thread)
        return None

    def _answered(self, asked: Asked) -> AnswerReply:
        who = f"{asked.team}/{asked.asker}"
        return self._ask.ask(Question(asked.text, who, asked.conversation))

    def _about_a_draft(self, asked: Asked, drafts: DraftTalk) -> DraftReply | NoteReply | None:
        said = Said(asked.text, Author(asked.team, asked.asker), asked.thread, asked.message)
        here = drafts.here(said)
        wish = drafts.wish(asked.text) if here is None else None
        if wish is not None:
            return _begun(asked, drafts, said, wish)
        draft = here or self._draft_just_now(asked, drafts)
        if draft is None or is_question(asked.text.text):
            return None
        return drafts.go_on(draft, said)

    def _draft_just_now(self, asked: Asked, drafts: DraftTalk) -> str | None:
        """Give the draft that is asked about at the bottom of the direct messages.

        A guide that was answered after it goes before it.
        """
        lately = drafts.lately(Author(asked.team, asked.asker)) if asked.is_direct else None
        if lately is None or self._guidances.open_in(asked.team, asked.asker, asked.thread):
            return None
        guided = self._guided_just_now(asked)
        guidance = self._guidances.find(guided) if guided else None
        return None if guidance and guidance.updated_at > lately[1] else lately[0]

    def _open_guidance(self, asked: Asked) -> str | None:
        """Give the guidance that a message goes on with: in its thread, or just now beside it.

        In direct messages people write on at the bottom instead of in the thread; what does not
        begin another situation then goes on with the guidance, which follows to the new thread.
        """
        here = self._guidances.open_in(asked.team, asked.asker, asked.thread)
        if here is not None or not asked.is_direct or wants_guide(asked.text.text):
            return here
        lately = self._guided_just_now(asked)
        if lately is not None:
            self._guidances.move(lately, asked.thread)
        return lately

    def _guided_just_now(self, asked: Asked) -> str | None:
        since = self._clock() - _JUST_NOW
        who = (asked.team, asked.asker)
        return self._guidances.lately_in(*who, f"{asked.conversation}:", since)


def _begun(asked: Asked, drafts: DraftTalk, said: Said, wish: Opening) -> DraftReply | NoteReply:
    """Begin a draft where it may be read: in a channel only that it is written elsewhere."""
    if wish.form is None:
        return NoteReply(text=drafts.which_form(), masked=asked.text.kinds)
    if asked.is_direct:
        return drafts.begin(wish.form, said, wish.text)
    moved = drafts.begin_apart(wish.form, said, wish.text)
    return NoteReply(text=moved, masked=asked.text.kinds)


def courtesy_for(text: str) -> str | None:
    """Give the reply to a greeting or a thank you; None when something is asked."""
    words = [word.lower() for word in _WORDS.findall(text)]
    if not words or len(words) > _LONGEST_COURTESY or "?" in text:
        return None
    meant = [_SAME_AS.get(word, word) for word in words if word not in _FILLERS]
    if not meant or any(word not in _COURTESIES for word in meant):
        return None
    return _COURTESIES[meant[0]]
