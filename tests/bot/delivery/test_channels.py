"""Notices by mail and webhook arrive, signed and without content, or say why they did not."""

import asyncio
import base64
import hashlib
import hmac
import json
import ssl
from dataclasses import replace
from datetime import UTC, datetime
from email.header import decode_header, make_header
from pathlib import Path

import pytest

from bot.delivery.channel import Channel, DeliveryError, Letter
from bot.delivery.mail import MailChannel, MailServer
from bot.delivery.webhook import WebhookChannel
from storage.outbox import Notice, Occasion
from tests.bot.delivery.servers import (
    Mailbox,
    Received,
    http_receiver,
    made_certificate,
    mail_server,
)

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
NOTICE = Notice(
    id="0123abcd", team="T1", message_id="m1", unit="vardcentral", channel="mail",
    address="vc@demoby.se", occasion=Occasion.MESSAGE, from_unit="hemtjanst", created_at=AT,
)  # fmt: skip
LETTER = Letter(NOTICE, "Vårdcentralen Demoby", "Hemtjänsten Lärkan", "https://lotsen.example/in")
SECRET = "en-lång-hemlighet"


def deliver(channel: Channel, letter: Letter) -> str | None:
    return asyncio.run(channel.deliver(letter))


def fault(channel: Channel, letter: Letter) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        deliver(channel, letter)
    return caught.value


def server(port: int, **more: object) -> MailServer:
    made = MailServer("127.0.0.1", port, "Lotsen <lotsen@demoby.se>", is_encrypted=False)
    return replace(made, **more)  # type: ignore[arg-type]


def to(address: str) -> Letter:
    return replace(LETTER, notice=replace(NOTICE, address=address))


def test_a_mail_says_that_something_waits_and_from_whom() -> None:
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        channel = MailChannel(server(port))
        assert deliver(channel, LETTER) == "<0123abcd@demoby.se>"
        deliver(channel, LETTER)
    first, second = mailbox.mails
    assert first["Message-ID"] == second["Message-ID"] == "<0123abcd@demoby.se>"
    assert first["To"] == "vc@demoby.se"
    subject = str(make_header(decode_header(first["Subject"])))
    assert subject == "Ett meddelande väntar i inkorgen, från Hemtjänsten Lärkan"
    body = first.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert "https://lotsen.example/in" in body.decode()
    assert "Här står inget av innehållet" in body.decode()


def test_a_mail_goes_encrypted_to_a_server_that_is_trusted(tmp_path: Path) -> None:
    certificate, mailbox = made_certificate(tmp_path), Mailbox()
    with mail_server(mailbox, certificate) as port:
        trusted = ssl.create_default_context(cafile=str(certificate))
        deliver(MailChannel(server(port, is_encrypted=True, context=trusted)), LETTER)
        unknown = fault(MailChannel(server(port, is_encrypted=True)), LETTER)
        plain = fault(MailChannel(server(port)), LETTER)
    assert mailbox.was_encrypted == [True]
    assert (unknown.fault, unknown.is_final) == ("mail_unreachable", False)
    assert (plain.fault, plain.is_final) == ("mail_refused", False)


def test_a_server_without_encryption_gets_nothing() -> None:
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        refused = fault(MailChannel(server(port, is_encrypted=True)), LETTER)
    assert (refused.fault, refused.is_final) == ("mail_not_encrypted", False)
    assert mailbox.mails == []


@pytest.mark.parametrize(
    ("reply", "is_final"), [("451 try later", False), ("554 never", True), ("421 bye", False)]
)
def test_a_mail_server_says_whether_to_try_again(reply: str, is_final: bool) -> None:
    with mail_server(Mailbox([reply])) as port:
        assert fault(MailChannel(server(port)), LETTER).is_final is is_final


def test_a_mailbox_that_is_gone_is_not_tried_again() -> None:
    with mail_server(Mailbox()) as port:
        refused = fault(MailChannel(server(port)), to("gone@demoby.se"))
    assert (refused.fault, refused.is_final) == ("recipient_refused", True)


def test_a_mail_server_that_is_down_is_tried_again() -> None:
    down = fault(MailChannel(server(1)), LETTER)
    assert (down.fault, down.is_final) == ("mail_unreachable", False)


def test_a_webhook_is_signed_as_it_is_described() -> None:
    received = Received()
    with http_receiver(received) as address:
        deliver(WebhookChannel(SECRET, lambda: AT), to(address))
    ((headers, body),) = received.posts
    # As docs/webhook.md says, without any of Lotsen's own code.
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    digest = hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()
    assert headers["webhook-signature"] == f"v1,{base64.b64encode(digest).decode()}"
    assert int(headers["webhook-timestamp"]) == int(AT.timestamp())
    assert json.loads(body) == {
        "version": 1, "type": "lotsen.message", "id": "0123abcd",
        "timestamp": "2026-03-02T09:00:00+00:00", "message_id": "m1",
        "to": {"unit": "vardcentral", "name": "Vårdcentralen Demoby"},
        "from": {"unit": "hemtjanst", "name": "Hemtjänsten Lärkan"},
        "link": "https://lotsen.example/in",
    }  # fmt: skip


def test_a_webhook_again_has_the_same_id_and_another_time() -> None:
    received = Received()
    with http_receiver(received) as address:
        deliver(WebhookChannel(SECRET, lambda: AT), to(address))
        deliver(WebhookChannel(SECRET, lambda: AT.replace(hour=10)), to(address))
    (first, body), (second, again) = received.posts
    assert first["webhook-id"] == second["webhook-id"]
    assert first["webhook-timestamp"] != second["webhook-timestamp"]
    assert first["webhook-signature"] != second["webhook-signature"]
    assert body == again


@pytest.mark.parametrize(
    ("status", "is_final"), [(500, False), (404, False), (401, False), (302, False), (410, True)]
)
def test_a_receiver_says_whether_to_try_again(status: int, is_final: bool) -> None:
    received = Received([status])
    with http_receiver(received) as address:
        failed = fault(WebhookChannel(SECRET), to(address))
    assert (failed.fault, failed.is_final) == (f"webhook_{status}", is_final)
    assert len(received.posts) == 1


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/x", "no address at all"])
def test_a_receiver_that_is_not_there_is_tried_again(address: str) -> None:
    assert fault(WebhookChannel(SECRET), to(address)).fault == "webhook_unreachable"


def test_a_receiver_that_hangs_up_is_tried_again() -> None:
    with http_receiver(Received([0])) as address:
        assert fault(WebhookChannel(SECRET), to(address)).fault == "webhook_unreachable"


@pytest.mark.parametrize("occasion", Occasion)
def test_every_occasion_has_words_of_its_own(occasion: Occasion) -> None:
    letter = replace(LETTER, notice=replace(NOTICE, occasion=occasion), link=None)
    assert letter.subject.endswith("från Hemtjänsten Lärkan")
    assert letter.text.count("\n") == 2
