"""Proposes a sentence with its facts alone; gives none rather than one that says something new."""

import re
from collections.abc import Sequence

from flows.wording.library import WordingFile
from flows.wording.loudness import Loudness
from flows.wording.patterns import compiled
from flows.wording.remark import WordingKind
from flows.wording.tidying import capital, tidy

_CLAUSE = re.compile(r"\s*(?:[,;:]|\s[–-])\s+")
_WORD = re.compile(r"[^\W_]+(?:[-:/][^\W_]+)*")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_THAT = re.compile(r"\batt\b")
_DENIED = re.compile(
    r"(?P<subject>.{1,80}?) (?P<denial>inte|aldrig|ej) (?P<verb>\w+)(?P<rest>.*)", re.DOTALL
)
_CLEFT = re.compile(
    r"\ADet (?:var|är) [^,.]{1,40}? (?:på|i|hos|från) (?P<place>[^,.]{2,40}?) som (?P<rest>.+)",
    re.DOTALL,
)
_OF_UNIT = re.compile(r"\bav (?P<unit>[^,.]{2,40}?) att (?P<denial>inte )?(?P<rest>.+)", re.DOTALL)
_CONJUNCTION = re.compile(r"\A(?:och|men|så|utan|för) ", re.IGNORECASE)
_CONSEQUENCE = re.compile(r"\A(?:därför|så då|då) (?P<verb>\w+) (?P<subject>\w+)", re.IGNORECASE)
_BEFORE_ATTRIBUTE = ("s", "den", "deras", "vår", "sin", "sitt", "sina", "dessa")  # ”enhetens”
_FEWEST_WORDS = 2  # one word says nothing that happened
# What these judge did happen; a guess, irony or a habit says nothing certain of what did.
_OF_WHAT_HAPPENED = frozenset(
    {WordingKind.AFFECT, WordingKind.BLAME, WordingKind.PERSON, WordingKind.SHOUTING}
)
# What says only how the writer felt, when nothing else stands in the sentence.
_OF_THE_WRITER = frozenset({WordingKind.AFFECT, WordingKind.IRONY})
_HIDDEN_NAME = re.compile(r"(?P<whose>[^\W_]+) \[namn\]", re.IGNORECASE)
_Span = tuple[int, int]
Mark = tuple[int, int, WordingKind]


class Proposing:
    """Rewrites sentences by the reviewed words; the order, numbers and denials are kept."""

    def __init__(self, words: WordingFile, loud: Loudness) -> None:
        lists, how = words.lists, words.rewriting
        self._how = how
        self._loud = loud
        self._empty = compiled(how.empty, lists)
        self._actors = compiled(how.actors, lists)
        self._dropped = compiled(how.dropped, lists)
        self._fronted = compiled([f"^ {one}" for one in how.dropped], lists)
        self._adjectives = compiled(how.adjectives, lists)
        verbs = "|".join(sorted(map(re.escape, how.done), key=len, reverse=True))
        failing, has = compiled(how.failing, lists).pattern, "|".join(how.supine_after)
        self._failing = re.compile(
            rf"(?:(?P<has>{has}) )?(?:{failing}) (?:att )?(?P<verb>{verbs})(?!\w)"
        )
        self._verb = re.compile(rf"(?P<verb>{verbs})(?!\w)")
        self._subject = compiled([f"^ {one}" for one in how.subjects], lists)
        self._denial = compiled(how.denials, lists)
        self._kept = compiled(how.kept, lists)
        self._named = compiled(how.named, lists)
        self._role_place = compiled(how.role_places, lists)
        self._names = [
            compiled(sign.words, lists) for kind in words.kinds.values()
            for sign in kind.signs if sign.cased
        ]  # fmt: skip

    def facts_of(self, sentence: str, marks: Sequence[Mark]) -> str | None:
        """Give a sentence with its facts alone, empty where it has none; None for invention."""
        kinds, spans = {kind for *_, kind in marks}, [(first, last) for first, last, _ in marks]
        if kinds <= _OF_THE_WRITER and self._says_nothing(sentence, (0, len(sentence)), spans):
            return ""
        told = self._without_judging_clauses(sentence, spans)
        if told == sentence and kinds <= _OF_WHAT_HAPPENED:
            told = self._without_opening(sentence, spans)
        told = self._without_fronted(self._loud.calmed(told))
        told = self._without_persons(told)
        if WordingKind.MOTIVE not in kinds:
            told = self._as_done(told)
        told = tidy(self._dropped_from(self._without_adjectives(told)))
        is_sure = WordingKind.IRONY not in kinds or bool(self._denial.search(told.lower()))
        return told if is_sure and self._keeps(sentence, told) else None

    def _without_judging_clauses(self, sentence: str, marks: Sequence[_Span]) -> str:
        """Leave out the parts between commas in which nothing but judgement stands."""
        parts, at = [], 0
        for found in [*_CLAUSE.finditer(sentence), None]:
            end = found.start() if found else len(sentence)
            last = found.end() if found else end
            is_empty = self._says_nothing(sentence, (at, end), marks)
            parts.append((sentence[at:end], sentence[end:last], is_empty))
            at = last
        kept = [(text, mark) for text, mark, is_empty in parts if not is_empty]
        if len(kept) == len(parts) or not kept:
            return sentence
        told = "".join(text + mark for text, mark in kept[:-1]) + kept[-1][0]
        is_open = sentence.rstrip().endswith((".", "!")) and not told.endswith((".", "!", "?"))
        return self._begun_anew(told) + ("." if is_open else "")

    def _begun_anew(self, told: str) -> str:
        """Begin a sentence with what was its second half."""
        told = _CONJUNCTION.sub("", told)
        turned = _CONSEQUENCE.match(told)
        if turned and self._subject.match(f"{turned['subject'].lower()} "):
            told = f"{turned['subject']} {turned['verb']}{told[turned.end() :]}"
        return capital(told)

    def _says_nothing(self, sentence: str, part: _Span, marks: Sequence[_Span]) -> bool:
        """Tell whether only marked and empty words stand in a part, with a mark in it."""
        first, last = part
        inside = [(start, end) for start, end in marks if first <= start and end <= last]
        words = [found.span() for found in _WORD.finditer(sentence, first, last)]
        rest = [word for word in words if not any(_within(word, mark) for mark in inside)]
        return bool(inside) and all(self._is_empty(sentence[a:b].lower()) for a, b in rest)

    def _is_empty(self, word: str) -> bool:
        return bool(self._empty.fullmatch(word) or self._actors.fullmatch(word))

    def _without_opening(self, sentence: str, marks: Sequence[_Span]) -> str:
        """Take away a judgement before ”att”, and make a sentence of what follows."""
        found = _THAT.search(sentence.lower())
        told = None
        if found and self._says_nothing(sentence, (0, found.start()), marks):
            told = self._as_main(sentence[found.end() :].strip())
        return told or self._done_by(sentence, marks) or sentence

    def _as_main(self, rest: str) -> str | None:
        """Turn what follows ”att” into a sentence; None where it has no subject."""
        if self._subject.match(rest.lower()) is None:
            return None
        turned = _DENIED.fullmatch(rest)
        if turned:
            rest = "{subject} {verb} {denial}{rest}".format(**turned.groupdict())
        return capital(rest)

    def _done_by(self, sentence: str, marks: Sequence[_Span]) -> str | None:
        """Say what a unit did or did not do, after a judgement of it; None where none is known."""
        found = _OF_UNIT.search(sentence)
        if found and not self._says_nothing(sentence, (0, found.start()), marks):
            return None
        verb = self._verb.match(found["rest"].lower()) if found else None
        if found is None or verb is None or not self._actors.match(found["unit"].lower()):
            return None
        rest, denied = found["rest"][verb.end() :], bool(found["denial"])
        return capital(f"{found['unit']} {self._past(verb['verb'], rest, has='', denied=denied)}")

    def _past(self, verb: str, rest: str, *, has: str, denied: bool) -> str:
        """Give what was done or not: ”skickade inte listan”, ”har inte skickat listan”."""
        past, supine = self._how.done[verb].split()
        denial = " inte" if denied else ""
        if has:
            return f"{has}{denial} {supine}{rest}"
        first = rest.split(" ")[1].rstrip(".,") if rest.startswith(" ") else ""
        if denied and first.lower() in self._how.pronouns:  # ”ringde oss inte”
            return f"{past} {first} inte{rest[len(first) + 1 :]}"
        return f"{past}{denial}{rest}"

    def _without_fronted(self, told: str) -> str:
        """Take away ”som vanligt” first in a sentence, and turn verb and subject back."""
        found = self._fronted.match(told.lower())
        if found is None:
            return told
        rest = told[found.end() :].strip(" ,")
        verb, _, more = rest.partition(" ")
        if self._denial.match(more.lower()):
            return f"Det {rest}"
        subject, _, last = more.rstrip(".").partition(" ")
        if self._subject.match(f"{subject.lower()} "):
            ending = "." if more.endswith(".") else ""
            return capital(f"{subject} {verb} {last}".strip() + ending)
        return capital(rest)

    def _without_persons(self, told: str) -> str:
        """Name the unit and not the person; without a place it is the unit."""
        told = _HIDDEN_NAME.sub(self._without_hidden, told)
        for names in self._names:
            told = names.sub(_without_name, told)
        cleft = _CLEFT.match(told)
        told = f"{capital(cleft['place'])} {cleft['rest']}" if cleft else told
        pieces, at = [], 0
        for found in self._role_place.finditer(told.lower()):
            words = told[found.start() : found.end()].split()
            places = [spot for spot, word in enumerate(words) if word in ("på", "i", "hos", "från")]
            instead = " ".join(words[places[0] + 1 :]) if places else self._how.instead_of_person
            pieces += [told[at : found.start()], instead]
            at = found.end()
        return capital("".join([*pieces, told[at:]]))

    def _without_hidden(self, found: re.Match[str]) -> str:
        is_known = self._named.fullmatch(found["whose"].lower())
        return found["whose"] if is_known else found.group()

    def _as_done(self, told: str) -> str:
        """Say what was not done, in place of that somebody forgot it or did not care."""
        found = self._failing.search(told.lower())
        if found is None:
            return told
        rest = told[found.end() :]
        past = self._past(found["verb"], rest, has=found["has"] or "", denied=True)
        return told[: found.start()] + past

    def _without_adjectives(self, told: str) -> str:
        """Take away judging words that stand before what they judge; the rest says it as well."""
        pieces, at = [], 0
        for found in self._adjectives.finditer(told.lower()):
            before = told[: found.start()].split()
            is_attribute = bool(before) and before[-1].lower().endswith(_BEFORE_ATTRIBUTE)
            if is_attribute and _WORD.match(told, found.end() + 1):
                pieces.append(told[at : found.start()])
                at = found.end()
        return "".join([*pieces, told[at:]])

    def _dropped_from(self, told: str) -> str:
        pieces, at = [], 0
        for found in self._dropped.finditer(told.lower()):
            pieces.append(told[at : found.start()])
            at = found.end()
        return "".join([*pieces, told[at:]])

    def _keeps(self, sentence: str, told: str) -> bool:
        """Tell whether every number, harm and denial of the sentence stands in the proposal."""
        was, now = sentence.lower(), told.lower()
        if len(now.split()) < _FEWEST_WORDS:
            return False
        numbers = all(one in now for one in _NUMBER.findall(was))
        harm = all(found.group() in now for found in self._kept.finditer(was))
        denied = bool(self._denial.search(was)) <= bool(self._denial.search(now))
        return numbers and harm and denied


def _without_name(found: re.Match[str]) -> str:
    """Leave out the name after a role; other words with a name in them stay to be seen."""
    *role, name = found.group().split()
    is_named = bool(role) and name[:1].isupper() and role[0].lower() != "det"
    return " ".join(role) if is_named else found.group()


def _within(one: _Span, other: _Span) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]
