"""The Home tab, opened, searched in and paged, in the practice workspace."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.slack import words
from bot.slack.views import inbox_words
from bot.slack.views.section import version_words
from bot.workspace import Where
from knowledge.answer import Status
from knowledge.answering import Answerer

House = Any  # the conftest's; a folder of tests is no package to import from
Until = Callable[[Callable[[], object]], Awaitable[None]]
ELSA, AMIR, ALLA = "U0ELSA001", "U0AMIR002", "C0ALLA0001"
QUESTION = "Vad gäller om personen säger nej till samtycke?"

pytestmark = pytest.mark.anyio


def shown(thing: object) -> str:
    return json.dumps(thing, ensure_ascii=False)


async def open_home(house: House, until: Until, user: str = ELSA) -> dict[str, Any]:
    await house.workspace.human_open_home(user)
    await until(lambda: house.workspace.home(user))
    await house.settled()
    home: dict[str, Any] = house.workspace.home(user)
    return home


async def press(house: House, action_id: str, value: object = None) -> None:
    where = Where(action_id, view_id=house.workspace.home(ELSA)["id"])
    await house.workspace.human_click(ELSA, where, value)
    await house.settled()


async def test_home_shows_the_field_the_sources_and_how_to_go_on(
    house: House, until: Until
) -> None:
    home = shown(await open_home(house, until))
    said = (words.HOME_SEARCH, words.HOME_PRIVACY, words.HOME_NO_RECENT, inbox_words.NO_UNIT)
    assert all(text in home for text in said)
    for entry in house.lotsen.library.register().current()[:8]:
        assert version_words(entry) in home


async def test_a_search_is_answered_in_a_modal_and_stands_among_the_recent(
    house: House, until: Until
) -> None:
    await open_home(house, until)
    await press(house, "home_search", QUESTION)
    modal = shown(house.modal(ELSA))
    assert words.SHOW_SECTION in modal
    assert QUESTION in modal
    assert QUESTION in shown(house.workspace.home(ELSA))
    assert words.HOME_AGAIN in shown(house.workspace.home(ELSA))


async def test_an_own_question_is_asked_again_with_one_press(house: House, until: Until) -> None:
    await open_home(house, until)
    await press(house, "home_search", QUESTION)
    await press(house, "ask_again")
    await press(house, "ask_again")
    assert len(house.surface.jobs.recent(house.team, ELSA, 9)) == 2
    assert QUESTION in shown(house.modal(ELSA))
    assert words.SHOW_SECTION in shown(house.modal(ELSA))


async def test_recent_questions_are_ones_own(house: House, until: Until) -> None:
    await open_home(house, until)
    await press(house, "home_search", QUESTION)
    assert QUESTION not in shown(await open_home(house, until, AMIR))
    own = house.surface.jobs.recent(house.team, ELSA, 1)[0]
    assert house.surface.home.asked(house.team, AMIR, own.id) is None


async def test_an_empty_search_is_told_what_to_do(house: House, until: Until) -> None:
    await open_home(house, until)
    await press(house, "home_search", " ")
    direct = house.workspace.direct(ELSA).id
    whispers = [one["text"] for one in house.workspace.whispers(ELSA)]
    assert words.ASK_EMPTY in whispers
    assert house.said(direct) == []


async def test_when_the_modal_is_closed_the_answer_comes_in_the_messages(
    house: House, until: Until
) -> None:
    await open_home(house, until)
    where = Where("home_search", view_id=house.workspace.home(ELSA)["id"])
    house.workspace.faults.fail_next(9, "server_error", "views.open")
    await house.workspace.human_click(ELSA, where, QUESTION)
    await house.settled()
    (answer,) = house.said(house.workspace.direct(ELSA).id)
    assert QUESTION in shown(answer["blocks"])


async def test_the_tab_shows_its_last_state_when_published_from_many_places(
    house: House, until: Until
) -> None:
    await open_home(house, until)
    home = house.surface.home
    await asyncio.gather(*(home.open(house.team, ELSA, page) for page in (0, 1, 0)))
    await press(house, "home_search", QUESTION)
    assert QUESTION in shown(house.workspace.home(ELSA))


async def test_a_person_who_has_not_opened_home_gets_none(house: House) -> None:
    await house.surface.home.refresh(house.team, AMIR)
    assert house.workspace.home(AMIR) is None


async def test_prompts_are_suggested_beside_the_messages(house: House, until: Until) -> None:
    await house.workspace.human_open_messages(ELSA)
    direct = house.workspace.direct(ELSA)
    pane = house.workspace.parts.state.pane(direct.id)
    await until(lambda: pane.prompts)
    assert words.PROMPTS[0][1] in shown(pane.prompts)
    assert house.workspace.home(ELSA) is None


async def test_looking_at_another_channel_is_acknowledged_and_not_kept(house: House) -> None:
    event = {"type": "app_context_changed", "user": ELSA, "channel": "D1", "context": {}}
    assert await house.workspace.deliver(event)


@pytest.mark.parametrize("prompt", [message for _, message in words.PROMPTS])
def test_what_is_suggested_is_answered(prompt: str, answerer: Answerer) -> None:
    assert answerer.answer(prompt).status is Status.ANSWERED
