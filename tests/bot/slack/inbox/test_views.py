"""The views hold what Slack allows also when everything in them is as large as it can be."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.desk.messages import words as desk_words
from bot.desk.messages.reply import (
    Action,
    InboxPart,
    InboxRow,
    MessageReply,
    SentListReply,
    ShownAddition,
    ShownField,
    ShownReceipt,
    UnitInbox,
    UnitName,
    UnitsReply,
)
from bot.export.sheet import Block, Sheet
from bot.slack.blocks import check_message, check_view
from bot.slack.views.inbox import ROWS_IN_MODAL, ROWS_ON_HOME, ShownInbox, inbox_blocks, inbox_modal
from bot.slack.views.inbox_marks import SENT, OpenedMark, ShelfMark
from bot.slack.views.message import message_modal
from bot.slack.views.message_card import author_card
from bot.slack.views.message_forms import member_form
from bot.slack.views.message_samsa import samsa_modal
from bot.slack.views.pages import pages, pieces
from bot.slack.views.parts import size
from storage.additions import AdditionKind
from storage.message import MessageKind, MessageState
from storage.receipts import Box

AT = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
LONG = "Å" * 100
ROOM_ON_HOME = 25  # of the 100 blocks that all rooms share
PERSON = "U0123456789ABCDEFGHIJ"


def unit(number: int = 0) -> UnitName:
    return UnitName(id=f"{'e' * 58}{number:02}", name=LONG)


def receipt(number: int) -> ShownReceipt:
    return ShownReceipt(
        unit=unit(number), delivered_at=AT, acknowledged_at=AT, acknowledged_by=PERSON,
        answered_at=AT, answered_by=PERSON, answer_id="a" * 32, assigned_to=PERSON,
        is_closed=True, closed_at=AT, closed_by=PERSON, text="",
    )  # fmt: skip


def message(text: str, receivers: int = 40) -> MessageReply:
    return MessageReply(
        message_id="a" * 32, form="planering", form_title="Planering", kind=MessageKind.CORRECTED,
        state=MessageState.SENT, as_unit=unit(), own_units=tuple(unit(n) for n in range(4)),
        sender=unit(), author=PERSON, sent_at=AT, wants="Åtgärd",
        fields=tuple(ShownField(id=f"f{n}", label=LONG, text=text) for n in range(12)),
        additions=tuple(
            ShownAddition(kind=AdditionKind.ADDITION, unit=unit(), author=PERSON, at=AT, text=text)
            for _ in range(8)
        ),
        receipts=tuple(receipt(n) for n in range(receivers)), version_of="b" * 32,
        answers="c" * 32, case_number="S" * 40,
        actions=tuple(
            Action(id=act.value, text=label) for act, label in desk_words.ACTIONS.items()
        ),
        text="",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["x", "y" * 3001, "z\n" * 10_000, '"' * 20_000, "åäö " * 5000])
def test_a_message_of_any_length_fits_on_its_pages(text: str) -> None:
    reply = message(text)
    page, said = 0, ""
    while True:
        view = message_modal(reply, page, said="Kvitterat. " * 8)
        assert check_view(dict(view)) == []
        said += str([one for one in view["blocks"] if one["type"] == "rich_text"])
        page += 1
        if f"Sida {page + 1} av" not in str(message_modal(reply, page)["blocks"]):
            break
    assert sum(said.count(sign) for sign in {text[0]}) >= 20 * text.count(text[0])


@pytest.mark.parametrize("text", ["y" * 3001, "z\n" * 10_000, '"' * 20_000])
def test_texts_for_samsa_fit_on_their_pages(text: str) -> None:
    blocks = tuple(Block(heading=LONG, text=text, tab=f"Flik {n}") for n in range(6))
    sheet = Sheet(id="a" * 32, form="mvo", title="MVO", made_at=AT, blocks=blocks)
    for page in range(30):
        assert check_view(dict(samsa_modal(sheet, page, "Filen kom inte fram. " * 5))) == []


def shelf(rows: int, part: str = Box.NEW.value) -> ShownInbox:
    counts = dict.fromkeys(Box, 99_999)
    own = tuple(UnitInbox(unit=unit(n), counts=counts) for n in range(9))
    units = UnitsReply(own=own, covered=own[:3], here_as=unit())
    row = InboxRow(
        message_id="a" * 32, box=Box.NEW, form="administrativt_meddelande",
        form_title="Administrativt meddelande", kind=MessageKind.CONSENT_WITHDRAWN,
        state=MessageState.CONSENT_WITHDRAWN, sender=unit(), sent_at=AT,
        wants="Endast information", assigned_to=PERSON, text="",
    )  # fmt: skip
    page: Any = InboxPart(
        box=Box.NEW, title="Nytt", count=99_999, rows=(row,) * rows, has_more=True
    )
    if part == SENT:
        page = SentListReply(
            unit=unit(), messages=(message("", 40),) * rows, has_more=True, text=""
        )
    return ShownInbox(units, ShelfMark(own[0].unit.id, part, "b" * 32), own[0], page)


@pytest.mark.parametrize("part", [Box.NEW.value, SENT])
def test_an_inbox_of_long_names_fits(part: str) -> None:
    assert check_view(dict(inbox_modal(shelf(ROWS_IN_MODAL, part)))) == []
    assert len(inbox_blocks(shelf(ROWS_ON_HOME, part))) <= ROOM_ON_HOME


def test_the_card_of_a_message_to_many_units_fits() -> None:
    card = author_card(message("x"))
    assert check_message({"text": card.text, "blocks": list(card.blocks)}) == []


@pytest.mark.parametrize("count", [1, 10, 11, 500])
def test_a_colleague_can_be_chosen_in_a_unit_of_any_size(count: int) -> None:
    members = [f"U{number:08}" for number in range(count)]
    assert check_view(dict(member_form("a" * 32, LONG, members))) == []


@pytest.mark.parametrize("text", ["", "x", "ett två. " * 900, "å" * 9000, "\n\n" * 5000])
def test_pieces_leave_nothing_out(text: str) -> None:
    found = pieces(text, 2500)
    assert "".join(found) == text
    assert all(len(piece) <= 2500 for piece in found)


def test_pages_keep_the_order_and_the_room() -> None:
    blocks = [{"type": "x", "text": str(number) * 40} for number in range(50)]
    found = pages(blocks, 500)
    assert [one for page in found for one in page] == blocks
    assert all(size(page) <= 500 for page in found)


@pytest.mark.parametrize("value", ["", ":", "a b:new:", "x:nowhere:", "x:new:a b", "x:new:<@U1>"])
def test_what_is_no_mark_of_ours_is_no_mark(value: str) -> None:
    assert ShelfMark.read(value) is None


@pytest.mark.parametrize("value", ["", "x", "[]", "null", '{"message": "a"}'])
def test_what_no_modal_of_ours_carries_is_no_mark(value: str) -> None:
    assert OpenedMark.read(value) is None


def test_marks_are_read_as_they_were_written() -> None:
    shelf_mark, opened = ShelfMark("vc-1", "done", "ab12"), OpenedMark("ab12", 3, "complete")
    assert ShelfMark.read(shelf_mark.value) == shelf_mark
    assert OpenedMark.read(opened.value) == opened
