"""Drafts that are looked through and sent."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from bot.slack.drafts.joining import JoinedDrafts, join_drafts
from bot.slack.views import draft_words as words
from bot.slack.views.draft_marks import AS_UNIT, CHOOSE, REVIEW, TO
from bot.units.reading import DEMO_FILE, read_units
from storage.database import StorageError
from storage.messages import Messages
from tests.bot.slack.drafts.conftest import (
    AMIR,
    ELSA,
    FILLED,
    KERSTIN,
    VC,
    House,
    words_of,
)

pytestmark = pytest.mark.anyio
HSV, HTJ = "hemsjukvarden-demoby", "hemtjansten-larkan"


async def _review(house: House, user: str = ELSA, **fields: Any) -> None:
    if user == ELSA:
        house.here_as(ELSA, HTJ)
    house.begin(user, **{**FILLED, **fields})
    await house.open_home(user)
    await house.press_on_home(user, "draft_open")
    await house.close(user)
    await house.press(user, house.last(house.direct(user)), REVIEW)


def _messages(house: House) -> list[str]:
    with house.database.reading() as connection:
        return [row[0] for row in connection.execute("SELECT id FROM messages")]


async def _send(house: House, user: str = ELSA) -> None:
    view = house.modal(user)
    await house.workspace.human_submit_view(user, view["id"])
    await house.settled()


async def test_a_draft_is_looked_through_and_sent_and_its_message_is_the_receipt(
    house: House,
) -> None:
    await _review(house)
    shown = house.words(ELSA)
    assert words.READY in shown
    assert words.PASTE_TITLE.format(register="SAMSA") in shown
    assert "Hemtjänsten Lärkan" in shown
    await _send(house)
    (message,) = _messages(house)
    assert message in house.words(ELSA)
    receipt = words_of(house.last_blocks(ELSA))
    assert message in receipt
    assert words.SENT_STEPS[0] in receipt
    assert house.drafts(ELSA) == []
    await house.open_home(ELSA)
    assert words.HOME_CONTINUE not in house.home(ELSA)


async def test_each_heading_has_a_box_of_its_own_to_copy(house: House) -> None:
    await _review(house)
    boxes = [
        element["elements"][0]["text"]
        for block in house.modal(ELSA)["blocks"]
        if block["type"] == "rich_text"
        for element in block["elements"]
        if element["type"] == "rich_text_preformatted"
    ]
    assert len(boxes) == len(FILLED)
    assert FILLED["kontaktorsak"] in boxes


async def test_sending_twice_by_double_click_sends_once(house: House) -> None:
    await _review(house)
    view = house.modal(ELSA)
    body = {"view": deepcopy(view), "user": {"id": ELSA}, "team": {"id": house.team}}
    await _send(house)
    drafts = _joined(house)
    answer, work = drafts.send(body)
    assert work is None
    assert _messages(house)[0] in words_of(answer["view"])
    assert len(_messages(house)) == 1


def _joined(house: House) -> JoinedDrafts:
    return join_drafts(house.hub)


async def test_what_is_missing_is_said_and_can_be_filled_in_from_there(house: House) -> None:
    await _review(house, adl="")
    shown = house.words(ELSA)
    assert words.BEFORE_SENDING in shown
    assert "ADL, förflyttning och hjälpmedel" in shown
    assert "submit" not in {key for key, value in house.modal(ELSA).items() if value}
    await house.press_in_modal(ELSA, "draft_open")
    assert "Steg 2 av 2" in house.words(ELSA)


async def test_receivers_are_picked_from_the_register_and_closed_ones_are_told(
    house: House,
) -> None:
    await _review(house, mottagare=[])
    assert words.BEFORE_SENDING in house.words(ELSA)
    await house.press_in_modal(ELSA, TO, [VC, HSV])
    assert house.draft(ELSA).field("mottagare").value == [VC, HSV]
    assert words.READY in house.words(ELSA)
    await house.press_in_modal(ELSA, TO, [HTJ])
    assert "er egen enhet" in house.words(ELSA)


async def test_a_receiver_that_was_deleted_is_named_and_another_can_be_picked(
    house: House,
) -> None:
    file = read_units(DEMO_FILE)
    left = [read for read in file.units if VC not in (read.unit.id, read.unit.substitute)]
    house.here_as(ELSA, HTJ)
    house.begin(ELSA, **FILLED)
    house.carry_out(house.importer.plan("", replace(file, units=tuple(left)), removes=True))
    await house.open_home(ELSA)
    await house.press_on_home(ELSA, "draft_open")
    await house.close(ELSA)
    await house.press(ELSA, house.last(house.direct(ELSA)), REVIEW)
    assert "finns inte längre" in house.words(ELSA)
    await house.press_in_modal(ELSA, TO, [HSV])
    assert words.READY in house.words(ELSA)


async def test_who_is_in_several_units_says_which_they_are_here_as(house: House) -> None:
    house.change_unit(HTJ, members=(*house.unit(HTJ).members, *house.unit(HSV).members))
    await _review(house, AMIR)
    assert words.FROM_CHOOSE in house.words(AMIR)
    await house.press_in_modal(AMIR, AS_UNIT, HSV)
    assert words.READY in house.words(AMIR)
    await _send(house, AMIR)
    (message,) = _messages(house)
    kept = house.lotsen.stored_messages.messages.find(message)
    assert kept is not None
    assert kept.sender_unit == HSV


async def test_a_sender_removed_from_the_unit_meanwhile_is_refused_and_keeps_the_draft(
    house: House,
) -> None:
    await _review(house)
    members = tuple(one for one in house.unit(HTJ).members if one.user != ELSA)
    house.change_unit(HTJ, members=members)
    await _send(house)
    assert _messages(house) == []
    assert words.NOT_SENT in house.words(ELSA)
    assert "hör inte till" in house.words(ELSA)
    assert house.draft(ELSA).field("adl").value == FILLED["adl"]


async def test_a_draft_that_was_changed_after_the_preview_is_looked_through_again(
    house: House,
) -> None:
    await _review(house)
    desk = house.lotsen.draft_desk
    desk.fill(house.draft(ELSA).draft_id, house.author(ELSA), {"adl": "Rullstol inne."})
    await _send(house)
    assert _messages(house) == []
    assert "har ändrats" in house.words(ELSA)
    assert "Rullstol inne." in house.words(ELSA)
    await _send(house)
    assert len(_messages(house)) == 1


async def test_a_full_disk_keeps_the_draft_and_says_so(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _review(house)

    def full(*_: object) -> None:
        raise StorageError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(Messages, "send", full)
        await _send(house)
    assert words.NOT_SENT in house.words(ELSA)
    assert house.draft(ELSA).can_be_sent
    await _send(house)
    assert len(_messages(house)) == 1


async def test_consent_that_is_refused_stops_it(house: House) -> None:
    await _review(house, samtycke="nej")
    assert "Personen har sagt nej" in house.words(ELSA)
    assert words.READY not in house.words(ELSA)


async def test_a_late_press_on_a_sent_draft_shows_its_receipt(house: House) -> None:
    house.here_as(ELSA, HTJ)
    house.begin(ELSA, **{**FILLED, "samtycke": ""})
    await house.press_home_resume_and_close(ELSA)
    message = house.last(house.direct(ELSA))
    author = house.author(ELSA)
    draft = house.lotsen.draft_desk.fill(house.draft(ELSA).draft_id, author, {"samtycke": "ja"})
    sent = house.lotsen.send_desk.send(draft.draft_id, author)
    await house.press(ELSA, message, CHOOSE, "ja")
    assert sent.message_id in words_of(house.last_blocks(ELSA))


async def test_nobody_else_can_look_at_a_draft(house: House) -> None:
    await _review(house)
    draft = house.draft(ELSA)
    view = _joined(house).taps._sending
    with pytest.raises(Exception, match="någon annans"):
        view.view(draft.draft_id, house.author(KERSTIN))
