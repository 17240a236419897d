"""Tidies a sentence that words were taken out of: spaces, commas and its first letter."""

import re

_SPACES = re.compile(r"[ \t]{2,}")
_LOOSE = re.compile(r"\s+([,.;:?])|^[\s,;:–-]+")
_TWO_COMMAS = re.compile(r",\s*([,.;])")


def tidy(text: str) -> str:
    """Give a sentence without loose spaces and commas, with a capital first."""
    tidied = _LOOSE.sub(lambda found: found[1] or "", _SPACES.sub(" ", text))
    return capital(_TWO_COMMAS.sub(r"\1", tidied).strip(" ,"))


def capital(text: str) -> str:
    """Give a text with a capital first."""
    return text[:1].upper() + text[1:]
