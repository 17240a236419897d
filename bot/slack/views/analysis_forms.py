"""The forms of analyses: which units take part, what is written, and the individual's answers."""

from collections.abc import Iterator, Mapping, Sequence

from bot.desk.analyses.reply import PartForm, Report, ShownText, StartReply, WrittenReply
from bot.desk.analyses.review import LONGEST
from bot.desk.messages.reply import UnitName
from bot.desk.messages.words import said_time
from bot.slack.ports import View
from bot.slack.views import analysis_marks as marks
from bot.slack.views import analysis_words as words
from bot.slack.views import parts
from bot.slack.views.parts import Json
from flows.forms import Form

_BOXES, _MENU = 10, 100  # Slack shows no more
_SAVED_WHILE_TYPED = {"trigger_actions_on": ["on_character_entered"]}


def start_form(reply: StartReply) -> View:
    """Give the modal that begins an analysis; everything is chosen that is known to fit."""
    others = [one for one in reply.units if one.id != reply.own.id]
    own = parts.said(words.START_OWN.format(unit=reply.own.name))
    blocks = [parts.said(words.START_ABOUT), own]
    if others:
        blocks.append(_chosen(marks.UNITS, words.START_UNITS, [_unit(one) for one in others]))
    reports = [one for one in reply.reports if one.message_id != reply.message_id]
    if reports:
        options = [_report(one) for one in reports]
        field = _chosen(marks.REPORTS, words.START_REPORTS, options)
        blocks.append(field | {"optional": True})
    return parts.modal(
        words.START_TITLE, blocks, submit=words.START_SUBMIT, close=words.CANCEL,
        callback_id=marks.START_FORM,
        private_metadata=marks.AnalysisMark(reply.message_id).value,
    )  # fmt: skip


def part_form(form: PartForm, unsent: Mapping[str, str]) -> View:
    """Give the modal where a part is written, from what was not sent before."""
    texts = {one.id: unsent.get(one.id) or one.text for one in form.fields}
    about = [parts.small(words.NOT_SENT)] if any(unsent.values()) else []
    return _part(form, [*about, *_inputs(form, texts)])


def clashing_form(reply: WrittenReply) -> View:
    """Give the form again with what somebody else wrote in the same place, and nothing lost."""
    blocks: list[Json] = [parts.said(words.BESIDE_ABOUT, bold=True)]
    for one in reply.beside:
        blocks.append(parts.said(words.BESIDE.format(label=one.label)))
        blocks.append(parts.rich(parts.quote(parts.words(one.text))))
    texts = {one.id: one.text for one in reply.mine}
    return _part(reply.form, [*blocks, *_inputs(reply.form, texts)])


def followup_form(message_id: str, form: Form) -> View:
    """Give the three questions to the individual; to close it is to skip it."""
    fields = [
        {
            "type": "input",
            "block_id": field.id,
            "label": parts.plain(field.label, 150),
            "element": {
                "type": "radio_buttons",
                "action_id": field.id,
                "options": [_option(one.id, one.text) for one in field.options],
            },
        }
        for field in form.fields
    ]
    return parts.modal(
        words.FOLLOWUP_TITLE, [parts.said(words.FOLLOWUP_ABOUT), *fields],
        submit=words.FOLLOWUP_SUBMIT, close=words.FOLLOWUP_SKIP, callback_id=marks.FOLLOWUP,
        private_metadata=marks.AnalysisMark(message_id).value,
    )  # fmt: skip


def _part(form: PartForm, blocks: Sequence[Json]) -> View:
    part = marks.TOGETHER if form.is_together else marks.OWN
    about = parts.said(words.PART_ABOUT[part].format(unit=form.unit.name))
    mark = marks.AnalysisMark(form.analysis_id, part, form.version)
    return parts.modal(
        words.PART_TITLE[part], [about, *blocks], submit=words.PART_SUBMIT, close=words.CANCEL,
        callback_id=marks.PART_FORM, notify_on_close=True, private_metadata=mark.value,
    )  # fmt: skip


def _inputs(form: PartForm, texts: Mapping[str, str]) -> Iterator[Json]:
    for field in form.fields:
        yield _input(field, texts.get(field.id, ""))


def _input(field: ShownText, text: str) -> Json:
    name = marks.text_of(field.id)
    element: Json = {
        "type": "plain_text_input",
        "action_id": name,
        "multiline": True,
        "max_length": LONGEST,
        "dispatch_action_config": _SAVED_WHILE_TYPED,
    }
    if text:
        element["initial_value"] = parts.clean(text)[:LONGEST]
    return {
        "type": "input",
        "block_id": name,
        "optional": True,
        "dispatch_action": True,
        "label": parts.plain(field.label, 150),
        "hint": parts.plain(words.HINT, 150),
        "element": element,
    }


def _chosen(name: str, label: str, options: Sequence[Json]) -> Json:
    """Give boxes that are all ticked, or a menu where they are many."""
    element: Json = {"type": "checkboxes", "action_id": name}
    if len(options) > _BOXES:
        element["type"] = "multi_static_select"
    shown = list(options[:_MENU])
    element |= {"options": shown, "initial_options": shown}
    return {"type": "input", "block_id": name, "label": parts.plain(label, 150),
            "element": element}  # fmt: skip


def _unit(unit: UnitName) -> Json:
    return _option(unit.id, unit.name)


def _report(report: Report) -> Json:
    said = words.START_REPORT.format(unit=report.sender.name, at=said_time(report.sent_at))
    return _option(report.message_id, said)


def _option(value: str, text: str) -> Json:
    return {"text": parts.plain(text, 75), "value": value}
