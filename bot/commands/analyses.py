"""`lotsen analyses`: event analyses and their lessons, with the same policy as in Slack."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from bot.app import Lotsen
from bot.commands import lines, terminal
from bot.commands.people import author_of
from bot.desk.analyses import words
from bot.desk.analyses.reply import AnalysisReply, LessonReply, ShownPart, ShownText
from bot.desk.messages.words import said_time

analyses = typer.Typer(
    name="analyses", no_args_is_help=True, help="Händelseanalyser och lärdomarna av dem."
)
_USER = typer.Option("--as", help="Vem du är; i Slack TEAM/USER.", metavar="USER")
_JSON = typer.Option("--json", help="JSON på stdout.")
_ID = typer.Argument(metavar="ANALYSIS_ID", help="Analysens nummer, från `list`.")
_NONE = "Dina enheter deltar inte i någon händelseanalys. En startas från en öppnad avvikelse."
_STATES = {True: "avslutad", False: "pågår"}


@analyses.command("list")
def list_(*, user: Annotated[str, _USER], as_json: Annotated[bool, _JSON] = False) -> None:
    """Visa analyserna som dina enheter deltar i; för patientsäkerhetsgruppen också lärdomarna."""
    with terminal.plain_errors():
        lotsen, author = _lotsen(), author_of(user)
        rows, lessons = lotsen.analysis_desk.rows(author), lotsen.lesson_desk.rows(author)
        if as_json:
            for one in (*rows, *lessons):
                lines.write(one.model_dump(mode="json"))
            return
        for row in rows:
            names = ", ".join(unit.name for unit in row.units)
            state = _STATES[row.is_finished]
            terminal.show(f"{row.analysis_id}  {said_time(row.started_at)}  {state}  {names}")
        for lesson in lessons:
            state = "publicerad" if lesson.is_told else "tillbakatagen"
            state = state if lesson.is_told or lesson.is_withdrawn else "väntar på granskning"
            terminal.show(f"{lesson.analysis_id}  lärdom  {state}  {lesson.title}")
        if not rows and not lessons:
            terminal.say(_NONE)


@analyses.command()
def show(
    analysis_id: Annotated[str, _ID],
    *,
    user: Annotated[str, _USER],
    lesson: Annotated[bool, typer.Option("--lesson", help="Bara lärdomen.")] = False,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Visa en analys: tidslinje, varje enhets del, och lärdomen som den kommer att stå."""
    with terminal.plain_errors():
        lotsen, author = _lotsen(), author_of(user)
        if lesson:
            _write(lotsen.lesson_desk.show(analysis_id, author), as_json)
        else:
            _write(lotsen.analysis_desk.show(analysis_id, author), as_json)


@analyses.command()
def publish(
    analysis_id: Annotated[str, _ID],
    *,
    user: Annotated[str, _USER],
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Publicera en lärdom: den citeras som svar, och blir ett övningsfall."""
    with terminal.plain_errors():
        _write(_lotsen().lesson_desk.publish(analysis_id, author_of(user)), as_json)


@analyses.command()
def withdraw(
    analysis_id: Annotated[str, _ID],
    *,
    user: Annotated[str, _USER],
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Ta tillbaka en lärdom för gott. Den citeras aldrig mer."""
    with terminal.plain_errors():
        reply = _lotsen().lesson_desk.withdraw(analysis_id, author_of(user))
        _write(reply, as_json)
        if reply.channels:
            terminal.say(f"Den ligger kvar i {', '.join(reply.channels)}. Ta tillbaka den i Slack.")


def _lotsen() -> Lotsen:
    return Lotsen(terminal.read_settings())


def _write(reply: AnalysisReply | LessonReply, as_json: bool) -> None:
    if as_json:
        fields: dict[str, Any] = reply.model_dump(mode="json")
        lines.write(fields)
        return
    said = _analysis(reply) if isinstance(reply, AnalysisReply) else _lesson(reply)
    terminal.show("\n".join(said))


def _analysis(reply: AnalysisReply) -> Iterator[str]:
    yield f"{reply.form_title}, startad av {reply.started_by.name} {said_time(reply.started_at)}"
    yield f"Deltar: {', '.join(unit.name for unit in reply.units)}"
    yield from ("", "Tidslinje", *(f"  {one.text}" for one in reply.timeline))
    for part in reply.parts:
        yield from _part(part, part.unit.name)
    if reply.lesson is not None:
        yield ""
        yield from _lesson(reply.lesson)
    elif reply.together is not None:
        yield from _part(reply.together, words.LESSON)


def _part(part: ShownPart, heading: str) -> Iterator[str]:
    yield from ("", f"{heading}, {part.unit.name} {said_time(part.at)}, version {part.version}")
    yield from _texts(part.fields)


def _lesson(lesson: LessonReply) -> Iterator[str]:
    yield f"{words.LABEL}: {lesson.title}"
    yield from _texts(lesson.texts)
    if lesson.withdrawn_at is not None:
        yield f"Tillbakatagen {said_time(lesson.withdrawn_at)}."
    elif lesson.published_at is not None:
        yield f"Publicerad {said_time(lesson.published_at)}."
    else:
        yield "Inte publicerad."


def _texts(texts: tuple[ShownText, ...]) -> Iterator[str]:
    for one in texts:
        yield from (f"  {one.label}", f"    {one.text}")
