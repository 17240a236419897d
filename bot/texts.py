"""The Swedish words the bot itself says; everything else it shows is a quote."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from knowledge.answer import Answer, Citation, Place, Reason
from knowledge.model import Basis

NOT_RECORDED = (
    "Svaret kunde inte sparas (datamappen går inte att skriva i). "
    "Du får svaret ändå, men det syns inte om källan återkallas."
)
OWN_WORDING = "Lotsens beskrivning"
ABOUT_DRAFT = "Svaret är ordagranna citat ur källorna. Bedöm alltid själv om de passar läget."

WELCOME = (
    "Hej! Fråga om öppenvårdsprocessen och SAMSA med egna ord. "
    "Skriv inga uppgifter om enskilda. Tom rad avslutar."
)
PROMPT = "\nDin fråga: "
GOODBYE = "Hej då!"

YOU_ARE_WELCOME = "Varsågod! Skriv när du undrar något mer."
HELLO = (
    "Hej! Fråga mig om öppenvårdsprocessen och SAMSA med egna ord, eller beskriv ett läge så "
    "visar jag vilket meddelande som passar. Skriv inga uppgifter om enskilda."
)

KIND_WORDS = {
    "riktlinje": "Riktlinje",
    "rutin": "Rutin",
    "sav": "SAV",
    "anvisning": "Anvisning",
    "exempel": "Exempel",
    "lardom": "Lärdom från en händelseanalys, inte riktlinjen",
}
BASIS_WORDS = {
    Basis.SOURCE: "",
    Basis.EXAMPLE: "exempel, ingen regel",
    Basis.INFERENCE: "Lotsens tolkning, står inte i källan",
}

REASONS = {
    Reason.SEARCH_FAILED: (
        "Sökningen gick inte att genomföra just nu. Försök igen om en stund. "
        "Händer det igen, säg till den som sköter Lotsen."
    ),
    Reason.NOTHING_FOUND: (
        "Det hittar jag inget om i källorna. Pröva med andra ord, eller fråga din chef "
        "eller enhetens kontaktombud."
    ),
    Reason.NO_SUPPORT: (
        "Källorna tar upp ämnet, men inte det du frågar om. Jag gissar inte: fråga enhetens "
        "kontaktombud eller processtödet i din organisation."
    ),
    Reason.SOURCES_DISAGREE: (
        "Källorna säger olika. Här är båda; fråga den som äger dokumenten vad som gäller."
    ),
    Reason.CLINICAL: (
        "Det är en medicinsk bedömning som jag inte får göra. "
        "Vänd dig till ansvarig sjuksköterska eller läkare."
    ),
    Reason.ACUTE: (
        "Är det akut: ring 112. Annars ansvarig sjuksköterska, läkare eller 1177. "
        "Jag kan inte hjälpa till i akuta lägen."
    ),
    Reason.DOSE: (
        "Doser och ordinationer svarar jag aldrig på. Se den gällande läkemedelslistan och "
        "fråga ansvarig sjuksköterska eller läkare."
    ),
    Reason.LOOKUP: (
        "Jag har inga uppgifter om enskilda personer och kan inte slå upp någon. "
        "Sök i journalen eller i SAMSA, där du har behörighet."
    ),
    Reason.BAD_INPUT: "Jag ser ingen fråga. Skriv den med några ord, så söker jag i källorna.",
}


def answer_text(answer: Answer) -> str:
    """Give the answer as a person reads it."""
    if answer.reason is None:
        return _quotes(answer.citations)
    parts = [reason_text(answer)]
    if answer.citations:
        parts.append(_quotes(answer.citations))
    elif answer.passages and answer.reason in {Reason.NOTHING_FOUND, Reason.NO_SUPPORT}:
        parts.append(_near(answer.passages))
    return "\n\n".join(parts)


def reason_text(answer: Answer) -> str:
    """Give why there is no answer: the reviewed sentence for this very gap where there is one."""
    if answer.reason is None:
        return ""
    if answer.unknown and answer.unknown.reason == answer.reason:
        return f"{answer.unknown.say} {_next_step(answer.reason)}".strip()
    return REASONS[answer.reason]


def _next_step(reason: Reason) -> str:
    return REASONS[reason] if reason in {Reason.ACUTE, Reason.DOSE, Reason.LOOKUP} else ""


def _quotes(citations: Sequence[Citation]) -> str:
    groups = groupby(citations, key=lambda one: (one.document_id, one.section, one.page))
    return "\n\n".join(_group(list(group)) for _, group in groups)


def _group(citations: Sequence[Citation]) -> str:
    lines = [_line(citation) for citation in citations]
    return "\n".join([*lines, f"    {source_line(citations[0])}"])


def _line(citation: Citation) -> str:
    label = BASIS_WORDS[citation.basis]
    suffix = f" ({label})" if label else ""
    return f"[{citation.number}] ”{citation.quote}”{suffix}"


def source_line(citation: Citation) -> str:
    """Give the place of a quote: document, section, page, version and date."""
    return " · ".join(_place_parts(citation))


def _place_parts(citation: Citation) -> Iterable[str]:
    yield document_name(citation)
    if citation.section:
        yield citation.section
    if citation.page is not None:
        yield f"s. {citation.page}"
    yield version_words(citation.version, is_bundled=citation.is_bundled)
    if citation.valid_from:
        yield f"gäller från {citation.valid_from}"


def version_words(version: str, *, is_bundled: bool) -> str:
    """Give a version in few words: that of our own wording says again whose it is."""
    if is_bundled:
        version = version.removeprefix(f"{OWN_WORDING} ").partition(",")[0]
    return f"version {version}"


def document_name(citation: Citation) -> str:
    """Give the document's name; our own wording is said to be ours."""
    if citation.is_bundled and citation.describes:
        return f"{OWN_WORDING} av {citation.describes}"
    return f"{KIND_WORDS[citation.kind]}: {citation.title}"


def _near(passages: Sequence[Place]) -> str:
    names = dict.fromkeys(place.section for place in passages[:3] if place.section)
    if not names:
        return ""
    return "Närmast i källorna: " + "; ".join(names) + "."
