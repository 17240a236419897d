"""What can be done with an outcome: see the source, ask a person, say if it helped, draft."""

from collections.abc import Callable, Sequence

from bot.desk.guide_record import answer_id_of, given_answer
from bot.desk.guide_reply import GuideReply
from bot.desk.sections import digest
from bot.desk.verdicts import Voter
from bot.slack import words
from bot.slack.handoffs import Origin
from bot.slack.pressed import Press, Work, show, tell
from bot.slack.surface import Surface
from bot.slack.views import feedback, handoff
from bot.slack.views.guide_marks import BAD, DRAFT, FEEDBACK, GOOD, HUMAN, SECTION, StepMark
from bot.slack.views.guide_outcome import places
from bot.slack.views.section import section_modal
from knowledge.answer import Citation
from storage.answers import Answers

Draft = Callable[[Press, GuideReply], Work]
"""Begins a draft from an outcome, with the facts carried over."""


class GuideOutcomes:
    """Keeps an outcome as an answer is kept, so that all that is done with answers holds for it."""

    def __init__(self, surface: Surface, answers: Answers, draft: Draft) -> None:
        self._surface = surface
        self._answers = answers
        self._draft = draft

    def pressed(self, press: Press, mark: StepMark, shown: GuideReply) -> Work | None:
        """Give what a button under an outcome leads to; None when there is no outcome."""
        if shown.outcome is None:
            return None
        if press.action_id == DRAFT:
            return self._draft(press, shown)
        answer_id = self._kept(press, shown)
        if press.action_id == SECTION:
            return self._show_section(press, answer_id, _place(shown.citations, mark.about))
        is_for_human = press.action_id == HUMAN
        return (
            self._ask_human(press, answer_id)
            if is_for_human
            else self._vote(press, mark, answer_id)
        )

    def _show_section(self, press: Press, answer_id: str, place: Sequence[Citation]) -> Work:
        number = place[0].number if place else 0
        marks = [digest(citation.quote) for citation in place]
        section = self._surface.sections.show(answer_id, number, marks)
        return show(self._surface, press, section_modal(section))

    def _ask_human(self, press: Press, answer_id: str) -> Work:
        """Show what would be sent and where; nothing is kept before it is confirmed."""
        given = self._surface.verdicts.answer(answer_id)
        origin = Origin(press.team, press.user, answer_id)
        contact = self._surface.handoffs.contact_of(origin)
        if given is None or contact is None:
            said = words.HANDOFF_NO_CHANNEL if given else words.HANDOFF_GONE
            return show(self._surface, press, handoff.told_modal(said))
        where = {"answer": answer_id, "to": contact.channel}
        if press.channel and press.root_ts:
            where |= {"channel": press.channel, "thread": press.root_ts}
        return show(
            self._surface, press, handoff.confirm_modal(given.question, contact.place, where)
        )

    def _vote(self, press: Press, mark: StepMark, answer_id: str) -> Work | None:
        verdict = mark.about if press.action_id == FEEDBACK else press.action_id
        voter = Voter(press.team, press.user, answer_id)
        if verdict == GOOD:
            self._surface.verdicts.helped(voter)
            return tell(self._surface, press, words.FEEDBACK_THANKS)
        if verdict != BAD:
            return None
        self._surface.verdicts.did_not_help(voter)
        given = self._surface.verdicts.answer(answer_id)
        earlier = self._surface.verdicts.earlier(voter)
        form = feedback.form(answer_id, given.quoted if given else (), earlier)
        return show(self._surface, press, form)

    def _kept(self, press: Press, shown: GuideReply) -> str:
        """Keep the outcome of this very step, unless the desk kept it when it was reached."""
        answer_id = answer_id_of(shown)
        asker = f"{press.team}/{press.user}"
        given = given_answer(shown, asker, self._surface.clock())
        if given is not None and self._surface.verdicts.answer(answer_id) is None:
            self._answers.record(given)
        return answer_id


def _place(citations: Sequence[Citation], number: str) -> Sequence[Citation]:
    """Give the quotes that stand in the same place as the one with a number."""
    for place in places(citations):
        if number in {str(citation.number) for citation in place}:
            return [next(one for one in place if str(one.number) == number), *place]
    return []
