"""Every Web API method there is in the workspace; all others are unknown to it."""

from collections.abc import Mapping

from bot.workspace.methods import (
    assistant,
    chat,
    conversations,
    files,
    reactions,
    streams,
    usergroups,
    users,
    views,
)
from bot.workspace.methods.call import Method

METHODS: Mapping[str, Method] = {
    **assistant.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **reactions.METHODS,
    **streams.METHODS,
    **usergroups.METHODS,
    **users.METHODS,
    **views.METHODS,
}
