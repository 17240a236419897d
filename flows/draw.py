"""Draws a flow from its data: a Markdown page with a diagram and tables, and a picture (SVG)."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from flows.flow import Flow
from flows.load import load_flows
from flows.model import Citation
from flows.picture import svg
from flows.units import UnitTypes
from flows.words import BASIS_IN_WORDS, in_words

_GENERATED = "<!-- Görs av ”lotsen flows draw” ur flödets fil. Ändra i filen, inte här. -->"


def write(flows: Mapping[str, Flow], folder: Path) -> list[Path]:
    """Write a page and a picture for each flow, and one page for the unit types."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(folder / name, text) for name, text in drawings(flows).items()]


def drawings(flows: Mapping[str, Flow]) -> dict[str, str]:
    """Give the content of every file that is drawn, by name."""
    files = {}
    for flow in flows.values():
        files[f"{flow.id}.md"] = page(flow)
        files[f"{flow.id}.svg"] = svg(flow)
    files["enhetstyper.md"] = units_page(next(iter(flows.values())).unit_types)
    return files


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def page(flow: Flow) -> str:
    """Give a flow as a page to read and to review."""
    parts = [
        f"# {flow.title}\n\n{_GENERATED}\n\n{flow.about}",
        f"Version {flow.version}, gäller från {flow.valid_from}. Granskning: {flow.reviewed_by}.",
        f"![Bild av flödet]({flow.id}.svg)",
        f"## Diagram\n\n```mermaid\n{mermaid(flow)}\n```",
        "## Regler\n\nReglerna läses uppifrån. Den första vars villkor alla stämmer avgör.",
        _table(("Nr", "Regel", "När", "Utfall", "Stöd", "Varför"), _rule_rows(flow)),
        "## Källor\n\n" + "\n".join(_sources(flow)),
        "## Att tänka på\n\n" + "\n".join(f"- {advice.text}" for advice in flow.advice),
        "## Det som källorna inte avgör\n\n"
        + "\n".join(f"- {question.text}" for question in flow.open_questions),
        "## Uppgifter och svar\n\nNamnen är de som `lotsen guide --fact NAMN=SVAR` tar emot.",
        _table(("Uppgift", "Fråga", "Frågas", "Svar"), _fact_rows(flow)),
    ]
    return "\n\n".join(parts) + "\n"


def units_page(units: UnitTypes) -> str:
    """Give the unit types with their levels as a page to read and to review."""
    rows = (
        (f"`{u.id}`", u.name, _levels(u.levels), u.law.value, BASIS_IN_WORDS[u.status], u.note)
        for u in units.unit_types
    )
    known = (
        (_name(units, d.sender), _name(units, d.receiver), d.direction, BASIS_IN_WORDS[d.status])
        for d in units.directions
    )
    unclear = (f"- {_name(units, a)} – {_name(units, b)}" for a, b in units.unclear_pairs)
    parts = [
        f"# Enhetstyper\n\n{_GENERATED}",
        "Nivå 0 är ytterst, närmast hemmet, och 4 är innerst. Utan nivå frågas alltid riktningen. "
        f"Granskning: {units.reviewed_by}.",
        _table(("Id", "Namn", "Nivå", "Lyder under", "Stöd", "Anmärkning"), rows),
        "## Par vars riktning källan visar",
        _table(("Från", "Till", "Riktning", "Stöd"), known),
        "## Par där riktningen alltid frågas\n\n" + "\n".join(unclear),
    ]
    return "\n\n".join(parts) + "\n"


def mermaid(flow: Flow) -> str:
    """Give a flow as Mermaid text: one diamond for each rule, from the top down."""
    lines = ["flowchart TD", "  start([Börja])"]
    before = "start"
    for rule in flow.rules:
        arrow = "-->" if before == "start" else "-- nej -->"
        lines += [
            f'  {before} {arrow} {rule.id}{{"{_plain(in_words(flow, rule.when))}"}}',
            f'  {rule.id} -- ja --> {rule.id}_ut(["{_plain(flow.outcome(rule.then).title)}"])',
        ]
        before = rule.id
    return "\n".join(lines)


def _rule_rows(flow: Flow) -> Iterator[tuple[str, ...]]:
    for number, rule in enumerate(flow.rules, start=1):
        yield (
            str(number),
            f"{rule.title} (`{rule.id}`)",
            in_words(flow, rule.when),
            flow.outcome(rule.then).title,
            BASIS_IN_WORDS[rule.basis],
            rule.why,
        )


def _sources(flow: Flow) -> Iterator[str]:
    for rule in flow.rules:
        for citation in rule.citations:
            yield f"- {rule.title}: {_quoted(citation)}"
    bare = (rule.title for rule in flow.rules if not rule.citations)
    yield from (f"- {title}: ingen källa." for title in bare)


def _quoted(citation: Citation) -> str:
    return f"«{citation.quote}» ({citation.document}, {citation.section})"


def _fact_rows(flow: Flow) -> Iterator[tuple[str, ...]]:
    for question in flow.all_questions():
        answers = ", ".join(f"`{option.id}` {option.text}" for option in question.options)
        if question.options_from is not None:
            answers = "se [enhetstyper](enhetstyper.md)"
        asked = f"via `{question.asked_by}`" if question.asked_by else "ja"
        yield f"`{question.id}`", question.text, asked if question.asked else "nej", answers


def _levels(levels: tuple[int, ...]) -> str:
    return "–".join(str(level) for level in levels) or "okänd"


def _name(units: UnitTypes, unit_id: str) -> str:
    unit = units.find(unit_id)
    return unit.name if unit is not None else unit_id


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _plain(text: str) -> str:
    """Give a text without the signs that mean something in a diagram."""
    return text.replace('"', "'").replace("<", "").replace(">", "")


if __name__ == "__main__":
    write(load_flows(), Path(sys.argv[1] if len(sys.argv) > 1 else "docs/flows"))
