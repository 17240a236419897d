"""The server's doors, and who may knock: this computer only, and no other site's pages."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.workspace.human_actions import HumanActions
from bot.workspace.human_views import HumanViews
from bot.workspace.humans import Humans
from bot.workspace.in_place import ResponseUrlDoor
from bot.workspace.page_door import PageDoor
from bot.workspace.parts import Parts
from bot.workspace.web_api import WebApi

_PAGE = Path(__file__).parent / "page"
_HEADERS = [
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        b"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
]


class _Guarded:
    """Adds the headers that keep the page to itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_HEADERS]
            await send(message)

        await self._app(scope, receive, send_guarded)


def starlette_app(
    parts: Parts, humans: Humans, actions: HumanActions, views: HumanViews
) -> Starlette:
    """Give the server."""
    page = PageDoor(parts, humans, actions, views)
    routes = [
        Route("/", page.index),
        Route("/page/state", page.state),
        Route("/page/feed", page.feed),
        Route("/page/do/{what}", page.do, methods=["POST"]),
        Mount("/page", StaticFiles(directory=_PAGE)),
        Route("/api/{method}", WebApi(parts).endpoint, methods=["GET", "POST"]),
        Route("/response/{number}", ResponseUrlDoor(parts).endpoint, methods=["POST"]),
        Route("/upload/{secret}/{id}", parts.uploads.take, methods=["POST"]),
        Route("/files/{secret}/{id}", parts.uploads.give),
        WebSocketRoute("/link", parts.sockets.endpoint),
    ]
    middleware = [
        Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"]),
        Middleware(_Guarded),
    ]
    return Starlette(routes=routes, middleware=middleware)
