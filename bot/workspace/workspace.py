"""The workspace as a whole: its keys, its people, and all that a person can do in it."""

from pathlib import Path

from starlette.applications import Starlette

from bot.slack.blocks.problem import JsonObject
from bot.workspace.clock import Clock, WallClock
from bot.workspace.dispatch import Delivery, DeliveryError, Dispatcher
from bot.workspace.doors import starlette_app
from bot.workspace.events import Events
from bot.workspace.faults import Faults
from bot.workspace.feed import Feed
from bot.workspace.human_actions import HumanActions
from bot.workspace.human_views import HumanViews
from bot.workspace.humans import Humans
from bot.workspace.installed import InstalledApp
from bot.workspace.parts import FoundProblem, Parts
from bot.workspace.signed_http import SignedHttp
from bot.workspace.socket_mode import SocketMode
from bot.workspace.spots import Where
from bot.workspace.state import Channel, Person, demo_state, load_state
from bot.workspace.tickets import ResponseUrls, Triggers
from bot.workspace.view_stacks import ViewStacks
from bot.workspace.view_state import Typed


class Workspace:
    """A stand-in for Slack with invented people; nothing in it leaves this computer."""

    def __init__(
        self,
        installed: InstalledApp | None = None,
        clock: Clock | None = None,
        snapshot: Path | None = None,
    ) -> None:
        self.installed = installed or InstalledApp()
        self._snapshot = snapshot
        self.parts = _parts(self.installed, clock or WallClock(), snapshot)
        self.dispatcher: Dispatcher = self.parts.events.dispatcher
        self._http: SignedHttp | None = None
        self._humans = Humans(self.parts)
        self._actions = HumanActions(self.parts, self.dispatcher, self._humans)
        self._views = HumanViews(self.parts, self.dispatcher, self._humans)

    @property
    def bot_token(self) -> str:
        """Give the bot's key to the Web API."""
        return self.installed.bot_token

    @property
    def app_token(self) -> str:
        """Give the app's key to Socket Mode."""
        return self.installed.app_token

    @property
    def signing_secret(self) -> str:
        """Give the secret that deliveries over HTTP are signed with."""
        return self.installed.signing_secret

    @property
    def url(self) -> str:
        """Give the page's address."""
        return self.parts.base_url

    @property
    def api_url(self) -> str:
        """Give the Web API's address, as `base_url` of Slack's clients."""
        return f"{self.parts.base_url}/api/"

    @property
    def people(self) -> dict[str, Person]:
        """Give the people by id."""
        return self.parts.state.people

    @property
    def channels(self) -> dict[str, Channel]:
        """Give the channels by id, direct messages too."""
        return self.parts.state.channels

    @property
    def faults(self) -> Faults:
        """Give the faults that can be ordered."""
        return self.parts.faults

    @property
    def found(self) -> list[FoundProblem]:
        """Give what the checker has found in what the bot sent."""
        return self.parts.found

    def direct(self, user: str) -> Channel:
        """Give a person's direct messages with the bot."""
        return self.parts.state.direct(user)

    def stack(self, user: str) -> list[JsonObject]:
        """Give a person's open modals, the lowest first."""
        return self.parts.views.stack(user)

    def home(self, user: str) -> JsonObject | None:
        """Give what the bot has put on a person's Home tab."""
        return self.parts.state.homes.get(user)

    def whispers(self, user: str) -> list[JsonObject]:
        """Give the messages shown to that person only."""
        return self.parts.state.ephemerals.get(user, [])

    def app(self) -> Starlette:
        """Give the server: the Web API, Socket Mode, response URLs and the page."""
        return starlette_app(self.parts, self._humans, self._actions, self._views)

    def deliver_over_http(self, request_url: str) -> SignedHttp:
        """Deliver to a request URL, signed, instead of over Socket Mode."""
        self._http = SignedHttp(request_url, self.signing_secret, self.parts.clock)
        self.dispatcher.transport = self._http
        return self._http

    async def deliver(
        self, event: JsonObject, *, event_id: str | None = None, attempt: int = 0
    ) -> bool:
        """Deliver one event once, with an id of choice, and tell whether it was acknowledged."""
        payload = self.parts.events.envelope(event)
        payload |= {"event_id": event_id} if event_id else {}
        try:
            await self.dispatcher.once(
                Delivery("events_api", payload, attempt, "timeout" if attempt else "")
            )
        except DeliveryError:
            return False
        return True

    async def refresh_sockets(self) -> None:
        """Ask every connection to come again, as Slack does now and then."""
        await self.parts.sockets.refresh()

    async def drop_sockets(self) -> None:
        """Break every connection without a word."""
        await self.parts.sockets.drop()

    async def go_down(self, seconds: float) -> None:
        """Be out of order for a while, as seen by the bot."""
        self.faults.go_down(seconds)
        await self.drop_sockets()

    def revoke_token(self) -> None:
        """Take the bot's key back."""
        self.parts.is_revoked = True

    def lack_methods(self, *names: str) -> None:
        """Be a workspace that has none of these methods."""
        self.parts.missing_methods.update(names)

    def save(self) -> None:
        """Write everything to the snapshot, when there is to be one."""
        if self._snapshot is not None:
            self.parts.state.save(self._snapshot)

    async def close(self) -> None:
        """Let go of pages, connections and deliveries."""
        self.save()
        self.parts.feed.close()
        await self.drop_sockets()
        await self.dispatcher.close()
        if self._http is not None:
            await self._http.close()

    async def human_post(
        self, user: str, channel: str, text: str, thread_ts: str | None = None
    ) -> JsonObject:
        """Write a message, in a thread when one is named."""
        return await self._humans.post(user, channel, text, thread_ts)

    async def human_edit(self, user: str, channel: str, ts: str, text: str) -> JsonObject:
        """Change a message of one's own."""
        return await self._humans.edit(user, channel, ts, text)

    async def human_delete(self, user: str, channel: str, ts: str) -> None:
        """Remove a message of one's own."""
        await self._humans.delete(user, channel, ts)

    async def human_open_home(self, user: str) -> None:
        """Open the bot's Home tab."""
        await self._humans.open_home(user)

    async def human_open_messages(self, user: str, looking_at: str | None = None) -> None:
        """Open the direct messages with the bot, perhaps beside a channel."""
        await self._humans.open_home(user, "messages", looking_at)

    async def human_look_at(self, user: str, channel: str) -> None:
        """Look at another channel with the bot's pane open."""
        await self._humans.look_at(user, channel)

    async def human_invite(self, channel: str, user: str) -> None:
        """Bring a person or the bot into a channel."""
        await self._humans.invite(channel, user)

    async def human_remove(self, channel: str, user: str) -> None:
        """Take a person or the bot out of a channel."""
        await self._humans.remove(channel, user)

    async def human_click(
        self, user: str, where: Where, value: object = None, values: Typed | None = None
    ) -> None:
        """Use a button, menu or field; options are named by their value."""
        await self._actions.click(user, where, value, values)

    async def human_options(self, user: str, where: Where, typed: str) -> list[JsonObject]:
        """Type in an external menu and give the options the bot offers."""
        return await self._actions.options(user, where, typed)

    async def human_submit_view(
        self, user: str, view_id: str, values: Typed | None = None
    ) -> dict[str, str]:
        """Send a modal in and give what was wrong, by block id."""
        return await self._views.submit(user, view_id, values)

    async def human_close_view(self, user: str, view_id: str, *, everything: bool = False) -> None:
        """Close a modal, or all of them."""
        await self._views.close(user, view_id, everything=everything)

    async def human_command(self, user: str, channel: str, typed: str) -> None:
        """Use a slash command."""
        await self._actions.command(user, channel, typed)

    async def human_shortcut(
        self, user: str, callback_id: str, channel: str | None = None, ts: str | None = None
    ) -> None:
        """Use a shortcut, on a message or on none."""
        await self._actions.shortcut(user, callback_id, channel, ts)


def _parts(app: InstalledApp, clock: Clock, snapshot: Path | None) -> Parts:
    is_kept = snapshot is not None and snapshot.exists()
    state = load_state(snapshot) if snapshot and is_kept else demo_state(app.bot_user_id)
    feed, faults = Feed(), Faults(clock)
    sockets = SocketMode(
        app.app_id, clock, faults, lambda is_on: feed.publish("connected", {"is_connected": is_on})
    )
    return Parts(
        app=app,
        clock=clock,
        state=state,
        feed=feed,
        faults=faults,
        sockets=sockets,
        events=Events(app, state, clock, Dispatcher(clock, sockets)),
        triggers=Triggers(clock),
        response_urls=ResponseUrls(clock),
        views=ViewStacks(clock, feed, state.team.id, app.app_id, app.bot_id),
    )
