"""A view that a sent form is answered with is checked before Slack sees it."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.slack import guide_modals
from bot.slack.answering import checked
from bot.slack.blocks import check_view
from bot.slack.views import parts
from bot.slack.views.note import note_modal

House = Any  # the conftest's; a folder of tests is no package to import from
Until = Callable[[Callable[[], Any]], Awaitable[Any]]
ELSA, ALLA = "U0ELSA001", "C0ALLA0001"
TOO_LONG = "x" * 2001


def faulty(*_: object, **__: object) -> dict[str, Any]:
    """Give a modal with more small print than Slack takes."""
    text = {"type": "plain_text", "text": TOO_LONG}
    return parts.modal("Guide", [{"type": "context", "elements": [text] * 11}])


@pytest.mark.anyio
async def test_a_faulty_step_is_answered_with_a_plain_text(
    house: House, until: Until, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await house.workspace.human_command(ELSA, ALLA, "/lotsen guide")
    await until(lambda: house.workspace.stack(ELSA))
    monkeypatch.setattr(guide_modals, "guide_modal", faulty)
    assert await house.submit(ELSA) == {}
    assert "Det här går inte att visa just nu" in str(house.modal(ELSA)["blocks"])
    assert TOO_LONG not in str(house.modal(ELSA))
    (noted,) = [one for one in caplog.messages if "payload faulty" in one]
    assert TOO_LONG not in noted


def test_what_is_right_goes_as_it_is() -> None:
    view = note_modal("Tack!")
    answer = {"response_action": "update", "view": view}
    assert checked(answer) == answer


def test_errors_of_fields_go_as_they_are() -> None:
    answer = {"response_action": "errors", "errors": {"situation": "Skriv något."}}
    assert checked(answer) == answer


def test_a_faulty_view_becomes_one_that_slack_takes() -> None:
    sent = checked({"response_action": "push", "view": faulty()})
    assert sent["response_action"] == "push"
    assert check_view(sent["view"]) == []
