"""Read a follow-up in the light of what was asked before it."""

import re
from collections.abc import Sequence

from knowledge.lexical import STOP_WORDS, words

# What shows that a question leans on the one before: its first words, or a pronoun with no noun.
_OPENING = re.compile(
    r"^(och|men|då|annars|i så fall|vad händer då|hur då|varför|även|also|and|what if|what about"
    r"|gäller (det|detta|samma)|är det (samma|likadant)|om (hon|han|hen|de|det|den|inte|ja|nej)\b"
    r"|vem då|vad då|när då|eller)\b",
    re.IGNORECASE,
)
_LEANING = re.compile(
    r"\b(hon|han|hen|den|det|de|dem|detta|dessa|då|där|samma|också|istället|tvärtom)\b",
    re.IGNORECASE,
)
_SHORT = 4  # words that carry a topic; a longer question stands on its own


def is_follow_up(question: str) -> bool:
    """Tell whether a question can't be understood without the one before it."""
    topics = [word for word in words(question) if word not in STOP_WORDS]
    if _OPENING.search(question.strip()):
        return len(topics) <= 2 * _SHORT
    return len(topics) < _SHORT and bool(_LEANING.search(question))


def in_light_of(question: str, history: Sequence[str]) -> str:
    """Give the question as it is searched: after the last one that stood on its own."""
    if not history or not is_follow_up(question):
        return question
    subject = next((text for text in reversed(history) if not is_follow_up(text)), history[-1])
    return f"{subject} {question}"
