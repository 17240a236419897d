"""An answer as staff see it: quotes as quotes, the source, what to do next."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot import texts
from bot.desk.reply import AnswerReply
from bot.slack import words
from bot.slack.blocks import check_message, check_view
from bot.slack.ports import Message
from bot.slack.views import render_message, render_modal
from bot.slack.views.answer import SectionButton
from knowledge.answer import Citation, Reason
from knowledge.model import Basis

MakeReply = Callable[..., AnswerReply]
Cite = Callable[..., Citation]


def payload(message: Message) -> dict[str, Any]:
    return {"channel": "C1", "text": message.text, "blocks": list(message.blocks)}


def shown(blocks: object) -> str:
    return json.dumps(blocks, ensure_ascii=False)


def elements(blocks: Any, action_id: str) -> list[dict[str, Any]]:
    """Find every element with an action id, wherever it stands."""
    if isinstance(blocks, dict):
        own = [blocks] if blocks.get("action_id") == action_id else []
        return own + elements(list(blocks.values()), action_id)
    if isinstance(blocks, (list, tuple)):
        return [one for block in blocks for one in elements(block, action_id)]
    return []


def test_whatever_the_sources_hold_can_be_sent(
    content: str, cite: Cite, make_reply: MakeReply
) -> None:
    fields = dict.fromkeys(("quote", "title", "section", "version"), content)
    citations = [cite(number, **fields, document_id=f"d{number}") for number in range(1, 6)]
    reply = make_reply(*citations, question=content, masked=("namn",))
    assert check_message(payload(render_message(reply, is_apart=True))) == []
    assert check_view(dict(render_modal(reply))) == []


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_can_be_sent_and_says_its_words(reason: Reason, make_reply: MakeReply) -> None:
    reply = make_reply(reason=reason, near=("Svarstider", "Svarstider", "Samtycke"))
    message = render_message(reply)
    assert check_message(payload(message)) == []
    assert check_view(dict(render_modal(reply))) == []
    assert texts.REASONS[reason] in shown(message.blocks)
    assert texts.REASONS[reason] in message.text


def test_near_places_can_be_anything(content: str, make_reply: MakeReply) -> None:
    reply = make_reply(reason=Reason.NO_SUPPORT, near=(content, "Svarstider"))
    message = render_message(reply)
    assert check_message(payload(message)) == []
    assert words.NEAREST in shown(message.blocks)


def test_nothing_that_is_shown_can_ping_or_format(
    content: str, cite: Cite, make_reply: MakeReply
) -> None:
    reply = make_reply(cite(quote=content, section=content), question=content)
    message = render_message(reply, is_apart=True)
    assert '"mrkdwn"' not in shown(message.blocks)
    assert '"markdown"' not in shown(message.blocks)
    assert '"broadcast"' not in shown(message.blocks)
    assert "<" not in message.text


def test_signs_that_turn_the_direction_of_text_are_left_out(
    cite: Cite, make_reply: MakeReply
) -> None:
    reply = make_reply(cite(quote="före\u202e efter\u2066"), question="\u202efråga")
    message = render_message(reply, is_apart=True)
    assert not set("\u202e\u2066") & set(shown(message.blocks) + message.text)


def test_a_quote_stands_as_a_quote_word_for_word(cite: Cite, make_reply: MakeReply) -> None:
    quote = "Svara inom  tre dagar & ”genast” <om> det går."
    message = render_message(make_reply(cite(quote=quote)))
    first = message.blocks[0]["elements"][0]
    assert first["type"] == "rich_text_quote"
    assert first["elements"][0]["text"] == f"[1] ”{quote}”"


@pytest.mark.parametrize(("basis", "label"), [(basis, texts.BASIS_WORDS[basis]) for basis in Basis])
def test_what_is_no_rule_is_labelled(
    basis: Basis, label: str, cite: Cite, make_reply: MakeReply
) -> None:
    runs = render_message(make_reply(cite(basis=basis))).blocks[0]["elements"][0]["elements"]
    assert [run["text"] for run in runs[1:]] == ([f" ({label})"] if label else [])


def test_the_source_line_names_document_section_page_version_and_date(
    cite: Cite, make_reply: MakeReply
) -> None:
    one = cite(page=12, valid_from="2024-01", is_bundled=True, describes="Riktlinje B")
    line = render_message(make_reply(one)).blocks[1]["text"]["text"]
    assert line == (
        "Lotsens beskrivning av Riktlinje B · Svar · s. 12 · version 2 · gäller från 2024-01"
    )


def test_each_place_has_its_own_button_to_the_section(cite: Cite, make_reply: MakeReply) -> None:
    reply = make_reply(cite(1), cite(2, quote="Svara kort."), cite(3, section="Annat"))
    buttons = elements(render_message(reply).blocks, "show_section")
    read = [SectionButton.read(one["value"]) for one in buttons]
    assert [(one.number, len(one.marks)) for one in read if one] == [(1, 2), (3, 1)]
    assert [one["accessibility_label"] for one in buttons] == [
        "Visa avsnittet, citat 1",
        "Visa avsnittet, citat 3",
    ]


@pytest.mark.parametrize("value", ["", "x", "a:b:c", "a:1", ":1:", "a:²:", "a:1:zz", "a" * 5000])
def test_a_value_that_is_none_of_ours_is_no_section_button(value: str) -> None:
    assert SectionButton.read(value) is None


def test_a_message_has_native_feedback_and_a_modal_has_plain_buttons(
    cite: Cite, make_reply: MakeReply
) -> None:
    reply = make_reply(cite())
    message, modal = render_message(reply), render_modal(reply)
    (native,) = elements(message.blocks, "answer_feedback")
    assert native["positive_button"]["value"] == f"good:{reply.answer_id}"
    assert native["negative_button"]["value"] == f"bad:{reply.answer_id}"
    assert not elements(modal, "answer_feedback")
    plain = [*elements(modal, "answer_good"), *elements(modal, "answer_bad")]
    assert [one["value"] for one in plain] == [reply.answer_id] * 2
    assert elements(message.blocks, "ask_human")
    assert elements(modal, "ask_human")


@pytest.mark.parametrize(
    ("reason", "is_handed_on"),
    [
        (None, True),
        (Reason.NOTHING_FOUND, True),
        (Reason.NO_SUPPORT, True),
        (Reason.SEARCH_FAILED, True),
        (Reason.SOURCES_DISAGREE, True),
        # These belong to the responsible nurse or doctor, or to no one.
        (Reason.ACUTE, False),
        (Reason.DOSE, False),
        (Reason.CLINICAL, False),
        (Reason.LOOKUP, False),
        (Reason.BAD_INPUT, False),
    ],
)
def test_what_a_colleague_must_not_answer_in_slack_is_not_handed_on(
    reason: Reason | None, is_handed_on: bool, cite: Cite, make_reply: MakeReply
) -> None:
    reply = make_reply(*([] if reason else [cite()]), reason=reason)
    assert bool(elements(render_message(reply).blocks, "ask_human")) is is_handed_on


def test_what_was_hidden_is_told_with_how_to_remove_it(cite: Cite, make_reply: MakeReply) -> None:
    message = render_message(make_reply(cite(), masked=("personnummer",)))
    for said in (shown(message.blocks), message.text):
        assert "Jag dolde ett personnummer" in said
        assert "Ta gärna bort eller redigera ditt eget meddelande" in said


def test_what_was_written_in_a_modal_is_not_said_to_be_kept_by_slack(
    cite: Cite, make_reply: MakeReply
) -> None:
    modal = shown(render_modal(make_reply(cite(), masked=("personnummer",))))
    assert "Jag dolde ett personnummer" in modal
    assert "Slack har kvar" not in modal


def test_an_answer_that_was_not_recorded_has_no_button_that_needs_the_record(
    cite: Cite, make_reply: MakeReply
) -> None:
    message = render_message(make_reply(cite(), notice=texts.NOT_RECORDED))
    assert texts.NOT_RECORDED in shown(message.blocks)
    assert '"action_id"' not in shown(message.blocks)


def test_the_question_stands_with_an_answer_that_is_shown_elsewhere(
    cite: Cite, make_reply: MakeReply
) -> None:
    reply = make_reply(cite(), question="Vem svarar?")
    assert "Vem svarar?" not in shown(render_message(reply).blocks)
    assert "Vem svarar?" in shown(render_message(reply, is_apart=True).blocks)
    assert "Vem svarar?" in shown(render_modal(reply))


def test_a_cut_answer_says_that_it_is_cut(cite: Cite, make_reply: MakeReply) -> None:
    short = render_message(make_reply(cite()))
    long = render_message(make_reply(*(cite(n, quote="ord " * 900) for n in range(1, 6))))
    assert words.CUT not in shown(short.blocks)
    assert words.CUT in shown(long.blocks)


def test_the_mark_is_kept_on_the_message(cite: Cite, make_reply: MakeReply) -> None:
    assert render_message(make_reply(cite()), mark="job1").mark == "job1"
