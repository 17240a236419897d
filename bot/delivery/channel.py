"""What a channel is: something that brings a notice to an address, and may be asked to again."""

from dataclasses import dataclass
from typing import Protocol

from storage.outbox import Notice, Occasion

_SUBJECTS = {
    Occasion.MESSAGE: "Ett meddelande väntar i inkorgen",
    Occasion.CORRECTED: "Ett meddelande är rättat",
    Occasion.WITHDRAWN: "Ett meddelande är tillbakataget",
    Occasion.CONSENT_WITHDRAWN: "Samtycket till ett meddelande är tillbakataget",
    Occasion.COMPLETION_WANTED: "En mottagare begär komplettering",
    Occasion.COMPLETED: "Ett meddelande är kompletterat",
    Occasion.ACKNOWLEDGED: "Ett meddelande är kvitterat",
    Occasion.MISDIRECTED: "Ett meddelande har hamnat fel",
    Occasion.REMINDER: "Påminnelse: ett meddelande väntar på att kvitteras",
    Occasion.ESCALATION: "Ett meddelande är fortfarande inte kvitterat",
    Occasion.SENT: "Ditt meddelande är skickat",
    Occasion.DELIVERED: "Ditt meddelande är levererat",
    Occasion.ANSWERED: "Ditt meddelande är besvarat",
    Occasion.CLOSED: "Ditt meddelande är avslutat",
}
_ASKS = {
    Occasion.ACKNOWLEDGED: "Du behöver inte göra något.",
    Occasion.CONSENT_WITHDRAWN: "Öppna det och gör det som står där redan nu.",
    Occasion.ESCALATION: "Se till att någon på enheten öppnar inkorgen och kvitterar.",
}
_OPEN_IT = "Öppna inkorgen för att läsa. Här står inget av innehållet."


@dataclass(frozen=True)
class Letter:
    """A notice with the names in it; nothing of what the message says.

    `notice.is_repeat` says that it may have arrived before: a channel that can look for it by
    `notice.id` edits what is there instead of posting again.
    """

    notice: Notice
    to_name: str
    from_name: str
    link: str | None = None

    @property
    def subject(self) -> str:
        """Give what it is about, in a few words."""
        return f"{_SUBJECTS[self.notice.occasion]}, från {self.from_name}"

    @property
    def text(self) -> str:
        """Give the whole notice as a person reads it."""
        ask = _ASKS.get(self.notice.occasion, _OPEN_IT)
        place = [f"Öppna här: {self.link}"] if self.link else []
        return "\n".join([f"Till {self.to_name}.", f"{self.subject}.", ask, *place])


class DeliveryError(Exception):
    """A notice could not be brought; `fault` is a fixed word, `is_final` that no try will help."""

    def __init__(self, fault: str, *, is_final: bool = False) -> None:
        super().__init__(fault)
        self.fault = fault
        self.is_final = is_final


class Channel(Protocol):
    """A way to reach a unit."""

    async def deliver(self, letter: Letter) -> str | None:
        """Bring a letter and give what the other side calls it; raise DeliveryError if not."""
