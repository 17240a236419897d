"""The `lotsen` command: the whole product on the command line."""

import io
import sys

import typer

from bot.commands import ask as ask_command
from bot.commands import care as care_commands
from bot.commands import demo as demo_command
from bot.commands import draft as draft_command
from bot.commands import messages as message_commands
from bot.commands import report as report_command
from bot.commands import run as run_command
from bot.commands import terminal
from bot.commands.analyses import analyses
from bot.commands.audit import audit
from bot.commands.doctor import doctor
from bot.commands.documents import documents
from bot.commands.evaluate import evaluate
from bot.commands.export import export
from bot.commands.flows import flows
from bot.commands.guide import EXAMPLES as GUIDE_EXAMPLES
from bot.commands.guide import guide
from bot.commands.units import units

_INTERRUPTED = 130  # as a shell says that a program was ended by Ctrl-C
app = typer.Typer(
    name="lotsen",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Öppenvårdslotsen: frågor om riktlinjen besvaras med ordagranna citat.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(epilog=ask_command.EXAMPLES)(ask_command.ask)
app.command(epilog=GUIDE_EXAMPLES)(guide)
app.command(epilog=demo_command.EXAMPLES)(demo_command.demo)
app.command(epilog=run_command.EXAMPLES)(run_command.run)
app.add_typer(documents, name="documents")
app.add_typer(flows, name="flows")
app.add_typer(units, name="units")
app.command(epilog="Exempel:  lotsen doctor")(doctor)
app.command(epilog="Exempel:  lotsen evaluate frågor.jsonl --part held_out --misses")(evaluate)

app.command(epilog=draft_command.EXAMPLES)(draft_command.draft)
app.command(epilog=message_commands.SEND_EXAMPLES)(message_commands.send)
app.command(epilog=message_commands.INBOX_EXAMPLES)(message_commands.inbox)
app.command("open")(message_commands.open_message)
app.command()(message_commands.acknowledge)
app.command()(message_commands.outbox)
app.command(epilog=report_command.EXAMPLES)(report_command.report)
app.add_typer(analyses, name="analyses")
app.add_typer(export, name="export")
app.add_typer(audit, name="audit")
app.command(epilog=care_commands.BACKUP_EXAMPLES)(care_commands.backup)
app.command(epilog=care_commands.RESTORE_EXAMPLES)(care_commands.restore)
app.command(epilog=care_commands.PURGE_EXAMPLES)(care_commands.purge)


def main() -> None:
    """Run the command line; a terminal that lacks a letter gets a stand-in for it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except KeyboardInterrupt:
        _end_interrupted()
    except SystemExit as ended:
        if ended.code == _INTERRUPTED:
            _end_interrupted()
        raise


def _end_interrupted() -> None:
    """Say it in one line; here, since an interrupt can come between any two steps of a command."""
    terminal.say("Avbrutet.")
    raise SystemExit(_INTERRUPTED)
