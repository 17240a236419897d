"""`--lines`: each line gets one line back, a bad one an error, and the rest go on."""

import json
from typing import Any

import pytest

from tests.bot.conftest import Lotsen
from tests.bot.test_ask_command import KEYS

GOOD = {"id": 1, "question": "När ska en fast vårdkontakt utses?"}


def ask(lotsen: Lotsen, *lines: bytes | dict[str, Any]) -> list[dict[str, Any]]:
    """Write the lines on stdin and give the objects that came back."""
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    result = lotsen("ask", "--lines", stdin=b"\n".join(raw) + b"\n")
    assert result.exit_code == 0, result.stderr
    written = result.stdout.split("\n")
    assert written.pop() == ""
    return [json.loads(line, parse_constant=_refuse) for line in written]


def _refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is no JSON")


def test_each_line_is_answered_in_order_with_its_id(lotsen: Lotsen) -> None:
    found = ask(lotsen, GOOD, {"id": "två", "question": "?"}, {"question": "Vad är MVO?"})
    assert [one["id"] for one in found] == [1, "två", None]
    assert [list(one) for one in found] == [KEYS] * 3
    assert [one["status"] for one in found] == ["answered", "refused", "answered"]


@pytest.mark.parametrize(
    ("line", "line_id"),
    [
        (b"not json", None),
        (b"{", None),
        (b"[]", None),
        (b'"text"', None),
        (b"null", None),
        (b"17", None),
        (b"{}", None),
        (b'{"id": 7}', 7),
        (b'{"id": 7, "question": null}', 7),
        (b'{"id": 7, "question": 5}', 7),
        (b'{"id": 7, "question": ["a"]}', 7),
        (b'{"id": 7, "question": "hej", "history": "text"}', 7),
        (b'{"id": 7, "question": "hej", "history": [1]}', 7),
        (b'{"id": 7, "question": "hej", "history": null}', 7),
        (b'{"id": "\xff", "question": "hej"}', None),
        (b"\xff\xfe\x00", None),
        (b"\x00\x00", None),
        (b"[" * 100_000, None),
        (b'{"id": 7, "question": "' + b"a" * 1_100_000 + b'"}', None),
        (b'{"id": NaN, "question": "hej"}', None),
        (b'{"id": 1e999, "question": "hej"}', None),
        (b'{"id": ' + b"9" * 5000 + b', "question": "hej"}', None),
    ],
)
def test_a_bad_line_answers_with_an_error_and_the_rest_go_on(
    lotsen: Lotsen, line: bytes, line_id: int | None
) -> None:
    bad, good = ask(lotsen, line, GOOD)
    assert list(bad) == ["id", "error"]
    assert bad["id"] == line_id
    assert bad["error"].endswith((".", "!"))
    assert good["status"] == "answered"


def test_an_error_does_not_repeat_what_was_written(lotsen: Lotsen) -> None:
    (bad,) = ask(lotsen, b'{"question": 19121212-1212}')
    assert "1212" not in json.dumps(bad)


@pytest.mark.parametrize(
    "text", ["", "a", "😀", "\x00\x1b", "<b>hej</b>", "\ud800", "MVO? " * 10_000]
)
def test_any_text_is_answered_and_the_rest_go_on(lotsen: Lotsen, text: str) -> None:
    any_text, good = ask(lotsen, {"id": text, "question": text}, GOOD)
    assert list(any_text) == KEYS
    assert good["status"] == "answered"


def test_blank_lines_and_windows_line_ends_are_passed_over(lotsen: Lotsen) -> None:
    found = ask(lotsen, b"", b"  ", json.dumps(GOOD).encode() + b"\r", b"\r")
    assert [one["id"] for one in found] == [1]


def test_a_byte_order_mark_is_passed_over(lotsen: Lotsen) -> None:
    found = ask(lotsen, "\ufeff".encode() + json.dumps(GOOD).encode())
    assert found[0]["status"] == "answered"


def test_nothing_on_stdin_writes_nothing(lotsen: Lotsen) -> None:
    result = lotsen("ask", "--lines", stdin=b"")
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_history_makes_a_follow_up(lotsen: Lotsen) -> None:
    history = ["Vad gäller när den enskilde ska samtycka?"]
    alone, after = ask(
        lotsen,
        {"id": 1, "question": "och om hon säger nej?"},
        {"id": 2, "question": "och om hon säger nej?", "history": history},
    )
    assert any("nekat samtycke" in one["quote"].lower() for one in after["citations"])
    assert after["question"] == alone["question"] == "och om hon säger nej?"


def test_lines_do_not_remember_each_other(lotsen: Lotsen) -> None:
    follow_up = {"id": 2, "question": "och sen?"}
    _, after = ask(lotsen, GOOD, follow_up)
    (alone,) = ask(lotsen, follow_up)
    assert after["passages"] == alone["passages"]


def test_identities_in_a_line_and_its_history_are_masked(lotsen: Lotsen) -> None:
    line = {
        "id": 1,
        "question": "Vad gäller för 19121212-1212?",
        "history": ["Gäller det 19640823-3234?"],
    }
    (found,) = ask(lotsen, line)
    assert found["masked"] == ["personnummer"]
    assert "1212" not in json.dumps(found)
    assert "3234" not in json.dumps(found)


def test_swedish_letters_are_written_as_they_are(lotsen: Lotsen) -> None:
    stdin = json.dumps({"question": "Vad är vårdbegäran?"}).encode()
    result = lotsen("ask", "--lines", stdin=stdin)
    assert "Vad är vårdbegäran?" in result.stdout
