"""Slack's own types for a manifest take ours."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bot.slack.manifest import read_manifest
from tests.bot.slack.outside.typescript import Value, judged

NOT_IN_THE_TYPES = {"assistant:write"}
"""What Slack's documentation has and its types lack; when they learn it the test says so."""


def with_scopes(scopes: Iterable[str]) -> dict[str, Any]:
    asked = {"oauth_config": {"scopes": {"bot": sorted(scopes)}}}
    return dict(read_manifest().words) | asked


def test_the_manifest_is_what_slacks_types_say(modules: Path, tmp_path: Path) -> None:
    scopes = read_manifest().scopes
    words = with_scopes(scopes - NOT_IN_THE_TYPES)
    agents: dict[str, Any] = {"features": words["features"] | {"agent_view": {"prompts": []}}}
    values = [
        Value("manifest", "Manifest", words),
        Value("not_in_the_types", "Manifest", with_scopes(NOT_IN_THE_TYPES), is_wrong=True),
        Value("unknown_scope", "Manifest", with_scopes({"inte:en:rattighet"}), is_wrong=True),
        Value("unknown_field", "Manifest", words | agents, is_wrong=True),
        Value("no_name", "Manifest", words | {"display_information": {}}, is_wrong=True),
    ]
    assert judged(modules, tmp_path, values) == ""
