"""The follow-up in Slack: asked when a message is closed, skipped by closing it, asked once."""

import sqlite3

import pytest

from bot.slack.views import analysis_marks as marks
from tests.bot.desk.analyses.test_followups import ANSWERS
from tests.bot.slack.analyses.steps import ELSA, SARA
from tests.bot.slack.inbox.house import FILLED, House, words_of

pytestmark = pytest.mark.anyio


def request(house: House, *to: str) -> str:
    """Send a Vårdbegäran, to the health centre where no other is named, and give its id."""
    desk, who = house.lotsen.draft_desk, house.who(ELSA)
    draft = desk.begin("vardbegaran", who).draft_id
    form = desk.forms()["vardbegaran"]
    known = {**FILLED, "mottagare": list(to or ("vardcentral",))}
    values = {one.id: known[one.id] for one in form.fields if one.id in known}
    missing = desk.fill(draft, who, values).missing
    desk.fill(draft, who, dict.fromkeys(missing, "Som vanligt."))
    return house.lotsen.send_desk.send(draft, who).message_id


def answers(house: House) -> list[tuple[str, ...]]:
    with sqlite3.connect(house.folder / "lotsen.sqlite3") as database:
        sql = "SELECT sender_unit, delaktighet, trygghet, visste_vem FROM followups"
        return database.execute(sql).fetchall()


async def closed(house: House, user: str, *to: str) -> str:
    message = request(house, *to)
    await house.open(user, message)
    await house.press(user, "message_act_close")
    return message


async def test_closing_asks_and_the_answers_are_kept(house: House) -> None:
    await closed(house, SARA)
    assert house.modal(SARA)["callback_id"] == marks.FOLLOWUP
    assert "frivilligt" in words_of(house.modal(SARA))
    assert await house.submit(SARA, **ANSWERS) == {}
    assert answers(house) == [("vardcentral", "ja", "delvis", "vill_inte_svara")]
    assert "Avslutat." in words_of(house.modal(SARA))


async def test_the_sender_who_closes_is_asked(house: House) -> None:
    await closed(house, ELSA)
    assert await house.submit(ELSA, **ANSWERS) == {}
    assert [row[0] for row in answers(house)] == ["hemtjanst"]


async def test_who_skips_is_never_asked_again(house: House) -> None:
    message = await closed(house, SARA, "vardcentral", "rehab")
    await house.workspace.human_close_view(SARA, house.modal(SARA)["id"])
    await house.settled()
    await house.open(ELSA, message)
    await house.press(ELSA, "message_act_close")
    assert house.modal(ELSA)["callback_id"] != marks.FOLLOWUP
    assert answers(house) == []


async def test_an_administrative_message_asks_nothing(house: House) -> None:
    await house.open(SARA, house.send())
    await house.press(SARA, "message_act_close")
    assert house.modal(SARA)["callback_id"] != marks.FOLLOWUP
