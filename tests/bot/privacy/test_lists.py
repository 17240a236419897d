"""The lists of names and words are what they say they are."""

import tomllib
from pathlib import Path

import pytest

from bot.privacy import lexicon
from bot.privacy.lexicon import read_lexicon
from tests.bot.privacy.collect_names import LISTED_FILE, as_toml, listed

FOLDER = Path(lexicon.__file__).parent
FILES = sorted(FOLDER.glob("*.toml"))


def test_the_collected_names_are_those_of_the_library() -> None:
    assert LISTED_FILE.read_text(encoding="utf-8") == as_toml(listed())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_word_is_in_lower_case(file: Path) -> None:
    entries = tomllib.loads(file.read_text(encoding="utf-8"))
    words = " ".join(
        value if isinstance(value, str) else " ".join(value) for value in entries.values()
    )
    assert words == words.lower()


def test_every_word_that_needs_context_is_a_listed_name() -> None:
    known = read_lexicon()
    strangers = [word for word in known.groups["also_words"] if not known.traits(word)]
    assert not strangers


def test_a_likely_name_is_one_that_needs_context() -> None:
    groups = read_lexicon().groups
    assert groups["likely_names"] <= groups["also_words"]
