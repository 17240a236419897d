"""What a person types, in the form Slack keeps it: escaped, with mentions and links marked."""

import re

from bot.workspace.parts import Parts

_ENTITY = re.compile(r"<(@U\w+|#C\w+(\|[^<>|]*)?)>")
_ADDRESS = re.compile(r"https?://[^\s<>|]+")
_MENTION_START = r"(?<![\w@])@"


def as_kept(text: str, parts: Parts) -> str:
    """Give typed text as Slack keeps it."""
    marks: list[str] = []

    def mark(found: re.Match[str]) -> str:
        marks.append(found.group())
        return f"\x00{len(marks) - 1}\x00"

    hidden = _ENTITY.sub(mark, text.replace("\x00", ""))
    escaped = hidden.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    linked = _ADDRESS.sub(lambda found: f"<{found.group()}>", escaped)
    mentioned = _mentions(linked, parts)
    return re.sub(r"\x00(\d+)\x00", lambda found: marks[int(found.group(1))], mentioned)


def _mentions(text: str, parts: Parts) -> str:
    for name, user in _names(parts):
        pattern = rf"{_MENTION_START}{re.escape(name)}(?!\w)"
        text = re.sub(pattern, f"<@{user}>", text, flags=re.IGNORECASE)
    return text


def _names(parts: Parts) -> list[tuple[str, str]]:
    names = [(parts.app.name, parts.app.bot_user_id)]
    for person in parts.state.people.values():
        names += [(person.name, person.id), (person.handle, person.id)]
    return sorted(names, key=lambda one: len(one[0]), reverse=True)
