"""Swedish sentence boundaries: where a quote may begin and end."""

import re
from collections.abc import Iterator

# A full stop after these does not end a sentence; collected from guidelines and slides.
_ABBREVIATIONS = frozenset(
    """t.ex ex bl.a dvs d.v.s m.fl m.m mm osv o.s.v s.k p.g.a pga resp ev exv exkl inkl kap ang nr
    tel jfr st ca c:a pat inj f.d f.n fr.o.m t.o.m u.a obs dr prof avd mott adm kl max
    min""".split()
)
_END = re.compile(r"[.!?…]+[\"”’»)\]]*\s+(?=[\"”’«(]?[A-ZÅÄÖ0-9])")
_LIST_NUMBER = re.compile(r"\s*\(?[0-9]{1,3}[.)]\s*")
_LAST_WORD = re.compile(r"(\S+?)[.!?…]+[\"”’»)\]]*\s*$")


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each sentence of `text`, without surrounding white space."""
    start = 0
    for match in _END.finditer(text):
        if _is_boundary(text[start : match.end()]):
            yield start, start + len(text[start : match.end()].rstrip())
            start = match.end()
    if text[start:].strip():
        yield start, start + len(text[start:].rstrip())


def _is_boundary(head: str) -> bool:
    if _LIST_NUMBER.fullmatch(head):
        return False
    last = _LAST_WORD.search(head)
    word = last.group(1).lower().lstrip('(["”’«') if last else ""
    is_initial = len(word) == 1 and word.isalpha()
    return word not in _ABBREVIATIONS and not is_initial
