"""An analysis in Slack: begun from a deviation, written by several units, seen by nobody else."""

from typing import Any

import pytest

from bot.slack.views import analysis_marks as marks
from tests.bot.desk.analyses.working import LESSON, OWN
from tests.bot.slack.analyses.steps import (
    ELSA,
    JONAS,
    MAJA,
    SARA,
    begun,
    finished,
    opened,
    written,
)
from tests.bot.slack.inbox.house import House, actions_of, words_of
from tests.bot.slack.inbox.test_deviations import reported

pytestmark = pytest.mark.anyio


async def test_it_is_begun_from_an_opened_deviation(house: House) -> None:
    analysis = await begun(house)
    shown = words_of(house.modal(ELSA))
    for part in (
        "Händelseanalys i samverkan", "Hemtjänsten Lärkan", "Vårdcentralen Demoby",
        "Händelsen, enligt avvikelsen", "Avvikelse i samverkan · Skickat", "är startad",
        "Har inte skrivit än",
    ):  # fmt: skip
        assert part in shown
    assert "Inget MVO kom." not in shown
    assert ELSA not in str(house.modal(ELSA)["blocks"])
    rooms = words_of(await house.home(SARA))
    assert "Händelseanalyser" in rooms
    assert "0 av 2 enheter har skrivit" in rooms
    assert "Händelseanalyser" not in words_of(await house.home(JONAS))
    assert analysis in str(house.workspace.home(SARA))


async def test_the_button_leads_to_the_analysis_that_there_is(house: House) -> None:
    message = reported(house)
    await house.open(ELSA, message)
    await house.press(ELSA, marks.OPEN_START)
    assert house.modal(ELSA)["callback_id"] == marks.START_FORM
    await house.submit(ELSA)
    await house.open(SARA, message)
    await house.press(SARA, marks.OPEN_START)
    assert house.modal(SARA)["callback_id"] == marks.ANALYSIS


async def test_an_ordinary_message_has_no_such_button(house: House) -> None:
    message = house.send()
    assert marks.OPEN_START not in actions_of(await house.open(SARA, message))


async def test_each_unit_writes_and_the_others_see_it_signed_by_the_unit(house: House) -> None:
    analysis = await begun(house)
    assert await written(house, ELSA, "own", **OWN) == {}
    assert "Sparat." in words_of(house.modal(ELSA))
    await opened(house, SARA, analysis)
    shown = words_of(house.modal(SARA))
    assert OWN["varfor"] in shown
    assert "Hemtjänsten Lärkan · " in shown
    assert "Har inte skrivit än: Vårdcentralen Demoby" in shown
    assert ELSA not in str(house.modal(SARA)["blocks"])


async def test_what_was_typed_is_there_again_when_the_form_was_closed(house: House) -> None:
    analysis = await begun(house)
    await house.press(ELSA, "open_analysis_part_own")
    await house.press(ELSA, "analysis_text_varfor", "Rutinen var okänd")
    await house.workspace.human_close_view(ELSA, house.modal(ELSA)["id"], everything=True)
    await house.settled()
    await opened(house, ELSA, analysis)
    await house.press(ELSA, "open_analysis_part_own")
    assert "Rutinen var okänd" in str(house.modal(ELSA))
    assert "inte sparat i analysen än" in words_of(house.modal(ELSA))
    assert await house.submit(ELSA) == {}
    await house.press(ELSA, "open_analysis_part_own")
    assert "inte sparat" not in words_of(house.modal(ELSA))


async def test_what_was_typed_on_an_earlier_version_writes_over_nothing(house: House) -> None:
    analysis = await begun(house)
    await written(house, ELSA, "own", **OWN)
    await house.press(ELSA, "open_analysis_part_own")
    await house.press(ELSA, "analysis_text_varfor", "Elva enheter delar inkorgen")
    await house.workspace.human_close_view(ELSA, house.modal(ELSA)["id"], everything=True)
    await house.settled()
    await opened(house, MAJA, analysis)
    await written(house, MAJA, "own", varfor="Bevakningen var oklar")
    await opened(house, ELSA, analysis)
    await house.press(ELSA, "open_analysis_part_own")
    await house.submit(ELSA)
    shown = words_of(house.modal(ELSA))
    assert "Bevakningen var oklar" in shown
    assert "Elva enheter delar inkorgen" in str(house.modal(ELSA))
    assert await house.submit(ELSA, analysis_text_varfor="Elva delar, och det var oklart.") == {}
    parts = house.lotsen.analysis_parts.analyses.parts(analysis)
    assert [one.fields["varfor"] for one in parts] == [
        OWN["varfor"], "Bevakningen var oklar", "Elva delar, och det var oklart.",
    ]  # fmt: skip


async def test_a_lesson_that_points_out_a_unit_is_not_finished(house: House) -> None:
    await begun(house)
    await written(house, ELSA, "own", **OWN)
    named = {**LESSON, "lardom": "Vårdcentralen Demoby ska ringa."}
    await written(house, ELSA, "together", **named)
    await house.press(ELSA, marks.FINISH)
    assert "Vårdcentralen Demoby" in words_of(house.modal(ELSA))
    assert "mottagande enhet" in words_of(house.modal(ELSA))


async def test_when_it_is_finished_nothing_can_be_written(house: House) -> None:
    analysis = await finished(house)
    shown = house.modal(SARA)
    assert "Analysen är avslutad" in words_of(shown)
    assert marks.OPEN_LESSON in actions_of(shown)
    assert "open_analysis_part_own" not in actions_of(shown)
    await opened(house, ELSA, analysis)
    assert "open_analysis_part_own" not in actions_of(house.modal(ELSA))


async def test_nobody_else_opens_it_and_it_is_noted(house: House) -> None:
    analysis = await begun(house)
    await opened(house, JONAS, analysis)
    assert "hör till en enhet som deltar" in str(house.whispered(JONAS))
    assert house.modal(JONAS) == {}
    assert house.noted()[0].outcome == "refused_no_member"


async def test_the_group_begins_one_after_its_reason(house: House) -> None:
    message = reported(house)
    await house.open(JONAS, message)
    assert await house.submit(JONAS, message_text="Händelseanalys med enheterna.") == {}
    await house.press(JONAS, marks.OPEN_START)
    assert await house.submit(JONAS) == {}
    shown = words_of(house.modal(JONAS))
    assert "Startad av Rehabenheten Demoby" in shown
    assert "Händelseanalyser" in words_of(await house.home(ELSA))


async def test_a_long_analysis_is_turned_page_by_page(house: House) -> None:
    analysis = await begun(house)
    texts = dict.fromkeys(OWN, "En lång rad om det som hände. " * 95)
    await written(house, ELSA, "own", **texts)
    await opened(house, SARA, analysis)
    await written(house, SARA, "own", **texts)
    assert "Sida 1 av" in words_of(house.modal(SARA))
    await house.press(SARA, f"{marks.PAGE}_next")
    assert "Sida 2 av" in words_of(house.modal(SARA))


async def test_what_a_stranger_sends_in_is_refused(house: House) -> None:
    analysis = await begun(house)
    desk = house.lotsen.analysis_desk
    for value in ("", "../x", "finns-inte", analysis + "x" * 90):
        ts = await house.notice("open_analysis", value or " ", "C0HTJ00003")
        await house.press_in(ELSA, "C0HTJ00003", ts, "open_analysis")
    assert len(house.whispered(ELSA)) == 4
    assert len(desk.rows(house.who(ELSA))) == 1


def test_no_view_is_larger_than_slack_takes() -> None:
    mark: Any = marks.AnalysisMark("a" * 80, marks.TOGETHER, 10_000)
    assert len(mark.value) < 3000
    assert marks.AnalysisMark.read(mark.value) == mark
    assert marks.AnalysisMark.read("{}") is None
