"""Analyses and lessons on the command line: the same people, and `ask` says what it quotes."""

import json
from pathlib import Path

import pytest

from bot.app import Lotsen as Services
from bot.desk.analyses.writing import Written
from bot.desk.drafts.desk import Author
from bot.settings import Settings
from tests.bot.conftest import Lotsen
from tests.bot.desk.analyses.working import LESSON, OWN, REPORT
from tests.bot.test_messages_command import UNITS

ELSA, KERSTIN = Author("", "UELSA"), Author("", "UKERSTIN")
AS = ("--as", "UKERSTIN")
QUESTION = "Vem bevakar inkorgen på fredagskvällar?"


@pytest.fixture
def analysis(lotsen: Lotsen, data_dir: Path, tmp_path: Path) -> str:
    """Give an analysis that is finished, with a lesson that nobody has published."""
    path = tmp_path / "units.toml"
    path.write_text(UNITS, encoding="utf-8")
    assert lotsen("units", "import", path).exit_code == 0
    services = Services(Settings(data_dir=data_dir))
    draft = services.draft_desk.begin("avvikelse", ELSA).draft_id
    services.draft_desk.fill(draft, ELSA, {**REPORT, "mottagare": ["vardcentral"]})
    report = services.send_desk.send(draft, ELSA).message_id
    desk = services.analysis_desk
    made = desk.starting.start(report, ELSA, [], ["hemtjanst", "vardcentral"])
    desk.writing.write(made, ELSA, Written(False, 0, OWN))
    desk.writing.write(made, KERSTIN, Written(True, 0, LESSON))
    desk.finish(made, KERSTIN)
    return made


def quoted(lotsen: Lotsen, question: str = QUESTION) -> list[str]:
    """Give the kinds of the sources that a question is answered from."""
    done = lotsen("ask", "--json", question)
    return [one["kind"] for one in json.loads(done.stdout)["citations"]]


def test_an_analysis_is_listed_and_shown_to_those_who_take_part(
    lotsen: Lotsen, analysis: str
) -> None:
    assert analysis in lotsen("analyses", "list", *AS).stdout
    shown = lotsen("analyses", "show", analysis, *AS).stdout
    for text in ("Hemtjänsten Lärkan", "Tidslinje", OWN["varfor"], LESSON["lardom"]):
        assert text in shown
    assert "UELSA" not in shown
    row = json.loads(lotsen("analyses", "list", "--json", *AS).stdout)
    assert (row["analysis_id"], row["is_finished"]) == (analysis, True)


@pytest.mark.parametrize("command", ["show", "publish", "withdraw"])
def test_somebody_else_gets_one_line_and_exit_two(
    lotsen: Lotsen, analysis: str, command: str
) -> None:
    done = lotsen("analyses", command, analysis, "--as", "USTRANGER")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "hör till en enhet som deltar" in done.stderr
    assert lotsen("analyses", "list", "--as", "USTRANGER").stdout == ""


def test_a_lesson_is_quoted_from_when_it_is_published_until_it_is_withdrawn(
    lotsen: Lotsen, analysis: str, data_dir: Path
) -> None:
    assert quoted(lotsen) == []
    assert lotsen("analyses", "publish", analysis, *AS).exit_code == 0
    assert set(quoted(lotsen)) == {"lardom"}
    assert "Lärdom från en händelseanalys, inte riktlinjen" in lotsen("ask", QUESTION).stdout
    assert "lardom" in lotsen("documents", "list").stdout
    assert len(list((data_dir / "training").iterdir())) == 1
    done = lotsen("analyses", "withdraw", analysis, *AS)
    assert "Tillbakatagen" in done.stdout
    assert quoted(lotsen) == []
    assert lotsen("analyses", "publish", analysis, *AS).exit_code == 2
    assert list((data_dir / "training").iterdir()) == []


def test_what_the_sources_answer_is_answered_from_them_beside_a_lesson(
    lotsen: Lotsen, analysis: str
) -> None:
    asked = "Vad ska en vårdbegäran innehålla?"
    before = quoted(lotsen, asked)
    assert before
    assert lotsen("analyses", "publish", analysis, *AS).exit_code == 0
    assert quoted(lotsen, asked) == before


def test_a_copy_holds_the_lessons_and_brings_them_back(
    lotsen: Lotsen, analysis: str, tmp_path: Path
) -> None:
    assert lotsen("analyses", "publish", analysis, *AS).exit_code == 0
    copy, other = tmp_path / "copy.zip", tmp_path / "other"
    other.mkdir()
    done = lotsen("backup", copy)
    assert done.exit_code == 0, done.stderr
    there = {"LOTSEN_DATA_DIR": str(other)}
    assert lotsen("restore", copy, **there).exit_code == 0
    shown = lotsen("analyses", "show", analysis, "--lesson", *AS, **there)
    assert "Publicerad" in shown.stdout
    assert len(list((other / "training").iterdir())) == 1
    answer = json.loads(lotsen("ask", "--json", QUESTION, **there).stdout)
    assert {one["kind"] for one in answer["citations"]} == {"lardom"}
