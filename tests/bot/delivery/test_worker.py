"""The worker brings each notice out once, tries again, gives up aloud, and reminds."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.delivery.channel import Channel, DeliveryError, Letter
from bot.delivery.mail import MailChannel, MailServer
from bot.delivery.reminders import Reminders
from bot.delivery.webhook import WebhookChannel
from bot.delivery.worker import DeliveryParts, DeliveryWorker
from storage.database import StorageError
from storage.outbox import Notice, NoticeState, Occasion
from tests.bot.delivery.servers import Mailbox, Received, http_receiver, mail_server
from tests.bot.desk.correspondence import ELSA, KERSTIN, Correspondence, unit


@dataclass
class Deaf:
    """A channel that fails with what it is told to, then takes everything."""

    faults: list[Exception] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)

    async def deliver(self, letter: Letter) -> str | None:
        self.letters.append(letter)
        if self.faults:
            raise self.faults.pop(0)
        return "remote"


@pytest.fixture
def kept(tmp_path: Path) -> Correspondence:
    return Correspondence(tmp_path)


def parts(kept: Correspondence, **channels: Channel) -> DeliveryParts:
    def name(team: str, unit_id: str) -> str:
        return kept.register.names(team).get(unit_id, unit_id)

    return DeliveryParts(kept.stored.outbox, channels, name, clock=kept.clock)


def run(made: DeliveryParts) -> int:
    return asyncio.run(DeliveryWorker(made).run_due())


def test_a_message_is_delivered_when_its_notice_has_arrived(kept: Correspondence) -> None:
    message, mail = kept.message(), Deaf()
    assert kept.stored.receipts.of(message)[0].delivered_at is None
    assert run(parts(kept, mail=mail)) == 1
    assert run(parts(kept, mail=mail)) == 0
    (letter,) = mail.letters
    assert (letter.to_name, letter.from_name) == ("Vårdcentralen Demoby", "Hemtjänsten Lärkan")
    assert not letter.notice.is_repeat
    assert "fredag" not in letter.text
    assert kept.stored.receipts.of(message)[0].delivered_at == kept.clock.now


def test_it_is_tried_again_after_growing_pauses_and_then_given_up_aloud(
    kept: Correspondence,
) -> None:
    told: list[Notice] = []
    mail = Deaf([DeliveryError("mail_unreachable")] * 9)

    async def tell(notice: Notice) -> None:
        told.append(notice)

    made = replace(parts(kept, mail=mail), tell_dead=tell, pauses_s=(10, 60, 600))
    message = kept.message()
    for pause in (10, 60, 600):
        assert run(made) == 1
        kept.clock.forward(seconds=pause - 1)
        assert run(made) == 0
        kept.clock.forward(seconds=1)
    assert run(made) == 1
    (notice,) = kept.notices(message)
    assert (notice.state, notice.attempts, notice.fault) == (
        NoticeState.DEAD, 4, "mail_unreachable",
    )  # fmt: skip
    assert [one.id for one in told] == [notice.id]
    assert run(made) == 0
    assert len(told) == 1
    assert kept.stored.outbox.dead("T1") == [notice]
    assert all(one.notice.is_repeat for one in mail.letters[1:])
    mail.faults.clear()
    assert kept.stored.outbox.try_again("T1", notice.id, kept.clock.now)
    assert run(made) == 1
    assert kept.notices(message)[0].state is NoticeState.DONE


def test_a_fault_that_no_try_helps_is_given_up_at_once(kept: Correspondence) -> None:
    message = kept.message()
    run(parts(kept, mail=Deaf([DeliveryError("recipient_refused", is_final=True)])))
    assert kept.notices(message)[0].state is NoticeState.DEAD


def test_a_channel_that_is_not_set_up_is_told_instead_of_waited_for(kept: Correspondence) -> None:
    message = kept.message()
    run(parts(kept))
    assert kept.notices(message)[0].fault == "channel_not_set_up"


def test_a_person_who_could_not_be_told_is_told_later(
    kept: Correspondence, caplog: pytest.LogCaptureFixture
) -> None:
    kept.message()

    async def broken(notice: Notice) -> None:
        raise RuntimeError("secret text")

    with caplog.at_level(logging.DEBUG):
        run(replace(parts(kept), tell_dead=broken))
    assert "secret" not in caplog.text
    assert len(kept.stored.outbox.untold()) == 1
    run(parts(kept))
    assert kept.stored.outbox.untold() == []


def test_a_broken_channel_stops_no_other(
    kept: Correspondence, caplog: pytest.LogCaptureFixture
) -> None:
    hook = {"kind": "webhook", "address": "https://demoby.se/in"}
    kept.put(unit("mottagning", "Medicinmottagningen", "USARA", inboxes=[hook]))
    message = kept.message(to=["vardcentral", "mottagning"])
    run(parts(kept, mail=Deaf([ValueError("secret text")]), webhook=Deaf()))
    states = {one.channel: (one.state, one.fault) for one in kept.notices(message)}
    assert states == {
        "mail": (NoticeState.WAITING, "ValueError"), "webhook": (NoticeState.DONE, None),
    }  # fmt: skip
    assert "secret" not in caplog.text


def test_a_crash_between_arrival_and_our_noting_it_repeats_recognisably(
    kept: Correspondence, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.message()
    mail = Deaf()

    def crash(*_: object) -> None:
        raise StorageError("OperationalError")

    with monkeypatch.context() as patched:
        patched.setattr(kept.stored.outbox, "done", crash)
        run(parts(kept, mail=mail))
    assert run(parts(kept, mail=mail)) == 0  # its lease runs
    kept.clock.forward(seconds=91)
    assert run(parts(kept, mail=mail)) == 1
    first, second = mail.letters
    assert first.notice.id == second.notice.id
    assert (first.notice.is_repeat, second.notice.is_repeat) == (False, True)


def test_real_servers_that_fail_on_purpose_get_each_notice_in_the_end(
    kept: Correspondence,
) -> None:
    mailbox, received = Mailbox(["451 later"]), Received([500, 0])
    with mail_server(mailbox) as port, http_receiver(received) as address:
        hook = {"kind": "webhook", "address": address}
        kept.put(unit("mottagning", "Medicinmottagningen", "USARA", inboxes=[hook]))
        message = kept.message(to=["vardcentral", "mottagning"])
        server = MailServer("127.0.0.1", port, "lotsen@demoby.se", is_encrypted=False)
        made = parts(kept, mail=MailChannel(server), webhook=WebhookChannel("s", kept.clock))
        for _ in range(3):
            run(made)
            kept.clock.forward(minutes=3)
    assert [one.state for one in kept.notices(message)] == [NoticeState.DONE] * 2
    assert len(mailbox.mails) == 1
    assert [headers["webhook-id"] for headers, _ in received.posts] == [
        one.id for one in kept.notices(message) if one.channel == "webhook"
    ] * 2


def test_two_workers_bring_each_notice_out_once(kept: Correspondence) -> None:
    for _ in range(10):
        kept.message()
    mail = Deaf()

    async def both() -> list[int]:
        workers = [DeliveryWorker(parts(kept, mail=mail)) for _ in range(2)]
        return await asyncio.gather(*(worker.run_due() for worker in workers))

    assert sum(asyncio.run(both())) == 10
    assert len({one.notice.id for one in mail.letters}) == len(mail.letters) == 10


def test_a_running_worker_is_woken_and_stops_when_told(kept: Correspondence) -> None:
    mail = Deaf()

    async def work() -> None:
        worker, stop = DeliveryWorker(parts(kept, mail=mail)), asyncio.Event()
        running = asyncio.create_task(worker.run(stop))
        await asyncio.to_thread(kept.message)
        worker.wake()
        async with asyncio.timeout(10):
            while not mail.letters:
                await asyncio.sleep(0.01)
            stop.set()
            await running

    asyncio.run(work())
    assert len(mail.letters) == 1


def reminded(kept: Correspondence) -> Callable[[datetime], None]:
    stored = kept.stored
    made = Reminders(stored.messages, stored.receipts, kept.register.find, timedelta(hours=2))
    return made.put_in_line


def test_what_is_not_acknowledged_is_reminded_of_and_then_told_the_contact_point(
    kept: Correspondence,
) -> None:
    mail = Deaf()
    made = replace(parts(kept, mail=mail), before=reminded(kept))
    kept.clock.now = datetime(2026, 3, 6, 12, tzinfo=UTC)  # Friday 13.00: three hours are left
    message = kept.message()
    run(made)
    kept.clock.forward(hours=20)  # Saturday: nobody is there to remind
    assert run(made) == 0
    kept.clock.now = datetime(2026, 3, 9, 8, 1, tzinfo=UTC)  # Monday 9.01
    assert run(made) == 1
    assert run(made) == 0
    kept.clock.forward(hours=2)
    assert run(made) == 1
    kept.clock.forward(days=7)
    assert run(made) == 0
    sent = [(one.notice.occasion, one.notice.address) for one in mail.letters]
    assert sent == [
        (Occasion.MESSAGE, "vardcentral@demoby.se"),
        (Occasion.REMINDER, "vardcentral@demoby.se"),
        (Occasion.ESCALATION, "kontakt@demoby.se"),
    ]
    assert kept.stored.receipts.of(message)[0].nudges == 2


@pytest.mark.parametrize("act", ["acknowledge", "withdraw"])
def test_what_is_acknowledged_or_taken_back_is_not_reminded_of(
    kept: Correspondence, act: str
) -> None:
    message = kept.message()
    if act == "acknowledge":
        kept.inboxes.acknowledge(message, KERSTIN)
    else:
        later = kept.sending.withdraw(message, ELSA).message_id
        kept.inboxes.acknowledge(later, KERSTIN)
    kept.clock.forward(days=3)
    reminded(kept)(kept.clock.now)
    occasions = {one.occasion for one in kept.notices(message)}
    assert Occasion.REMINDER not in occasions


def test_a_unit_that_is_gone_stops_no_reminder_of_others(kept: Correspondence) -> None:
    kept.message(to=["mottagning"])
    message = kept.message()
    kept.put(remove=["mottagning"])
    kept.clock.forward(days=1)
    reminded(kept)(kept.clock.now)
    assert [one.occasion for one in kept.notices(message)][1:] == [Occasion.REMINDER]
