"""Keeps what somebody types in a form, so that it is there again when the form is closed."""

from collections.abc import Callable
from datetime import datetime

from bot.privacy import MaskingFailed, mask
from storage.unsent import About, Typed, Unsent


class UnsentWords:
    """What was typed and not sent, masked; a form that is sent in leaves nothing behind."""

    def __init__(self, unsent: Unsent, clock: Callable[[], datetime]) -> None:
        self._unsent = unsent
        self._clock = clock

    def typed(self, about: About, window: str, text: str, at: str) -> None:
        """Keep a text as it stands; where the mask fails nothing is kept."""
        try:
            masked = mask(text)
        except MaskingFailed:
            return
        self._unsent.keep(about, Typed(masked.text, window, float(at)), self._clock())

    def of(self, about: About) -> str:
        """Give what was typed and not sent."""
        return self._unsent.of(about)

    def sent(self, about: About, window: str) -> None:
        """Forget what was typed, now that it is sent."""
        self._unsent.sent(about, window, self._clock())
