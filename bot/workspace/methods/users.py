"""users.* and auth.*: who there is, and who the bot is."""

from bot.slack.blocks.problem import JsonObject
from bot.workspace.methods.call import Call, Method, SlackError, page_of
from bot.workspace.state import Person


async def auth_test(call: Call) -> JsonObject:
    """Tell the bot who it is."""
    app, team = call.parts.app, call.parts.state.team
    return {
        "url": call.parts.base_url + "/",
        "team": team.name,
        "team_id": team.id,
        "user": app.name.lower(),
        "user_id": app.bot_user_id,
        "bot_id": app.bot_id,
        "app_id": app.app_id,
        "is_enterprise_install": False,
    }


async def info(call: Call) -> JsonObject:
    """Describe a person, or the bot itself."""
    user = call.required("user")
    if user == call.parts.app.bot_user_id:
        return {"user": _bot(call)}
    person = call.parts.person(user)
    if person is None:
        raise SlackError("user_not_found")
    return {"user": _described(call, person)}


async def list_(call: Call) -> JsonObject:
    """List everyone, the bot too."""
    people = [_described(call, one) for one in call.parts.state.people.values()]
    members, more = page_of(call, [*people, _bot(call)])
    return {"members": members, **more}


def _described(call: Call, person: Person) -> JsonObject:
    return {
        "id": person.id,
        "team_id": call.parts.state.team.id,
        "name": person.handle,
        "real_name": person.name,
        "deleted": person.is_deactivated,
        "is_bot": False,
        "tz": "Europe/Stockholm",
        "tz_offset": 3600,
        "locale": "sv-SE",
        "profile": {
            "real_name": person.name,
            "display_name": person.name,
            "title": f"{person.title}, {person.unit}",
        },
    }


def _bot(call: Call) -> JsonObject:
    app = call.parts.app
    return {
        "id": app.bot_user_id,
        "team_id": call.parts.state.team.id,
        "name": app.name.lower(),
        "real_name": app.name,
        "deleted": False,
        "is_bot": True,
        "profile": {"real_name": app.name, "display_name": app.name, "bot_id": app.bot_id},
    }


METHODS = {
    "auth.test": Method(auth_test),
    "users.info": Method(info, ("users:read",)),
    "users.list": Method(list_, ("users:read",)),
}
