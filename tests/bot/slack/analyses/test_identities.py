"""Identities that are written in analyses and follow-ups reach no table, log, file or payload."""

import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests import planted
from tests.bot.slack.analyses.steps import CHANNEL, ELSA, SARA, begun, opened, written
from tests.bot.slack.inbox.house import House

TEXTS = planted.texts()
OWN = ("vad_hande", "varfor", "hur_forhindras")
LESSON = ("vad_hande", "lardom", "varfor")
pytestmark = pytest.mark.anyio


@pytest.fixture
async def clean(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[House]:
    """Give the house, and look through all it has kept, logged and sent when the test is over."""
    caplog.set_level(logging.DEBUG)
    sent: list[str] = []
    call, ask = house.client.api_call, house.workspace.dispatcher.ask

    async def noted(*names: Any, **fields: Any) -> Any:
        sent.append(json.dumps(fields, ensure_ascii=False, default=str))
        return await call(*names, **fields)

    async def acknowledged(kind: Any, payload: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = await ask(kind, payload)
        sent.append(json.dumps(answer, ensure_ascii=False))
        return answer

    monkeypatch.setattr(house.client, "api_call", noted)
    monkeypatch.setattr(house.workspace.dispatcher, "ask", acknowledged)
    yield house
    await house.settled()
    assert sent
    for payload in sent:
        planted.assert_nothing_planted(payload, "payload")
    ours = [one for one in caplog.records if one.name.startswith(("bot", "storage", "knowledge"))]
    planted.assert_logs_clean(ours)
    assert planted.scan_tree(house.folder) > 0


async def test_in_every_part_typed_sent_in_and_closed(clean: House) -> None:
    analysis = await begun(clean)
    for number, text in enumerate(TEXTS[:-1]):
        await clean.press(ELSA, "open_analysis_part_own")
        await clean.press(ELSA, f"analysis_text_{OWN[number % 3]}", text)
        await clean.workspace.human_close_view(ELSA, clean.modal(ELSA)["id"])
        await clean.settled()
    whole = dict.fromkeys(OWN, TEXTS[-1])
    assert await written(clean, ELSA, "own", **whole) == {}
    await opened(clean, SARA, analysis)
    assert await written(clean, SARA, "together", **dict.fromkeys(LESSON, TEXTS[-1])) == {}
    await clean.press(SARA, "analysis_finish")
    assert clean.lotsen.analysis_parts.lessons.of_analysis(clean.team, analysis) is None


async def test_in_two_texts_that_meet(clean: House) -> None:
    analysis = await begun(clean)
    await clean.press(ELSA, "open_analysis_part_together")
    await opened(clean, SARA, analysis)
    assert await written(clean, SARA, "together", lardom=f"Den ena. {TEXTS[0]}") == {}
    assert await clean.submit(ELSA, analysis_text_lardom=f"Den andra. {TEXTS[-1]}") == {}
    assert "Den ena." in str(clean.modal(ELSA))


async def test_in_a_lesson_that_is_told(clean: House) -> None:
    """What was masked stops the lesson, so that nothing with a hole in it is told."""
    analysis = await begun(clean)
    await written(clean, ELSA, "own", varfor="Rutinen var okänd.")
    await written(clean, ELSA, "together", **dict.fromkeys(LESSON, f"Ring på tisdag. {TEXTS[3]}"))
    await opened(clean, SARA, analysis)
    await clean.press(SARA, "analysis_finish")
    assert "personuppgift" in str(clean.modal(SARA))
    plain = dict.fromkeys(LESSON, "Ring mottagningen innan inkorgen stänger.")
    await written(clean, ELSA, "together", **plain)
    await clean.press(ELSA, "analysis_finish")
    await clean.press(ELSA, "open_analysis_lesson")
    await clean.press(ELSA, "lesson_publish")
    assert await clean.submit(ELSA, channel=CHANNEL) == {}
    assert len(clean.said(CHANNEL)) == 1
