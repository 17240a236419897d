"""A draft as FHIR R4B: a Communication that is being prepared, and the Task to register it."""

from datetime import UTC
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from bot.export.sheet import NOTICE, Sheet
from knowledge.model import StaffError

_MISSING = (
    "FHIR-export är inte installerad. Kör `pip install 'oppenvardslotsen[fhir]'`, "
    "eller välj --format text eller pdf."
)
_TAG = "draft-without-identity"


def as_fhir(sheet: Sheet) -> bytes:
    """Give the sheet as a Bundle with one Communication and one Task; there is no subject."""
    try:
        from fhir.resources.R4B.bundle import Bundle
    except ImportError as error:
        raise StaffError(_MISSING) from error
    communication = _uuid(sheet.id)
    task = uuid5(communication, "task")
    bundle = Bundle.model_validate(
        {
            "resourceType": "Bundle",
            "type": "collection",
            "language": "sv",
            "meta": _meta(),
            "timestamp": _moment(sheet),
            "entry": [
                {"fullUrl": communication.urn, "resource": _communication(sheet, communication)},
                {"fullUrl": task.urn, "resource": _task(sheet, task, communication)},
            ],
        }
    )
    return str(bundle.model_dump_json(indent=2)).encode()


def _communication(sheet: Sheet, own: UUID) -> dict[str, Any]:
    found: dict[str, Any] = {
        "resourceType": "Communication",
        "id": str(own),
        "meta": _meta(),
        "language": "sv",
        "status": "preparation",
        "statusReason": {"text": NOTICE},
        "category": [{"text": "SAMSA, öppenvårdsprocessen"}],
        "topic": {"text": sheet.title},
        "payload": [
            {"contentString": f"{block.heading}\n{block.text}".strip()} for block in sheet.blocks
        ],
        "note": [{"text": NOTICE, "time": _moment(sheet)}],
    }
    if sheet.sender:
        found["sender"] = {"type": "Organization", "display": sheet.sender}
    if sheet.receivers:
        found["recipient"] = [{"type": "Organization", "display": name} for name in sheet.receivers]
    # FHIR has no empty lists.
    return {name: value for name, value in found.items() if value}


def _task(sheet: Sheet, own: UUID, communication: UUID) -> dict[str, Any]:
    missing = f" Saknas ännu: {', '.join(sheet.missing)}." if sheet.missing else ""
    return {
        "resourceType": "Task",
        "id": str(own),
        "meta": _meta(),
        "language": "sv",
        "status": "draft",
        "intent": "proposal",
        "code": {"text": "För in meddelandet i SAMSA"},
        "description": f"{sheet.title}. {NOTICE}{missing}",
        "focus": {"reference": communication.urn, "type": "Communication"},
        "authoredOn": _moment(sheet),
        "note": [{"text": NOTICE}],
    }


def _meta() -> dict[str, Any]:
    return {"tag": [{"code": _TAG, "display": "Utkast utan identitet"}]}


def _moment(sheet: Sheet) -> str:
    return sheet.made_at.astimezone(UTC).isoformat(timespec="seconds")


def _uuid(sheet_id: str) -> UUID:
    try:
        return UUID(sheet_id)
    except ValueError:
        return uuid5(NAMESPACE_URL, f"lotsen:{sheet_id}")
