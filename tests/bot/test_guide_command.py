"""`lotsen guide` in its stable shape, with bad input, and as a conversation."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.commands import terminal
from flows.load import load_flows
from tests.bot.conftest import Lotsen
from tests.bot.desk.conftest import GATES

SHAPE = {"id", "facts", "outcome", "next_question", "possible_outcomes", "advice", "masked",
         "citations"}  # fmt: skip
OUTCOMES = set(
    """vardbegaran mvo administrativt_meddelande planering inget_meddelande klarlagg_samtycke
    annan_kanal remiss slutenvard sip avvikelse akut oklart""".split()
)
TEXT = "Hemtjänsten vill informera vårdcentralen om att kunden ramlat."


def facts(**given: str) -> list[str]:
    return [word for name, value in given.items() for word in ("--fact", f"{name}={value}")]


def answer(lotsen: Lotsen, *arguments: str, stdin: bytes = b"") -> dict[str, Any]:
    done = lotsen("guide", "--json", *arguments, stdin=stdin)
    assert done.exit_code == 0, done.stderr
    (line,) = done.stdout.splitlines()
    found: dict[str, Any] = json.loads(line)
    assert found.keys() >= SHAPE
    assert (found["outcome"] is None) is not (found["next_question"] is None)
    return found


def test_a_text_gives_facts_and_the_questions_of_the_screen(lotsen: Lotsen) -> None:
    found = answer(lotsen, TEXT)
    assert found["facts"]["mottagare"] == {
        "value": "vardcentral", "evidence": "informera vårdcentralen", "origin": "text",
    }  # fmt: skip
    assert found["facts"]["riktning"] == {"value": "in", "evidence": None, "origin": "derived"}
    question = found["next_question"]
    assert question["id"] == "akut"
    assert question["options"][0] == {"id": "ja", "text": "Ja, det är akut"}
    assert [one["id"] for one in question["questions"]] == list(GATES)
    assert all(one["text"] and one["options"] for one in question["questions"])
    assert set(found["possible_outcomes"]) <= OUTCOMES
    assert found["id"] is None


def test_facts_given_lead_to_an_outcome_with_its_citations(lotsen: Lotsen) -> None:
    found = answer(lotsen, TEXT, *facts(**GATES, syfte="information"))
    assert found["outcome"]["id"] == "vardbegaran"
    assert found["outcome"]["basis"] == "source"
    assert found["outcome"]["title"]
    assert found["outcome"]["why"]
    assert found["facts"]["samtycke"]["origin"] == "given"
    assert found["possible_outcomes"] == ["vardbegaran"]
    citation = found["citations"][0]
    assert {"number", "document_id", "kind", "describes", "title", "section", "page", "version",
            "valid_from", "url", "quote"} == citation.keys()  # fmt: skip
    advice = {one["id"]: one for one in found["advice"]}
    assert advice["komplettera_befintlig"]["citations"][0] in found["citations"]


def test_another_way_carries_the_rule_that_led_there(lotsen: Lotsen) -> None:
    found = answer(lotsen, *facts(skyddade_uppgifter="ja"))
    assert found["outcome"]["id"] == "annan_kanal"
    assert found["outcome"]["rule"] == "g2_skyddade_uppgifter"
    assert "g1_akut" in found["outcome"]["unanswered_stops"]


def test_answering_question_after_question_ends(lotsen: Lotsen) -> None:
    given: dict[str, str] = {}
    while not (found := answer(lotsen, TEXT, *facts(**given)))["outcome"]:
        question = found["next_question"]
        assert question["id"] not in given
        given[question["id"]] = GATES.get(question["id"], question["options"][0]["id"])
    assert found["outcome"]["id"] == "vardbegaran"


def test_an_identity_is_masked_and_it_goes_on(lotsen: Lotsen) -> None:
    done = lotsen("guide", "--json", "Gunvor 480307-2216 är inlagd på KSS.")
    found = json.loads(done.stdout)
    assert found["masked"] == ["namn", "personnummer"]
    assert found["outcome"]["id"] == "slutenvard"
    assert "Gunvor" not in done.output
    assert "480307" not in done.output
    assert "ett personnummer" in done.stderr


def test_a_text_on_stdin_is_read(lotsen: Lotsen) -> None:
    found = answer(lotsen, stdin="Patienten är inlagd på KSS.".encode())
    assert found["outcome"]["id"] == "slutenvard"


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_text_is_told_and_asked(lotsen: Lotsen, text: str) -> None:
    found = answer(lotsen, text)
    assert [one["kind"] for one in found["notices"]] == ["empty"]
    assert found["next_question"]["id"] == "akut"


BAD = {
    "unknown fact": (["--fact", "finns_inte=ja"], "Välj bland: akut"),
    "unknown answer": (["--fact", "samtycke=kanske"], "ja, nej, kan_inte, okant"),
    "no sign": (["--fact", "samtycke"], "NAMN=SVAR"),
    "no answer": (["--fact", "samtycke="], "NAMN=SVAR"),
    "two answers": (["--fact", "akut=ja", "--fact", "akut=nej"], "två gånger"),
    "an identity": (["--fact", "samtycke=480307-2216"], "[personnummer]"),
    "lines and a text": (["--lines", "x"], "antingen"),
    "lines and a fact": (["--lines", "--fact", "akut=ja"], "antingen"),
    "nothing to resume": (["--resume"], "ingen vägledning"),
}


@pytest.mark.parametrize(("arguments", "words"), BAD.values(), ids=BAD)
def test_bad_input_is_one_line_on_stderr(lotsen: Lotsen, arguments: list[str], words: str) -> None:
    done = lotsen("guide", "--json", *arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert words in line
    assert "480307" not in line


def test_bytes_that_are_no_text_are_told(lotsen: Lotsen) -> None:
    done = lotsen("guide", stdin=b"\xff\xfe\x00")
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)


def lines_of(*fields: object) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in fields)


def test_each_line_gets_its_answer_and_a_bad_one_an_error(lotsen: Lotsen) -> None:
    stdin = lines_of(
        {"id": 1, "text": TEXT, "facts": {**GATES, "syfte": "information"}},
        {"id": 2, "text": "Patienten är inlagd.", "facts": None},
        {"id": 3, "text": "x", "facts": {"samtycke": "kanske"}},
        {"id": 4, "text": "x", "facts": ["samtycke"]},
        {"id": 5, "text": "x", "facts": {"samtycke": 1}},
        {"id": 6, "facts": {}},
        {"id": 7, "text": None},
        {"id": 8, "text": "\ud83d half"},
    )
    done = lotsen("guide", "--lines", stdin=stdin + b"{\n" + lines_of({"id": "sist", "text": ""}))
    assert done.exit_code == 0
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["id"] for one in found] == [1, 2, 3, 4, 5, 6, 7, 8, None, "sist"]
    assert [one["id"] for one in found if "error" in one] == [3, 4, 5, 6, 7, None]
    assert all(one.keys() == {"id", "error"} for one in found if "error" in one)
    assert found[0]["outcome"]["id"] == "vardbegaran"
    assert found[1]["outcome"]["id"] == "slutenvard"


@pytest.fixture
def type_in(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sit down at the terminal and type some lines."""
    monkeypatch.setattr(terminal, "is_interactive", lambda: True)

    def typed(*words: str) -> bytes:
        return "\n".join([*words, ""]).encode()

    return typed


def test_a_conversation_leads_to_an_outcome(lotsen: Lotsen, type_in: Any) -> None:
    stdin = type_in(TEXT, "A2 B2 C2 D2 E1 F1", "varför", "99", "1", "ändra 2", "tillbaka")
    done = lotsen("guide", stdin=stdin)
    assert done.exit_code == 0, done.output
    assert "1. Avsändare: Hemtjänst (du skrev ”Hemtjänsten vill informera”)" in done.stdout
    assert "Svaret avgör mellan:" in done.stdout
    assert "inget svar 99" in done.stderr
    assert "Skicka en Vårdbegäran" in done.stdout
    assert done.stdout.count("Vilken sorts enhet ska ta emot?") == 1
    assert done.stdout.rstrip().endswith("Hej då!")


def test_it_is_quit_and_taken_up_again(lotsen: Lotsen, type_in: Any) -> None:
    done = lotsen("guide", TEXT, stdin=type_in("A2 B2 C2 D2 E1 F1", "slut"))
    assert "--resume" in done.stdout
    done = lotsen("guide", "--resume", stdin=type_in("börja om", "tillbaka", "2"))
    assert done.exit_code == 0, done.output
    assert done.stdout.count("Vad vill ni med meddelandet?") == 2
    assert "Vårdbegäran" in done.stdout
    assert lotsen("guide", "--resume", stdin=b"").exit_code == 2


def test_a_question_about_the_rules_gets_its_answer_and_returns(
    lotsen: Lotsen, type_in: Any
) -> None:
    done = lotsen("guide", TEXT, stdin=type_in("Vad är skillnaden mellan MVO och vårdbegäran?"))
    assert done.exit_code == 0, done.output
    assert "[1] ”" in done.stdout
    assert done.stdout.count("Är det akut?") == 2


def test_nothing_typed_ends_at_once(lotsen: Lotsen, type_in: Any) -> None:
    assert lotsen("guide", stdin=type_in("")).exit_code == 0
    assert lotsen("guide", stdin=b"").exit_code == 0


def test_another_person_has_nothing_to_take_up(lotsen: Lotsen, type_in: Any) -> None:
    lotsen("guide", "--as", "U1", TEXT, stdin=type_in("slut"))
    assert lotsen("guide", "--as", "U2", "--resume", stdin=b"").exit_code == 2
    assert lotsen("guide", "--as", "U1", "--resume", stdin=b"").exit_code == 0


def test_a_faulty_flow_of_the_house_stops_it(lotsen: Lotsen, data_dir: Path) -> None:
    (data_dir / "flows").mkdir()
    (data_dir / "flows" / "eget.toml").write_text("[[outcomes]]\nid = 3\n", encoding="utf-8")
    done = lotsen("guide", "--json", TEXT)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "eget.toml, rad" in done.stderr


def test_every_fact_and_answer_stands_in_the_docs() -> None:
    docs = Path(__file__).parents[2] / "docs" / "flows"
    units = (docs / "enhetstyper.md").read_text(encoding="utf-8")
    for flow in load_flows().values():
        page = (docs / f"{flow.id}.md").read_text(encoding="utf-8")
        for question in flow.all_questions():
            assert f"`{question.id}`" in page
            where = units if question.options_from else page
            assert all(f"`{option.id}`" in where for option in question.options)
            assert all(option.id.isascii() for option in question.options)
