"""Whoever belongs to none of the units is refused by every method of the desks, and it is noted."""

import inspect
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.desk.deviations.desk import DeviationDesk
from bot.desk.drafts.desk import Author
from bot.desk.messages import InboxDesk, SendDesk, TakingOut
from bot.desk.messages.reading import ReportReading
from bot.desk.policy import Action, RefusedError
from bot.privacy import mask
from tests.bot.desk.correspondence import ELSEWHERE, SARA, STRANGER, Correspondence

Act = Callable[[Correspondence, str, Author], object]
SAID = mask("Vilken tid gäller den här frågan?")
DESKS = (InboxDesk, SendDesk, TakingOut, DeviationDesk, ReportReading)
ACTS: dict[str, Act] = {
    "InboxDesk.open": lambda kept, message, who: kept.inboxes.open(message, who),
    "InboxDesk.give_reason": lambda kept, message, who: kept.inboxes.give_reason(
        message, who, SAID
    ),
    "InboxDesk.check": lambda kept, message, who: kept.inboxes.check(message, who, Action.COMPLETE),
    "InboxDesk.colleagues": lambda kept, message, who: kept.inboxes.colleagues(message, who),
    "InboxDesk.acknowledge": lambda kept, message, who: kept.inboxes.acknowledge(message, who),
    "InboxDesk.close": lambda kept, message, who: kept.inboxes.close(message, who),
    "InboxDesk.forward": lambda kept, message, who: kept.inboxes.forward(message, who, "UKIM"),
    "InboxDesk.ask_completion": lambda kept, message, who: kept.inboxes.ask_completion(
        message, who, SAID
    ),
    "InboxDesk.complete": lambda kept, message, who: kept.inboxes.complete(message, who, SAID),
    "InboxDesk.misdirected": lambda kept, message, who: kept.inboxes.misdirected(
        message, who, SAID
    ),
    "InboxDesk.answer": lambda kept, message, who: kept.inboxes.answer(message, who),
    "InboxDesk.plan": lambda kept, message, who: kept.inboxes.plan(message, who),
    "InboxDesk.mark_transferred": lambda kept, message, who: kept.inboxes.mark_transferred(
        message, who
    ),
    "SendDesk.correct": lambda kept, message, who: kept.sending.correct(message, who),
    "SendDesk.withdraw": lambda kept, message, who: kept.sending.withdraw(message, who),
    "SendDesk.withdraw_consent": lambda kept, message, who: kept.sending.withdraw_consent(
        message, who
    ),
    "TakingOut.sheet": lambda kept, message, who: TakingOut(kept.parts).sheet(message, who),
    "DeviationDesk.about": lambda kept, message, who: kept.deviations.about(message, who),
    "ReportReading.find": lambda kept, message, who: ReportReading(kept.parts).find(
        who, message, Action.READ
    ),
    "ReportReading.give_reason": lambda kept, message, who: ReportReading(kept.parts).give_reason(
        message, who, SAID
    ),
}
# What is begun as somebody's own draft is refused by its owner, not by the message's units.
OF_A_DRAFT = {"DeviationDesk.link"}


@pytest.fixture
def kept(tmp_path: Path) -> Correspondence:
    return Correspondence(tmp_path)


def test_every_method_that_takes_a_message_and_a_person_is_tried_here() -> None:
    found = {
        f"{desk.__name__}.{name}"
        for desk in DESKS
        for name, method in inspect.getmembers(desk, inspect.isfunction)
        if not name.startswith("_")
        and {"message_id", "author"} <= inspect.signature(method).parameters.keys()
    }
    assert found - OF_A_DRAFT == ACTS.keys()


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", [STRANGER, SARA, ELSEWHERE])
def test_who_is_no_member_is_refused_and_noted_by_every_way(
    kept: Correspondence, act: str, who: Author
) -> None:
    message = kept.message()
    steps = kept.stored.messages.steps(message)
    with pytest.raises(RefusedError) as caught:
        ACTS[act](kept, message, who)
    assert "fredag" not in str(caught.value)
    noted = kept.audit.rows(who.team)[0]
    assert (noted.actor, noted.subject, noted.outcome) == (who.user, message, "refused_no_member")
    assert kept.stored.messages.steps(message) == steps
    with pytest.raises(RefusedError, match=str(caught.value)):
        ACTS[act](kept, "nosuchmessage", who)
