"""What concerns an individual is kept by nobody, and answered to the asker alone."""

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import words
from tests import planted

House = Any  # the conftest's; a folder of tests is no package to import from
Until = Callable[[Callable[[], Any]], Awaitable[Any]]
ELSA, AMIR, ALLA = "U0ELSA001", "U0AMIR002", "C0ALLA0001"
PRIVATE = "Gäller samtycke även för 19640823-3234?"

pytestmark = pytest.mark.anyio


async def test_a_question_with_personal_data_in_a_channel_is_answered_in_the_messages(
    house: House,
) -> None:
    ts = await house.ask(ELSA, ALLA, f"{house.mention} {PRIVATE}")
    assert house.said(ALLA) == []
    assert house.whispered(ELSA) == [words.ANSWERED_PRIVATELY]
    assert house.whispered(AMIR) == []
    (reply,) = house.said(house.direct(ELSA))
    job = house.job(ALLA, ts)
    assert (job.reply_channel, job.reply_ts) == (house.direct(ELSA), reply["ts"])
    assert job.masked == ("personnummer",)


async def test_a_question_about_what_is_known_of_somebody_is_answered_to_the_asker_alone(
    house: House,
) -> None:
    await house.ask(ELSA, ALLA, f"{house.mention} Vilka mediciner har patienten på rum 4?")
    assert house.said(ALLA) == []
    assert len(house.said(house.direct(ELSA))) == 1


async def test_a_private_answer_can_be_followed_up_where_it_stands(house: House) -> None:
    await house.ask(ELSA, ALLA, f"{house.mention} {PRIVATE}")
    direct = house.direct(ELSA)
    (reply,) = house.said(direct)
    await house.ask(ELSA, direct, "Och om personen inte kan samtycka?", reply["ts"])
    first, second = house.gate.asked
    assert (second.thread, second.conversation) == (first.thread, first.conversation)


async def test_the_status_is_taken_away_where_no_answer_is_posted(house: House) -> None:
    ts = await house.ask(ELSA, ALLA, f"{house.mention} {PRIVATE}")
    statuses = house.workspace.parts.state.pane(ALLA).statuses
    assert not statuses.get(ts, {}).get("status")


async def test_a_text_that_can_not_be_masked_is_kept_nowhere(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(text: object) -> None:
        raise RuntimeError(str(text))

    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr("bot.privacy.masking.find", broken)
    await house.ask(ELSA, ALLA, f"{house.mention} {planted.PLANTED[0].text}")
    assert house.whispered(ELSA) == [words.MASK_FAILED]  # once, though it came as twins
    assert house.all_jobs() == house.gate.asked == house.said(ALLA) == []
    planted.assert_logs_clean(ours(caplog))
    for file in house.settings.data_dir.glob("lotsen.sqlite3*"):
        planted.assert_nothing_planted(file.read_bytes(), file.name)


@pytest.fixture
async def sent(house: House, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give all that the bot sends to Slack."""
    sent: list[str] = []
    call = AsyncWebClient.api_call

    async def noted(client: AsyncWebClient, *names: Any, **fields: Any) -> Any:
        sent.append(json.dumps(fields, ensure_ascii=False, default=str))
        return await call(client, *names, **fields)

    monkeypatch.setattr(AsyncWebClient, "api_call", noted)
    return sent


async def test_planted_identities_are_in_no_table_log_or_payload(
    house: House, sent: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    direct, everything = house.direct(ELSA), planted.texts()[-1]
    for text in planted.texts():
        await house.ask(ELSA, direct, text)
    in_channel = await house.ask(ELSA, ALLA, f"{house.mention} {everything}")
    await house.ask(ELSA, ALLA, everything, in_channel)
    edited = await house.ask(ELSA, direct, "Vad är MVO?")
    await house.workspace.human_edit(ELSA, direct, edited, everything)
    await house.settled()
    assert len(house.gate.asked) == len(planted.texts()) + 4
    for asked in house.gate.asked:
        planted.assert_nothing_planted(asked.text.text, "desk")
    assert sent
    for payload in sent:
        planted.assert_nothing_planted(payload, "payload")
    planted.assert_logs_clean(ours(caplog))
    assert planted.scan_tree(house.settings.data_dir) > 0


def ours(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """Give what the bot logs; the libraries' own words are silenced where it is started."""
    own = ("bot", "storage", "knowledge", "flows")
    return [record for record in caplog.records if record.name.startswith(own)]
