"""A real mail server and a real HTTP receiver that fail on purpose."""

import asyncio
import ssl
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message as Mail
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from typing_extensions import override


class Mailbox:
    """What the mail server got; `replies` are said first, before it takes anything."""

    def __init__(self, replies: Sequence[str] = ()) -> None:
        self.replies = list(replies)
        self.mails: list[Mail] = []
        self.was_encrypted: list[bool] = []

    async def handle_DATA(self, _server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.replies:
            return self.replies.pop(0)
        self.was_encrypted.append(session.ssl is not None)
        self.mails.append(message_from_bytes(envelope.content))
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address.startswith("gone"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@contextmanager
def mail_server(
    mailbox: Mailbox, certificate: Path | None = None, keys: LoginPassword | None = None
) -> Iterator[int]:
    """Run a mail server and give its port; it wants STARTTLS and a login where they are given."""
    options = _options(certificate, keys)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def start() -> asyncio.Server:
        return await loop.create_server(lambda: SMTP(mailbox, **options), "127.0.0.1", 0)

    async def stop() -> None:
        server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    server = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _options(certificate: Path | None, keys: LoginPassword | None) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, certificate.with_suffix(".key"))
        options = {"tls_context": context, "require_starttls": True}
    if keys is not None:
        options |= {"auth_required": True, "authenticator": partial(_let_in, keys)}
    return options


def _let_in(keys: LoginPassword, *tried: Any) -> AuthResult:
    return AuthResult(success=tried[-1] == keys, handled=False)


def made_certificate(folder: Path) -> Path:
    """Give a certificate of this computer, signed by itself."""
    path = folder / "server.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-keyout", path.with_suffix(".key"), "-out", path, "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
        check=True, capture_output=True,
    )  # fmt: skip
    return path


@dataclass
class Received:
    """What an HTTP receiver got; `answers` are given first, then 204."""

    answers: list[int] = field(default_factory=list)
    posts: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def http_receiver(received: Received) -> Iterator[str]:
    """Run a receiver and give its address; the answer 0 hangs up without a word."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = received.answers.pop(0) if received.answers else 204
            if status == 0:
                self.connection.close()
                return
            received.posts.append(({k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(status)
            if status in (301, 302, 307):
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        @override
        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/lotsen"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
