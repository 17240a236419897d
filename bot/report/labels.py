"""The words for what is counted: names of units, choices of forms, titles of documents."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.forms import Form

UNKNOWN, NOT_SAID, OTHERS = "vet ej", "inte angivet", "övriga"
_UNKNOWN_IDS = {"vet_ej", "vet ej"}
_ARROW = " → "
STATUSES = {
    ("answered", ""): "besvarade ur källorna",
    ("not_found", "nothing_found"): "inget hittades i källorna",
    ("not_found", "no_support"): "källorna tar upp ämnet men inte frågan",
    ("not_found", "sources_disagree"): "källorna säger olika",
    ("refused", "clinical"): "medicinsk bedömning",
    ("refused", "acute"): "akut",
    ("refused", "dose"): "läkemedel och doser",
    ("refused", "lookup"): "uppgift om en enskild",
    ("refused", "bad_input"): "frågan gick inte att läsa",
    ("failed", "search_failed"): "sökningen fungerade inte",
}
_STATUS_ALONE = {
    "answered": "besvarade ur källorna",
    "not_found": "inte besvarade",
    "refused": "avvisade",
    "failed": "sökningen fungerade inte",
}
VERDICTS = {
    "good": "till hjälp",
    "fel_kalla": "fel källa",
    "foraldrad": "föråldrad",
    "otydlig": "otydlig",
    "saknas": "svaret saknas",
}


@dataclass(frozen=True)
class Labels:
    """What names are looked up in."""

    units: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)

    def unit(self, unit_id: str) -> str:
        """Give a unit's name; one that is gone is called by its id."""
        return self.units.get(unit_id, unit_id) or NOT_SAID

    def choice(self, form: str, field_id: str, value: str) -> str:
        """Give the text of what was chosen."""
        if not value:
            return NOT_SAID
        fields = self.forms[form].fields if form in self.forms else ()
        options = (one.option(value) for one in fields if one.id == field_id)
        chosen = next((option for option in options if option), None)
        return chosen.text if chosen else _plain(value)

    def section(self, key: tuple[str, ...]) -> str:
        """Give a document and the section of it; those without a document are the others."""
        document, section = key
        if not document:
            return OTHERS
        name = self.documents.get(document) or _plain(document)
        return f"{name} › {_plain(section)}" if section else name

    def transition(self, key: tuple[str, ...]) -> str:
        """Give from where to where."""
        names = ("overgang_fran", "overgang_till")
        return _ARROW.join(
            self.choice("avvikelse", name, value) for name, value in zip(names, key, strict=True)
        )

    def status(self, key: tuple[str, ...]) -> str:
        """Give how a question was answered, and why not."""
        return STATUSES.get((key[0], key[1])) or _STATUS_ALONE.get(key[0], key[0])

    def verdict(self, key: tuple[str, ...]) -> str:
        """Give what somebody thought of an answer."""
        verdict, reason = key
        return VERDICTS["good"] if verdict == "good" else VERDICTS.get(reason, "annat fel")


def _plain(value: str) -> str:
    if not value:
        return NOT_SAID
    return UNKNOWN if value.casefold() in _UNKNOWN_IDS else value
