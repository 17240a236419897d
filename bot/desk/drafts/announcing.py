"""Lets somebody hear of every change of a draft, so that what is shown elsewhere follows."""

from bot.desk.drafts.parts import Author, Changed


class Announcing:
    """Tells those who listen."""

    def __init__(self) -> None:
        self._told: list[Changed] = []

    def on_change(self, tell: Changed) -> None:
        """Let somebody hear of every change."""
        self._told.append(tell)

    def changed(self, draft_id: str, author: Author) -> None:
        """Tell those who listen that a draft was changed, sent or thrown away."""
        for tell in self._told:
            tell(draft_id, author)
