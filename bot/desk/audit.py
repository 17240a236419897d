"""What the desk asks of an audit trail: to note who did what with what, and how it went."""

from typing import Protocol


class Audit(Protocol):
    """Keeps what is noted; ids and fixed words alone. A note that can't be kept raises."""

    def note(self, team: str, actor: str, action: str, subject: str, outcome: str) -> None:
        """Note that somebody did, or was refused, something."""
