"""Hands values to Slack's own types: each becomes a constant of a type, and `tsc` judges it."""

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TYPES = """\
import type { KnownBlock, ModalView } from '@slack/types'
import type {
  AssistantThreadsSetStatusArguments, AssistantThreadsSetSuggestedPromptsArguments,
  ChatPostEphemeralArguments, ChatPostMessageArguments, ChatUpdateArguments,
  ViewsOpenArguments, ViewsPublishArguments, ViewsPushArguments, ViewsUpdateArguments,
} from '@slack/web-api'
import type { Manifest } from '@slack/web-api/dist/types/request/manifest'

// With agent_view a call names no thread; the types still ask for one.
type Prompted = Omit<AssistantThreadsSetSuggestedPromptsArguments, 'thread_ts'>
"""


@dataclass(frozen=True)
class Value:
    """A value and the type it should be of; one that `is_wrong` must be turned down."""

    name: str
    type: str
    value: Any
    is_wrong: bool = False


def judged(modules: Path, folder: Path, values: Iterable[Value]) -> str:
    """Give what `tsc` finds wrong, empty when it finds nothing; a fault is named by its value."""
    source = folder / "values.ts"
    source.write_text(TYPES + "\n".join(map(_constant, values)) + "\n", encoding="utf-8")
    link = folder / "node_modules"
    if not link.exists():
        link.symlink_to(modules, target_is_directory=True)
    options = "--noEmit --strict --skipLibCheck --module nodenext --noUnusedLocals false".split()
    done = subprocess.run(
        [str(modules / ".bin" / "tsc"), *options, "--types", "", str(source)],
        cwd=folder, capture_output=True, timeout=60, text=True, check=False,
    )  # fmt: skip
    return _named(done.stdout + done.stderr, source)


def _constant(value: Value) -> str:
    expected = "// @ts-expect-error\n" if value.is_wrong else ""
    words = json.dumps(value.value, ensure_ascii=False)
    return f"{expected}export const {value.name}: {value.type} = {words}"


def _named(said: str, source: Path) -> str:
    """Put in front of each fault the line it is about, without its value."""
    lines = source.read_text(encoding="utf-8").splitlines()
    found = []
    for line in said.splitlines():
        place = line.removeprefix(f"{source.name}(").partition(",")[0]
        about = lines[int(place) - 1].partition(" = ")[0] + ": " if place.isdecimal() else ""
        found.append(about + line)
    return "\n".join(found)
