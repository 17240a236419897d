"""`lotsen demo`: the bot in a practice workspace on this computer, without Slack or network."""

import asyncio
import os
import webbrowser
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from bot.app import Lotsen
from bot.commands import running, terminal
from bot.settings import has_windows, take_from_bolt

if TYPE_CHECKING:
    from bot.workspace.practice import PracticeSettings

_PORTS = range(8350, 8370)
EXAMPLES = """
Exempel:

  lotsen demo                            övningsrummet öppnas i webbläsaren

  lotsen demo --port 9000 --no-browser   bara adressen skrivs ut

  lotsen demo --fresh                    börja om från ett tomt övningsrum
"""


def demo(
    *,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Sidans port; 0 tar en ledig.")
    ] = None,
    has_browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Öppna sidan i webbläsaren.")
    ] = True,
    is_fresh: Annotated[
        bool, typer.Option("--fresh", help="Släng det som skrivits i övningsrummet.")
    ] = False,
) -> None:
    """Öva med Lotsen i ett låtsas-Slack på den här datorn. Inget lämnar datorn."""
    with terminal.plain_errors():
        real = terminal.read_settings()
        take_from_bolt()
        from bot.slack.serving.instance import only_one
        from bot.slack.serving.logs import log_quietly
        from bot.workspace.practice import practice_settings, start_afresh

        settings = practice_settings(real)
        with only_one(settings.data_dir):
            if is_fresh:
                start_afresh(settings)
            terminal.ready_lotsen(settings)
            log_quietly(is_brief=True)
            os.umask(running.PRIVATE)
            asyncio.run(_practise(settings, _Wishes(port, has_browser)))
        terminal.say("Stoppad. Det som skrivits finns kvar; `lotsen demo --fresh` börjar om.")


@dataclass(frozen=True)
class _Wishes:
    port: int | None
    has_browser: bool


async def _practise(settings: "PracticeSettings", wishes: _Wishes) -> None:
    from bot.slack.serving.joining import build_bot
    from bot.slack.serving.service import Service, Started
    from bot.workspace import serve
    from bot.workspace.practice import joined_to, keep_saving, open_workspace, settle_units

    workspace = open_workspace(settings)

    def announce(_how: Started) -> None:
        terminal.show(
            f"Övningsrummet är redo på {workspace.url} ({running.seconds_since_start()}).\n"
            "Allt är påhittat och stannar på den här datorn. Ctrl-C stoppar."
        )
        if wishes.has_browser and has_windows():
            # In a thread: some browsers let the one who opens them wait.
            asyncio.get_running_loop().run_in_executor(None, webbrowser.open, workspace.url)

    port = _free_port() if wishes.port is None else wishes.port
    async with running.until_told() as told, serve(workspace, port):
        saving = asyncio.create_task(keep_saving(workspace))
        try:
            lotsen = Lotsen(joined_to(settings, workspace))
            settle_units(lotsen, workspace.parts.state.team.id)
            await Service(lotsen, build_bot).run(told, announce)
        finally:
            saving.cancel()


def _free_port() -> int:
    """Give the first of the usual ports that nobody has, so that the address stays the same."""
    from bot.slack.serving.listen import is_free
    from bot.workspace.server import HOST

    return next((port for port in _PORTS if is_free(HOST, port)), 0)
