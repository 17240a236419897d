"""Reads what Slack sends when somebody taps in a draft, or types in its modal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.desk.drafts.windows import Seen
from bot.slack.pressed import Body, Press, read_press, team_of
from bot.slack.views.draft_inputs import joined
from bot.slack.views.draft_marks import DraftMark, FormMark, InputMark

Row = dict[str, Any]


@dataclass(frozen=True)
class DraftTap:
    """One tap on a draft in a message, or on what surrounds its form in a modal."""

    press: Press
    mark: DraftMark | None
    chosen: Any = None
    picked: Sequence[str] = ()
    modal: str = ""

    @property
    def action(self) -> str:
        """Give what was tapped."""
        return self.press.action_id


@dataclass(frozen=True)
class FilledForm:
    """A modal with a form as it stands: what is filled in, what it showed, and its blocks."""

    team: str
    user: str
    view_id: str
    mark: FormMark | None
    values: Mapping[str, Any]
    shown: Mapping[str, Any]
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    blocks: Mapping[tuple[str, int | None, str | None], str] = field(default_factory=dict)

    @property
    def seen(self) -> Seen:
        """Give what the window saw, so that others' changes are told from its own."""
        return Seen(self.mark.version if self.mark else None, self.view_id, self.shown)

    @property
    def first_block(self) -> str:
        """Give the input that what concerns the whole is said at."""
        return next(iter(self.blocks.values()), "")

    def block_of(self, name: str) -> str | None:
        """Give the first input of a field."""
        found = (block for (one, _, _), block in self.blocks.items() if one == name)
        return next(found, None)


def read_tap(body: Body) -> DraftTap:
    """Read a `block_actions` payload."""
    press, action = read_press(body), body["actions"][0]
    chosen = value_in(action)
    mark = DraftMark.read(press.value) or DraftMark.read(action.get("block_id") or "")
    if chosen is not None:
        # What is offered is ours, so a choice is told from another by its value too.
        press = replace(press, value=f"{action.get('block_id')}{chosen}", is_ours=True)
    mark = mark or _carried(body)
    modal = (body.get("view") or {}).get("callback_id") or ""
    return DraftTap(press, mark, chosen, _picked(body, mark) if mark else (), modal)


def _picked(body: Body, mark: DraftMark) -> list[str]:
    """Give the units that are picked in the menu beside a button in a message."""
    values = (body.get("state") or {}).get("values") or {}
    picked = values.get(f"{mark.value}_units") or {}
    return [unit for element in picked.values() for unit in value_in(element) or ()]


def read_form(body: Body) -> FilledForm:
    """Read what stands in a modal's inputs, from whatever happened in it."""
    view = body["view"]
    inputs = [(mark, block) for block in view["blocks"] if (mark := _mark_of(block)) is not None]
    typed = (view.get("state") or {}).get("values") or {}
    now = [(mark, _typed(block, typed)) for mark, block in inputs]
    before = [(mark, initial_in(block["element"])) for mark, block in inputs]
    return FilledForm(
        team=team_of(body),
        user=body["user"]["id"],
        view_id=view["id"],
        mark=FormMark.read(view.get("private_metadata") or ""),
        values=_together(now),
        shown=_together(before),
        rows=_rows(now),
        blocks=_places([(mark, block["block_id"]) for mark, block in inputs]),
    )


def value_in(element: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any kind of element
    """Give what is filled in or chosen in an element; None when nothing is."""
    if element.get("selected_options") is not None:
        return [one["value"] for one in element["selected_options"]]
    if element.get("selected_option"):
        return element["selected_option"]["value"]
    if element.get("type") == "button":
        return None
    names = ("selected_date", "selected_time", "value")
    return next((element[name] for name in names if element.get(name) is not None), None)


def initial_in(element: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any kind of element
    """Give what an element showed before anybody touched it."""
    if "multi_" in element["type"]:
        return [one["value"] for one in element.get("initial_options") or ()]
    if element.get("initial_option"):
        return element["initial_option"]["value"]
    names = ("initial_date", "initial_time", "initial_value")
    return next((element[name] for name in names if element.get(name) is not None), None)


def typed_rows(form: FilledForm, name: str) -> list[Row]:
    """Give the rows that hold anything."""
    return [row for row in form.rows.get(name, ()) if row]


def _carried(body: Body) -> DraftMark | None:
    """Give the draft that the modal around a tap is about."""
    carried = (body.get("view") or {}).get("private_metadata") or ""
    form = FormMark.read(carried)
    return DraftMark(form.draft_id, form.version) if form else DraftMark.read(carried)


def _mark_of(block: Mapping[str, Any]) -> InputMark | None:
    return InputMark.read(block.get("block_id") or "") if block["type"] == "input" else None


def _typed(block: Mapping[str, Any], typed: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """Give what stands in an input; one that Slack says nothing of stands as it was shown."""
    element, name = block["element"], block["block_id"]
    state = (typed.get(name) or {}).get(element["action_id"])
    return initial_in(element) if state is None else value_in(state)


def _together(inputs: Sequence[tuple[InputMark, Any]]) -> dict[str, Any]:
    """Give the fields: the pieces of long texts joined, and rows without the empty ones."""
    pieces: dict[str, list[Any]] = {}
    for mark, value in inputs:
        if mark.column is None:
            pieces.setdefault(mark.field, []).append(value)
    values = {name: _whole(found) for name, found in pieces.items()}
    rows = {name: [row for row in found if row] for name, found in _rows(inputs).items()}
    return values | rows


def _whole(found: Sequence[Any]) -> Any:  # noqa: ANN401 - any kind of field
    if isinstance(found[0], list):
        return found[0]
    return joined([one or "" for one in found]) or None


def _rows(inputs: Sequence[tuple[InputMark, Any]]) -> dict[str, list[Row]]:
    """Give every row by its place, the empty ones too."""
    rows: dict[str, dict[int, Row]] = {}
    for mark, value in inputs:
        if mark.row is not None and mark.column is not None:
            row = rows.setdefault(mark.field, {}).setdefault(mark.row, {})
            row |= {mark.column: value} if value else {}
    return {name: [found[place] for place in sorted(found)] for name, found in rows.items()}


def _places(
    blocks: Sequence[tuple[InputMark, str]],
) -> dict[tuple[str, int | None, str | None], str]:
    places: dict[tuple[str, int | None, str | None], str] = {}
    for mark, block in blocks:
        places.setdefault((mark.field, mark.row, mark.column), block)
    return places
