"""`lotsen documents`: add, list, show, remove and recall the sources."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.app import Lotsen
from bot.commands import lines, terminal
from knowledge.model import Kind, ParsedDocument, StaffError
from knowledge.reading import GivenHeader, find_files, read_document
from knowledge.register import Entry, State

documents = typer.Typer(
    no_args_is_help=True, help="Källorna: lägg till, visa, ta bort och återkalla."
)
_AsJson = Annotated[bool, typer.Option("--json", help="JSON på stdout, en rad per post.")]
_STATES = {State.CURRENT: "gäller", State.SUPERSEDED: "ersatt", State.REMOVED: "borttagen"}


@documents.command(
    epilog="Exempel:  lotsen documents add riktlinje.pdf --kind riktlinje --version 2024-1  ·  "
    "lotsen documents add mapp/"
)
def add(  # noqa: PLR0913 - one option for each field of the header
    paths: Annotated[list[Path], typer.Argument(help="Filer och mappar.")],
    *,
    id_: Annotated[str | None, typer.Option("--id", help="Kort id, a–z, 0–9 och -.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="Vad dokumentet är.")] = None,
    title: Annotated[str | None, typer.Option(help="Titeln som visas vid citat.")] = None,
    version: Annotated[str | None, typer.Option(help="Dokumentets version.")] = None,
    valid_from: Annotated[str | None, typer.Option(help="ÅÅÅÅ, ÅÅÅÅ-MM eller ÅÅÅÅ-MM-DD.")] = None,
    valid_to: Annotated[str | None, typer.Option(help="Sista giltiga dag.")] = None,
    owner: Annotated[str | None, typer.Option(help="Vem som äger dokumentet.")] = None,
    url: Annotated[str | None, typer.Option(help="Var dokumentet finns.")] = None,
) -> None:
    """Lägg till officiella dokument: PDF, PPTX, DOCX, HTML, Markdown, text och mappar."""
    with terminal.plain_errors():
        given = GivenHeader(
            id=id_, kind=kind, title=title, version=version, valid_from=valid_from,
            valid_to=valid_to, owner=owner, url=url,
        )  # fmt: skip
        files = find_files(paths)
        if len(files) > 1 and (id_ or title):
            raise StaffError("--id och --title gäller en fil i taget. Lägg till filerna en och en.")
        _publish(terminal.ready_lotsen(), _read(files, given))


def _read(files: Sequence[Path], given: GivenHeader) -> list[ParsedDocument]:
    read: list[ParsedDocument] = []
    with terminal.progress("Läser filer") as advance:
        for number, file in enumerate(files):
            advance(number, len(files))
            read.append(read_document(file, given))
        advance(len(files), len(files))
    _refuse_shared_ids(read, files)
    return read


def _refuse_shared_ids(read: Sequence[ParsedDocument], files: Sequence[Path]) -> None:
    first: dict[str, Path] = {}
    for document, file in zip(read, files, strict=True):
        other = first.setdefault(document.header.id, file)
        if other is not file:
            raise StaffError(
                f"{other.name} och {file.name} får samma id ({document.header.id}). "
                "Lägg till dem en och en med --id."
            )


def _publish(lotsen: Lotsen, read: Sequence[ParsedDocument]) -> None:
    before = {_version_of(entry) for entry in lotsen.library.register().current()}
    with terminal.progress("Läser in texten") as advance:
        register = lotsen.library.add(read, advance)
    ids = {document.header.id for document in read}
    for entry in register.current():
        if entry.header.id in ids:
            terminal.show(_added_line(entry, is_new=_version_of(entry) not in before))
            _say_if_expired(entry)


def _version_of(entry: Entry) -> tuple[str, str]:
    return entry.text_key, entry.header.model_dump_json()


def _say_if_expired(entry: Entry) -> None:
    if not entry.header.is_valid_on(datetime.now(UTC).date()):
        terminal.say(
            f"{entry.header.id} gällde till {entry.header.valid_to} och citeras därför inte. "
            "Är det fel, lägg till det igen med --valid-to."
        )


def _added_line(entry: Entry, *, is_new: bool) -> str:
    header = entry.header
    word = "Tillagd" if is_new else "Oförändrad"
    return f"{word}: {header.title} ({header.id}, version {header.version})"


@documents.command("list", epilog="Exempel:  lotsen documents list --all")
def list_(
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="Även ersatta och borttagna versioner.")
    ] = False,
    as_json: _AsJson = False,
) -> None:
    """Visa vilka källor som finns och vilka versioner som gäller."""
    with terminal.plain_errors():
        lotsen = terminal.ready_lotsen()
        entries = _visible(lotsen, lotsen.library.register().entries)
        shown = [entry for entry in entries if everything or entry.is_current]
        if as_json:
            for entry in shown:
                lines.write(_entry_fields(entry))
        elif not shown:
            terminal.show("Det finns inga källor än. Lägg till med `lotsen documents add FIL`.")
        else:
            _table(shown)


def _visible(lotsen: Lotsen, entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if lotsen.bundle.is_included or not entry.is_bundled]


def _entry_fields(entry: Entry) -> dict[str, object]:
    return {
        **entry.header.model_dump(mode="json"),
        "state": entry.state,
        "is_bundled": entry.is_bundled,
        "added_at": entry.added_at.isoformat(),
    }


def _table(entries: Sequence[Entry]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("Id", "Slag", "Titel", "Version", "Gäller från", "Läge", "Ägare")
    for entry in entries:
        header = entry.header
        state = _STATES[entry.state] + (", följer med" if entry.is_bundled else "")
        table.add_row(header.id, header.kind, header.title, header.version,
                      header.valid_from or "–", state, header.owner or "–")  # fmt: skip
    console = Console()
    # A wide table folds its words; where no one looks, nothing may be cut off.
    (console if console.is_terminal else Console(width=240)).print(table)


@documents.command(epilog="Exempel:  lotsen documents show riktlinje-oppenvardsprocessen")
def show(
    document_id: Annotated[str, typer.Argument(metavar="ID")], *, as_json: _AsJson = False
) -> None:
    """Visa ett dokument som det lästes: rubriker, sidor och text."""
    with terminal.plain_errors():
        lotsen = terminal.ready_lotsen()
        entry = _current(lotsen, document_id)
        document = lotsen.library.text_of(entry)
        if as_json:
            terminal.show(json.dumps(document.model_dump(mode="json"), ensure_ascii=False))
            return
        terminal.show(f"{entry.header.title} · version {entry.header.version}")
        for section in document.sections:
            page = f" (s. {section.page})" if section.page is not None else ""
            terminal.show(f"\n{' › '.join(section.heading)}{page}")
            for block in section.blocks:
                terminal.show(f"  {block.text}")


def _current(lotsen: Lotsen, document_id: str) -> Entry:
    for entry in _visible(lotsen, lotsen.library.register().current()):
        if entry.header.id == document_id:
            return entry
    raise StaffError(
        f"Det finns inget gällande dokument med id {document_id!r}. "
        "Se vilka som finns med `lotsen documents list`."
    )


@documents.command(epilog="Exempel:  lotsen documents remove gammal-rutin")
def remove(document_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Ta bort ett dokument. Texten sparas för spårbarhet men citeras inte mer."""
    with terminal.plain_errors():
        lotsen = terminal.ready_lotsen()
        if _current(lotsen, document_id).is_bundled:
            raise StaffError(
                "Beskrivningar som följer med Lotsen går inte att ta bort en och en. "
                "LOTSEN_BUNDLED=off utelämnar dem alla."
            )
        with terminal.progress("Uppdaterar") as advance:
            lotsen.library.remove(document_id, advance)
        terminal.show(f"Borttagen: {document_id}")


@documents.command(epilog="Exempel:  lotsen documents recall rutin-remiss")
def recall(
    document_id: Annotated[str, typer.Argument(metavar="ID")], *, as_json: _AsJson = False
) -> None:
    """Lista vilka som fick svar ur ett dokument, så att de kan få veta att det ersatts."""
    with terminal.plain_errors():
        lotsen = terminal.ready_lotsen()
        if not lotsen.library.register().versions(document_id):
            raise StaffError(f"Det har aldrig funnits något dokument med id {document_id!r}.")
        found = lotsen.answers.recall(document_id)
        if not found and not as_json:
            terminal.show("Ingen har fått svar ur det dokumentet.")
        for one in found:
            fields = {"at": one.at.isoformat(), "asker": one.asker, "question": one.question,
                      "version": one.version, "section": one.section}  # fmt: skip
            if as_json:
                lines.write(fields)
            else:
                terminal.show(
                    f"{one.at:%Y-%m-%d %H:%M} · {one.asker} · version {one.version} · "
                    f"{one.section}: {one.question}"
                )
