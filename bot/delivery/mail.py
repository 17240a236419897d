"""Notices by e-mail to a unit's function address: that something waits, and from whom."""

import asyncio
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from bot.delivery.channel import DeliveryError, Letter

_TIMEOUT_S = 20.0
_REFUSES = 400  # SMTP replies from here on say no
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

    def try_out(self, patience_s: float = _TIMEOUT_S) -> None:
        """Go as far as a letter goes before it names who gets it, and send nothing."""
        with self._session(patience_s) as smtp:
            smtp.ehlo_or_helo_if_needed()
            code, said = smtp.mail(self._server.sender)
            if code >= _REFUSES:
                raise smtplib.SMTPSenderRefused(code, said, self._server.sender)
            smtp.rset()

    def _send(self, made: EmailMessage, address: str) -> None:
        with self._session(_TIMEOUT_S) as smtp:
            smtp.send_message(made, self._server.sender, [address])

    @contextmanager
    def _session(self, patience_s: float) -> Iterator[smtplib.SMTP]:
        """Give the server once it has let us in; what it refuses becomes a fixed word."""
        try:
            with smtplib.SMTP(self._server.host, self._server.port, timeout=patience_s) as smtp:
                self._greet(smtp)
                yield smtp
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
            try:
                smtp.login(self._server.user, self._server.password)
            except smtplib.SMTPNotSupportedError as error:
                raise DeliveryError("mail_no_login") from error


def _refused(error: smtplib.SMTPResponseException) -> DeliveryError:
    """Wrong keys and a wrong sender are for whoever runs Lotsen to put right: try on till then."""
    is_ours = isinstance(error, (smtplib.SMTPAuthenticationError, smtplib.SMTPSenderRefused))
    fault = "mail_login" if error.smtp_code == _WRONG_KEYS else "mail_refused"
    return DeliveryError(fault, is_final=not is_ours and error.smtp_code >= _LASTS)
