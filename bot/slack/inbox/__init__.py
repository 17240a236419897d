"""The units' inboxes in Slack: on the Home tab, in modals, and in the author's direct messages.

**Add something that can be done with a message:** an `Action` in `bot/desk/policy.py` with who may
do it, a method of `InboxDesk`, its words in `views/inbox_words.py`, and a line in `acting.py`.
"""

from bot.slack.inbox.author import author_channel
from bot.slack.inbox.inboxes import Inboxes, build_inboxes

__all__ = ["Inboxes", "author_channel", "build_inboxes"]
