"""Listens to the Home tab and the pane beside a channel."""

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.privacy import mask
from bot.slack import words
from bot.slack.asking import ModalQuestion, search_in_modal
from bot.slack.pressed import Body, Press, Work, on_press, tell
from bot.slack.surface import HasSurface, Surface
from bot.slack.views import home as views
from knowledge.model import StaffError


def register(app: AsyncApp, hub: HasSurface) -> None:
    """Listen to the tabs, the search field, and the buttons."""
    surface = hub.surface
    app.action(views.SEARCH)(on_press(surface, _searched))
    app.action(views.AGAIN)(on_press(surface, _again))
    app.action(views.BEFORE)(on_press(surface, _paged))
    app.action(views.NEXT)(on_press(surface, _paged))

    async def opened(ack: AsyncAck, body: Body) -> None:
        """Show the tab that was opened; opening it twice shows it twice, and harms nothing."""
        await ack()
        surface.background.spawn(_opened(surface, body["team_id"], body["event"]))

    app.event("app_home_opened")(opened)
    app.event("app_context_changed")(_acknowledged)


async def _acknowledged(ack: AsyncAck) -> None:
    """Take note of nothing: which channel somebody looks at is not needed and not kept."""
    await ack()


async def _opened(surface: Surface, team: str, event: Body) -> None:
    if event.get("tab") == "home":
        await surface.home.open(team, event["user"])
    else:
        await surface.sender.suggest(team, event["channel"], words.PROMPTS)


def _searched(surface: Surface, press: Press) -> Work:
    return _ask(surface, press, press.value)


def _again(surface: Surface, press: Press) -> Work:
    job = surface.home.asked(press.team, press.user, press.value)
    return _ask(surface, press, job.question if job else "")


def _paged(surface: Surface, press: Press) -> Work:
    page = int(press.value) if press.value.isdecimal() else 0
    return surface.home.open(press.team, press.user, page)


def _ask(surface: Surface, press: Press, text: str) -> Work:
    """Keep a question and search for it in a modal; say so when it can't be asked."""
    if not text.strip():
        return tell(surface, press, words.ASK_EMPTY)
    try:
        asked = ModalQuestion(press.team, press.user, press.keys[0], mask(text))
        job = surface.questions.keep(asked)
    except StaffError as error:
        return tell(surface, press, str(error))
    if job is None:
        return tell(surface, press, words.TRY_AGAIN)
    return search_in_modal(surface.sender, surface.questions, job, press.trigger_id)
