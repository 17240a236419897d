"""Shows the way into the guide on the Home tab."""

from bot.slack.views import guide_words as words
from bot.slack.views import parts
from bot.slack.views.guide_marks import OPEN
from bot.slack.views.parts import Json


def guide_on_home() -> list[Json]:
    """Give the room of the guide; what is under way is taken up where it stood."""
    button = parts.button(words.HOME_OPEN, OPEN, "home", style="primary")
    return [parts.header(words.HOME_TITLE), parts.beside(words.HOME_ABOUT, button)]
