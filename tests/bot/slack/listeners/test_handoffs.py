"""A question handed on to a person, taken, answered and finished, in the practice workspace."""

import asyncio
import json
from typing import Any

import pytest

from bot.slack import words
from storage.handoffs import HandoffState

House = Any  # the conftest's; a folder of tests is no package to import from
Json = dict[str, Any]
ELSA, AMIR, KERSTIN, SARA = "U0ELSA001", "U0AMIR002", "U0KERS003", "U0SARA005"
ALLA, OMBUD, INKORG = "C0ALLA0001", "C0OMBUD002", "C0HSV00004"
QUESTION = "När ska vi svara på en vårdbegäran?"

pytestmark = pytest.mark.anyio


def shown(thing: object) -> str:
    return json.dumps(thing, ensure_ascii=False)


async def hand_on(house: House, user: str = ELSA, channel: str | None = None) -> Json:
    """Ask, and hand the question on; gives the answer."""
    answer: Json = await house.ask(user, channel or house.workspace.direct(user).id)
    await house.press(user, "ask_human", answer)
    await house.submit(user)
    return answer


async def reply(house: House, user: str, root: Json, text: str) -> None:
    """Write in a thread, and wait until it has been brought over."""
    thread = root.get("thread_ts") or root["ts"]
    await house.workspace.human_post(user, root["channel"], text, thread)
    await asyncio.sleep(0.1)
    await house.settled()


async def test_nothing_is_sent_before_it_is_confirmed(house: House) -> None:
    answer = await house.ask(ELSA, ALLA)
    await house.press(ELSA, "ask_human", answer)
    modal = shown(house.modal(ELSA))
    assert QUESTION in modal
    assert "kontaktkanalen" in modal
    assert house.said(OMBUD) == []
    assert house.surface.handoffs._handoffs.unfinished() == []


async def test_a_question_goes_to_the_default_channel(house: House) -> None:
    await hand_on(house)
    (posted,) = house.said(OMBUD)
    assert QUESTION in posted["text"]
    assert words.HANDOFF_TAKE in shown(posted["blocks"])
    assert "på väg till kontaktkanalen" in shown(house.modal(ELSA))


async def test_a_question_goes_to_the_channel_of_the_askers_unit(house: House) -> None:
    await hand_on(house, AMIR)
    assert len(house.said(INKORG)) == 1
    assert house.said(OMBUD) == []
    assert "kontaktkanalen för Hemsjukvården Demoby" in shown(house.modal(AMIR))


async def test_the_same_question_is_handed_on_once(house: House) -> None:
    answer = await hand_on(house)
    house.later()
    await house.press(ELSA, "ask_human", answer)
    await house.submit(ELSA)
    assert len(house.said(OMBUD)) == 1
    assert "redan lämnat" in shown(house.modal(ELSA))


@pytest.mark.parametrize("contact_channel", [None])
async def test_without_a_channel_it_says_what_to_do(
    house: House, contact_channel: str | None
) -> None:
    answer = await house.ask(ELSA, ALLA)
    await house.press(ELSA, "ask_human", answer)
    assert words.HANDOFF_NO_CHANNEL in shown(house.modal(ELSA))


@pytest.mark.parametrize("contact_channel", ["C0FIKA0009"], ids=["bot_not_in_it"])
async def test_when_it_can_not_be_posted_the_asker_is_told_and_can_try_again(
    house: House, contact_channel: str | None
) -> None:
    answer = await hand_on(house)
    direct = house.workspace.direct(ELSA).id
    assert "kom inte fram till kontaktkanalen" in house.said(direct)[-1]["text"]
    await house.workspace.human_invite("C0FIKA0009", house.workspace.installed.bot_user_id)
    house.later()
    await house.press(ELSA, "ask_human", answer)
    await house.submit(ELSA)
    assert len(house.said("C0FIKA0009")) == 1


async def test_who_took_it_is_shown_and_the_second_is_told(house: House) -> None:
    await hand_on(house)
    (posted,) = house.said(OMBUD)
    await house.press(KERSTIN, "handoff_take", posted)
    (taken,) = house.said(OMBUD)
    assert KERSTIN in shown(taken["blocks"])
    assert words.HANDOFF_TAKEN in shown(taken["blocks"])
    # Sara's page still shows the button.
    handoff = house.surface.handoffs.take(posted_id(posted), SARA)
    assert handoff.taken_by == KERSTIN


def posted_id(posted: Json) -> str:
    blocks = shown(posted["blocks"])
    return blocks.split('"value": "')[1][:32]


async def test_two_that_press_at_once_are_told_who_has_it(house: House) -> None:
    await hand_on(house)
    (posted,) = house.said(OMBUD)
    house.surface.handoffs.take(posted_id(posted), KERSTIN)
    await house.press(SARA, "handoff_take", posted)
    (whisper,) = house.workspace.whispers(SARA)
    assert KERSTIN in shown(whisper["blocks"])
    assert words.HANDOFF_TAKEN_BY_OTHER in shown(whisper["blocks"])


async def test_the_one_who_took_it_can_give_it_back_and_nobody_else(house: House) -> None:
    await hand_on(house)
    await house.press(KERSTIN, "handoff_take", house.said(OMBUD)[0])
    await house.press(SARA, "handoff_release", house.said(OMBUD)[0])
    assert words.HANDOFF_TAKEN in shown(house.said(OMBUD)[0]["blocks"])
    assert words.HANDOFF_NOT_YOURS in shown(house.workspace.whispers(SARA))
    await house.press(KERSTIN, "handoff_release", house.said(OMBUD)[0])
    assert words.HANDOFF_TAKE in shown(house.said(OMBUD)[0]["blocks"])


async def test_a_reply_is_brought_to_the_askers_thread_with_who_answered(house: House) -> None:
    answer = await hand_on(house)
    await reply(house, KERSTIN, house.said(OMBUD)[0], "Inom tre dagar, <säger> *vi*.")
    brought = house.said(answer["channel"])[-1]
    assert brought["thread_ts"] == answer["thread_ts"]
    assert KERSTIN in shown(brought["blocks"])
    assert "Inom tre dagar, <säger> *vi*." in shown(brought["blocks"])


async def test_the_asker_answers_on_in_the_thread(house: House) -> None:
    answer = await hand_on(house)
    (posted,) = house.said(OMBUD)
    await reply(house, ELSA, answer, "Detta är till Lotsen.")
    assert len(house.said(OMBUD)) == 1
    await reply(house, KERSTIN, posted, "Inom tre dagar.")
    await reply(house, ELSA, answer, "Även på helgen?")
    brought = house.said(OMBUD)[-1]
    assert brought["thread_ts"] == posted["ts"]
    assert "Även på helgen?" in shown(brought["blocks"])
    assert len(house.said(OMBUD)) == 2
    # The answer, Lotsen's to what was written before the colleague's, and the colleague's.
    assert len(house.said(answer["channel"])) == 3


async def test_a_thread_that_others_share_carries_only_the_askers_words(house: House) -> None:
    answer = await hand_on(house, ELSA, ALLA)
    await reply(house, KERSTIN, house.said(OMBUD)[0], "Inom tre dagar.")
    await reply(house, AMIR, answer, "Det undrar jag med.")
    assert len(house.said(OMBUD)) == 1


async def test_the_asker_finishes_and_the_people_see_it(house: House) -> None:
    answer = await hand_on(house)
    await reply(house, KERSTIN, house.said(OMBUD)[0], "Inom tre dagar.")
    brought = house.said(answer["channel"])[-1]
    await house.press(ELSA, "handoff_done", brought)
    assert words.HANDOFF_DONE in shown(house.said(OMBUD)[0]["blocks"])
    await reply(house, ELSA, answer, "En ny fråga till Lotsen")
    assert len(house.said(OMBUD)) == 1
    house.later()
    await house.press(ELSA, "ask_human", answer)
    await house.submit(ELSA)
    assert len(house.said(OMBUD)) == 2


async def test_a_question_asked_in_no_channel_is_answered_in_the_messages(house: House) -> None:
    await house.workspace.human_command(ELSA, ALLA, f"/lotsen fråga {QUESTION}")
    await house.settled()
    await house.press_in_view(ELSA, "ask_human")
    await house.submit(ELSA)
    (posted,) = house.said(OMBUD)
    await reply(house, KERSTIN, posted, "Inom tre dagar.")
    direct = house.workspace.direct(ELSA).id
    (brought,) = house.said(direct)
    await reply(house, ELSA, brought, "Tack, och på helgen?")
    assert "på helgen?" in shown(house.said(OMBUD)[-1]["blocks"])


async def test_slack_being_down_delays_and_loses_nothing(house: House) -> None:
    handoff = house.keep_handoff(ELSA, "a" * 32)
    house.workspace.faults.fail_next(6, "server_error", "chat.postMessage")
    await house.courier().carry_on(handoff.id)
    assert len(house.said(OMBUD)) == 1


async def test_a_lost_answer_does_not_post_twice(house: House) -> None:
    handoff = house.keep_handoff(ELSA, "a" * 32)
    house.workspace.faults.fail_next(1, "answer_lost", "chat.postMessage")
    await house.courier().carry_on(handoff.id)
    assert len(house.said(OMBUD)) == 1


async def test_what_was_kept_before_a_crash_is_carried_on_after_it(house: House) -> None:
    house.keep_handoff(ELSA, "a" * 32)
    assert house.said(OMBUD) == []
    await house.restart()
    await house.settled()
    assert len(house.said(OMBUD)) == 1


async def test_a_crash_between_posting_and_noting_it_does_not_post_twice(house: House) -> None:
    answer = await hand_on(house)
    (posted,) = house.said(OMBUD)
    await reply(house, KERSTIN, posted, "Inom tre dagar.")
    house.forget_what_arrived()
    await house.restart()
    await house.settled()
    assert len(house.said(OMBUD)) == 1
    assert len(house.said(answer["channel"])) == 2
    kept = house.surface.handoffs._handoffs.find(posted_id(posted))
    assert (kept.state, kept.ts) == (HandoffState.POSTED, posted["ts"])


async def test_a_reply_delivered_twice_is_brought_once(house: House) -> None:
    answer = await hand_on(house)
    (posted,) = house.said(OMBUD)
    house.workspace.faults.lose_acks(1)
    await reply(house, KERSTIN, posted, "Inom tre dagar.")
    await asyncio.sleep(0.2)
    assert len(house.said(answer["channel"])) == 2
