"""Tells a wish to write a message, said in so many words, from a question or a situation."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.privacy import MaskedText, masked_before
from flows.forms import Form

_WISH = re.compile(
    r"\s*(?:(?:jag vill |hjälp mig (?:att )?)?"
    r"(?:skriv|skriva|gör|göra|börja|starta|påbörja)(?: på)?(?: (?:ett|en|mitt|min|ny|nytt))*\s+)?"
    r"(?P<draft>utkast)?(?:\s+(?:till|på|av|för)(?: en| ett)?)?\s*",
    re.IGNORECASE,
)
WHICH_FORM = (
    "Vad vill du skriva? Säg till exempel ”skriv utkast till {first}” följt av det du vill ha "
    "sagt. Det finns: {forms}."
)
_END = re.compile(r"[\s:.,–-]+|$")


@dataclass(frozen=True)
class Opening:
    """A wish to write: in which form, if it was named, and what was said besides."""

    form: str | None
    text: MaskedText


def opening_in(text: MaskedText, forms: Mapping[str, Form]) -> Opening | None:
    """Give the wish that a text begins with; a form's name alone is no wish, nor is a question."""
    wish = _WISH.match(text.text)
    if wish is None or not wish[0].strip() or text.text.rstrip().endswith("?"):
        return None
    rest = text.text[wish.end() :]
    named = named_form(rest, forms)
    if named is None:
        return Opening(None, _besides(text, rest)) if wish["draft"] else None
    return Opening(named[0], _besides(text, named[1]))


def which_form(forms: Mapping[str, Form]) -> str:
    """Ask what is to be written."""
    titles = [form.title for form in forms.values()]
    return WHICH_FORM.format(first=titles[0], forms=", ".join(titles))


def named_form(text: str, forms: Mapping[str, Form]) -> tuple[str, str] | None:
    """Give the form that a text begins with the name of, and what stands after it."""
    said = text.lstrip()
    for spelling, form in sorted(_spellings(forms).items(), key=lambda one: -len(one[0])):
        if said.casefold().startswith(spelling):
            rest = said[len(spelling) :]
            if end := _END.match(rest):
                return form, rest[end.end() :]
    return None


def _spellings(forms: Mapping[str, Form]) -> dict[str, str]:
    """Give every way to write a form's name: its id, its title, and the title's short form."""
    found: dict[str, str] = {}
    for form in forms.values():
        title = form.title.casefold()
        short = re.search(r"\((\w+)\)", title)
        plain = title.split("(")[0].strip()
        names = (form.id, form.id.replace("_", " "), plain, *([short[1]] if short else []))
        found |= dict.fromkeys(names, form.id)
    return found


def _besides(text: MaskedText, rest: str) -> MaskedText:
    return masked_before(rest.strip(), text.kinds)
