"""Identities that are planted in what is said are found nowhere afterwards."""

import json
import logging
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from storage.database import Database
from tests.acceptance.conftest import Lotsen
from tests.planted import PLANTED, assert_logs_clean, assert_nothing_planted, scan_tree, texts


def _lines() -> bytes:
    lines = [{"id": number, "question": text} for number, text in enumerate(texts())]
    lines += [{"id": "h", "question": "och då?", "history": [one.text]} for one in PLANTED]
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


def _files(folder: Path) -> dict[Path, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder): path.read_bytes() for path in paths}


def test_nothing_that_was_planted_is_kept_or_said(
    lotsen: Lotsen, data_dir: Path, published: Path
) -> None:
    outputs = [lotsen("ask", "--lines", stdin=_lines())]
    outputs.append(lotsen("ask", "--json", "Vad gäller när en fast vårdkontakt ska utses för "
                          "19640823-3234?"))  # fmt: skip
    outputs.append(lotsen("ask", PLANTED[0].text))
    bad = json.dumps({"question": [PLANTED[0].text], PLANTED[1].value: 1}).encode()
    outputs.append(lotsen("ask", "--lines", stdin=bad + b"\n" + PLANTED[2].text.encode()))
    outputs.append(lotsen("documents", "recall", "riktlinje-oppenvardsprocessen"))
    for done in outputs:
        assert done.returncode == 0
        assert_nothing_planted(done.stdout, "stdout")
        assert_nothing_planted(done.stderr, "stderr")
    assert _files(data_dir / "index") == _files(published / "index")
    shutil.rmtree(data_dir / "index")  # the same as before, so it need not be searched
    assert scan_tree(data_dir) > 0
    with Database(data_dir / "lotsen.sqlite3").reading() as connection:
        kept = connection.execute("SELECT count(*) FROM answers").fetchone()[0]
    assert kept == len(texts()) + len(PLANTED) + 2  # all was kept, and nothing of it planted


def test_every_planted_text_is_answered_and_told(lotsen: Lotsen) -> None:
    done = lotsen("ask", "--lines", stdin=_lines())
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(texts()) + len(PLANTED)
    for planted, answer in zip(PLANTED, answers, strict=False):
        assert planted.kind in answer["masked"], planted.text
        assert answer["status"] != "failed"


def test_nothing_that_was_planted_is_logged(
    data_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (data_dir / "lotsen.sqlite3").write_bytes(b"no database" * 100)  # so that there is a log
    with caplog.at_level(logging.DEBUG):
        CliRunner().invoke(app, ["ask", "--lines"], input=_lines())
    assert caplog.records
    assert_logs_clean(caplog.records)
