"""Identities that are written about a message reach no table, log, notice or payload."""

import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests import planted
from tests.bot.slack.inbox.house import House
from tests.bot.slack.watching import Watch

Of = Any
ELSA, SARA = "U0ELSA001", "U0SARA005"
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
    await house.deliver()
    await house.settled()
    for letter in house.mailbox.letters:
        planted.assert_nothing_planted(letter.text + letter.subject, "notice")
    watch.assert_clean(caplog.records, tmp_path / "kept")


@pytest.mark.parametrize("text", [TEXTS[0], TEXTS[-1]], ids=["one", "all"])
@pytest.mark.parametrize("act", ["ask_more", "complete", "misdirected"])
async def test_in_what_is_written_about_a_message(
    clean: House, words: Of, act: str, text: str
) -> None:
    message = clean.send()
    await clean.open(SARA, message)
    await clean.press(SARA, f"message_act_{act}")
    assert await clean.submit(SARA, message_text=text) == {}
    shown = words(clean.modal(SARA))
    assert "Jag dolde" in shown
    planted.assert_nothing_planted(shown, "modal")
    planted.assert_nothing_planted(words(await clean.open(ELSA, message)), "modal")


@pytest.mark.parametrize("act", ["withdraw", "consent_withdrawn"])
async def test_in_a_reason(clean: House, words: Of, act: str) -> None:
    message = clean.send()
    await clean.open(ELSA, message)
    await clean.press(ELSA, f"message_act_{act}")
    assert await clean.submit(ELSA, message_text=TEXTS[-1]) == {}
    assert "Jag dolde" in words(clean.modal(ELSA))
    await clean.open(SARA, message)
    await clean.press(SARA, "message_other")
    shown = words(clean.modal(SARA))
    assert "Skäl:" in shown
    planted.assert_nothing_planted(shown, "modal")


async def test_after_the_command(clean: House) -> None:
    for text in TEXTS[::4]:
        await clean.workspace.human_command(SARA, "C0ALLA0001", f"/lotsen inkorg {text}")
        await clean.settled()


async def test_in_a_refused_form_and_in_the_files(clean: House) -> None:
    message = clean.send()
    await clean.open(SARA, message)
    await clean.press(SARA, "message_act_complete")
    errors = await clean.submit(SARA, message_text=f"Ge Alvedon 500 mg. {TEXTS[-1]}")
    planted.assert_nothing_planted(json.dumps(errors, ensure_ascii=False), "errors")
    assert "dos" in errors["message_text"]
    assert await clean.submit(SARA, message_text=TEXTS[-1]) == {}
    await clean.press(SARA, "message_samsa")
    await clean.press(SARA, "message_file_text")
    (file,) = clean.said(clean.direct(SARA))[-1]["files"]
    upload = clean.workspace.parts.uploads.find(file["id"])
    assert upload is not None
    assert upload.content
    planted.assert_nothing_planted(upload.content, "file")
