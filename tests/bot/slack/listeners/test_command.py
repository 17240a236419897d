"""The command and the message shortcut, in the practice workspace."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.privacy import mask
from bot.slack import words
from bot.slack.subcommands import Call, Subcommand, Subcommands

House = Any  # the conftest's; a folder of tests is no package to import from
Until = Callable[[Callable[[], object]], Awaitable[None]]
ELSA, ALLA = "U0ELSA001", "C0ALLA0001"
QUESTION = "När ska vi svara på en vårdbegäran?"

pytestmark = pytest.mark.anyio


def shown(thing: object) -> str:
    return json.dumps(thing, ensure_ascii=False)


async def command(house: House, text: str) -> str:
    """Use the command, and give what was whispered back."""
    await house.workspace.human_command(ELSA, ALLA, f"/lotsen {text}")
    await house.settled()
    return "\n".join(shown(one) for one in house.workspace.whispers(ELSA))


async def test_help_lists_what_works_first_and_what_is_coming(house: House) -> None:
    said = await command(house, "help")
    names = ("fråga", "hjälp", "guide", "utkast", "avvikelse", "inkorg", "träna")
    assert all(f"/lotsen {name}: " in said for name in names)
    assert said.index("/lotsen fråga") < said.index("/lotsen träna")


async def test_nothing_after_the_command_opens_a_field_with_the_help(house: House) -> None:
    await command(house, "")
    modal = shown(house.modal(ELSA))
    assert words.ASK_LABEL in modal
    assert "/lotsen guide: " in modal
    assert await house.submit(ELSA, ask_question=QUESTION) == {}
    assert words.SHOW_SECTION in shown(house.modal(ELSA))


async def test_a_question_is_answered_in_a_modal(house: House) -> None:
    await command(house, f"fråga {QUESTION}")
    modal = shown(house.modal(ELSA))
    assert QUESTION in modal
    assert words.SHOW_SECTION in modal
    (job,) = house.surface.jobs.recent(house.team, ELSA, 5)
    assert (job.channel, job.state) == ("modal", "answered")


@pytest.mark.parametrize("written", ["fråga", "fraga", "FRÅGA", "sök"])
async def test_a_question_without_words_opens_the_field(house: House, written: str) -> None:
    await command(house, written)
    assert words.ASK_LABEL in shown(house.modal(ELSA))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("träna", words.TRAINING_SOON),
        ("trana", words.TRAINING_SOON),
    ],
)
async def test_what_is_not_built_says_what_to_do_instead(
    house: House, written: str, said: str
) -> None:
    assert said in await command(house, written)


@pytest.mark.parametrize(
    ("written", "nearest"),
    [("avvikelsen", "avvikelse"), ("tränna", "träna"), ("gide", "guide"), ("utkst hej", "utkast")],
)
async def test_an_unknown_word_is_answered_with_the_nearest(
    house: House, written: str, nearest: str
) -> None:
    said = await command(house, written)
    assert words.HELP_UNKNOWN in said
    assert f"Menade du /lotsen {nearest}?" in said


async def test_an_unknown_word_is_not_repeated(house: House) -> None:
    said = await command(house, "Hjördis Vidmark 480307-2216")
    assert words.HELP_UNKNOWN in said
    assert "jördis" not in said


async def test_a_part_that_is_built_takes_its_word_over(house: House) -> None:
    async def work() -> None:
        ran.append("guide")

    ran: list[str] = []
    house.surface.subcommands.add(Subcommand("guide", "hjälper dig välja", lambda _: work()))
    await command(house, "guide hemgång")
    assert ran == ["guide"]
    assert "guide: hjälper dig välja (kommer)" not in await command(house, "help")


def test_a_word_that_is_not_built_takes_nothing_over() -> None:
    known = Subcommands()
    built = Subcommand("guide", "hjälper", _nothing)
    known.add(built)
    known.add(Subcommand("guide", "hjälper", _nothing, is_built=False))
    assert known.find("GUIDE") is built
    assert known.nearest("guidd") is built
    assert known.nearest("xyz") is None


async def _nothing(call: Call) -> None:
    assert call.text == mask("")


async def test_the_shortcut_prefills_a_question_to_trim(house: House) -> None:
    text = "Hej <@U0AMIR002>, vi undrar: när ska vi svara på en vårdbegäran? &lt;brådskande&gt;"
    message = await house.workspace.human_post(ELSA, ALLA, text)
    await house.workspace.human_shortcut(ELSA, "ask_about_message", ALLA, message["ts"])
    await house.settled()
    field = house.modal(ELSA)["blocks"][-1]["element"]
    assert "när ska vi svara på en vårdbegäran?" in field["initial_value"]
    assert "<@" not in field["initial_value"]
    assert await house.submit(ELSA, ask_question=QUESTION) == {}
    assert len(house.workspace.stack(ELSA)) == 1
    assert words.SHOW_SECTION in shown(house.modal(ELSA))


async def test_an_empty_question_is_refused_in_the_field(house: House) -> None:
    await command(house, "fråga")
    assert await house.submit(ELSA, ask_question="  ") == {"ask_question": words.ASK_EMPTY}
    assert await house.submit(ELSA, ask_question=QUESTION) == {}


async def test_a_long_message_is_cut_and_says_so(house: House) -> None:
    message = await house.workspace.human_post(ELSA, ALLA, "vårdbegäran och samtycke " * 300)
    await house.workspace.human_shortcut(ELSA, "ask_about_message", ALLA, message["ts"])
    await house.settled()
    assert words.SHORTCUT_CUT in shown(house.modal(ELSA))


async def test_more_questions_than_can_wait_are_refused_kindly(house: House) -> None:
    house.surface.questions._limit = 0
    assert "redan 0 frågor" in await command(house, f"fråga {QUESTION}")
