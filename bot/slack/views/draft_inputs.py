"""Gives the inputs of a modal for the fields of a draft, filled in with what stands there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from typing import Any

from bot.desk.drafts.reply import DraftField
from bot.slack.views import draft_words as words
from bot.slack.views import parts
from bot.slack.views.draft_marks import FIELD, ROW_REMOVE, UNITS, FormMark, InputMark
from bot.slack.views.parts import Json
from flows.forms.model import Kind

INPUT_LENGTH = 3000
MOST_ROWS = 12
_ONE_LINE = 120
_OPTION_TEXT = 75
_FEW_OPTIONS = 5
_MENU_LENGTH = 100
Names = Mapping[str, str]


@dataclass(frozen=True)
class Offered:
    """What the inputs of a modal are made with: the modal's mark, and the units by id."""

    mark: FormMark
    names: Names


def inputs_of(field: DraftField, offered: Offered) -> Iterator[Json]:
    """Give the inputs of a field: one, or several for rows and for a text too long for one."""
    if field.kind is Kind.ROWS:
        yield from _rows(field, offered)
    elif field.kind is Kind.TEXT:
        yield from _texts(field, offered)
    else:
        yield _input(field, InputMark(field.id), offered, field.value)


def pieces_of(text: str) -> list[str]:
    """Cut a text where it can be put together again: after a space if there is one."""
    # Slack may count a sign outside the common plane as two.
    most = INPUT_LENGTH if text.isascii() or max(text) <= "\uffff" else INPUT_LENGTH // 2
    pieces = []
    while len(text) > most:
        end = max(text.rfind(space, most // 2, most) for space in " \n") + 1 or most
        pieces.append(text[:end])
        text = text[end:]
    return [*pieces, text]


def joined(pieces: Sequence[str]) -> str:
    """Put the pieces of a text together; a space that Slack took away at a cut is put back."""
    whole = pieces[0] if pieces else ""
    for before, after in pairwise(pieces):
        is_cut_in_word = len(before) in (INPUT_LENGTH, INPUT_LENGTH // 2)
        is_apart = not before or not after or before[-1].isspace() or after[0].isspace()
        whole += ("" if is_cut_in_word or is_apart else " ") + after
    return whole


def unit_element(names: Names, action_id: str, chosen: Sequence[str], *, is_many: bool) -> Json:
    """Give a menu of units; where they are many, one that looks them up while one types."""
    known = [_option(unit, names[unit]) for unit in chosen if unit in names]
    element = unit_search(action_id, is_many=is_many)
    if 0 < len(names) <= _MENU_LENGTH:
        del element["min_query_length"]
        element["type"] = element["type"].replace("external", "static")
        element["options"] = [_option(unit, name) for unit, name in names.items()]
    if known:
        element |= {"initial_options": known} if is_many else {"initial_option": known[0]}
    return element


def unit_search(action_id: str, *, is_many: bool) -> Json:
    """Give a menu that looks units up, for where they are not at hand."""
    hint = words.UNITS_CHOOSE if is_many else words.UNIT_CHOOSE
    return {
        "type": "multi_external_select" if is_many else "external_select",
        "action_id": action_id,
        "placeholder": parts.plain(hint, 150),
        "min_query_length": 0,
    }


def choice_element(field: DraftField, action_id: str) -> Json:
    """Give the choices of a field: laid out where they are few, else a menu."""
    options = [_option(one.id, one.text) for one in field.options]
    chosen = [one for one in options if one["value"] == field.value]
    is_few = len(options) <= _FEW_OPTIONS
    element: Json = {"type": "radio_buttons" if is_few else "static_select", "options": options,
                     "action_id": action_id}  # fmt: skip
    if not is_few:
        element["placeholder"] = parts.plain(words.CHOOSE, 150)
    return element | ({"initial_option": chosen[0]} if chosen else {})


def date_element(value: object, action_id: str) -> Json:
    """Give a calendar."""
    element = {"type": "datepicker", "action_id": action_id,
               "placeholder": parts.plain(words.DATE_CHOOSE, 150)}  # fmt: skip
    return element | ({"initial_date": str(value)} if _is_of(date, value) else {})


def time_element(value: object, action_id: str) -> Json:
    """Give a clock."""
    element = {"type": "timepicker", "action_id": action_id,
               "placeholder": parts.plain(words.TIME_CHOOSE, 150)}  # fmt: skip
    return element | ({"initial_time": str(value)[:5]} if _is_of(time, value) else {})


def unit_options(names: Names, typed: str) -> list[Json]:
    """Give the units whose names hold what is typed, those that begin with it first."""
    said = typed.strip().casefold()
    found = [(unit, name) for unit, name in names.items() if said in name.casefold()]
    found.sort(key=lambda one: not one[1].casefold().startswith(said))
    return [_option(unit, name) for unit, name in found[:_MENU_LENGTH]]


def _texts(field: DraftField, offered: Offered) -> Iterator[Json]:
    pieces = pieces_of(str(field.value or ""))
    for number, piece in enumerate(pieces):
        block = _input(field, InputMark(field.id, number), offered, piece)
        if len(pieces) > 1:
            label = words.PART.format(label=field.label, number=number + 1)
            hint = words.PART_HINT.format(count=len(pieces))
            block |= {"label": parts.plain(label, 2000), "hint": parts.plain(hint, 2000)}
            block["optional"] = number > 0 or block["optional"]
        yield block


def _rows(field: DraftField, offered: Offered) -> Iterator[Json]:
    kept = list(field.value or ())
    for row in range(max(offered.mark.rows, len(kept))):
        values = kept[row] if row < len(kept) else {}
        remove = parts.button(words.ROW_REMOVE.format(number=row + 1), ROW_REMOVE, str(row))
        yield parts.divider()
        yield parts.beside(words.ROW.format(number=row + 1), remove)
        for column in field.columns:
            mark = InputMark(field.id, 0, row, column.id)
            yield _input(column, mark, offered, values.get(column.id))


def _input(field: DraftField, mark: InputMark, offered: Offered, value: Any) -> Json:  # noqa: ANN401
    block = {
        "type": "input",
        "block_id": mark.block_id(offered.mark.fresh),
        "label": parts.plain(field.label, 2000),
        "element": _element(field.model_copy(update={"value": value}), offered.names),
        "optional": not field.is_wanted,
        "dispatch_action": True,
    }
    return block | ({"hint": parts.plain(_hint(field), 2000)} if field.help else {})


def _hint(field: DraftField) -> str:
    is_short = field.kind is Kind.TEXT and field.limit < INPUT_LENGTH
    limit = words.LIMIT.format(limit=field.limit) if is_short else ""
    return f"{field.help} {limit}".strip()


def _element(field: DraftField, names: Names) -> Json:
    if field.kind in (Kind.UNIT, Kind.UNITS):
        chosen = field.value if isinstance(field.value, list) else [str(field.value or "")]
        return unit_element(names, UNITS, chosen, is_many=field.kind is Kind.UNITS)
    if field.kind is Kind.CHOICE:
        return choice_element(field, FIELD)
    picker = {Kind.DATE: date_element, Kind.TIME: time_element}.get(field.kind)
    return picker(field.value, FIELD) if picker else _text_element(field)


def _text_element(field: DraftField) -> Json:
    """Give a text field; what is typed is saved now and then while it is typed."""
    element: Json = {
        "type": "plain_text_input",
        "action_id": FIELD,
        "multiline": field.kind is Kind.TEXT and field.limit > _ONE_LINE,
        "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
    }
    if field.example:
        example = words.EXAMPLE.format(example=field.example)
        element["placeholder"] = parts.plain(example, 150)
    return element | ({"initial_value": str(field.value)} if field.value else {})


def _option(value: str, text: str) -> Json:
    return {"text": parts.plain(text, _OPTION_TEXT), "value": value}


def _is_of(kind: type[date] | type[time], value: object) -> bool:
    try:
        return bool(kind.fromisoformat(str(value)))
    except ValueError:
        return False
