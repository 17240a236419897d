"""The Swedish words the guide itself says; what its flows hold is said in their own words."""

from collections.abc import Iterable, Iterator, Sequence
from string import ascii_uppercase

from bot import texts
from bot.desk.guide_reply import (
    GuideReply,
    NoticeKind,
    OpenFact,
    Screen,
    ShownFact,
    ShownOutcome,
    ShownQuestion,
)
from flows.guide import Origin
from flows.words import BASIS_IN_WORDS
from knowledge.answer import Citation

NOTICES = {
    NoticeKind.EMPTY: "Du skrev ingen text, så jag börjar från början.",
    NoticeKind.TOO_LONG: (
        "Texten är för lång för att läsas. Skriv det viktigaste med några meningar."
    ),
    NoticeKind.SEVERAL_PEOPLE: (
        "Texten verkar handla om flera personer. Guiden tar en i taget: svara för en av dem, "
        "och börja om för nästa."
    ),
    NoticeKind.OTHER_LANGUAGE: (
        "Jag läser bara svenska och läste inget i texten. Skriv på svenska, eller svara på "
        "frågorna."
    ),
    NoticeKind.NOTHING_READ: "Jag läste inget säkert ur texten, så jag frågar.",
    NoticeKind.FLOW_CHANGED: (
        "Reglerna har ändrats sedan du började. Jag har börjat om och behållit de svar som "
        "fortfarande finns; se efter att de stämmer."
    ),
    NoticeKind.FIRST_STEP: "Det här är första steget; det finns inget att gå tillbaka till.",
    NoticeKind.NOT_SAVED: (
        "Vägledningen kunde inte sparas (datamappen går inte att skriva i). Svaret här gäller, "
        "men du kan inte fortsätta senare."
    ),
    NoticeKind.STALE: "Du hade redan gått vidare, så här är steget där du är nu.",
    NoticeKind.SOURCE_GONE: (
        "Meningen som regeln bygger på finns inte kvar i källorna. Kontrollera med den som äger "
        "flödet innan du följer rådet."
    ),
}
GONE = "Den vägledningen finns inte längre. Börja en ny med några ord om läget."
NOT_YOURS = "Den vägledningen hör till någon annan. Börja en egen med några ord om läget."
BUSY = "Flera svar kom samtidigt, och det här hann inte med. Svara en gång till."
NO_SUCH_ANSWER = (
    "Det finns inget svar {typed}. Skriv ett av dem som står i listan, till exempel {first}."
)
NOTHING_TO_CHANGE = "Det finns ingen sådan uppgift att ändra. Välj ett nummer i listan."
EXPLAIN_OUTCOME = "Det här utfallet följer av regeln ”{title}”: {why}"
STILL_OPEN = "Svaret avgör mellan: {outcomes}."
GIVEN = "Guiden kom fram till {title}. Uppgifter: {facts}."
GIVEN_ALONE = "Guiden kom fram till {title}."

_UNDERSTOOD = "Så här har jag förstått det:"
_CONTRADICTED = "Du har sagt olika saker om {names}, så jag frågar."
_DOUBTED = "Jag är inte säker på vad du menar med {names}, så jag frågar."
_THINK_OF = "Tänk på:"
_UNSETTLED = "Det här avgör källorna inte:"
_UNANSWERED = "Obesvarat på vägen, se till att det inte gäller: {titles}."


def in_words(reply: GuideReply) -> str:
    """Give a reply as a person reads it, without anything but text."""
    parts = [*_notices(reply), *_aside(reply), *_understood(reply), *_explanation(reply)]
    return "\n\n".join([*parts, *_open_facts(reply), *_standing(reply)])


def aloud(reply: GuideReply) -> str:
    """Give a reply as it is read aloud: what was asked for, then the step, and the rest last.

    A notification or a screen reader may stop after a few lines.
    """
    parts = [*_aside(reply), *_explanation(reply), *_standing(reply), *_notices(reply)]
    return "\n\n".join([*parts, *_open_facts(reply), *_understood(reply)])


def screen_in_words(screen: Screen) -> str:
    """Give a screen: several questions get letters, so ”A2 C1” answers two of them."""
    if len(screen.questions) == 1:
        question = screen.questions[0]
        return "\n".join([question.text, *_options(question)])
    lines = [screen.title, screen.help]
    for letter, question in zip(ascii_uppercase, screen.questions, strict=False):
        lines += [f"{letter}. {question.text}", *_options(question, letter)]
    return "\n".join(lines)


def _options(question: ShownQuestion, letter: str = "") -> Iterator[str]:
    for number, option in enumerate(question.options, start=1):
        yield f"   {letter}{number}  {option.text}"


def fact_in_words(fact: ShownFact) -> str:
    """Give a fact with the words it was read from."""
    why = f" (du skrev ”{fact.evidence}”)" if fact.evidence else ""
    why = " (följer av avsändare och mottagare)" if fact.origin is Origin.DERIVED else why
    return f"{fact.label}: {fact.words}{why}"


def _notices(reply: GuideReply) -> list[str]:
    return [notice.text for notice in reply.notices]


def _aside(reply: GuideReply) -> list[str]:
    return [reply.aside.text] if reply.aside else []


def _explanation(reply: GuideReply) -> list[str]:
    return [reply.explanation] if reply.explanation else []


def _standing(reply: GuideReply) -> Iterator[str]:
    if reply.outcome:
        yield from _outcome(reply.outcome, reply.citations)
    if reply.screen:
        yield screen_in_words(reply.screen)


def _understood(reply: GuideReply) -> Iterator[str]:
    if reply.listed:
        facts = (f"{n}. {fact_in_words(fact)}" for n, fact in enumerate(reply.listed, start=1))
        yield "\n".join([_UNDERSTOOD, *facts])


def _open_facts(reply: GuideReply) -> Iterator[str]:
    if reply.screen is None:
        return
    if reply.contradictions:
        yield _CONTRADICTED.format(names=_listed(reply.contradictions))
    if reply.doubtful:
        yield _DOUBTED.format(names=_listed(reply.doubtful))


def _listed(facts: Iterable[OpenFact]) -> str:
    return ", ".join(fact.label.lower() for fact in facts)


def _outcome(outcome: ShownOutcome, citations: Sequence[Citation]) -> Iterator[str]:
    yield f"{outcome.title}\n{outcome.do}"
    why = f"Varför: {outcome.why} ({BASIS_IN_WORDS[outcome.basis]})"
    yield "\n".join([why, *_quotes(outcome.citations, citations)])
    if outcome.unanswered_stops:
        titles = ", ".join(stop.title.lower() for stop in outcome.unanswered_stops)
        yield _UNANSWERED.format(titles=titles)
    if outcome.advice:
        yield "\n".join([_THINK_OF, *(f"- {advice.text}" for advice in outcome.advice)])
    if outcome.open_questions:
        yield "\n".join([_UNSETTLED, *(f"- {point.text}" for point in outcome.open_questions)])


def _quotes(numbers: Sequence[int], citations: Sequence[Citation]) -> Iterator[str]:
    for citation in citations:
        if citation.number in numbers:
            yield f"    [{citation.number}] ”{citation.quote}”"
            yield f"        {texts.source_line(citation)}"
