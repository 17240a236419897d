"""The packages that judge the bot, and a line for each reason why they were not asked."""

from pathlib import Path

import pytest

from tests.bot.slack.outside.npm import node_modules

HERE = "tests/bot/slack/outside/"


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def modules(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the npm packages."""
    cache = getattr(request.config, "cache", None)
    return node_modules(cache.mkdir("npm") if cache else tmp_path_factory.mktemp("npm"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = {one.longrepr[2] for one in skipped if one.nodeid.startswith(HERE)}
    for reason in sorted(reasons):
        terminalreporter.write_line(f"{HERE}: {reason}")
