"""Planted identities in drafts: in no table, no file, no log line and nothing that is shown."""

import asyncio
import json
from typing import Any

import pytest

from bot.slack.views.draft_marks import CHOOSE, REVIEW, ROW_ADD
from flows.forms.model import Kind
from tests.bot.slack.drafts.conftest import ALLA, ELSA, FILLED, VC, House, words_of
from tests.planted import PLANTED, assert_logs_clean, assert_nothing_planted, scan_tree, texts

pytestmark = pytest.mark.anyio
_ALL = texts()[-1]


async def _assert_nowhere(house: House, caplog: pytest.LogCaptureFixture) -> None:
    state = house.workspace.parts.state
    said = [one for room in state.channels.values() for one in house.said(room.id)]
    views = [{**view, "state": None} for view in house.workspace.stack(ELSA)]
    shown = [said, views, house.whispers(ELSA), [{**home, "state": None} for home in
             state.homes.values()]]  # fmt: skip
    assert_nothing_planted(json.dumps(shown, ensure_ascii=False, default=str), "Slack")
    assert_logs_clean(caplog.records)
    assert await asyncio.to_thread(scan_tree, house.folder)


async def test_identities_in_free_text_are_found_nowhere(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    await house.command(ELSA, f"utkast vårdbegäran Har ramlat. {' '.join(_ALL.split())}")
    message = house.last(house.direct(ELSA))
    await house.press(ELSA, message, CHOOSE, "ja")
    await house.say(ELSA, _ALL, message["ts"])
    await house.workspace.human_post(ELSA, ALLA, f"@Lotsen skriv utkast till MVO: {_ALL}")
    await house.until(lambda: len(house.drafts(ELSA)) > 1)
    await house.open_home(ELSA)
    await _assert_nowhere(house, caplog)
    assert any("[personnummer]" in draft.text for draft in house.drafts(ELSA))


async def test_identities_in_every_field_are_found_nowhere(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.here_as(ELSA, "hemtjansten-larkan")
    draft = house.begin(ELSA, **FILLED)
    await house.open_home(ELSA)
    await house.press_on_home(ELSA, "draft_open")
    texts_in = [one.id for one in draft.fields if one.kind is Kind.TEXT]
    for step in (0, 1):
        await house.press_in_modal(ELSA, f"draft_step_{step}")
        for number, name in enumerate(texts_in):
            if _has(house, name):
                await house.type(ELSA, name, PLANTED[number % len(PLANTED)].text)
        house.later()
    await house.fill(ELSA)
    await house.close(ELSA)
    await house.press(ELSA, house.last(house.direct(ELSA)), REVIEW)
    await _assert_nowhere(house, caplog)
    await house.workspace.human_submit_view(ELSA, house.modal(ELSA)["id"])
    await house.settled()
    await _assert_nowhere(house, caplog)


async def test_identities_in_rows_are_found_nowhere(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.begin(ELSA, "planering")
    await house.open_home(ELSA)
    await house.press_on_home(ELSA, "draft_open")
    await house.press_in_modal(ELSA, "draft_step_2")
    cells = ("insats", "funktion", "nar", "svarar_pa")
    for row, planted in enumerate(PLANTED[:10]):
        typed = {f"ansvar.{row}.{name}": planted.text for name in cells}
        typed[f"ansvar.{row}.enhet"] = VC
        house.later()
        await house.press_in_modal(ELSA, ROW_ADD, typed=typed)
    assert len(house.draft(ELSA).field("ansvar").value) == 10
    await house.close(ELSA)
    await _assert_nowhere(house, caplog)


async def test_identities_in_what_a_draft_is_begun_with_are_found_nowhere(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    await house.command(ELSA, f"utkast {' '.join(_ALL.split())}")
    await _assert_nowhere(house, caplog)
    await house.close(ELSA)
    await house.command(ELSA, "utkast mvo")
    await house.fill(ELSA, draft_begin_text=_ALL)
    await _assert_nowhere(house, caplog)
    assert "dolde" in words_of(house.modal(ELSA)) or "[personnummer]" in house.words(ELSA)


def _has(house: House, name: str) -> bool:
    blocks: list[dict[str, Any]] = house.modal(ELSA)["blocks"]
    return any(f"in:{name}:" in block.get("block_id", "") for block in blocks)
