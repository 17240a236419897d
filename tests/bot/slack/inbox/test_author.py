"""Who wrote a message follows it in their direct messages, without a word of what it says."""

from dataclasses import replace
from typing import Any

import pytest

from bot.delivery.channel import Letter
from bot.delivery.worker import DeliveryWorker
from bot.privacy import mask
from bot.slack.inbox import author_channel
from storage.outbox import NoticeState, Occasion
from tests.bot.slack.inbox.house import House

Of = Any
ELSA, KERSTIN, SARA, MAJA = "U0ELSA001", "U0KERS003", "U0SARA005", "U0MAJA006"

pytestmark = pytest.mark.anyio


def told(house: House, user: str = ELSA) -> list[str]:
    return [one["text"] for one in house.said(house.direct(user))]


async def test_one_card_follows_the_message_and_its_thread_says_what_happens(
    house: House, words: Of
) -> None:
    message = house.send()
    await house.deliver()
    (card,) = house.said(house.direct(ELSA))
    assert "till Vårdcentralen Demoby" in card["text"]
    assert "levererad" in card["text"]
    inbox = house.lotsen.inbox_desk
    inbox.acknowledge(message, house.who(SARA))
    inbox.ask_completion(message, house.who(SARA), mask("Vilken tid gäller?"))
    await house.deliver()
    card, *lines = house.said(house.direct(ELSA))
    assert "kvitterad" in card["text"]
    assert f"av <@{SARA}>" in card["text"]
    assert sorted(one["text"] for one in lines) == [
        "Vårdcentralen Demoby begär komplettering. Öppna meddelandet och tryck på Komplettera.",
        "Vårdcentralen Demoby har kvitterat. Du behöver inte göra något.",
    ]
    assert {one["thread_ts"] for one in lines} == {card["ts"]}
    everything = words([one["blocks"] for one in (card, *lines)]) + "".join(told(house))
    assert "fredag" not in everything
    assert "Vilken tid" not in everything


async def test_the_card_opens_the_message(house: House, words: Of) -> None:
    house.send()
    await house.deliver()
    (card,) = house.said(house.direct(ELSA))
    await house.press_in(ELSA, house.direct(ELSA), card["ts"], "open_message")
    assert "fredag samma tid" in words(house.modal(ELSA))


async def test_the_author_is_told_of_an_answer_an_addition_and_a_wrong_unit(house: House) -> None:
    message = house.send(to=("rehab", "vardcentral"))
    await house.deliver()
    inbox = house.lotsen.inbox_desk
    inbox.complete(message, house.who(SARA), mask("Vi har ny tid."))
    inbox.misdirected(message, house.who("U0JONA004"), mask("Hör inte hit."))
    draft = house.lotsen.draft_desk
    begun = inbox.answer(message, house.who(SARA)).draft_id
    values = dict.fromkeys(("besok", "bedomning", "ny_information", "uppfoljning"), "Allt är som.")
    more = {"samtycke": "ja", "onskas_av_mottagaren": "bekraftelse", "aterkoppling": "Växeln.",
            "svar_pa_vardbegaran": "nej"}  # fmt: skip
    draft.fill(begun, house.who(SARA), values | more)
    house.lotsen.send_desk.send(begun, house.who(SARA))
    await house.deliver()
    assert {line.partition(".")[0] for line in told(house)[1:]} == {
        "Vårdcentralen Demoby har kompletterat meddelandet",
        "Rehabenheten Demoby säger att meddelandet har kommit fel",
        "Vårdcentralen Demoby har svarat",
    }
    assert any("till Hemtjänsten Lärkan" in text for text in told(house, SARA))


async def test_what_a_person_did_themselves_they_are_not_told(house: House) -> None:
    message = house.send()
    house.lotsen.inbox_desk.complete(message, house.who(ELSA), mask("Klockan 14."))
    await house.deliver()
    assert len(told(house)) == 1


async def test_after_a_restart_the_card_is_edited_and_no_line_is_said_twice(house: House) -> None:
    message = house.send()
    await house.deliver()
    await house.restart()
    house.lotsen.inbox_desk.acknowledge(message, house.who(SARA))
    await house.deliver()
    assert len(told(house)) == 2
    await again(house, message)
    assert len(told(house)) == 2
    assert "kvitterad" in told(house)[0]


async def test_killed_before_it_was_noted_the_card_is_found_again(house: House) -> None:
    message = house.send()
    await house.deliver()
    with house.lotsen.open_database().writing() as connection:
        connection.execute("UPDATE outbox SET remote = NULL")
    await again(house, message)
    assert len(told(house)) == 1


async def again(house: House, message: str) -> None:
    """Bring every notice to the author once more, as after a crash before it was noted."""
    parts = house.lotsen.delivery_parts()
    channel = author_channel(house.lotsen, house.hub.surface)
    for notice in house.lotsen.stored_messages.outbox.of_message(message):
        if notice.channel == "person":
            letter = _letter(parts, replace(notice, attempts=2))
            await channel.deliver(letter)


def _letter(parts: Any, notice: Any) -> Any:
    return Letter(notice, parts.name(notice.team, notice.unit),
                  parts.name(notice.team, notice.from_unit))  # fmt: skip


async def test_who_has_left_the_sending_unit_is_told_no_more(house: House) -> None:
    message = house.send()
    await house.deliver()
    house.put_units(hemtjanst=(MAJA,))
    house.lotsen.inbox_desk.acknowledge(message, house.who(SARA))
    await house.deliver()
    assert len(told(house)) == 1


async def test_a_person_who_has_left_slack_stops_nothing(house: House) -> None:
    house.workspace.people[ELSA].is_deactivated = True
    message = house.send()
    await house.deliver()
    notices = house.lotsen.stored_messages.outbox.of_message(message)
    assert {one.state for one in notices} == {NoticeState.DONE}
    assert told(house) == []


async def test_while_slack_is_down_the_notice_waits(house: House) -> None:
    message = house.send()
    house.workspace.faults.go_down(60)
    person = author_channel(house.lotsen, house.hub.surface)
    parts = house.lotsen.delivery_parts(slack=house.mailbox, person=person)
    await DeliveryWorker(parts).run_due()
    house.workspace.faults.clear()
    notices = house.lotsen.stored_messages.outbox.of_message(message)
    waiting = [one.occasion for one in notices if one.state is NoticeState.WAITING]
    assert Occasion.SENT in waiting


@pytest.mark.parametrize("who", [SARA, ELSA])
async def test_the_card_follows_until_the_message_is_closed(
    house: House, words: Of, who: str
) -> None:
    message = house.send()
    await house.deliver()
    (card,) = house.said(house.direct(ELSA))
    assert "avslutad" not in words(card["blocks"])
    await house.open(who, message)
    await house.press(who, "message_act_close")
    await house.deliver()
    (card,) = house.said(house.direct(ELSA))
    assert "avslutad" in words(card["blocks"])
    assert f"av <@{who}>" in words(card["blocks"])
