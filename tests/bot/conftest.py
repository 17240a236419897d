"""The command line in this process, on a data folder of the test's own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app

Lotsen = Callable[..., Result]


@pytest.fixture
def lotsen(data_dir: Path) -> Lotsen:
    """Give the `lotsen` command; a fault is a traceback that the test sees."""

    def run(*arguments: object, stdin: bytes = b"", **env: str) -> Result:
        words = [str(argument) for argument in arguments]
        result = CliRunner().invoke(app, words, input=stdin, env=env)
        assert "Traceback" not in result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return run
