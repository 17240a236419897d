"""All that a person's page shows to begin with."""

from dataclasses import asdict

from bot.slack.blocks.problem import JsonObject
from bot.workspace.parts import Parts
from bot.workspace.state import Channel, Person

SHOWN = 500


def page_state(parts: Parts, person: Person) -> JsonObject:
    """Give the page of a person."""
    direct = parts.state.direct(person.id)
    pane = parts.state.pane(direct.id)
    return {
        "me": asdict(person),
        "team": asdict(parts.state.team),
        "people": [asdict(one) for one in parts.state.people.values()],
        "app": _app(parts),
        "channels": [_channel(parts, one) for one in parts.state.channels_of(person.id)],
        "direct": direct.id,
        "prompts": pane.prompts,
        "whispers": parts.state.ephemerals.get(person.id, []),
        "views": parts.views.stack(person.id),
        "home": parts.state.homes.get(person.id),
        "is_connected": parts.is_connected,
        "position": parts.feed.position,
    }


def _app(parts: Parts) -> JsonObject:
    app = parts.app
    return {
        "name": app.name,
        "id": app.bot_user_id,
        "description": app.description,
        "commands": [asdict(one) for one in app.commands],
        "shortcuts": [asdict(one) for one in app.shortcuts],
    }


def _channel(parts: Parts, channel: Channel) -> JsonObject:
    pane, now = parts.state.pane(channel.id), parts.clock.now()
    current = {key: one for key, one in pane.statuses.items() if one["until"] > now}
    return {
        "id": channel.id,
        "name": channel.name,
        "topic": channel.topic,
        "kind": channel.kind,
        "is_shared": channel.is_shared,
        "members": channel.members,
        "has_bot": parts.app.bot_user_id in channel.members,
        "messages": [channel.messages[ts] for ts in sorted(channel.messages)[-SHOWN:]],
        "statuses": current,
        "titles": pane.titles,
    }
