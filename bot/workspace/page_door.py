"""The page's own door: what it shows, what happens, and what a person does there."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse

from bot.slack.blocks.problem import JsonObject
from bot.workspace.human_actions import HumanActions
from bot.workspace.human_views import HumanViews
from bot.workspace.humans import Humans
from bot.workspace.page_state import page_state
from bot.workspace.parts import Parts
from bot.workspace.practice_error import PracticeError
from bot.workspace.spots import Where
from bot.workspace.view_state import Typed

_INDEX = Path(__file__).parent / "page" / "index.html"
_NOT_UNDERSTOOD = "Sidan och övningsrummet förstod inte varandra. Ladda om sidan."


class _Deed(BaseModel):
    model_config = ConfigDict(extra="forbid")

    user: str = Field(alias="as")


class _Post(_Deed):
    channel: str
    text: str
    thread_ts: str | None = None


class _Edit(_Deed):
    channel: str
    ts: str
    text: str


class _Delete(_Deed):
    channel: str
    ts: str


class _Open(_Deed):
    tab: str
    channel: str | None = None


class _Look(_Deed):
    channel: str


class _Place(_Deed):
    action_id: str
    block_id: str
    channel: str | None = None
    ts: str | None = None
    view_id: str | None = None

    def where(self) -> Where:
        return Where(self.action_id, self.block_id, self.channel, self.ts, self.view_id)


class _Click(_Place):
    value: object = None
    values: Typed = {}


class _Options(_Place):
    typed: str


class _Submit(_Deed):
    view_id: str
    values: Typed


class _Close(_Deed):
    view_id: str
    everything: bool = False


class _Command(_Deed):
    channel: str
    typed: str


class _Shortcut(_Deed):
    callback_id: str
    channel: str | None = None
    ts: str | None = None


class PageDoor:
    """Serves the page."""

    def __init__(
        self, parts: Parts, humans: Humans, actions: HumanActions, views: HumanViews
    ) -> None:
        self._parts = parts
        self._humans = humans
        self._actions = actions
        self._views = views
        self._deeds: dict[str, tuple[type[_Deed], Callable[..., Awaitable[object]]]] = {
            "post": (_Post, self._post),
            "edit": (_Edit, self._edit),
            "delete": (_Delete, self._delete),
            "open": (_Open, self._open),
            "look": (_Look, self._look),
            "click": (_Click, self._click),
            "options": (_Options, self._options),
            "submit": (_Submit, self._submit),
            "close": (_Close, self._close),
            "command": (_Command, self._command),
            "shortcut": (_Shortcut, self._shortcut),
        }

    async def index(self, _request: Request) -> Response:
        """Give the page."""
        return FileResponse(_INDEX)

    async def state(self, request: Request) -> Response:
        """Give all that a person's page shows to begin with; nobody named is the first of all."""
        first = next(iter(self._parts.state.people))
        try:
            person = self._humans.person(request.query_params.get("as") or first)
        except PracticeError as error:
            return JSONResponse({"error": str(error)}, 404)
        return JSONResponse(page_state(self._parts, person))

    async def feed(self, request: Request) -> Response:
        """Give what happens, as server-sent events."""
        user = request.query_params.get("as", "")
        position = request.headers.get("last-event-id") or request.query_params.get("from", "")
        events = self._parts.feed.follow(user, position)
        return StreamingResponse(events, media_type="text/event-stream")

    async def do(self, request: Request) -> Response:
        """Do what a person does."""
        known = self._deeds.get(request.path_params["what"])
        is_json = request.headers.get("content-type", "").startswith("application/json")
        if known is None or not is_json:
            # Only this page can send JSON here: a browser asks first on behalf of other sites.
            return JSONResponse({"error": _NOT_UNDERSTOOD}, 400)
        model, handler = known
        try:
            answer = await handler(model.model_validate_json(await request.body()))
        except ValidationError:
            return JSONResponse({"error": _NOT_UNDERSTOOD}, 400)
        except PracticeError as error:
            return JSONResponse({"error": str(error)}, 409)
        return JSONResponse(answer or {})

    async def _post(self, deed: _Post) -> JsonObject:
        posted = await self._humans.post(deed.user, deed.channel, deed.text, deed.thread_ts)
        return {"ts": posted["ts"]}

    async def _edit(self, deed: _Edit) -> None:
        await self._humans.edit(deed.user, deed.channel, deed.ts, deed.text)

    async def _delete(self, deed: _Delete) -> None:
        await self._humans.delete(deed.user, deed.channel, deed.ts)

    async def _open(self, deed: _Open) -> None:
        await self._humans.open_home(deed.user, deed.tab, deed.channel)

    async def _look(self, deed: _Look) -> None:
        await self._humans.look_at(deed.user, deed.channel)

    async def _click(self, deed: _Click) -> None:
        await self._actions.click(deed.user, deed.where(), deed.value, deed.values)

    async def _options(self, deed: _Options) -> JsonObject:
        return {"options": await self._actions.options(deed.user, deed.where(), deed.typed)}

    async def _submit(self, deed: _Submit) -> JsonObject:
        return {"errors": await self._views.submit(deed.user, deed.view_id, deed.values)}

    async def _close(self, deed: _Close) -> None:
        await self._views.close(deed.user, deed.view_id, everything=deed.everything)

    async def _command(self, deed: _Command) -> None:
        await self._actions.command(deed.user, deed.channel, deed.typed)

    async def _shortcut(self, deed: _Shortcut) -> None:
        await self._actions.shortcut(deed.user, deed.callback_id, deed.channel, deed.ts)
