"""Remembers which methods a workspace lacks, so that they are not tried each time."""

from bot.slack.ports import SendFailed
from bot.slack.sender.failures import LACKING
from bot.slack.sender.pace import Clock

REMEMBERED_SECONDS = 60 * 60.0


class Lacking:
    """Knows for a while what a workspace has answered that it does not have."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until: dict[tuple[str, str], float] = {}

    def has(self, team: str, method: str) -> bool:
        """Tell whether a method is worth trying."""
        until = self._until.get((team, method))
        return until is None or self._clock.now() >= until

    def learn(self, team: str, method: str, failure: SendFailed) -> bool:
        """Remember a method that the workspace lacks, and tell whether it does."""
        if failure.code not in LACKING:
            return False
        self._until[team, method] = self._clock.now() + REMEMBERED_SECONDS
        return True
