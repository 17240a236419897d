"""Identities that are written anywhere on the surface reach no table, log or payload."""

import asyncio
import json
import logging
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.slack.asking import written_text
from bot.workspace import Where
from tests import planted

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
    sent = watch(house, monkeypatch)
    yield house
    await house.settled()
    assert sent
    for payload in sent:
        planted.assert_nothing_planted(payload, "payload")
    ours = [one for one in caplog.records if one.name.startswith(("bot", "storage", "knowledge"))]
    planted.assert_logs_clean(ours)
    assert planted.scan_tree(copied(house.folder, tmp_path / "kept")) > 0


def copied(folder: Path, to: Path) -> Path:
    """Copy what is written while the bot runs; the index beside it is only read, and large."""
    to.mkdir()
    for file in folder.glob("lotsen.sqlite3*"):
        shutil.copy(file, to)
    return to


def watch(house: House, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note all that the bot sends: calls to the Web API and answers to interactions."""
    sent: list[str] = []
    call = house.client.api_call

    async def noted(*names: Any, **fields: Any) -> Any:
        sent.append(json.dumps(fields, ensure_ascii=False, default=str))
        return await call(*names, **fields)

    async def acknowledged(kind: str, payload: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = await ask(kind, payload)
        sent.append(json.dumps(answer, ensure_ascii=False))
        return answer

    ask = house.workspace.dispatcher.ask
    monkeypatch.setattr(house.client, "api_call", noted)
    monkeypatch.setattr(house.workspace.dispatcher, "ask", acknowledged)
    return sent


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
