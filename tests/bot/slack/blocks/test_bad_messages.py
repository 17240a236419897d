"""Bad messages and bad calls of a stream, each with one fault that the checker names."""

from typing import Any

import pytest

from bot.slack.blocks import check_message, check_options, check_stream

Json = dict[str, Any]

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Hej"}}

# fmt: off
MESSAGE_CASES: list[tuple[str, Json, str, str]] = [
    ("nothing at all", {"channel": "C1"}, "", "missing_text"),
    ("blocks without text", {"channel": "C1", "blocks": [SECTION]}, "/text", "missing_text"),
    ("text of spaces", {"channel": "C1", "text": "  ", "blocks": [SECTION]}, "/text",
     "missing_text"),
    ("text 40001", {"channel": "C1", "text": "a" * 40_001}, "/text", "too_long"),
    ("text is a list", {"channel": "C1", "text": ["a"]}, "/text",
     "wrong_type"),
    ("blocks as one object", {"text": "a", "blocks": SECTION}, "/blocks", "wrong_type"),
    ("blocks as JSON text", {"text": "a", "blocks": "[]"}, "/blocks", "wrong_type"),
    ("misspelt argument", {"text": "a", "treadts": "1700000000.000100"}, "/treadts",
     "unknown_field"),
    ("thread by number", {"text": "a", "thread_ts": 1700000000.0001}, "/thread_ts", "wrong_type"),
    ("thread cut short", {"text": "a", "thread_ts": "1700000000"}, "/thread_ts", "bad_format"),
    ("response to all", {"text": "a", "response_type": "everyone"}, "/response_type",
     "not_allowed"),
    ("101 attachments", {"text": "a", "attachments": [{}] * 101}, "/attachments", "too_many"),
    ("metadata without a payload", {"text": "a", "metadata": {"event_type": "x"}}, "/metadata",
     "missing_field"),
    ("chunks in a message", {"text": "a", "chunks": []}, "/chunks", "unknown_field"),
]

STREAM_CASES: list[tuple[str, Json, str, str]] = [
    ("12001 at once", {"markdown_text": "a" * 12_001}, "/markdown_text", "too_long"),
    ("chunks as a string", {"chunks": "hej"}, "/chunks", "wrong_type"),
    ("a chunk that is a string", {"chunks": ["hej"]}, "/chunks/0", "wrong_type"),
    ("unknown chunk", {"chunks": [{"type": "text", "text": "x"}]}, "/chunks/0/type",
     "unknown_type"),
    ("a task half done",
     {"chunks": [{"type": "task_update", "id": "1", "title": "Söker", "status": "half"}]},
     "/chunks/0/status", "not_allowed"),
    ("a bad block in a chunk", {"chunks": [{"type": "blocks", "blocks": [{"type": "x"}]}]},
     "/chunks/0/blocks/0/type", "unknown_type"),
    ("markdown with blocks", {"markdown_text": "a", "blocks": [SECTION]}, "/markdown_text",
     "conflict"),
]
# fmt: on


def found(problems: list[Any]) -> list[tuple[str, str]]:
    return [(problem.pointer, problem.code) for problem in problems]


@pytest.mark.parametrize(
    ("payload", "pointer", "code"),
    [case[1:] for case in MESSAGE_CASES],
    ids=[c[0] for c in MESSAGE_CASES],
)
def test_a_bad_message_is_named(payload: Json, pointer: str, code: str) -> None:
    assert found(check_message(payload)) == [(pointer, code)]


@pytest.mark.parametrize(
    ("payload", "pointer", "code"),
    [case[1:] for case in STREAM_CASES],
    ids=[c[0] for c in STREAM_CASES],
)
def test_a_bad_call_of_a_stream_is_named(payload: Json, pointer: str, code: str) -> None:
    assert found(check_stream(payload)) == [(pointer, code)]


OPTION = {"text": {"type": "plain_text", "text": "A"}, "value": "a"}


@pytest.mark.parametrize(
    ("answer", "pointer", "code"),
    [
        ({}, "", "missing_field"),
        ({"options": [OPTION] * 101}, "/options", "too_many"),
        ({"options": [OPTION], "option_groups": []}, "", "conflict"),
        ({"options": [{"value": "a"}]}, "/options/0", "missing_field"),
    ],
)
def test_bad_options_of_an_external_menu_are_named(answer: Json, pointer: str, code: str) -> None:
    assert found(check_options(answer)) == [(pointer, code)]


def test_good_options_of_an_external_menu_raise_no_alarm() -> None:
    assert check_options({"options": [OPTION] * 100}) == check_options({"options": []}) == []
