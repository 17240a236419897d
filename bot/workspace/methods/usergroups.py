"""usergroups.*: the groups of people in the workspace."""

from bot.slack.blocks.problem import JsonObject
from bot.workspace.methods.call import Call, Method
from bot.workspace.state import UserGroup


async def list_(call: Call) -> JsonObject:
    """List the groups; with `include_users` who is in each."""
    with_users = call.flag("include_users")
    return {"usergroups": [_described(call, one, with_users) for one in call.parts.state.groups]}


def _described(call: Call, group: UserGroup, with_users: bool) -> JsonObject:
    words: JsonObject = {
        "id": group.id,
        "team_id": call.parts.state.team.id,
        "is_usergroup": True,
        "name": group.name,
        "handle": group.handle,
        "date_delete": 0,
        "user_count": len(group.users),
    }
    return {**words, "users": list(group.users)} if with_users else words


METHODS = {"usergroups.list": Method(list_, ("usergroups:read",))}
