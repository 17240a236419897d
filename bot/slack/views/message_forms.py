"""Shows what is asked before a message is added to, given on, or taken back."""

from collections.abc import Sequence

from bot.desk.policy import Action
from bot.slack.ports import View
from bot.slack.views import inbox_words as words
from bot.slack.views import parts
from bot.slack.views.inbox_marks import FORM, MEMBER, TEXT, OpenedMark
from bot.slack.views.message_receipts import mention
from bot.slack.views.parts import Json

_IN_A_LIST = 10  # more than so many radio buttons Slack refuses
_OPTIONAL = (Action.WITHDRAW, Action.CONSENT_WITHDRAWN)
_LONGEST = 3000
_SAVED_WHILE_TYPED = {"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}


def text_form(message_id: str, act: Action, written: str = "") -> View:
    """Give the modal where something is written about a message, from what was not sent before."""
    element: Json = {"type": "plain_text_input", "action_id": TEXT, "multiline": True,
                     "max_length": _LONGEST, "focus_on_load": True,
                     **_SAVED_WHILE_TYPED}  # fmt: skip
    if written:
        element["initial_value"] = parts.clipped(written, _LONGEST)
    field: Json = {
        "type": "input",
        "block_id": TEXT,
        "optional": act in _OPTIONAL,
        "dispatch_action": True,
        "label": parts.plain(words.FORM_LABEL[act], 150),
        "hint": parts.plain(words.FORM_HINT, 150),
        "element": element,
    }
    return _form(message_id, act, [parts.said(words.FORM_ABOUT[act]), *_not_sent(written), field])


def member_form(message_id: str, unit: str, members: Sequence[str], chosen: str = "") -> View:
    """Give the modal where a colleague is chosen; a long list is searched by Slack itself."""
    if len(members) <= _IN_A_LIST:
        options = [{"text": _named(member), "value": member} for member in members]
        element: Json = {"type": "radio_buttons", "action_id": MEMBER, "options": options}
        before = [one for one in options if one["value"] == chosen]
        element |= {"initial_option": before[0]} if before else {}
    else:
        placeholder = parts.plain(words.FORM_TITLE[Action.FORWARD], 150)
        element = {"type": "users_select", "action_id": MEMBER, "placeholder": placeholder}
        element |= {"initial_user": chosen} if chosen in members else {}
    label = parts.plain(words.WHICH_COLLEAGUE.format(unit=unit), 150)
    field = {"type": "input", "block_id": MEMBER, "label": label, "element": element,
             "dispatch_action": True}  # fmt: skip
    about = parts.said(words.FORM_ABOUT[Action.FORWARD])
    return _form(message_id, Action.FORWARD, [about, field])


def _not_sent(written: str) -> list[Json]:
    return [parts.small(words.FORM_NOT_SENT)] if written else []


def _named(member: str) -> Json:
    return {"type": "mrkdwn", "text": mention(member)}


def _form(message_id: str, act: Action, blocks: Sequence[Json]) -> View:
    return parts.modal(
        words.FORM_TITLE[act], blocks, submit=words.FORM_SUBMIT[act], close=words.CANCEL,
        callback_id=FORM, notify_on_close=True,
        private_metadata=OpenedMark(message_id, act=act.value).value,
    )  # fmt: skip
