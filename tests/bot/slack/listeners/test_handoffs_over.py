"""A handed on question when it is over, when a reply hides something, and when it is gone."""

import asyncio
import json
from typing import Any

import pytest

from bot.slack import words

House = Any  # the conftest's; a folder of tests is no package to import from
Json = dict[str, Any]
ELSA, AMIR, KERSTIN = "U0ELSA001", "U0AMIR002", "U0KERS003"
ALLA, OMBUD = "C0ALLA0001", "C0OMBUD002"
DONE = "handoff_done"

pytestmark = pytest.mark.anyio


def shown(thing: object) -> str:
    return json.dumps(thing, ensure_ascii=False)


async def hand_on(house: House, channel: str | None = None) -> Json:
    """Ask, and hand the question on; gives the answer."""
    answer: Json = await house.ask(ELSA, channel or house.workspace.direct(ELSA).id)
    await house.press(ELSA, "ask_human", answer)
    await house.submit(ELSA)
    return answer


async def reply(house: House, user: str, root: Json, text: str) -> None:
    """Write in a thread, and wait until it has been brought over."""
    thread = root.get("thread_ts") or root["ts"]
    await house.workspace.human_post(user, root["channel"], text, thread)
    await asyncio.sleep(0.1)
    await house.settled()


async def answered(house: House, *texts: str, channel: str | None = None) -> list[Json]:
    """Hand a question on, and give the replies as they were brought to the asker."""
    answer = await hand_on(house, channel)
    for text in texts:
        await reply(house, KERSTIN, house.said(OMBUD)[0], text)
    brought: list[Json] = house.said(answer["channel"])[-len(texts) :]
    return brought


async def test_what_is_done_shows_it_and_has_no_button(house: House) -> None:
    (brought,) = await answered(house, "Inom tre dagar.")
    await house.press(ELSA, DONE, brought)
    after = house.said(brought["channel"])[-1]
    assert DONE not in shown(after["blocks"])
    assert words.RELAY_FINISHED_BY in shown(after["blocks"][-1])
    assert ELSA in shown(after["blocks"][-1])
    assert words.RELAY_HOW not in shown(after["blocks"])
    assert "Inom tre dagar." in shown(after["blocks"])
    assert after["metadata"] == brought["metadata"]
    assert words.HANDOFF_MINE_DONE in shown(house.workspace.whispers(ELSA))
    (among_people,) = house.said(OMBUD)
    assert words.HANDOFF_DONE in shown(among_people["blocks"])
    assert "handoff_" not in shown(among_people["blocks"])


async def test_the_button_of_an_earlier_reply_is_taken_away_when_it_is_pressed(
    house: House,
) -> None:
    first, second = await answered(house, "Inom tre dagar.", "Och på helgen.")
    await house.press(ELSA, DONE, second)
    await house.press(ELSA, DONE, first)
    after = house.said(first["channel"])[-2:]
    assert DONE not in shown(after)
    assert words.RELAY_FINISHED in shown(house.workspace.whispers(ELSA)[-1])


async def test_a_reply_after_it_is_done_has_no_button(house: House) -> None:
    (brought,) = await answered(house, "Inom tre dagar.")
    await house.press(ELSA, DONE, brought)
    await reply(house, KERSTIN, house.said(OMBUD)[0], "Förresten: även på helgen.")
    late = house.said(brought["channel"])[-1]
    assert "även på helgen" in shown(late["blocks"])
    assert DONE not in shown(late["blocks"])
    assert words.RELAY_FINISHED_BY in shown(late["blocks"])


async def test_only_the_asker_finishes_and_the_button_stays(house: House) -> None:
    (brought,) = await answered(house, "Inom tre dagar.", channel=ALLA)
    await house.press(AMIR, DONE, brought)
    assert words.HANDOFF_DONE_NOT_YOURS in shown(house.workspace.whispers(AMIR))
    assert DONE in shown(house.said(ALLA)[-1]["blocks"])


async def test_who_wrote_is_told_alone_that_something_was_hidden_and_why(house: House) -> None:
    answer = await hand_on(house)
    await reply(house, KERSTIN, house.said(OMBUD)[0], "Hej Anna Svensson! Inom tre dagar.")
    assert "Svensson" not in shown(house.said(answer["channel"])[-1])
    (told,) = house.workspace.whispers(KERSTIN)
    assert "Jag dolde ett namn i din text." in told["text"]
    assert words.RELAY_HIDDEN in told["text"]
    assert len(house.said(OMBUD)) == 1


async def test_what_hides_nothing_is_brought_over_without_a_word(house: House) -> None:
    await answered(house, "Inom tre dagar.")
    assert house.workspace.whispers(KERSTIN) == []


async def test_a_question_that_was_removed_meanwhile_is_not_handed_on(house: House) -> None:
    answer = await house.ask(ELSA, ALLA)
    await house.press(ELSA, "ask_human", answer)
    await house.workspace.human_delete(ELSA, ALLA, answer["thread_ts"])
    await asyncio.sleep(0.1)
    await house.settled()
    await house.submit(ELSA)
    assert house.said(OMBUD) == []
    assert words.HANDOFF_EMPTY in shown(house.modal(ELSA))


async def test_a_question_that_was_removed_is_not_offered_to_people(house: House) -> None:
    answer = await house.ask(ELSA, ALLA)
    with house.database.writing() as connection:
        connection.execute("UPDATE answers SET question = ''")
    await house.press(ELSA, "ask_human", answer)
    assert words.HANDOFF_EMPTY in shown(house.modal(ELSA))
