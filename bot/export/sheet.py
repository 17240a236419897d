"""What is taken out: the headings and texts of one draft or message, without identity."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from bot.desk.drafts.reply import DraftReply
from flows.forms.draft import Origin, shown
from flows.forms.model import Field, Form, Register

NOTICE = (
    "UTKAST utan identitet. SAMSA är registret: för in texten där och fyll i identiteten där. "
    "Texten ska inte innehålla några patientuppgifter."
)
REPORT_NOTICE = (
    "UTKAST. MedControl PRO är registret: för in texten där. "
    "Texten ska inte innehålla några patientuppgifter."
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Block(_Frozen):
    """One heading of SAMSA's with the text to paste under it; `tab` is the tab it stands on."""

    heading: str
    text: str
    tab: str | None = None


class Sheet(_Frozen):
    """A draft or message as it is taken out; units by their names."""

    id: str
    form: str
    title: str
    made_at: datetime
    blocks: tuple[Block, ...]
    missing: tuple[str, ...] = ()
    sender: str | None = None
    receivers: tuple[str, ...] = ()
    entered_in: Register = Register.SAMSA

    @property
    def is_report(self) -> bool:
        """Tell whether it goes to the register of deviations."""
        return self.entered_in is Register.MEDCONTROL

    @property
    def notice(self) -> str:
        """Give what every page says: that it is a draft, without identity, and where it goes."""
        return REPORT_NOTICE if self.is_report else NOTICE


def sheet_of_draft(form: Form, draft: DraftReply, made_at: datetime) -> Sheet:
    """Give a draft as it stands, with the headings that still lack a text."""
    filled = [field for field in draft.fields if field.origin is not Origin.MISSING]
    return Sheet(
        id=draft.draft_id,
        form=draft.form,
        title=draft.form_title,
        made_at=made_at,
        blocks=tuple(_block(form, form.field(one.id), one.shown) for one in filled),
        missing=tuple(draft.field(name).label for name in draft.missing),
        entered_in=form.entered_in,
    )


def sheet_of_message(
    form: Form,
    values: Mapping[str, Any],
    names: Mapping[str, str],
    about: Mapping[str, Any],
) -> Sheet:
    """Give a sent message; `about` holds the sheet's id, made_at, sender and receivers."""
    blocks = [
        _block(form, field, shown(field, values[field.id], names))
        for field in form.fields
        if values.get(field.id) not in (None, "", [], ())
    ]
    return Sheet(
        form=form.id, title=form.title, blocks=tuple(blocks), entered_in=form.entered_in, **about
    )


def samsa_blocks(sheet: Sheet) -> Sequence[tuple[str, str]]:
    """Give each heading with its text, to be copied one at a time into SAMSA."""
    return [(block.heading, block.text) for block in sheet.blocks]


def _block(form: Form, field: Field, text: str) -> Block:
    tab = next((tab.title for tab in form.tabs if tab.id == field.tab), None)
    return Block(heading=field.label, text=_CONTROL.sub("", text.replace("\r\n", "\n")), tab=tab)
