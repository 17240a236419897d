"""Notices by e-mail to a unit's function address: that something waits, and from whom."""

import asyncio
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from bot.delivery.channel import DeliveryError, Letter

_TIMEOUT_S = 20.0
_LASTS = 500  # SMTP replies from here on do not change by trying again
_WRONG_KEYS = 535


@dataclass(frozen=True)
class MailServer:
    """The mail server that notices leave by; `context` says whom to trust, None as the system."""

    host: str
    port: int
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    is_encrypted: bool = True
    context: ssl.SSLContext | None = None


class MailChannel:
    """Sends letters by SMTP, encrypted with STARTTLS."""

    def __init__(self, server: MailServer) -> None:
        self._server = server

    async def deliver(self, letter: Letter) -> str | None:
        """Send a letter; the same one always carries the same Message-ID."""
        made = self.composed(letter)
        await asyncio.to_thread(self._send, made, letter.notice.address)
        return str(made["Message-ID"])

    def composed(self, letter: Letter) -> EmailMessage:
        """Give the letter as an e-mail."""
        made = EmailMessage()
        made["From"] = self._server.sender
        made["To"] = letter.notice.address
        made["Subject"] = letter.subject
        made["Date"] = format_datetime(letter.notice.created_at)
        made["Message-ID"] = f"<{letter.notice.id}@{self._domain}>"
        made["Auto-Submitted"] = "auto-generated"
        made.set_content(letter.text)
        return made

    @property
    def _domain(self) -> str:
        return parseaddr(self._server.sender)[1].rpartition("@")[2] or "lotsen.invalid"

    def _send(self, made: EmailMessage, address: str) -> None:
        try:
            with smtplib.SMTP(self._server.host, self._server.port, timeout=_TIMEOUT_S) as smtp:
                self._greet(smtp)
                smtp.send_message(made, self._server.sender, [address])
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise DeliveryError("recipient_refused", is_final=min(codes) >= _LASTS) from error
        except smtplib.SMTPResponseException as error:
            raise _refused(error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise DeliveryError("mail_not_encrypted") from error
        except (smtplib.SMTPException, OSError) as error:
            raise DeliveryError("mail_unreachable") from error

    def _greet(self, smtp: smtplib.SMTP) -> None:
        if self._server.is_encrypted:
            smtp.starttls(context=self._server.context or ssl.create_default_context())
        if self._server.user and self._server.password:
            smtp.login(self._server.user, self._server.password)


def _refused(error: smtplib.SMTPResponseException) -> DeliveryError:
    """Wrong keys and a wrong sender are for whoever runs Lotsen to put right: try on till then."""
    is_ours = isinstance(error, (smtplib.SMTPAuthenticationError, smtplib.SMTPSenderRefused))
    fault = "mail_login" if error.smtp_code == _WRONG_KEYS else "mail_refused"
    return DeliveryError(fault, is_final=not is_ours and error.smtp_code >= _LASTS)
