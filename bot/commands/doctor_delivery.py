"""Looks at how notices leave: does the mail server let us in, are webhooks signed with care?

The mail server is asked as far as a letter goes before it names who gets it; nothing is sent.
"""

import ssl
from collections.abc import Iterator, Sequence
from smtplib import SMTPResponseException

from pydantic import SecretStr

from bot.commands.doctor_check import Check, fault, fine, warning
from bot.commands.doctor_units import counted
from bot.delivery.channel import DeliveryError
from bot.delivery.mail import MailChannel
from bot.delivery.settings import set_up_channels
from bot.settings import Settings
from bot.units import InboxKind, Unit

MAIL, WEBHOOK = "E-post", "Webhook"
_PATIENCE_S = 10.0
_WANTS_MORE = 530  # encryption, or a login
_LEAST_SECRET = 24  # bytes, as Standard Webhooks asks for
_THIS_COMPUTER = ("localhost", "127.0.0.1", "::1")
_KEYS = "Kontrollera LOTSEN_SMTP_USER och LOTSEN_SMTP_PASSWORD."
_REFUSED = {
    "mail_unreachable": ("svarar inte", "Kontrollera LOTSEN_SMTP_HOST och LOTSEN_SMTP_PORT, och "
                         "att brandväggen släpper ut Lotsen dit."),
    "mail_not_encrypted": ("krypterar inte (STARTTLS), så inget skickas",
                           "Fråga er e-postdrift efter en port med STARTTLS, ofta 587."),
    "mail_no_login": ("tar inte emot någon inloggning",
                      "Ta bort LOTSEN_SMTP_USER och LOTSEN_SMTP_PASSWORD, eller byt port."),
    "mail_login": ("godtar inte inloggningen", _KEYS),
    "mail_refused": ("godtar inte avsändaren",
                     "Sätt LOTSEN_MAIL_FROM till en adress som Lotsen får skicka från."),
}  # fmt: skip


def delivery_checks(settings: Settings, units: Sequence[Unit] | None) -> Iterator[Check]:
    """Give what is to be said about mail and webhooks; `units` is None when they can't be read."""
    if settings.smtp_host or units is not None:
        yield _mail(settings, [unit for unit in units or () if _has_mail(unit)])
    if settings.webhook_secret or units is not None:
        yield _webhook(settings.webhook_secret, [one for one in units or () if _has_webhook(one)])


def _has_mail(unit: Unit) -> bool:
    point = unit.contact_point
    return bool(point and point.mail) or _is_told_by(unit, InboxKind.MAIL)


def _has_webhook(unit: Unit) -> bool:
    return _is_told_by(unit, InboxKind.WEBHOOK)


def _is_told_by(unit: Unit, kind: InboxKind) -> bool:
    return any(inbox.kind is kind for inbox in unit.inboxes)


def _mail(settings: Settings, needing: Sequence[Unit]) -> Check:
    if not settings.smtp_host:
        if not needing:
            return fine(MAIL, "inte kopplad, och ingen enhet har någon e-postadress")
        remedy = "Sätt LOTSEN_SMTP_HOST, eller ge enheterna en annan inkorg."
        return fault(MAIL, f"ingen server är satt, och det behöver {counted(needing)}", remedy)
    if bool(settings.smtp_user) != bool(settings.smtp_password):
        lacking = "LOTSEN_SMTP_PASSWORD" if settings.smtp_user else "LOTSEN_SMTP_USER"
        return fault(MAIL, f"{lacking} saknas", "Sätt båda, eller ingen om inloggning inte behövs.")
    channel = set_up_channels(settings)["mail"]
    assert isinstance(channel, MailChannel)  # noqa: S101 - for the types
    return _tried(settings, channel)


def _tried(settings: Settings, channel: MailChannel) -> Check:
    where = f"{settings.smtp_host}:{settings.smtp_port}"
    try:
        channel.try_out(_PATIENCE_S)
    except DeliveryError as error:
        detail, remedy = _why(error, settings)
        return fault(MAIL, f"{where} {detail}", remedy)
    except UnicodeError:  # SMTP's words are plain letters
        return fault(MAIL, "en inställning har tecken som e-postservrar inte läser", _KEYS)
    return _careful(settings) or fine(MAIL, f"{where} tar emot från {settings.mail_from}")


def _why(error: DeliveryError, settings: Settings) -> tuple[str, str]:
    cause = error.__cause__
    if isinstance(cause, ssl.SSLError):
        remedy = "Skriv LOTSEN_SMTP_HOST som i certifikatet, och lita på dess utfärdare."
        return "har ett certifikat som inte godtas", remedy
    if isinstance(cause, SMTPResponseException) and cause.smtp_code == _WANTS_MORE:
        if settings.smtp_encryption == "off":
            return "vill ha kryptering", "Sätt LOTSEN_SMTP_ENCRYPTION=starttls."
        return "vill ha inloggning", "Sätt LOTSEN_SMTP_USER och LOTSEN_SMTP_PASSWORD."
    return _REFUSED[error.fault]


def _careful(settings: Settings) -> Check | None:
    """Give what works and should be seen to."""
    if settings.smtp_encryption == "off" and settings.smtp_host not in _THIS_COMPUTER:
        remedy = "Sätt LOTSEN_SMTP_ENCRYPTION=starttls."
        return warning(MAIL, "går okrypterat till en annan dator", remedy)
    if "mail_from" not in settings.model_fields_set:
        remedy = "Sätt LOTSEN_MAIL_FROM till er egen adress, så att breven inte tas för skräppost."
        return warning(MAIL, f"avsändaren är {settings.mail_from}", remedy)
    return None


def _webhook(secret: SecretStr | None, needing: Sequence[Unit]) -> Check:
    made = "Sätt LOTSEN_WEBHOOK_SECRET till en lång slumpad text, samma som hos mottagaren."
    if secret is None:
        if not needing:
            return fine(WEBHOOK, "inte kopplad, och ingen enhet har någon")
        return fault(WEBHOOK, f"ingen hemlighet är satt, och det behöver {counted(needing)}", made)
    if len(secret.get_secret_value().encode()) < _LEAST_SECRET:
        detail = f"LOTSEN_WEBHOOK_SECRET är kortare än {_LEAST_SECRET} tecken och går att gissa"
        return warning(WEBHOOK, detail, made)
    return fine(WEBHOOK, "anrop signeras")
