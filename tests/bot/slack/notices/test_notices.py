"""Notices in units' channels: without content, once, and somebody is told when one is given up."""

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.delivery.worker import DeliveryWorker
from bot.slack.inbox import author_channel
from bot.slack.notices import DeadNotices, Rounds, SlackNotices
from bot.slack.serving.joining import build_rounds
from tests.bot.slack.inbox.house import ELSA, FILLED, UNITS, House

pytestmark = pytest.mark.anyio
CHANNEL = UNITS["vardcentral"][2]


def rounds(house: House) -> Rounds:
    return build_rounds(house.hub, house.hub.surface.sender)


async def until(happens: Callable[[], Any]) -> Any:
    for _ in range(6000):
        if found := happens():
            return found
        await asyncio.sleep(0.01)
    pytest.fail("it did not happen within a minute")


async def test_what_is_sent_is_told_in_the_units_channel_at_once_and_without_content(
    house: House,
) -> None:
    working = rounds(house)
    working.start()
    message = await asyncio.to_thread(house.send)
    (notice,) = await until(lambda: house.said(CHANNEL))
    await working.stop(5)
    shown = json.dumps(notice, ensure_ascii=False)
    assert "Ett meddelande väntar i inkorgen, från Hemtjänsten Lärkan" in shown
    assert message in shown
    assert not any(text in shown for text in FILLED.values() if len(text) > 10)


async def test_the_button_of_a_notice_opens_the_message_for_a_member_alone(house: House) -> None:
    house.send()
    await house.deliver()
    (notice,) = house.said(CHANNEL)
    await house.press_in(UNITS["vardcentral"][1][0], CHANNEL, notice["ts"], "open_message")
    assert FILLED["meddelande"] in json.dumps(
        house.modal(UNITS["vardcentral"][1][0]), ensure_ascii=False
    )


async def test_a_notice_left_at_a_stop_goes_out_at_the_next_start(house: House) -> None:
    house.send()
    await house.restart()
    working = rounds(house)
    working.start()
    assert await until(lambda: house.said(CHANNEL))
    await working.stop(5)


async def test_a_notice_whose_answer_was_lost_is_edited_and_not_posted_again(house: House) -> None:
    house.send()
    channel = SlackNotices(house.hub.surface.sender)
    outbox, now = house.lotsen.stored_messages.outbox, house.lotsen.now()
    parts = house.lotsen.delivery_parts(slack=channel)
    taken = outbox.claim(now, now, "a process that dies", 10)
    (notice,) = [one for one in taken if one.channel == "slack"]
    worker = DeliveryWorker(parts)
    await channel.deliver(worker._letter(notice))
    await house.deliver()
    assert len(house.said(CHANNEL)) == 1
    found = outbox.find(notice.id)
    assert found is not None
    assert (found.state, found.attempts) == ("done", 2)


async def test_a_channel_that_is_gone_is_told_to_the_author_and_the_contact_point_once(
    house: House,
) -> None:
    lost = {"kind": "slack", "address": "C0BORTA0009"}
    house.put_units()
    _give(house, "vardcentral", inboxes=[lost], contact_point={"channel": "C0OMBUD002"})
    message = house.send()
    lotsen, sender = house.lotsen, house.hub.surface.sender
    dead = DeadNotices(sender, lotsen.unit_register, lotsen.stored_messages.messages.find)
    person = author_channel(lotsen, house.hub.surface)
    parts = lotsen.delivery_parts(dead.tell, slack=SlackNotices(sender), person=person)
    for _ in range(2):
        await DeliveryWorker(parts).run_due()
    for place in (house.direct(ELSA), "C0OMBUD002"):
        told = [one for one in house.said(place) if "kom inte fram" in one["text"]]
        assert len(told) == 1, place
        assert message in told[0]["text"]
        assert "Ring enheten" in told[0]["text"]


async def test_a_channel_that_is_away_for_a_while_is_tried_again(house: House) -> None:
    house.send()
    house.workspace.parts.faults.go_down(3600)
    parts = house.lotsen.delivery_parts(slack=SlackNotices(house.hub.surface.sender))
    channel = parts.channels["slack"]
    outbox, now = house.lotsen.stored_messages.outbox, house.lotsen.now()
    taken = outbox.claim(now, now + timedelta(seconds=90), "first", 10)
    (notice,) = [one for one in taken if one.channel == "slack"]
    worker = DeliveryWorker(parts)
    assert channel is not None
    await worker._bring(notice)
    house.workspace.parts.faults.clear()
    found = outbox.find(notice.id)
    assert found is not None
    assert found.state == "waiting"
    assert (found.fault or "").startswith("slack_")


async def test_drafts_are_looked_through_when_the_bot_starts(house: House) -> None:
    done = asyncio.Event()

    async def look() -> None:
        done.set()
        raise ValueError("and goes on")

    working = Rounds(DeliveryWorker(house.lotsen.delivery_parts()), look)
    working.start()
    await asyncio.wait_for(done.wait(), 5)
    await working.stop(5)


def _give(house: House, unit_id: str, **fields: Any) -> None:
    from bot.units.register import stored_of
    from bot.units.unit import Unit
    from storage.units import Change, Origin

    unit = house.lotsen.unit_register.find(house.team, unit_id)
    assert unit is not None
    changed = Unit.model_validate(unit.model_dump() | fields, strict=False)
    seen = house.lotsen.units.version(house.team)
    change = Change([stored_of(changed)], (), (), (), seen)
    house.lotsen.units.apply(house.team, change, Origin(house.lotsen.now(), "test", "hash"))
