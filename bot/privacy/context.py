"""Tell whether a word is a name where it stands: what it is, what is before it and after it."""

import re
from collections.abc import Sequence

from bot.privacy.lexicon import Lexicon, Trait
from bot.privacy.tokens import Token

_LOOSE_GAP = re.compile(r"[ \n]{1,2}|[:,] |\. ?")
_ROLE_GAP = re.compile(r" {1,2}|, ")
_AGE_GAP = re.compile(r",? \(?\d{1,3} ?-?")
_AGES = {"år", "årig", "årige", "åriga", "åring", "åringen", "mån", "månader", "års"}
_GREETINGS = {"mvh", "hälsningar", "hälsn", "namn", "namnet", "signatur"}
_BARE_TITLES = {"fru", "fröken", "frk", "herr", "hr", "dr", "doktor", "professor", "prof",
                "makarna", "familjen", "fam", "tant", "farbror"}  # fmt: skip
_SURNAME = re.compile(
    r".{2,}(?:sson|q[uv]ist|kvist|ström|gren|lund|blad|stedt|berg|dahl|crona|hielm|feldt|rooth|"
    r"elius|enius|ović|ovic|wicz|oğlu|zadeh|evski|owski|owska)s?"
)
_PATRONYMIC = re.compile(r".{3,}(?:sson|dotter)s?")
_ORDINARY = re.compile(
    r".*(?:[^t]en|et|an|ning|ingen|tion|tioner|het|skap|are|arna|erna|orna|ande|ende|isk|lig|iskt|"
    r"ligt|vård|tjänst|boende|gård|central|kommun|mottagning|sjukhus|grupp|enhet|meddelande|plan)s?"
)
_MOST_ACRONYM = 6
_BLOCKING = ("not_names", "places", "units", "titles", "roles", "openers")


class Context:
    """The words of one text and what may be said of each."""

    def __init__(self, words: Sequence[Token], lexicon: Lexicon) -> None:
        self.words = words
        self._lexicon = lexicon
        self._role_endings = tuple(lexicon.groups["role_endings"])
        self._is_foreign = any(lexicon.holds("foreign_words", word.key) for word in words)

    def is_name(self, at: int) -> bool:
        """Tell whether the word is a person's name here."""
        word = self.words[at]
        if not word.traits:
            return self._is_unlisted_name(at)
        if self._is_no_person(at):
            return False
        is_doubtful = word.has(Trait.WORD) or self._is_form_of(word, "places")
        return self._is_meant(at) if is_doubtful else self._is_written_so(at)

    def _is_written_so(self, at: int) -> bool:
        word = self.words[at]
        is_swedish = not (word.has(Trait.OTHER) or self._is_foreign)
        return word.has_capital or is_swedish or self._is_pair(at)

    def is_surname_like(self, at: int) -> bool:
        """Tell whether an unlisted word with a capital letter may be a name by itself."""
        return self.is_unknown(at) and not _ORDINARY.fullmatch(self.words[at].key)

    def is_unknown(self, at: int) -> bool:
        """Tell whether a word with a capital letter is in no list, also not as another thing."""
        word = self.words[at]
        return (
            word.has_capital
            and not word.traits
            and len(word.text) > 1
            and not (word.is_acronym and len(word.text) <= _MOST_ACRONYM)
            and not any(self._is_form_of(word, group) for group in _BLOCKING)
        )

    def _is(self, word: Token, group: str) -> bool:
        return self._lexicon.holds(group, word.key)

    def _is_form_of(self, word: Token, group: str) -> bool:
        is_genitive = not word.traits or word.has(Trait.GENITIVE)
        return self._is(word, group) or (is_genitive and self._lexicon.holds(group, word.stem))

    def _is_no_person(self, at: int) -> bool:
        word = self.words[at]
        if self._is_form_of(word, "not_names") and not self._is_pair(at):
            return True
        after = self._after(at)
        is_disease = after is not None and self._is(after, "eponym_heads")
        return is_disease and self._is_form_of(word, "eponyms")

    def _is_meant(self, at: int) -> bool:
        """Tell whether a name that is also a word or a place is a name here."""
        word = self.words[at]
        if self._is_pair(at) or self._is_titled(at) or self._is_called(at):
            return True
        if not word.has_capital:
            return False
        rules = (
            self._stands_out,
            self._has_role,
            self._acts,
            self._has_age,
            self._owns,
            self._is_first_of_two,
        )
        return any(rule(at) for rule in rules)

    def _is_pair(self, at: int) -> bool:
        """Tell whether a last name follows a first name."""
        word, after = self.words[at], self._after(at)
        if after is None or after.gap != " " or not word.has(Trait.FIRST) or word.has(Trait.OTHER):
            return False
        if word.has_capital != after.has_capital or word.has(Trait.GENITIVE):
            return False
        if after.has(Trait.LAST) and not after.has(Trait.OTHER):
            return word.has_capital or not after.has(Trait.WORD)
        is_surname = self._is(word, "likely_names") or bool(_SURNAME.fullmatch(after.key))
        return is_surname and (after.has(Trait.LAST) or self.is_unknown(at + 1))

    def _is_titled(self, at: int) -> bool:
        """Tell whether it is said as `fru berg` or `doktor lind`."""
        word, before = self.words[at], self._before(at)
        is_title = before is not None and before.key in _BARE_TITLES and word.gap in {" ", ". "}
        return is_title and word.has(Trait.LAST) and not word.has(Trait.OTHER)

    def _is_called(self, at: int) -> bool:
        word, before = self.words[at], self._before(at)
        is_called = before is not None and before.key in {"heter", "hette"} and word.gap == " "
        is_first = word.has(Trait.FIRST) and not word.has(Trait.OTHER)
        return is_called and is_first and not self._is(word, "pronouns")

    def _is_first_of_two(self, at: int) -> bool:
        """Tell whether another name follows, as in `Karl Johan` and `Bo och Anna`."""
        word, after = self.words[at], self._after(at)
        if after is None or self._is(word, "pronouns") or not word.has(Trait.FIRST):
            return False
        if after.key in {"och", "samt"} and at + 2 < len(self.words):
            after = self.words[at + 2]
        is_name = after.has(Trait.FIRST) and after.has_capital
        is_doubtful = after.has(Trait.OTHER) or (after.has(Trait.WORD) and not after.stands_out)
        return is_name and not is_doubtful and after.gap == " "

    def _stands_out(self, at: int) -> bool:
        """Tell whether it has a capital letter inside a sentence, which no ordinary word has."""
        word, after = self.words[at], self._after(at)
        if not word.stands_out or word.is_acronym or word.has(Trait.OTHER):
            return False
        is_counted = after is not None and any(sign.isdigit() for sign in after.gap)
        is_date = any(sign.isdigit() for sign in word.gap)
        return not (is_counted or is_date or self._is_form_of(word, "places") or self._is_unit(at))

    def _is_unit(self, at: int) -> bool:
        before = self._before(at)
        return before is not None and self._is(before, "units")

    def _has_role(self, at: int) -> bool:
        """Tell whether a title, a kinship or a role stands before it."""
        word, before = self.words[at], self._before(at)
        if before is None or (word.is_acronym and len(word.text) <= _MOST_ACRONYM):
            return False
        if self._is(before, "titles") or before.key in _GREETINGS:
            return bool(_LOOSE_GAP.fullmatch(word.gap))
        is_role = self._is(before, "roles") or before.key.endswith(self._role_endings)
        return is_role and bool(_ROLE_GAP.fullmatch(word.gap))

    def _acts(self, at: int) -> bool:
        """Tell whether the next word says what only a person does."""
        word, after = self.words[at], self._after(at)
        if after is None or after.gap != " " or self._is_unit(at):
            return False
        if self._is(word, "likely_names") and self._is(after, "helping_verbs"):
            return True
        return self._is(after, "person_verbs") and not self._is(word, "pronouns")

    def _has_age(self, at: int) -> bool:
        after = self._after(at)
        if after is None or after.key not in _AGES:
            return False
        return bool(_AGE_GAP.fullmatch(after.gap))

    def _owns(self, at: int) -> bool:
        """Tell whether it is a genitive before kin or belongings."""
        word, after = self.words[at], self._after(at)
        is_owner = word.has(Trait.GENITIVE) or (not word.traits and word.key.endswith("s"))
        return is_owner and after is not None and self._is(after, "belongings")

    def _is_unlisted_name(self, at: int) -> bool:
        word = self.words[at]
        if _PATRONYMIC.fullmatch(word.key) and not self._is_kin(word):
            return True
        if not word.has_capital:
            return self._is_unlisted_titled(at)
        is_possible = self.is_surname_like(at) and not self._is_unit(at)
        return is_possible and (self._has_role(at) or self._stands_as_person(at))

    def _stands_as_person(self, at: int) -> bool:
        word = self.words[at]
        says_who = self._acts(at) or self._owns(at) or bool(_SURNAME.fullmatch(word.key))
        return word.stands_out and says_who

    def _is_kin(self, word: Token) -> bool:
        return (
            self._is(word, "roles") or self._is(word, "belongings") or word.key.endswith("dotter")
        )

    def _is_unlisted_titled(self, at: int) -> bool:
        word, before = self.words[at], self._before(at)
        is_title = before is not None and before.key in _BARE_TITLES and word.gap == " "
        return is_title and bool(_SURNAME.fullmatch(word.key)) and len(word.key) > _MOST_ACRONYM

    def _before(self, at: int) -> Token | None:
        return self.words[at - 1] if at else None

    def _after(self, at: int) -> Token | None:
        return self.words[at + 1] if at + 1 < len(self.words) else None
