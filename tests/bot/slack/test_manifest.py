"""The manifest agrees with the code: what is asked for is used, and what is used is asked for."""

import ast
import inspect
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.web.async_client import AsyncWebClient

import bot.slack
from bot.app import Lotsen
from bot.settings import Settings
from bot.slack import words
from bot.slack.hub import build_hub
from bot.slack.listeners import register_all
from bot.slack.manifest import read_manifest
from bot.slack.ports import Sender
from bot.slack.serving.installations import Installations, forget_removed

ROOT = Path(__file__).parents[3]
CODE = Path(bot.slack.__file__).parent
WORDS: dict[str, Any] = dict(read_manifest().words)
NONE: frozenset[str] = frozenset()


def scopes(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Which scopes a method takes with a bot token, from its page in Slack's documentation; where it
# takes one for each kind of channel, those of the kinds that Lotsen is in.
METHOD_SCOPES = {
    "apps.connections.open": NONE,  # an app token's own connections:write
    "assistant.threads.setStatus": scopes("chat:write"),
    "assistant.threads.setSuggestedPrompts": scopes("assistant:write"),
    "auth.test": NONE,
    "chat.appendStream": scopes("chat:write"),
    "chat.delete": scopes("chat:write"),
    "chat.getPermalink": NONE,
    "chat.postEphemeral": scopes("chat:write"),
    "chat.postMessage": scopes("chat:write"),
    "chat.startStream": scopes("chat:write"),
    "chat.stopStream": scopes("chat:write"),
    "chat.update": scopes("chat:write"),
    "conversations.history": scopes("channels:history groups:history im:history"),
    "conversations.info": scopes("channels:read groups:read"),
    "conversations.open": scopes("im:write"),
    "conversations.replies": scopes("channels:history groups:history im:history"),
    "files.completeUploadExternal": scopes("files:write"),
    "files.getUploadURLExternal": scopes("files:write"),
    "usergroups.list": scopes("usergroups:read"),
    "views.open": NONE,
    "views.publish": NONE,
    "views.push": NONE,
    "views.update": NONE,
}
# Which scopes an event takes, from its page in Slack's documentation.
EVENT_SCOPES = {
    "app_home_opened": NONE,
    "app_mention": scopes("app_mentions:read"),
    "app_uninstalled": NONE,
    "message.channels": scopes("channels:history"),
    "message.groups": scopes("groups:history"),
    "message.im": scopes("im:history"),
    "tokens_revoked": NONE,
}
HELPERS = {
    "chat_stream": ("chat.startStream", "chat.appendStream", "chat.stopStream"),
    "files_upload_v2": ("files.getUploadURLExternal", "files.completeUploadExternal"),
}
_METHOD = re.compile(r"[a-z]+(\.[a-z]+[a-zA-Z0-9]*)+")


@cache
def used_methods() -> frozenset[str]:
    """Give the Web API methods that the code names, as calls of the client or as text."""
    found: set[str] = set()
    for file in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            found.update(methods_of(node))
    return frozenset(found)


def methods_of(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if node.value in METHOD_SCOPES:
            yield node.value
        return
    if not isinstance(node, ast.Attribute) or "_" not in node.attr.strip("_"):
        return
    if node.attr in HELPERS:
        yield from HELPERS[node.attr]
    elif node.attr != "api_call" and inspect.isfunction(getattr(AsyncWebClient, node.attr, None)):
        yield node.attr.replace("_", ".")


def test_the_methods_that_the_code_uses_are_found() -> None:
    assert {"chat.postMessage", "views.open", "auth.test", "chat.startStream"} <= used_methods()
    assert all(_METHOD.fullmatch(one) for one in used_methods())


def test_the_table_of_scopes_holds_the_methods_that_are_used_and_no_others() -> None:
    assert used_methods() == set(METHOD_SCOPES)


@pytest.mark.parametrize("method", sorted(METHOD_SCOPES))
def test_each_method_has_its_scopes_in_the_manifest(method: str) -> None:
    assert METHOD_SCOPES[method] <= read_manifest().scopes


@pytest.mark.parametrize("event", sorted(read_manifest().events))
def test_each_event_has_its_scopes_in_the_manifest(event: str) -> None:
    assert EVENT_SCOPES[event] <= read_manifest().scopes


@pytest.mark.parametrize("scope", sorted(read_manifest().scopes))
def test_each_scope_is_used_by_a_method_an_event_or_a_command(scope: str) -> None:
    manifest = read_manifest()
    by_methods = {scope for method in used_methods() for scope in METHOD_SCOPES[method]}
    by_events = {scope for event in manifest.events for scope in EVENT_SCOPES[event]}
    by_commands = {"commands"} if manifest.commands or manifest.shortcuts else set()
    assert scope in by_methods | by_events | by_commands


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


class Recorder:
    """Stands where the app does while listeners are registered, and keeps what they are for."""

    def __init__(self) -> None:
        self.heard: dict[str, set[str]] = {}

    def __getattr__(self, kind: str) -> Callable[..., Callable[[Any], Any]]:
        def listen(constraint: object, *_: object, **__: object) -> Callable[[Any], Any]:
            if isinstance(constraint, str):
                self.heard.setdefault(kind, set()).add(constraint)
            return lambda listener: listener

        return listen


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Give what the code listens for by name; the last resort for all the rest is left out."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("empty"))
    recorder = Recorder()
    register_all(cast(AsyncApp, recorder), build_hub(Lotsen(settings), cast(Sender, None)))
    return recorder.heard


# Acknowledged where an administrator has subscribed to it; nothing is done with it, and the
# manifest does not ask to be told what people look at.
NOT_ASKED_FOR = {"app_context_changed"}
# Seen on the way in, before any listener.
REMOVALS = {"app_uninstalled", "tokens_revoked"}


def test_each_event_has_a_listener_and_each_listener_an_event(heard: dict[str, set[str]]) -> None:
    asked_for = {event.partition(".")[0] for event in read_manifest().events}
    assert heard["event"] - NOT_ASKED_FOR == asked_for - REMOVALS


@pytest.mark.anyio
@pytest.mark.parametrize("event", sorted(REMOVALS))
async def test_a_workspace_that_removes_the_app_is_forgotten(event: str, tmp_path: Path) -> None:
    store, app = Installations(tmp_path), AsyncApp(signing_secret="a" * 32, authorize=_nobody)
    store.keep(
        Bot(team_id="T1", bot_token="xoxb-1", bot_id="B1", bot_user_id="U1", installed_at=0.0)
    )
    forget_removed(app, store)
    told = {"type": event, "tokens": {"bot": ["U1"]}}
    body = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": told}
    await app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
    assert store.teams() == []


async def _nobody() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1")


def test_each_command_and_shortcut_has_a_listener(heard: dict[str, set[str]]) -> None:
    assert heard["command"] == read_manifest().commands
    shortcuts = {one for kind, names in heard.items() if "shortcut" in kind for one in names}
    assert shortcuts == read_manifest().shortcuts


def test_the_prompts_are_those_that_the_bot_offers() -> None:
    assert read_manifest().prompts == words.PROMPTS


LIMITS = [
    ("display_information.name", 1, 35),
    ("display_information.description", 1, 140),
    ("display_information.long_description", 174, 4000),
    ("features.bot_user.display_name", 1, 80),
    ("features.agent_view.agent_description", 1, 300),
    ("features.agent_view.suggested_prompts", 1, 4),
    ("features.shortcuts", 1, 10),
    ("features.shortcuts.*.callback_id", 1, 255),
    ("features.shortcuts.*.name", 1, 24),
    ("features.shortcuts.*.description", 1, 150),
    ("features.slash_commands", 1, 50),
    ("features.slash_commands.*.command", 2, 32),
    ("features.slash_commands.*.description", 1, 2000),
    ("features.slash_commands.*.usage_hint", 1, 1000),
    ("oauth_config.scopes.bot", 1, 255),
    ("settings.event_subscriptions.bot_events", 1, 100),
]


def at(path: str, words: Any = WORDS) -> Iterator[Any]:
    """Give what stands at a path; a star stands for each of a list."""
    name, _, rest = path.partition(".")
    for one in words if name == "*" else [words[name]]:
        yield from at(rest, one) if rest else [one]


@pytest.mark.parametrize(("path", "least", "most"), LIMITS)
def test_each_text_and_list_is_within_slacks_limits(path: str, least: int, most: int) -> None:
    found = list(at(path))
    assert found
    assert all(least <= len(one) <= most for one in found)


def test_lists_hold_nothing_twice_and_are_sorted() -> None:
    for path in ("oauth_config.scopes.bot", "settings.event_subscriptions.bot_events"):
        (listed,) = at(path)
        assert listed == sorted(set(listed))


def test_what_is_not_needed_is_off() -> None:
    settings = WORDS["settings"]
    assert settings["socket_mode_enabled"] is True
    assert settings["interactivity"]["is_enabled"] is True
    assert (settings["token_rotation_enabled"], settings["org_deploy_enabled"]) == (False, False)
    assert "user" not in WORDS["oauth_config"]["scopes"]


def test_the_package_holds_the_file_at_the_root() -> None:
    at_root = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))
    assert at_root == WORDS
    assert (CODE / "manifest.json").resolve() == ROOT / "manifest.json"
