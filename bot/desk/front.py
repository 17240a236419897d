"""The front desk: one masked message in, and the desk that it is meant for replies."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot import texts
from bot.desk.ask import AskDesk, Question
from bot.desk.guide import GuideDesk
from bot.desk.guide_opening import wants_guide
from bot.desk.reply import NoteReply, Reply
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
    everything said there.
    """

    text: MaskedText
    asker: str
    team: str
    thread: str
    conversation: str


class FrontDesk:
    """Sends each message to the desk it is meant for; the same in every surface."""

    def __init__(
        self,
        ask: AskDesk,
        guide: GuideDesk,
        guidances: Guidances,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._ask = ask
        self._guide = guide
        self._guidances = guidances
        self._clock = clock

    def reply(self, asked: Asked) -> Reply:
        """Reply to a message: a courtesy, the guide that is open here or wanted, or an answer."""
        courtesy = courtesy_for(asked.text.text)
        if courtesy:
            return NoteReply(text=courtesy, masked=asked.text.kinds)
        guidance = self._open_guidance(asked)
        if guidance is not None:
            return self._guide.say(guidance, asked.asker, asked.text)
        if wants_guide(asked.text.text):
            return self._guide.begin(asked.text, asked.asker, asked.team, asked.thread)
        who = f"{asked.team}/{asked.asker}"
        return self._ask.ask(Question(asked.text, who, asked.conversation))

    def _open_guidance(self, asked: Asked) -> str | None:
        """Give the guidance that a message goes on with: in its thread, or just now beside it.

        In direct messages people write on at the bottom instead of in the thread; what does not
        begin another situation then goes on with the guidance, which follows to the new thread.
        """
        who = (asked.team, asked.asker)
        here = self._guidances.open_in(*who, asked.thread)
        is_direct = asked.conversation != asked.thread
        if here is not None or not is_direct or wants_guide(asked.text.text):
            return here
        since = self._clock() - _JUST_NOW
        lately = self._guidances.lately_in(*who, f"{asked.conversation}:", since)
        if lately is not None:
            self._guidances.move(lately, asked.thread)
        return lately


def courtesy_for(text: str) -> str | None:
    """Give the reply to a greeting or a thank you; None when something is asked."""
    words = [word.lower() for word in _WORDS.findall(text)]
    if not words or len(words) > _LONGEST_COURTESY or "?" in text:
        return None
    meant = [_SAME_AS.get(word, word) for word in words if word not in _FILLERS]
    if not meant or any(word not in _COURTESIES for word in meant):
        return None
    return _COURTESIES[meant[0]]
