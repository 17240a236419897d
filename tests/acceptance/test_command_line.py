"""The installed command keeps its promises to other programs: streams, exit codes, endings."""

import json
import os
import pty
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.acceptance.conftest import LOTSEN, Lotsen, Start, environment

QUESTION = "När ska en fast vårdkontakt utses?"
LINE = json.dumps({"id": 1, "question": QUESTION}).encode() + b"\n"


def test_json_is_all_there_is_on_stdout(lotsen: Lotsen) -> None:
    done = lotsen("ask", "--json", QUESTION)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["status"] == "answered"
    assert done.stdout.count(b"\n") == 1


def test_bytes_that_are_no_text_in_an_argument_are_answered(data_dir: Path) -> None:
    done = subprocess.run(
        [os.fsencode(LOTSEN), b"ask", b"--json", b"Vad g\xe4ller vid nej till samtycke?"],
        capture_output=True,
        check=False,
        env=environment(data_dir),
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["status"] == "answered"


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "latin-1"}])
def test_a_terminal_of_another_encoding_gets_an_answer(
    lotsen: Lotsen, locale: dict[str, str]
) -> None:
    done = lotsen("ask", QUESTION, **locale)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_each_line_is_answered_before_the_next_is_written(start: Start) -> None:
    process = start("ask", "--lines")
    assert process.stdin
    assert process.stdout
    for number in range(3):
        process.stdin.write(json.dumps({"id": number, "question": QUESTION}).encode() + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == number
    _, stderr = process.communicate()
    assert (process.returncode, stderr) == (0, b"")


def test_a_reader_that_goes_away_ends_it_quietly(start: Start) -> None:
    process = start("ask", "--lines")
    assert process.stdout
    process.stdout.close()
    process.stdout = None
    _, stderr = process.communicate(LINE * 3)
    assert b"Traceback" not in stderr
    assert process.returncode in {0, 1}


def test_an_interrupt_ends_it_in_one_line(start: Start) -> None:
    process = start("ask", "--lines")
    assert process.stdin
    assert process.stdout
    process.stdin.write(LINE)
    process.stdin.flush()
    assert process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate()
    assert process.returncode == 130
    assert stderr.decode().strip() == "Avbrutet."


def test_a_conversation_in_the_terminal_ends_on_a_blank_line(data_dir: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [LOTSEN, "ask"], stdin=theirs, stdout=theirs, stderr=theirs, env=environment(data_dir)
    )
    os.close(theirs)
    os.write(ours, "Vad gäller när den enskilde ska samtycka?\noch om hon säger nej?\n\n".encode())
    said = _all_that_is_said(ours)
    assert process.wait(timeout=60) == 0
    assert "Tom rad avslutar" in said
    assert "nekat samtycke" in said.split("säger nej?")[-1]
    assert "Hej då!" in said
    assert "Traceback" not in said


def _all_that_is_said(terminal: int) -> str:
    said = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        said += part
    os.close(terminal)
    return said.decode()


def test_a_missing_index_is_made_and_said_on_stderr(lotsen: Lotsen, data_dir: Path) -> None:
    (data_dir / "index" / "current-all").unlink()
    done = lotsen("ask", "--json", QUESTION)
    assert done.returncode == 0
    assert json.loads(done.stdout)["status"] == "answered"
    assert "Sökregistret finns inte än. Bygger det" in done.stderr.decode()
    assert lotsen("ask", "--json", QUESTION).stderr == b""


def test_a_half_written_index_is_made_again_and_said_on_stderr(
    lotsen: Lotsen, data_dir: Path
) -> None:
    version = (data_dir / "index" / "current-all").read_text()
    whole = data_dir / "index" / "build-0-whole"  # spares the test the embedding
    shutil.copytree(data_dir / "index" / version, whole)
    torn = data_dir / "index" / version / "vectors.npy"
    os.truncate(torn, torn.stat().st_size // 3)
    done = lotsen("ask", "--json", QUESTION)
    assert json.loads(done.stdout)["status"] == "answered"
    assert "Sökregistret är skadat. Bygger det" in done.stderr.decode()


def test_errors_are_one_line_and_two(lotsen: Lotsen) -> None:
    done = lotsen("documents", "show", "finns-inte")
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.splitlines()) == 1


def test_a_refused_file_is_one_line_and_two(lotsen: Lotsen, tmp_path: Path) -> None:
    (tmp_path / "tom.pdf").write_bytes(b"")
    done = lotsen("documents", "add", tmp_path / "tom.pdf")
    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("tom.pdf ")


def test_without_a_setting_the_data_folder_is_here(data_dir: Path) -> None:
    env = {key: value for key, value in environment(data_dir).items() if key != "LOTSEN_DATA_DIR"}
    assert data_dir.name == "data"
    done = subprocess.run(
        [LOTSEN, "ask", "--json", QUESTION],
        capture_output=True,
        check=False,
        cwd=data_dir.parent,
        env=env,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert (data_dir / "lotsen.sqlite3").is_file()
