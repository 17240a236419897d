"""What Slack should not send, or sends at an odd time, does no harm."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.workspace import WallClock
from bot.workspace.clock import Clock

House = Any  # the conftest's; a folder of tests is no package to import from
Json = dict[str, Any]
ELSA, ALLA = "U0ELSA001", "C0ALLA0001"
HOUR_S = 3600.0

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    "words",
    [
        {"channel": None},
        {"ts": None},
        {"ts": {}},
        {"user": ["U1"]},
        {"text": 5},
        {"text": {"a": "b"}},
        {"thread_ts": 3.5},
        {"subtype": ["a"]},
        {"subtype": "message_changed"},
        {"subtype": "message_changed", "message": None},
        {"subtype": "message_changed", "message": "x", "previous_message": 1},
        {"subtype": "message_changed", "message": {"user": "U1"}},
        {"subtype": "message_changed", "message": {"user": "U1", "text": "a", "ts": 1}},
        {"subtype": "message_deleted"},
        {"subtype": "message_deleted", "deleted_ts": 4},
        {"subtype": "message_deleted", "deleted_ts": "1.0", "previous_message": "x"},
        {"subtype": "message_deleted", "deleted_ts": "1.0", "channel": None},
        {"subtype": "message_deleted", "deleted_ts": "1.0", "previous_message": {"user": "U1"}},
    ],
)
async def test_an_event_that_is_not_whole_is_acknowledged_and_nothing_kept(
    house: House, words: Json
) -> None:
    event = {**house.unheard(ELSA, house.direct(ELSA)), **words}
    assert await house.event(event)
    assert house.all_jobs() == []
    assert house.said(house.direct(ELSA)) == []


async def test_an_event_without_an_id_or_a_workspace_is_acknowledged(house: House) -> None:
    payload = house.workspace.parts.events.envelope(house.unheard(ELSA, house.direct(ELSA)))
    for name in ("event_id", "authorizations"):
        odd = {key: value for key, value in payload.items() if key != name}
        house.workspace.dispatcher.transport.statuses.clear()
        house.workspace.dispatcher.event({"event_id": "", **odd} if name == "event_id" else odd)
        await house.settled()
        assert set(house.door.statuses) == {200}


@pytest.mark.parametrize("text", ["a" * 40_000, "å" * 12_000, "<@" * 9_000, "1" * 20_000])
async def test_a_text_as_long_as_slack_lets_through_is_taken_in_time(
    house: House, text: str
) -> None:
    started = time.monotonic()
    assert await house.workspace.deliver(house.unheard(ELSA, house.direct(ELSA), text))
    assert time.monotonic() - started < 3
    await house.settled()
    assert len(house.said(house.direct(ELSA))) >= 1


@pytest.mark.parametrize("offset", [-HOUR_S, HOUR_S])
async def test_a_request_signed_by_a_clock_an_hour_off_is_turned_away(
    house: House, offset: float
) -> None:
    house.door._clock = WallClock(offset=offset)
    event = house.unheard(ELSA, house.direct(ELSA))
    assert not await house.event(event, event_id="Ev1")
    assert house.door.statuses == [401]
    assert house.all_jobs() == []
    house.door._clock = WallClock()  # somebody sets it right
    assert await house.event(event, event_id="Ev1", attempt=1)
    assert len(house.said(house.direct(ELSA))) == 1


class TestAWorkspaceAnHourOff:
    """Slack and the bot do not agree on the time, and nothing is signed."""

    @pytest.fixture(params=[-HOUR_S, HOUR_S])
    def workspace_clock(self, request: pytest.FixtureRequest) -> Clock:
        return WallClock(offset=request.param)

    async def test_over_a_socket_everything_is_answered(self, house: House) -> None:
        await house.use_socket()
        direct = house.direct(ELSA)
        ts = await house.ask(ELSA, direct)
        await house.ask(ELSA, direct, "Och om de inte svarar?", ts)
        assert len(house.said(direct, ts)) == 2


async def test_a_clock_that_is_set_back_keeps_the_order_over_a_stop(house: House) -> None:
    direct, times = house.direct(ELSA), [datetime.now(UTC), datetime.now(UTC) - timedelta(hours=1)]
    house.gate.is_open.clear()
    ts = await house.post(ELSA, direct, "Vad är MVO?")
    await house.workspace.dispatcher.settle()
    await house.post(ELSA, direct, "Vad är en vårdbegäran?", ts)
    await house.workspace.dispatcher.settle()
    with house.lotsen.guidances._database.writing() as connection:
        for number, at in enumerate(times, 1):
            words = "UPDATE jobs SET created_at = ? WHERE rowid = ?"
            connection.execute(words, (at.isoformat(), number))
    await house.restart()
    await house.settled()
    asked = [one.text.text for one in house.gate.asked]
    assert asked == ["Vad är MVO?", "Vad är en vårdbegäran?"]
