"""`lotsen doctor` and how notices leave: real mail servers, and nothing is ever sent."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import LoginPassword
from pydantic import SecretStr

from bot.commands import doctor_delivery
from bot.commands.doctor_check import Check
from bot.commands.doctor_delivery import delivery_checks
from bot.settings import Settings
from bot.units import Unit
from tests.bot.delivery.servers import Mailbox, made_certificate, mail_server
from tests.bot.doctor.looking import faults, unit, warnings

PASSWORD, SECRET = "hemligt-ord", "en-lång-slumpad-hemlighet"
KEYS = LoginPassword(b"lotsen", PASSWORD.encode())
FROM = "Lotsen <lotsen@demoby.se>"


def looked(units: list[Unit] | None = None, **given: Any) -> dict[str, Check]:
    found = list(delivery_checks(Settings(**given), [] if units is None else units))
    shown = " ".join(one.detail + one.remedy for one in found)
    assert PASSWORD not in shown
    assert SECRET not in shown
    assert all(one.remedy for one in found if one.is_warning or not one.is_ok)
    return {one.name: one for one in found}


def mail(port: int, **more: Any) -> Check:
    """Give what is said of a mail server on this computer."""
    given = {"mail_from": FROM} | more
    return looked(smtp_host="127.0.0.1", smtp_port=port, **given)["E-post"]


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """Give a mailbox that must stay empty."""
    mailbox = Mailbox()
    yield mailbox
    assert mailbox.mails == []


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a certificate that this computer trusts."""
    made = made_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made))
    return made


def login(password: str = PASSWORD) -> dict[str, Any]:
    return {"smtp_user": "lotsen", "smtp_password": SecretStr(password)}


def test_a_server_that_lets_the_sender_in_is_in_order(mailbox: Mailbox, certificate: Path) -> None:
    with mail_server(mailbox, certificate, KEYS) as port:
        said = mail(port, **login())
    assert (said.is_ok, said.is_warning) == (True, False)
    assert FROM in said.detail


@pytest.mark.parametrize(
    ("given", "word"),
    [
        (login("fel"), "godtar inte inloggningen"),
        (login("lösenord"), "tecken"),
        ({}, "vill ha inloggning"),
        ({"smtp_user": "lotsen"}, "LOTSEN_SMTP_PASSWORD saknas"),
        ({"smtp_password": SecretStr(PASSWORD)}, "LOTSEN_SMTP_USER saknas"),
    ],
)
def test_a_login_that_does_not_hold_says_which_settings_to_look_at(
    mailbox: Mailbox, certificate: Path, given: dict[str, Any], word: str
) -> None:
    with mail_server(mailbox, certificate, KEYS) as port:
        said = mail(port, **given)
    assert not said.is_ok
    assert word in said.detail


def test_a_login_where_none_is_taken_is_a_fault(mailbox: Mailbox) -> None:
    with mail_server(mailbox) as port:
        said = mail(port, smtp_encryption="off", **login())
    assert "tar inte emot någon inloggning" in said.detail


def test_a_server_without_encryption_is_told_and_gets_nothing(mailbox: Mailbox) -> None:
    with mail_server(mailbox) as port:
        said = mail(port)
    assert not said.is_ok
    assert "STARTTLS" in said.detail


def test_a_server_that_refuses_plain_text_says_to_encrypt(
    mailbox: Mailbox, certificate: Path
) -> None:
    with mail_server(mailbox, certificate) as port:
        said = mail(port, smtp_encryption="off")
    assert not said.is_ok
    assert "starttls" in said.remedy


def test_a_certificate_that_is_not_trusted_is_told_apart_from_no_answer(
    mailbox: Mailbox, tmp_path: Path
) -> None:
    with mail_server(mailbox, made_certificate(tmp_path)) as port:
        said = mail(port)
    assert not said.is_ok
    assert "certifikat" in said.detail


def test_a_sender_that_the_server_refuses_is_a_fault() -> None:
    class Choosy(Mailbox):
        async def handle_MAIL(self, *_: Any) -> str:  # noqa: N802
            return "553 not from you"

    with mail_server(Choosy()) as port:
        said = mail(port, smtp_encryption="off")
    assert not said.is_ok
    assert "LOTSEN_MAIL_FROM" in said.remedy


def test_nobody_at_the_address_is_a_fault() -> None:
    assert "svarar inte" in mail(1).detail


def test_a_server_that_says_nothing_is_not_waited_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(doctor_delivery, "_PATIENCE_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        said = mail(silent.getsockname()[1])
    assert not said.is_ok
    assert "brandväggen" in said.remedy


def test_what_works_and_should_be_seen_to_is_a_warning(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server(mailbox) as port:
        found = looked(smtp_host="127.0.0.1", smtp_port=port, smtp_encryption="off")
        nameless = found["E-post"]
        monkeypatch.setattr(doctor_delivery, "_THIS_COMPUTER", ())
        plain = mail(port, smtp_encryption="off")
    assert (nameless.is_ok, nameless.is_warning) == (True, True)
    assert "LOTSEN_MAIL_FROM" in nameless.remedy
    assert (plain.is_ok, plain.is_warning) == (True, True)
    assert "okrypterat" in plain.detail


@pytest.mark.parametrize(
    "needs",
    [
        unit("vc", ("mail", "inkorg.vc@demoby.se")),
        unit("vc", contact_point={"mail": "ombud.vc@demoby.se"}),
    ],
    ids=["inbox", "contact_point"],
)
def test_a_unit_with_mail_and_no_server_is_a_fault_that_names_it(needs: Unit) -> None:
    found = looked([needs, unit("hsv", ("slack", "C0HSV00004"))])
    assert faults(found) == {"E-post"}
    assert "en enhet: VC" in found["E-post"].detail


def test_a_unit_with_a_webhook_and_no_secret_is_a_fault() -> None:
    needs = [unit(name, ("webhook", "https://demoby.se/in")) for name in "ab cd ef gh".split()]
    found = looked(needs)
    assert faults(found) == {"Webhook"}
    assert "4 enheter: AB; CD; EF och 1 till" in found["Webhook"].detail


def test_a_short_secret_is_a_warning_and_a_long_one_in_order() -> None:
    assert warnings(looked(webhook_secret=SecretStr("kort"))) == {"Webhook"}
    found = looked(webhook_secret=SecretStr(SECRET))
    assert (faults(found), warnings(found)) == (set(), set())


def test_when_nobody_needs_them_mail_and_webhooks_may_be_left_out() -> None:
    found = looked([unit("hsv", ("slack", "C0HSV00004"))])
    assert set(found) == {"E-post", "Webhook"}
    assert (faults(found), warnings(found)) == (set(), set())


def test_nothing_is_said_of_what_is_not_set_when_the_units_can_not_be_read() -> None:
    assert list(delivery_checks(Settings(), None)) == []
