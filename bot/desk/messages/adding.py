"""Makes what is added to a message, and refuses what must not stand in one."""

from datetime import datetime
from functools import cache

from bot.desk.messages import words
from bot.desk.policy import as_id
from bot.privacy import MaskedText
from flows.forms import Form
from flows.forms.checks import Check, load_checks
from flows.forms.sorting import sentences_of
from knowledge.model import StaffError
from storage.additions import Addition, AdditionKind
from storage.message import Message
from storage.outbox import notice_id

_LONGEST = 20_000


@cache
def _checks() -> tuple[Check, ...]:
    return load_checks()


def refuse_unfit(form: Form | None, text: MaskedText) -> None:
    """Refuse an addition that is empty, too long, or holds what stops a draft, such as a dose."""
    if not text.text.strip():
        raise StaffError(words.EMPTY)
    if len(text.text) > _LONGEST:
        raise StaffError(words.TOO_LONG.format(length=len(text.text), most=_LONGEST))
    for check in _checks():
        is_meant = check.blocks if form is None else check.holds_for(form) and check.stops(form)
        if is_meant and any(check.finds(sentence) for sentence in sentences_of(text.text)):
            raise StaffError(f"{check.text} {check.suggestion}")


def addition(
    message: Message,
    signed: tuple[str, str],
    said: tuple[AdditionKind, MaskedText],
    at: datetime,
) -> Addition:
    """Give an addition signed by a unit and a person; the same words twice are one addition."""
    (unit, author), (kind, text) = signed, said
    return Addition(
        id=notice_id(message.id, unit, author, kind, text.text), message_id=message.id,
        team=message.team, kind=kind, unit=unit, author=as_id(author), text=text.text, at=at,
    )  # fmt: skip
