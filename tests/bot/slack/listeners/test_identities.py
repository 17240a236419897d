"""Identities that are written anywhere on the surface reach no table, log or payload."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.slack.asking import written_text
from bot.workspace import Where
from tests import planted
from tests.bot.slack.watching import Watch

House = Any  # the conftest's; a folder of tests is no package to import from
Until = Callable[[Callable[[], object]], Awaitable[None]]
ELSA, KERSTIN, ALLA, OMBUD = "U0ELSA001", "U0KERS003", "C0ALLA0001", "C0OMBUD002"
TEXTS = planted.texts()

pytestmark = pytest.mark.anyio


@pytest.fixture
async def clean(
    house: House,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> AsyncIterator[House]:
    """Give the house, and look through all it has kept, logged and sent when the test is over."""
    caplog.set_level(logging.DEBUG)
    watch = Watch(house, monkeypatch)
    yield house
    await house.settled()
    watch.assert_clean(caplog.records, tmp_path / "kept")


@pytest.mark.parametrize("text", [TEXTS[0], TEXTS[-1]], ids=["one", "all"])
async def test_in_the_command(clean: House, text: str) -> None:
    for written in (f"fråga {text}", text, f"avvikelse {text}"):
        await clean.workspace.human_command(ELSA, ALLA, f"/lotsen {written}".replace("\n", " "))
        await clean.settled()


async def test_in_the_search_field(clean: House, until: Until) -> None:
    await clean.workspace.human_open_home(ELSA)
    await until(lambda: clean.workspace.home(ELSA))
    for text in TEXTS[::4]:
        clean.later()
        where = Where("home_search", view_id=clean.workspace.home(ELSA)["id"])
        await clean.workspace.human_click(ELSA, where, text)
        await clean.settled()
    clean.workspace.home(ELSA)["state"] = {}  # what a person typed is the workspace's own


async def test_in_a_message_that_is_asked_about(clean: House) -> None:
    message = await clean.workspace.human_post(ELSA, ALLA, TEXTS[-1])
    await clean.workspace.human_shortcut(ELSA, "ask_about_message", ALLA, message["ts"])
    await clean.settled()
    assert "Jag dolde" in json.dumps(clean.modal(ELSA), ensure_ascii=False)
    await clean.submit(ELSA, ask_question=TEXTS[-1])


async def test_in_a_complaint(clean: House) -> None:
    answer = await clean.ask(ELSA, ALLA)
    value = json.dumps(answer["blocks"]).split('"bad:')[1][:32]
    await clean.press(ELSA, "answer_feedback", answer, f"bad:{value}")
    await clean.submit(ELSA, feedback_reason="saknas", feedback_note=TEXTS[-1])
    assert "Jag dolde" in json.dumps(clean.modal(ELSA), ensure_ascii=False)


async def test_in_replies_between_people(clean: House, until: Until) -> None:
    answer = await clean.ask(ELSA, clean.workspace.direct(ELSA).id, "Vad gäller för Torvald?")
    await clean.press(ELSA, "ask_human", answer)
    await clean.submit(ELSA)
    (posted,) = clean.said(OMBUD)
    for writer, root in ((KERSTIN, posted), (ELSA, answer)):
        thread = root.get("thread_ts") or root["ts"]
        await clean.workspace.human_post(writer, root["channel"], TEXTS[-1], thread)
        await asyncio.sleep(0.2)
        await clean.settled()
    assert len(clean.said(OMBUD)) == 2
    heard = [one["text"] for one in clean.said(answer["channel"])]
    assert len(heard) == 3
    assert "Jag dolde" in heard[-1]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Hej <@U0ELSA001>!", "Hej !"),
        ("<!channel> <!subteam^S1|@alla> titta", "titta"),
        ("se <#C0ALLA0001|öppenvård> och <#C1>", "se #öppenvård och #C1"),
        ("<https://example.com|SAMSA> <https://a.example>", "SAMSA https://a.example"),
        ("&lt;5 &amp; &gt;3", "<5 & >3"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("", ""),
    ],
)
async def test_slacks_own_marks_are_read_as_words(written: str, read: str) -> None:
    assert written_text(written) == read
