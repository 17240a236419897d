"""Write `bot/privacy/names_listed.toml` anew from Faker's name lists: run it when Faker changes.

`python tests/bot/privacy/collect_names.py`; a test says when it is time.
"""

import importlib
import re
import textwrap
from pathlib import Path

LISTED_FILE = Path(__file__).parents[3] / "bot" / "privacy" / "names_listed.toml"
SWEDISH = ("sv_SE",)
OTHER_FIRST = (
    "fi_FI",
    "no_NO",
    "da_DK",
    "hr_HR",
    "tr_TR",
    "pl_PL",
    "es_ES",
    "de_DE",
    "ro_RO",
    "en_GB",
)
OTHER_LAST = ("fi_FI", "no_NO", "da_DK", "hr_HR", "tr_TR", "es_ES", "ro_RO", "hu_HU")

HEAD = """\
# Names from Faker (MIT), collected by tests/bot/privacy/collect_names.py; not edited by hand.
# Swedish: the Language Council's 500 most borne first names of each sex and the Tax Agency's 500
# most borne last names. Other: lists of the languages that are common in Sweden.
"""
_WORD = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]{2,})?")


def listed() -> dict[str, list[str]]:
    """Give the four lists: names of one word, hyphens allowed, lower case, sorted."""
    first, last = _names(SWEDISH, "first"), _names(SWEDISH, "last")
    return {
        "swedish_first": sorted(first),
        "swedish_last": sorted(last),
        "other_first": sorted(_names(OTHER_FIRST, "first") - first),
        "other_last": sorted(_names(OTHER_LAST, "last") - last),
    }


def _names(locales: tuple[str, ...], part: str) -> set[str]:
    found: set[str] = set()
    for locale in locales:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in (a for a in dir(provider) if a.startswith(f"{part}_names")):
            found.update(getattr(provider, attribute) or ())
    return {name.lower() for name in found if _WORD.fullmatch(name) and _is_latin(name)}


def _is_latin(name: str) -> bool:
    return all(ord(letter) < 0x250 for letter in name)


def as_toml(lists: dict[str, list[str]]) -> str:
    """Give the file's text."""
    parts = [HEAD]
    for key, names in lists.items():
        lines = textwrap.fill(" ".join(names), 100, break_on_hyphens=False)
        parts.append(f'{key} = """\n{lines}\n"""\n')
    return "\n".join(parts)


if __name__ == "__main__":
    LISTED_FILE.write_text(as_toml(listed()), encoding="utf-8")
