"""When the mask, the database or Slack fails: nothing is kept or shown, and the person is told."""

import json
from typing import Any

import pytest

from bot.privacy import MaskingFailed
from bot.slack import words
from bot.slack.listeners import answers, command, home, shortcut
from storage.database import StorageError

House = Any  # the conftest's; a folder of tests is no package to import from
ELSA, AMIR, ALLA = "U0ELSA001", "U0AMIR002", "C0ALLA0001"
QUESTION = "När ska vi svara på en vårdbegäran?"
SAID = "Texten gick inte att kontrollera. Skriv om den."

pytestmark = pytest.mark.anyio


def shown(thing: object) -> str:
    return json.dumps(thing, ensure_ascii=False)


@pytest.fixture
def unmaskable(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: str) -> None:
        raise MaskingFailed(SAID)

    for module in (answers, command, home, shortcut):
        monkeypatch.setattr(module, "mask", fail)


async def test_a_command_that_can_not_be_masked_is_not_kept(house: House, unmaskable: None) -> None:
    await house.workspace.human_command(ELSA, ALLA, f"/lotsen fråga {QUESTION}")
    await house.settled()
    assert SAID in shown(house.workspace.whispers(ELSA))
    assert house.surface.jobs.recent(house.team, ELSA, 5) == []


async def test_a_message_that_can_not_be_masked_is_not_shown(
    house: House, unmaskable: None
) -> None:
    message = await house.workspace.human_post(ELSA, ALLA, "hemligt")
    await house.workspace.human_shortcut(ELSA, "ask_about_message", ALLA, message["ts"])
    await house.settled()
    assert SAID in shown(house.modal(ELSA))
    assert "hemligt" not in shown(house.modal(ELSA))


async def test_a_complaint_that_can_not_be_masked_stays_in_the_form(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await house.ask(ELSA, ALLA)
    value = json.dumps(answer["blocks"]).split('"bad:')[1][:32]
    await house.press(ELSA, "answer_feedback", answer, f"bad:{value}")

    def fail(_text: str) -> None:
        raise MaskingFailed(SAID)

    monkeypatch.setattr(answers, "mask", fail)
    errors = await house.submit(ELSA, feedback_reason="saknas", feedback_note="x")
    assert errors == {"feedback_note": SAID}


@pytest.fixture
def break_database(house: House, monkeypatch: pytest.MonkeyPatch) -> Any:
    def broken() -> None:
        def fail(*_: object) -> None:
            raise StorageError("OperationalError")

        monkeypatch.setattr(house.surface.jobs, "claim_event", fail)
        monkeypatch.setattr(house.surface.jobs, "claim", fail)

    return broken


async def test_a_press_that_can_not_be_kept_says_so(house: House, break_database: Any) -> None:
    answer = await house.ask(ELSA, ALLA)
    value = json.dumps(answer["blocks"]).split('"bad:')[1][:32]
    break_database()
    await house.press(AMIR, "answer_feedback", answer, f"good:{value}")
    assert [one["text"] for one in house.workspace.whispers(AMIR)] == [words.TRY_AGAIN]


async def test_a_command_that_can_not_be_kept_says_so(house: House, break_database: Any) -> None:
    break_database()
    await house.workspace.human_command(ELSA, ALLA, "/lotsen help")
    await house.settled()
    assert words.TRY_AGAIN in shown(house.workspace.whispers(ELSA))


async def test_a_section_that_can_not_be_looked_up_says_so(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StorageError("OperationalError")

    answer = await house.ask(ELSA, ALLA)
    monkeypatch.setattr(house.surface.sections, "show", fail)
    await house.press(ELSA, "show_section", answer)
    assert words.TRY_AGAIN in shown(house.workspace.whispers(ELSA))


async def test_a_modal_that_does_not_open_says_so_in_place(house: House) -> None:
    answer = await house.ask(ELSA, ALLA)
    house.workspace.faults.fail_next(3, "server_error", "views.open")
    await house.press(ELSA, "show_section", answer)
    assert words.TRY_AGAIN in shown(house.workspace.whispers(ELSA))


async def test_sources_that_can_not_be_read_are_said_to_be_so(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OSError

    monkeypatch.setattr(house.lotsen.library, "register", fail)
    await house.surface.home.open(house.team, ELSA)
    assert words.HOME_SOURCES_FAILED in shown(house.workspace.home(ELSA))
