"""Read a follow-up in the light of what was asked before it."""

import re
from collections.abc import Callable, Sequence

from knowledge.lexical import STOP_WORDS, words

# What shows that a question leans on the one before: its first words, or a pronoun with no noun.
_OPENING = re.compile(
    r"^(och|men|då|annars|i så fall|vad händer då|hur då|varför|även|also|and|what if|what about"
    r"|gäller (det|detta|samma)|är det (samma|likadant)|om (hon|han|hen|de|det|den|inte|ja|nej)\b"
    r"|vem då|vad då|när då|eller)\b",
    re.IGNORECASE,
)
_LEANING = re.compile(
    r"\b(hon|han|hen|hennes|hans|dem|detta|dessa|då|där|samma|också|istället|i stället|tvärtom"
    r"|annars|den personen)\b|\b(?:den|det|de)\s*(?:[?.!,]|$)"
    r"|\b(?:finns|är|har|ska|får|kan|måste) de\b",
    re.IGNORECASE,
)
_LONG = 8  # words that carry a topic; so long a question stands on its own, however it opens
_SHORT = 5
_BARE = 2  # as short as "inom hur många timmar?"

_MEASURES = frozenset("inom manga lange ofta snart ganger timmar dagar veckor".split())

Knows = Callable[[str], bool]


def is_follow_up(question: str, is_term: Knows) -> bool:
    """Tell whether a question can't be understood without the one before it.

    `is_term` tells whether a folded word is a term of the field, which can stand alone.
    """
    topics = [word for word in words(question) if word not in STOP_WORDS | _MEASURES]
    if _OPENING.search(question.strip()):
        return len(topics) <= _LONG
    if len(topics) <= _BARE and not any(map(is_term, topics)):
        return True
    return len(topics) < _SHORT and bool(_LEANING.search(question))


def in_light_of(question: str, history: Sequence[str], is_term: Knows) -> str:
    """Give the question as it is searched: after the last one that stood on its own."""
    if not history or not is_follow_up(question, is_term):
        return question
    alone = (text for text in reversed(history) if not is_follow_up(text, is_term))
    return f"{next(alone, history[-1])} {question}"
