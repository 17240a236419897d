"""Listens to analyses, lessons and follow-ups: on the Home tab, in modals."""

import asyncio
import re
from collections.abc import Callable

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.analyses import Analyses, build_analyses
from bot.slack.analyses.reading import Filled, read_filled
from bot.slack.answering import Answer, checked
from bot.slack.followups import FollowupForms
from bot.slack.hub import Hub
from bot.slack.pressed import Body, Listener, Press, Work, on_press
from bot.slack.surface import Surface
from bot.slack.views import analysis_marks as marks

_PLACE = 25  # on the Home tab: under inbox and drafts, above the compilation
Submitted = Callable[[Filled], tuple[Answer, Work | None]]


def register(app: AsyncApp, hub: Hub) -> None:
    """Listen to all of it, and add the analyses to the Home tab."""
    surface = hub.surface
    analyses = build_analyses(hub.lotsen, surface)
    surface.home.add(_PLACE, analyses.opened.on_home)
    keeping: dict[str | re.Pattern[str], Callable[[Press], Work]] = {
        marks.OPEN: analyses.opened.open,
        marks.OPEN_START: analyses.beginning.open,
        re.compile(f"^{marks.OPEN_PART}_"): analyses.parts.open,
        re.compile(f"^{marks.PAGE}_"): analyses.opened.turn,
        marks.FINISH: analyses.opened.finish,
        marks.OPEN_LESSON: analyses.telling.open,
        marks.PUBLISH: analyses.telling.publish,
        marks.WITHDRAW: analyses.telling.withdraw,
    }
    for action, keep in keeping.items():
        app.action(action)(_pressing(surface, keep))
    _listen_to_forms(app, hub, analyses)


def _pressing(surface: Surface, keep: Callable[[Press], Work]) -> Listener:
    return on_press(surface, lambda _surface, press: keep(press))


def _listen_to_forms(app: AsyncApp, hub: Hub, analyses: Analyses) -> None:
    def on_sent(submitted: Submitted) -> Listener:
        async def sent(ack: AsyncAck, body: Body) -> None:
            answer, work = await asyncio.to_thread(submitted, read_filled(body))
            await ack(**checked(answer))
            if work is not None:
                hub.surface.background.spawn(work)

        return sent

    async def typed(ack: AsyncAck, body: Body) -> None:
        at = body["actions"][0]["action_ts"]
        await asyncio.to_thread(analyses.parts.typed, read_filled(body), at)
        await ack()

    async def closed(ack: AsyncAck, body: Body) -> None:
        await asyncio.to_thread(analyses.parts.closed, read_filled(body))
        await ack()

    followups = FollowupForms(hub.lotsen.followup_desk)
    app.view(marks.START_FORM)(on_sent(analyses.beginning.submitted))
    app.view(marks.PART_FORM)(on_sent(analyses.parts.submitted))
    app.view(marks.LESSON)(on_sent(analyses.telling.submitted))
    app.view(marks.FOLLOWUP)(on_sent(lambda form: (followups.submitted(form), None)))
    app.view_closed(marks.PART_FORM)(closed)
    app.action(re.compile(f"^{marks.TEXT}_"))(typed)
