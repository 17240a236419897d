"""Questions that come from no message are answered in a modal, or in the messages."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.slack import words
from bot.workspace import Where

House = Any  # the conftest's; a folder of tests is no package to import from
Until = Callable[[Callable[[], Any]], Awaitable[Any]]
ELSA, ALLA = "U0ELSA001", "C0ALLA0001"
QUESTION = "När ska vi svara på en vårdbegäran?"

pytestmark = pytest.mark.anyio


def title(house: House) -> str:
    return str(house.workspace.stack(ELSA)[-1]["title"]["text"])


async def test_a_question_asked_with_the_command_is_answered_in_its_modal(
    house: House, until: Until
) -> None:
    house.gate.is_open.clear()
    await house.workspace.human_command(ELSA, ALLA, f"/lotsen fråga {QUESTION}")
    await until(lambda: house.workspace.stack(ELSA))
    assert title(house) == words.SEARCHING_TITLE
    house.gate.is_open.set()
    await house.settled()
    assert title(house) == words.ANSWER_TITLE
    assert house.said(ALLA) == house.said(house.direct(ELSA)) == []


async def test_a_question_asked_on_the_home_tab_is_answered_in_a_modal(
    house: House, until: Until
) -> None:
    await house.workspace.human_open_home(ELSA)
    home = await until(lambda: house.workspace.home(ELSA))
    await house.workspace.human_click(ELSA, Where("home_search", view_id=home["id"]), QUESTION)
    await until(lambda: house.all_jobs())
    await house.settled()
    assert title(house) == words.ANSWER_TITLE
    assert QUESTION in str(house.workspace.home(ELSA)["blocks"])  # among one's own questions


async def test_a_question_whose_modal_was_closed_is_answered_in_the_messages(
    house: House, until: Until
) -> None:
    house.gate.is_open.clear()
    await house.workspace.human_command(ELSA, ALLA, f"/lotsen fråga {QUESTION}")
    (view,) = await until(lambda: house.workspace.stack(ELSA))
    await house.workspace.human_close_view(ELSA, view["id"])
    house.gate.is_open.set()
    await house.settled()
    (reply,) = house.said(house.direct(ELSA))
    assert QUESTION in str(reply["blocks"])


async def test_a_modal_from_before_a_restart_is_answered_in_the_messages(
    house: House, until: Until
) -> None:
    house.gate.is_open.clear()
    await house.workspace.human_command(ELSA, ALLA, f"/lotsen fråga {QUESTION}")
    await until(lambda: house.gate.asked)
    await house.restart()
    await house.settled()
    assert len(house.said(house.direct(ELSA))) == 1


async def test_an_answer_moved_from_a_modal_can_be_followed_up(house: House, until: Until) -> None:
    house.gate.is_open.clear()
    await house.workspace.human_command(ELSA, ALLA, f"/lotsen fråga {QUESTION}")
    (view,) = await until(lambda: house.workspace.stack(ELSA))
    await house.workspace.human_close_view(ELSA, view["id"])
    house.gate.is_open.set()
    await house.settled()
    direct = house.direct(ELSA)
    (reply,) = house.said(direct)
    await house.ask(ELSA, direct, "Och om det är bråttom?", reply["ts"])
    first, second = house.gate.asked
    assert second.conversation == first.conversation


@pytest.mark.parametrize("house", [{"limit_per_user": 1}], indirect=True)
async def test_the_limit_holds_for_questions_in_modals_too(house: House, until: Until) -> None:
    house.gate.is_open.clear()
    await house.workspace.human_command(ELSA, ALLA, "/lotsen fråga Vad är MVO?")
    await until(lambda: house.gate.asked)
    await house.workspace.human_command(ELSA, ALLA, "/lotsen fråga Vad är SIP?")
    await until(lambda: house.whispered(ELSA))
    assert house.whispered(ELSA) == [words.TOO_MANY_OF_YOURS.format(count=1)]
    assert len(house.all_jobs()) == 1
    house.gate.is_open.set()
    await house.settled()


async def test_what_is_pressed_and_nobody_listens_to_is_acknowledged(house: House) -> None:
    team = {"id": house.team}
    user = {"id": ELSA, "team_id": house.team}
    payloads: list[dict[str, Any]] = [
        {"type": "block_actions", "actions": [{"action_id": "unknown", "block_id": "b"}]},
        {"type": "view_closed", "view": {"callback_id": "unknown", "type": "modal"}},
        {"type": "shortcut", "callback_id": "unknown", "trigger_id": "t"},
    ]
    for payload in payloads:
        await house.workspace.dispatcher.ask("interactive", payload | {"team": team, "user": user})
    assert house.door.statuses == [200, 200, 200]
