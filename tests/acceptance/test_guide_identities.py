"""Identities that are planted in what is told to the guide are found nowhere afterwards."""

import json
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.app import Lotsen as Services
from bot.cli import app
from bot.desk.guide_reply import GuideReply
from bot.privacy import mask
from bot.settings import Settings
from knowledge.model import StaffError
from tests.acceptance.conftest import Lotsen
from tests.planted import PLANTED, assert_logs_clean, assert_nothing_planted, scan_tree, texts


def _lines() -> bytes:
    lines: list[object] = [{"id": n, "text": text} for n, text in enumerate(texts())]
    lines += [{"id": "f", "text": "x", "facts": {one.value: one.text}} for one in PLANTED]
    lines += [{"id": "v", "text": "x", "facts": {"samtycke": one.value}} for one in PLANTED]
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


def _database_only(data_dir: Path) -> None:
    for path in data_dir.iterdir():
        assert path.name == "index" or path.name.startswith("lotsen.sqlite3")
    assert scan_tree(data_dir) > 0


def test_nothing_planted_on_the_command_line_is_kept_or_said(
    lotsen: Lotsen, data_dir: Path
) -> None:
    outputs = [lotsen("guide", "--lines", stdin=_lines())]
    outputs += [lotsen("guide", "--json", PLANTED[0].text, "--fact", "akut=nej")]
    outputs += [lotsen("guide", stdin=texts()[-1].encode())]
    for done in outputs:
        assert done.returncode == 0
    bad = [lotsen("guide", "--fact", f"samtycke={one.value}", "x") for one in PLANTED[:3]]
    assert all(done.returncode == 2 for done in bad)
    for done in outputs + bad:
        assert_nothing_planted(done.stdout, "stdout")
        assert_nothing_planted(done.stderr, "stderr")
    answers = [json.loads(line) for line in outputs[0].stdout.splitlines()]
    for planted, answer in zip(PLANTED, answers, strict=False):
        assert planted.kind in answer["masked"], planted.text
    _database_only(data_dir)
    with closing(sqlite3.connect(data_dir / "lotsen.sqlite3")) as connection:
        kept = connection.execute("SELECT count(*) FROM guidances").fetchone()[0]
    assert kept == len(texts()) + 2


def test_nothing_planted_in_a_conversation_is_kept_or_said(
    data_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Services(Settings()).guide_desk
    with caplog.at_level(logging.DEBUG):
        reply = desk.begin(mask(texts()[-1]), "U1", "T1", "C1")
        for text in texts():
            said = _say(desk.say, reply, text)
            assert_nothing_planted(said, "reply")
        for text in texts():
            question = mask(f"Vad gäller om samtycke saknas? {text}")
            answered = desk.say(reply.guidance_id, "U1", question)
            assert_nothing_planted(answered.model_dump_json(), "reply")
    assert_logs_clean(caplog.records)
    _database_only(data_dir)


def _say(say: object, reply: GuideReply, text: str) -> str:
    assert callable(say)
    try:
        answered: GuideReply = say(reply.guidance_id, "U1", mask(text))
    except StaffError as error:
        return str(error)
    return answered.model_dump_json()


def test_nothing_planted_is_logged_when_the_database_is_broken(
    data_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (data_dir / "lotsen.sqlite3").write_bytes(b"no database" * 100)
    with caplog.at_level(logging.DEBUG):
        done = CliRunner().invoke(app, ["guide", "--lines"], input=_lines())
    assert done.exit_code == 0
    assert caplog.records
    assert_logs_clean(caplog.records)
    assert_nothing_planted(done.output, "output")
