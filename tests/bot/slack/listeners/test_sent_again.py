"""What Slack sends again after a restart is acted on once: the claims are kept in the database."""

import json
from typing import Any

import pytest

from bot.slack import words

House = Any  # the conftest's; a folder of tests is no package to import from
Json = dict[str, Any]
ELSA, KERSTIN = "U0ELSA001", "U0KERS003"
ALLA, OMBUD = "C0ALLA0001", "C0OMBUD002"

pytestmark = pytest.mark.anyio


@pytest.fixture
def sent(house: House, monkeypatch: pytest.MonkeyPatch) -> list[Json]:
    """Give all interactions that the workspace sends to the bot."""
    sent: list[Json] = []
    ask = house.workspace.parts.events.dispatcher.ask

    async def noted(kind: str, payload: Json) -> Json:
        sent.append(payload)
        answer: Json = await ask(kind, payload)
        return answer

    monkeypatch.setattr(house.workspace.parts.events.dispatcher, "ask", noted)
    return sent


async def again(house: House, payload: Json) -> Json:
    """Restart the bot and let Slack send the same interaction to it once more."""
    await house.restart()
    kind = "slash_commands" if "command" in payload else "interactive"
    answer: Json = await house.workspace.parts.events.dispatcher.ask(kind, payload)
    await house.settled()
    return answer


def shown(thing: object) -> str:
    return json.dumps(thing, ensure_ascii=False)


async def test_a_question_is_taken_once(house: House, sent: list[Json]) -> None:
    answer = await house.ask(ELSA, ALLA)
    await house.press(ELSA, "ask_human", answer)
    await house.submit(ELSA)
    (posted,) = house.said(OMBUD)
    await house.press(KERSTIN, "handoff_take", posted)
    taking = sent[-1]
    await house.press(KERSTIN, "handoff_release", house.said(OMBUD)[0])
    await again(house, taking)
    assert words.HANDOFF_TAKE in shown(house.said(OMBUD)[0]["blocks"])


async def test_a_modal_is_opened_once(house: House, sent: list[Json]) -> None:
    answer = await house.ask(ELSA, ALLA)
    await house.press(ELSA, "ask_human", answer)
    asking = sent[-1]
    before = len(house.workspace.stack(ELSA))
    await again(house, asking)
    assert len(house.workspace.stack(ELSA)) == before
    assert house.workspace.whispers(ELSA) == []


async def test_a_finished_question_is_not_handed_on_anew(house: House, sent: list[Json]) -> None:
    answer = await house.ask(ELSA, ALLA)
    await house.press(ELSA, "ask_human", answer)
    await house.submit(ELSA)
    confirming = sent[-1]
    with house.database.writing() as connection:
        connection.execute("UPDATE handoffs SET state = 'done'")
    told = await again(house, confirming)
    assert len(house.said(OMBUD)) == 1
    assert words.HANDOFF_ALREADY.partition("{")[0] in shown(told)


async def test_a_command_is_run_once(house: House, sent: list[Json]) -> None:
    await house.workspace.human_command(ELSA, ALLA, "/lotsen guide Hemtjänsten vill informera")
    await house.settled()
    await again(house, sent[-1])
    with house.database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM guidances").fetchone()[0] == 1
