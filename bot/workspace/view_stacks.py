"""The modals a person has open, at most three on each other, and their hashes."""

from dataclasses import dataclass, field

from bot.slack.blocks.problem import JsonObject
from bot.workspace.block_ids import with_ids
from bot.workspace.clock import Clock
from bot.workspace.feed import Feed
from bot.workspace.view_state import initial_state, kept_state

MOST_VIEWS = 3


class ViewError(Exception):
    """A view that cannot be opened or changed; carries Slack's word for why."""


@dataclass
class ViewStacks:
    """Opens, pushes, updates and closes modals."""

    clock: Clock
    feed: Feed
    team_id: str
    app_id: str
    bot_id: str
    _stacks: dict[str, list[JsonObject]] = field(default_factory=dict)
    _made: int = 0

    def stack(self, user: str) -> list[JsonObject]:
        """Give a person's open modals, the lowest first."""
        return self._stacks.setdefault(user, [])

    def open(self, user: str, words: JsonObject) -> JsonObject:
        """Open a modal in place of what is open."""
        self._check_external_id(words)
        self._stacks[user] = []
        return self._put(user, words)

    def push(self, user: str, words: JsonObject) -> JsonObject:
        """Put a modal on top of those that are open."""
        stack = self.stack(user)
        if not stack:
            raise ViewError("not_found")
        if len(stack) >= MOST_VIEWS:
            raise ViewError("push_limit_reached")
        self._check_external_id(words)
        return self._put(user, words)

    def update(self, view: JsonObject, words: JsonObject, hash_: str | None = None) -> JsonObject:
        """Replace a modal's content; what was filled in stays where its ids stay."""
        if hash_ is not None and hash_ != view["hash"]:
            raise ViewError("hash_conflict")
        user = self.owner(view)
        fresh = self.made(words)
        kept = ("id", "root_view_id", "previous_view_id")
        values = kept_state(fresh["blocks"], view["state"]["values"])
        old_id = view.get("external_id", "")
        view_id = {name: view[name] for name in kept}
        view.clear()
        view |= {**fresh, **view_id, "state": {"values": values}}
        view["external_id"] = fresh["external_id"] or old_id
        self.show(user)
        return view

    def close(self, view: JsonObject) -> None:
        """Close a modal and those on top of it."""
        user = self.owner(view)
        stack = self.stack(user)
        del stack[stack.index(view) :]
        self.show(user)

    def clear(self, user: str) -> list[JsonObject]:
        """Close all of a person's modals and give them, the top first."""
        closed = list(reversed(self.stack(user)))
        self._stacks[user] = []
        self.show(user)
        return closed

    def find(self, *, view_id: str | None = None, external_id: str | None = None) -> JsonObject:
        """Give an open modal by one of its ids."""
        for stack in self._stacks.values():
            for view in stack:
                if view["id"] == view_id or (external_id and view["external_id"] == external_id):
                    return view
        raise ViewError("not_found")

    def owner(self, view: JsonObject) -> str:
        """Give the person who has the modal open."""
        return next(user for user, stack in self._stacks.items() if view in stack)

    def made(self, words: JsonObject) -> JsonObject:
        """Give a view with all that Slack adds to it."""
        self._made += 1
        blocks = with_ids(words["blocks"])
        now = self.clock.now()
        added = {
            "id": f"V{int(now):010d}{self._made:04d}",
            "team_id": self.team_id,
            "app_id": self.app_id,
            "app_installed_team_id": self.team_id,
            "bot_id": self.bot_id,
            "hash": f"{int(now)}.{self._made:08x}",
            "state": {"values": initial_state(blocks)},
            "previous_view_id": None,
        }
        defaults = {
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "clear_on_close": False,
            "notify_on_close": False,
            "submit": None,
            "close": None,
        }
        view = {**defaults, **words, "blocks": blocks, **added}
        view["root_view_id"] = view["id"]
        return view

    def show(self, user: str) -> None:
        """Put a person's open modals on their pages."""
        self.feed.publish("views", {"views": self.stack(user)}, to={user})

    def _put(self, user: str, words: JsonObject) -> JsonObject:
        view = self.made(words)
        stack = self.stack(user)
        if stack:
            view["previous_view_id"] = stack[-1]["id"]
            view["root_view_id"] = stack[0]["id"]
        stack.append(view)
        self.show(user)
        return view

    def _check_external_id(self, words: JsonObject) -> None:
        external_id = words.get("external_id")
        open_ids = {view["external_id"] for stack in self._stacks.values() for view in stack}
        if external_id and external_id in open_ids:
            raise ViewError("duplicate_external_id")
