"""The stable shape of `draft --json`."""

from typing import Any

from bot.desk.drafts import DraftReply
from bot.desk.drafts.reply import DraftField
from bot.privacy import IdentityKind, replacement
from flows.forms.checks import Remark


def as_dict(reply: DraftReply) -> dict[str, Any]:
    """Give a draft as a program reads it; a field without a value has the origin `missing`."""
    return {
        "id": None,
        "draft_id": reply.draft_id,
        "form": reply.form,
        "fields": {field.id: _field(field) for field in reply.fields},
        "missing": list(reply.missing),
        "warnings": [_warning(remark) for remark in reply.remarks],
        "masked": [
            {"kind": kind, "replacement": replacement(IdentityKind(kind))} for kind in reply.masked
        ],
        "text": reply.text,
        "can_be_sent": reply.can_be_sent,
        "departed": reply.departed.model_dump(mode="json") if reply.departed else None,
        "notices": [notice.value for notice in reply.notices],
    }


def _field(field: DraftField) -> dict[str, Any]:
    return {
        "label": field.label,
        "value": field.value,
        "origin": field.origin.value,
        "evidence": field.evidence,
    }


def _warning(remark: Remark) -> dict[str, Any]:
    return {
        "kind": remark.kind.value,
        "field": remark.field,
        "text": remark.text,
        "suggestion": remark.suggestion,
        "blocks": remark.blocks,
        "sentence": remark.evidence,
        "proposal": remark.proposal,
    }
