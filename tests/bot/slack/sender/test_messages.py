"""A message within Slack's limits, in several parts when it must be."""

import json
from typing import Any

import pytest

from bot.slack.blocks import check_message
from bot.slack.ports import Message
from bot.slack.sender.messages import TEXT_CHARACTERS, cut, mark_of, parts_of, words_of

Json = dict[str, Any]
DIVIDER = {"type": "divider"}
HEADER = {"type": "header", "text": {"type": "plain_text", "text": "Rubrik"}}
CELL = {"type": "raw_text", "text": "a"}


def section(text: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def markdown(text: str) -> Json:
    return {"type": "markdown", "text": text}


def table() -> Json:
    return {"type": "table", "rows": [[CELL]]}


@pytest.mark.parametrize(
    ("blocks", "sizes"),
    [
        ([section("a")] * 50, [50]),  # as many blocks as Slack takes
        ([section("a")] * 51, [50, 1]),
        ([section("a")] * 120, [50, 50, 20]),
        ([section("å" * 3000)] * 5, [4, 1]),  # too many characters of JSON
        ([markdown("a" * 6000), markdown("a" * 6001)], [1, 1]),  # too much Markdown
        ([table(), table()], [1, 1]),  # one table in a message
        ([section("a")] * 49 + [HEADER, section("b")], [49, 2]),  # a heading goes with its text
        ([section("a")] * 48 + [DIVIDER, HEADER, section("b")], [48, 3]),
        ([DIVIDER] * 51, [50, 1]),  # nothing but dividers still comes to an end
    ],
)
def test_a_long_message_becomes_parts_that_slack_takes(
    blocks: list[Json], sizes: list[int]
) -> None:
    parts = parts_of(Message("Svar", blocks, mark="7"))
    assert [len(part.blocks) for part in parts] == sizes
    assert [check_message(part.fields()) for part in parts] == [[]] * len(sizes)
    assert [block for part in parts for block in part.blocks] == blocks


def test_every_part_carries_the_mark_and_only_the_first_is_the_first() -> None:
    parts = parts_of(Message("Svar", [section("a")] * 101, mark="7"))
    assert [mark_of(part.fields()) for part in parts] == [("7", 1), ("7", 2), ("7", 3)]
    assert parts[0].fields()["metadata"]["event_payload"] == {"job": "7"}


def test_a_message_without_a_mark_has_no_metadata() -> None:
    assert "metadata" not in parts_of(Message("Svar"))[0].fields()


def test_the_text_of_a_later_part_says_what_the_part_shows() -> None:
    parts = parts_of(Message("Svar", [*[section("a")] * 50, section("Det sista stycket")]))
    assert [part.text for part in parts] == ["Svar", "Det sista stycket"]


@pytest.mark.parametrize(
    ("blocks", "words"),
    [
        ([section("ett"), DIVIDER, section("två")], "ett\ntvå"),
        ([{"type": "actions", "elements": [{"type": "button", "text": section("Nej")}]}], ""),
        ([{"type": "section", "fields": [section("ett")["text"]]}], "ett"),
        (
            [
                {
                    "type": "rich_text",
                    "elements": [
                        {
                            "type": "rich_text_section",
                            "elements": [
                                {"type": "text", "text": "ett "},
                                {"type": "text", "text": "två", "style": {"bold": True}},
                            ],
                        }
                    ],
                }
            ],
            "ett två",
        ),
    ],
)
def test_blocks_are_read_out_without_their_buttons(blocks: list[Json], words: str) -> None:
    assert words_of(blocks) == words


def test_a_long_text_alone_is_cut_between_paragraphs() -> None:
    paragraph = "Ett stycke om remisser. " * 40
    text = "\n\n".join([paragraph.strip()] * 10)
    parts = parts_of(Message(text, mark="7"))
    assert len(parts) == 3
    assert all(len(part.text) <= TEXT_CHARACTERS for part in parts)
    assert "\n\n".join(part.text for part in parts) == text


def test_a_long_text_beside_blocks_is_shortened() -> None:
    part = parts_of(Message("ord " * 2000, [section("a")]))[0]
    assert len(part.text) <= TEXT_CHARACTERS
    assert part.text.endswith("ord…")


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", [""]),
        ("kort", ["kort"]),
        ("ett två tre fyra", ["ett två", "tre fyra"]),
        ("ett två\ntre", ["ett två", "tre"]),
        ("abcdefghijkl", ["abcdefghij", "kl"]),  # no place to cut
        ("abcdef <http://a|b>", ["abcdef ", "<http://a|b>"]),  # a link stays whole
    ],
)
def test_a_text_is_cut_where_it_hurts_least(text: str, pieces: list[str]) -> None:
    longest = 12 if "<" in text else 10
    assert [one.strip() for one in cut(text, longest)] == [one.strip() for one in pieces]


@pytest.mark.parametrize("call", ["channel", "here", "everyone", "subteam^S012|@alla", "CHANNEL"])
def test_what_someone_wrote_never_calls_on_a_whole_channel(call: str) -> None:
    text = f"Se <!{call}> nu"
    blocks = [
        section(text),
        markdown(text),
        {"type": "context", "elements": [section(text)["text"]]},
    ]
    part = parts_of(Message(text, blocks))[0]
    assert f"<!{call}>" not in json.dumps(part.fields(), ensure_ascii=False)
    assert part.text == f"Se &lt;!{call}> nu"


def test_a_person_may_be_named_and_a_plain_text_says_what_it_says() -> None:
    plain = {"type": "section", "text": {"type": "plain_text", "text": "<!here>"}}
    part = parts_of(Message("Hej <@U0ELSA001> <!date^1|igår>", [plain]))[0]
    assert part.text == "Hej <@U0ELSA001> <!date^1|igår>"
    assert list(part.blocks) == [plain]


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"metadata": None},
        {"metadata": {"event_type": "annat", "event_payload": {"job": "7"}}},
        {"metadata": {"event_type": "lotsen_reply"}},
        {"metadata": {"event_type": "lotsen_reply", "event_payload": {"job": 7}}},
        {"metadata": {"event_type": "lotsen_reply", "event_payload": {"job": "7", "part": "x"}}},
    ],
)
def test_other_metadata_is_no_mark(message: Json) -> None:
    assert mark_of(message) is None
