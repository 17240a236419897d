"""Shows what the guide has understood, each fact with a way to change it."""

from collections.abc import Iterator, Sequence

from bot.desk.guide_reply import GuideReply, OpenFact, ShownFact
from bot.slack.views import guide_words as words
from bot.slack.views import parts
from bot.slack.views.guide_marks import CHANGE, StepMark
from bot.slack.views.parts import Json
from flows.guide import Origin

_MOST_ROWS = 6
_MOST_OPTIONS = 100
_EVIDENCE_LENGTH = 120


def facts_blocks(reply: GuideReply) -> Iterator[Json]:
    """Give the short list: a row with a button for each, or one menu where they are many."""
    if not reply.listed:
        return
    title = words.BUILT_ON if reply.outcome else words.UNDERSTOOD
    if len(reply.listed) > _MOST_ROWS:
        yield from _together(reply, title)
        return
    yield parts.said(title, bold=True)
    for number, fact in enumerate(reply.listed, start=1):
        yield _row(StepMark.of(reply), f"{number}. {_words(fact)}", fact)


def open_facts(reply: GuideReply) -> Iterator[Json]:
    """Say what was said in two ways, or not plainly, and so is asked."""
    if reply.contradictions:
        yield parts.said(words.CONTRADICTED.format(names=_names(reply.contradictions)))
    if reply.doubtful:
        yield parts.said(words.DOUBTED.format(names=_names(reply.doubtful)))


def _row(mark: StepMark, text: str, fact: ShownFact) -> Json:
    label = parts.clipped(words.CHANGE_LABEL.format(label=fact.label), parts.BUTTON_TEXT)
    button = parts.button(
        words.CHANGE, CHANGE, mark.on(fact.question).value, accessibility_label=label
    )
    return parts.beside(text, button)


def _together(reply: GuideReply, title: str) -> Iterator[Json]:
    items = [parts.paragraph(parts.words(_words(fact))) for fact in reply.listed]
    listed = {"type": "rich_text_list", "style": "ordered", "elements": items}
    yield parts.rich(parts.paragraph(parts.words(title, bold=True)), listed)
    menu = {
        "type": "static_select",
        "action_id": CHANGE,
        "placeholder": parts.plain(words.CHANGE_ONE),
        "options": [
            {"text": parts.plain(f"{number}. {fact.label}", 75), "value": fact.question}
            for number, fact in enumerate(reply.listed[:_MOST_OPTIONS], start=1)
        ],
    }
    block_id = StepMark.of(reply).on("facts").value
    yield {"type": "actions", "block_id": block_id, "elements": [menu]}


def _words(fact: ShownFact) -> str:
    return f"{fact.label}: {fact.words}{_why(fact)}"


def _why(fact: ShownFact) -> str:
    if fact.evidence:
        return words.READ_FROM.format(evidence=parts.clipped(fact.evidence, _EVIDENCE_LENGTH))
    return words.FOLLOWS if fact.origin is Origin.DERIVED else ""


def _names(facts: Sequence[OpenFact]) -> str:
    return ", ".join(fact.label.lower() for fact in facts)
