"""Shows a draft that was begun from a message, in the message's place."""

from bot.app import Lotsen
from bot.desk.drafts.desk import Author
from bot.desk.drafts.reply import DraftReply
from bot.slack.drafts.services import services_of
from bot.slack.drafts.windows import fill_view, form_of
from bot.slack.pressed import Press, Work
from bot.slack.surface import Surface


class DraftInPlace:
    """Turns the modal of a message into the form of a draft: Slack stacks three modals at most."""

    def __init__(self, lotsen: Lotsen, surface: Surface) -> None:
        self._services = services_of(lotsen, surface)

    def __call__(self, press: Press, draft: DraftReply) -> Work:
        """Give what shows the form, from where something is missing."""
        services, author = self._services, Author(press.team, press.user)
        view_id = press.view_id or ""
        return fill_view(
            services, press.team, view_id, lambda: form_of(services, author, draft.draft_id)
        )
