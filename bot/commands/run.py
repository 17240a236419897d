"""`lotsen run`: the bot in Slack, over Socket Mode or signed HTTP."""

import asyncio
import os
from typing import Annotated, Literal

import typer

from bot.app import Lotsen
from bot.commands import running, terminal
from bot.settings import Settings, take_from_bolt

EXAMPLES = """
Exempel:

  lotsen run                             ansluten till Slack, ingen öppen port

  lotsen run --port 8080                 och /health och /ready på port 8080

  lotsen run --mode http --port 3000     Slack skickar till https://…/slack/events
"""


def run(
    *,
    mode: Annotated[
        Literal["socket", "http"] | None, typer.Option(help="Hur Slack når Lotsen.")
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port för HTTP; 0 tar en ledig.")
    ] = None,
) -> None:
    """Kör Lotsen i Slack tills den stoppas med Ctrl-C eller SIGTERM."""
    with terminal.plain_errors():
        settings = _settings(mode, port)
        take_from_bolt()
        from bot.slack.serving.instance import only_one
        from bot.slack.serving.logs import log_quietly

        with only_one(settings.data_dir):
            lotsen = terminal.ready_lotsen(settings)
            log_quietly()
            os.umask(running.PRIVATE)
            asyncio.run(_serve(lotsen))
        terminal.say("Stoppad. Frågor som väntar besvaras nästa gång.")


def _settings(mode: str | None, port: int | None) -> Settings:
    from bot.slack.serving.required import check_settings

    given = {"mode": mode, "port": port}
    chosen = {name: value for name, value in given.items() if value is not None}
    settings = terminal.read_settings().model_copy(update=chosen)
    check_settings(settings)
    return settings


async def _serve(lotsen: Lotsen) -> None:
    from bot.slack.serving.joining import build_bot
    from bot.slack.serving.service import Service, Started

    def announce(how: Started) -> None:
        if not how.is_connected:
            terminal.say("Slack går inte att nå just nu. Lotsen försöker igen tills det går.")
        place = f" på {how.address}" if how.address else ""
        terminal.say(f"Lotsen är redo{place} ({running.seconds_since_start()}). Ctrl-C stoppar.")

    async with running.until_told() as told:
        await Service(lotsen, build_bot).run(told, announce)
