"""What can be written after the command: a registry that each part adds its own words to."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from bot.privacy import MaskedText
from bot.slack import words

Work = Coroutine[Any, Any, None]
_FOLDED = str.maketrans("åäöé", "aaoe")


@dataclass(frozen=True)
class Call:
    """One use of the command; `text` is what stands after the subcommand, masked."""

    team: str
    user: str
    channel: str
    text: MaskedText
    trigger_id: str
    response_url: str


@dataclass(frozen=True)
class Subcommand:
    """A word, what it does, and what runs it.

    `run` is called before the acknowledgement, in a thread: it keeps what must be kept, and gives
    what is left to do after it.
    """

    name: str
    about: str
    run: Callable[[Call], Work]
    aliases: Sequence[str] = ()
    is_built: bool = True

    @property
    def line(self) -> str:
        """Give the subcommand's line in the help."""
        about = self.about if self.is_built else words.SOON.format(about=self.about)
        return words.HELP_LINE.format(command=words.COMMAND, name=self.name, about=about)


class Subcommands:
    """The subcommands by name; one that is built takes the place of one that is not."""

    def __init__(self) -> None:
        self._by_name: dict[str, Subcommand] = {}

    def add(self, subcommand: Subcommand) -> None:
        """Add a subcommand, whichever order the parts come in."""
        known = self._by_name.get(subcommand.name)
        if known is None or subcommand.is_built or not known.is_built:
            self._by_name[subcommand.name] = subcommand

    def find(self, written: str) -> Subcommand | None:
        """Give the subcommand of a word, with or without its dots and rings."""
        return self._words().get(_folded(written))

    def nearest(self, written: str) -> Subcommand | None:
        """Give the subcommand that was perhaps meant."""
        known = self._words()
        found = get_close_matches(_folded(written), known, n=1)
        return known[found[0]] if found else None

    def lines(self) -> list[str]:
        """Give the lines of the help, those that work first."""
        shown = sorted(self._by_name.values(), key=lambda one: not one.is_built)
        return [one.line for one in shown]

    def _words(self) -> dict[str, Subcommand]:
        every = self._by_name.values()
        return {_folded(word): one for one in every for word in (one.name, *one.aliases)}


def _folded(word: str) -> str:
    return word.casefold().translate(_FOLDED)
