"""Shows one message in a modal: its headings, what was added, how it stands, what can be done."""

from collections.abc import Iterator

from bot.desk.analyses.starting import DEVIATION
from bot.desk.messages import words as desk_words
from bot.desk.messages.reply import MessageReply, ShownAddition
from bot.desk.policy import Action
from bot.slack.ports import View
from bot.slack.views import inbox_words as words
from bot.slack.views import parts
from bot.slack.views.analysis_marks import OPEN_START
from bot.slack.views.analysis_words import START as ANALYSE
from bot.slack.views.inbox import here_as_menu
from bot.slack.views.inbox_marks import (
    ACT,
    MESSAGE,
    MESSAGE_HERE_AS,
    NUMBER,
    OTHER,
    PAGE,
    REPORT,
    SAMSA,
    OpenedMark,
)
from bot.slack.views.message_receipts import mention, standings
from bot.slack.views.message_report import readings
from bot.slack.views.pages import pages, pieces
from bot.slack.views.parts import Json
from storage.message import MessageKind, MessageState

_BODY, _PIECE = 12_000, 2500  # a page that is not too long to scroll on a phone
_MOST_RECEIVERS, _MOST_ANSWERS = 6, 3
_TAKEN_BACK = (MessageState.WITHDRAWN, MessageState.CONSENT_WITHDRAWN)
_WITHDRAWALS = (MessageKind.WITHDRAWN, MessageKind.CONSENT_WITHDRAWN)
_FIRST = (Action.ACKNOWLEDGE, Action.ASK_MORE, Action.COMPLETE, Action.ANSWER, Action.PLAN)
_DANGEROUS = (Action.WITHDRAW, Action.CONSENT_WITHDRAWN, Action.MISDIRECTED)


def message_modal(reply: MessageReply, page: int = 0, said: str = "") -> View:
    """Give a message as a modal; `said` is what was just done with it."""
    bodies = pages(list(_body(reply)), _BODY)
    page = min(max(page, 0), len(bodies) - 1)
    blocks = [
        *_top(reply),
        *_versions(reply),
        parts.divider(),
        *bodies[page],
        *turning(page, len(bodies)),
        parts.divider(),
        *_receipts(reply),
        *readings(reply),
        # Beside the buttons: Slack keeps a modal scrolled to where something was pressed.
        *([parts.said(said, bold=True)] if said else []),
        *_actions(reply),
    ]
    mark = OpenedMark(reply.message_id, page)
    return parts.modal(
        words.MESSAGE_TITLE, blocks, close=words.CLOSE, callback_id=MESSAGE,
        private_metadata=mark.value,
    )  # fmt: skip


def _top(reply: MessageReply) -> Iterator[Json]:
    kind = desk_words.KINDS[reply.kind]
    yield parts.header(" · ".join(part for part in (reply.form_title, kind) if part))
    at = desk_words.said_time(reply.sent_at)
    unit = parts.escaped(reply.sender.name)
    samsa = desk_words.transferred(reply.entered_in, done=reply.is_transferred)
    written = words.WRITTEN_BY if reply.author else words.WRITTEN_IN
    case = words.CASE.format(number=reply.case_number) if reply.case_number else ""
    number = _number(reply)
    standing = (samsa[0].upper() + samsa[1:], number, case, words.NO_IDENTITY)
    yield _mrkdwn_small(
        written.format(unit=unit, at=at, who=mention(reply.author)),
        parts.escaped(" · ".join(part for part in standing if part)),
    )
    if reply.wants:
        yield parts.said(words.WANTED.format(wanted=reply.wants), bold=True)
    yield from _reading_as(reply)


def _number(reply: MessageReply) -> str:
    """Give the number in the register; it was checked to hold no identity before it was kept."""
    number, register = reply.register_number, reply.entered_in
    return words.REGISTERED.format(register=register, number=number) if number else ""


def _mrkdwn_small(*lines: str) -> Json:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": "\n".join(lines)}]}


def _reading_as(reply: MessageReply) -> Iterator[Json]:
    """Let who belongs to several of the units say which one they are here as."""
    if len(reply.own_units) > 1:
        menu = here_as_menu(MESSAGE_HERE_AS, reply.own_units, None)
        reading = words.READING_AS.format(unit=reply.as_unit.name)
        said = f"{reading}. {words.CHOOSE_PARTY}"
        yield parts.beside(said, menu) | {"block_id": MESSAGE_HERE_AS}


def _versions(reply: MessageReply) -> Iterator[Json]:
    if reply.state in _TAKEN_BACK:
        yield _link(words.TAKEN_BACK, words.SHOW_LATER, reply.later_version)
    elif reply.state is MessageState.CORRECTED:
        yield _link(words.CORRECTED, words.SHOW_LATER, reply.later_version)
    if reply.version_of:
        yield _link(words.IS_LATER, words.SHOW_EARLIER, reply.version_of)
    if reply.answers:
        yield _link(words.IS_ANSWER, words.SHOW_ASKED, reply.answers)
    if reply.about:
        yield _link(words.IS_ABOUT, words.SHOW_ASKED_ABOUT, reply.about)
    for other in reply.same_event[:_MOST_ANSWERS]:
        yield _link(words.SAME_EVENT, words.SHOW_OTHER, other)
    answered = [one for one in reply.receipts if one.answer_id]
    for receipt in answered[:_MOST_ANSWERS]:
        said = words.IS_ANSWERED.format(unit=receipt.unit.name)
        yield _link(said, words.SHOW_ANSWER, receipt.answer_id)


def _link(said: str, label: str, message_id: str | None) -> Json:
    if message_id is None:
        return parts.said(said, bold=True)
    return parts.beside(said, parts.button(label, OTHER, message_id))


def _body(reply: MessageReply) -> Iterator[Json]:
    for field in reply.fields:
        yield from _text(parts.paragraph(parts.words(f"{field.label}\n", bold=True)), field.text)
    for number, added in enumerate(reply.additions):
        if number == 0:
            yield parts.header(words.ADDED)
        yield _signed(added)
        yield from _text(None, added.text)


def _text(heading: Json | None, text: str) -> Iterator[Json]:
    """Give a text under its heading, whole, in as many blocks as it takes."""
    first, *rest = pieces(parts.clean(text), _PIECE)
    above = [heading] if heading else []
    yield parts.rich(*above, parts.paragraph(parts.words(first)))
    for piece in rest:
        yield parts.rich(parts.paragraph(parts.words(piece)))


def _signed(added: ShownAddition) -> Json:
    about = (
        f"*{desk_words.ADDITIONS[added.kind]}*",
        parts.escaped(added.unit.name),
        mention(added.author) if added.author else "",
        desk_words.said_time(added.at),
    )
    return _mrkdwn_small(" · ".join(part for part in about if part))


def turning(page: int, count: int) -> Iterator[Json]:
    """Give the way to the other pages of what is too long for one."""
    if count > 1:
        yield parts.small(words.PAGE.format(page=page + 1, pages=count))
        before = parts.button(words.PAGE_BEFORE, f"{PAGE}_before", str(page - 1))
        after = parts.button(words.PAGE_NEXT, f"{PAGE}_next", str(page + 1))
        yield parts.actions(*[before] * (page > 0), *[after] * (page < count - 1))


def _receipts(reply: MessageReply) -> Iterator[Json]:
    yield parts.said(words.STANDING, bold=True)
    lines = standings(reply.receipts, _MOST_RECEIVERS)
    text = {"type": "mrkdwn", "text": "\n".join(lines)}
    yield {"type": "section", "text": text}


def _actions(reply: MessageReply) -> Iterator[Json]:
    offered = [(Action(one.id), one.text) for one in reply.actions]
    first = [_button(act, text) for act, text in offered if act in _FIRST]
    later = [(act, text) for act, text in offered if act not in _FIRST]
    rows = [first, [_button(*one) for one in later if one[0] is not Action.TRANSFERRED]]
    if reply.kind not in _WITHDRAWALS and reply.state not in _TAKEN_BACK:
        shown = words.SHOW_SAMSA.format(register=reply.entered_in)
        samsa = parts.button(shown, SAMSA, reply.message_id)
        rows.append([samsa, *_marking(reply, later)])
    if not reply.is_report:
        rows.append([parts.button(words.REPORT_THIS, REPORT, reply.message_id)])
    elif reply.form == DEVIATION and reply.state is MessageState.SENT:
        rows.append([parts.button(ANALYSE, OPEN_START, reply.message_id)])
    yield from (parts.actions(*row) for row in rows if row)


def _marking(reply: MessageReply, offered: list[tuple[Action, str]]) -> list[Json]:
    """Give what says that it stands in its register: with its number where it has one."""
    if not reply.is_numbered:
        return [_button(*one) for one in offered if one[0] is Action.TRANSFERRED]
    if reply.is_transferred or reply.state is not MessageState.SENT:
        return []
    text = words.GIVE_NUMBER.format(register=reply.entered_in)
    return [parts.button(text, NUMBER, reply.message_id)]


def _button(act: Action, text: str) -> Json:
    more: Json = {"style": "primary"} if act is Action.ACKNOWLEDGE else {}
    if act in _DANGEROUS:
        more = {"style": "danger"}
    if act in words.CONFIRM:
        more |= {"confirm": _confirm(*words.CONFIRM[act], text)}
    return parts.button(text, f"{ACT}_{act}", act.value, **more)


def _confirm(title: str, text: str, yes: str) -> Json:
    return {
        "title": parts.plain(title, 100),
        "text": parts.plain(text, 300),
        "confirm": parts.plain(yes, 30),
        "deny": parts.plain(words.NO, 30),
    }
