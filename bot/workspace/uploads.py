"""Files that the bot has sent: taken in, shown in a message, and fetched from the page."""

import secrets
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.slack.blocks.problem import JsonObject

LARGEST = 5_000_000
_KINDS = {"txt": "text/plain", "pdf": "application/pdf", "json": "application/json"}


@dataclass
class Upload:
    """One file: announced with its length, then filled, then shown somewhere."""

    id: str
    name: str
    length: int
    secret: str
    content: bytes | None = field(default=None, repr=False)
    is_shown: bool = False

    @property
    def address(self) -> str:
        """Give where the page fetches it."""
        return f"/files/{self.secret}/{self.id}"

    def described(self, title: str) -> JsonObject:
        """Give the file as a message carries it."""
        suffix = self.name.rpartition(".")[2]
        return {
            "id": self.id, "name": self.name, "title": title, "size": self.length,
            "filetype": suffix, "mimetype": _KINDS.get(suffix, "application/octet-stream"),
            "url_private": self.address, "url_private_download": self.address,
        }  # fmt: skip


class Uploads:
    """Keeps files in memory; they are gone when the workspace is started anew."""

    def __init__(self) -> None:
        self._files: dict[str, Upload] = {}

    def announce(self, name: str, length: int) -> Upload:
        """Make room for a file that is about to come."""
        file_id = f"F{len(self._files) + 1:010d}"
        upload = self._files[file_id] = Upload(file_id, name, length, secrets.token_hex(16))
        return upload

    def find(self, file_id: str) -> Upload | None:
        """Give a file by its id."""
        return self._files.get(file_id)

    async def take(self, request: Request) -> Response:
        """Take in the bytes of an announced file."""
        upload = self._named(request)
        content = await request.body()
        if upload is None or upload.content is not None or len(content) != upload.length:
            return PlainTextResponse("refused", 400)
        upload.content = content
        return PlainTextResponse(f"OK - {len(content)}")

    async def give(self, request: Request) -> Response:
        """Give a file to the page, to be saved."""
        upload = self._named(request)
        if upload is None or upload.content is None or not upload.is_shown:
            return PlainTextResponse("Filen finns inte kvar. Hämta den igen i Lotsen.", 404)
        headers = {"content-disposition": f'attachment; filename="{upload.name}"'}
        kind = str(upload.described("")["mimetype"])
        return Response(upload.content, media_type=kind, headers=headers)

    def _named(self, request: Request) -> Upload | None:
        upload = self._files.get(request.path_params["id"])
        secret = request.path_params["secret"]
        is_right = upload is not None and secrets.compare_digest(upload.secret, secret)
        return upload if is_right else None
