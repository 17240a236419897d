"""What a person in the practice workspace cannot do, in words that say what to do instead."""

from knowledge.model import StaffError


class PracticeError(StaffError):
    """Something a person tried that does not go; the text is shown on the page."""


class NoAnswerError(PracticeError):
    """The bot did not answer in time."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} svarade inte i tid. Vänta en stund och försök igen.")
