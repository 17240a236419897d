"""Takes what a person thought of an answer, and binds it to the passage and version it is about."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.privacy import MaskedText
from storage.answers import Quoted
from storage.feedback import About, Feedback, FeedbackStore, Verdict
from storage.given import Given, GivenAnswers


@dataclass(frozen=True)
class Voter:
    """Who says it, of which answer."""

    team: str
    person: str
    answer_id: str


@dataclass(frozen=True)
class Complaint:
    """What was wrong: a reason, perhaps with words of one's own and the quote it is about."""

    reason: str
    note: MaskedText | None = None
    number: int | None = None


class Verdicts:
    """Keeps one verdict for each person and answer; the last one counts."""

    def __init__(
        self,
        store: FeedbackStore,
        given: GivenAnswers,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._given = given
        self._clock = clock

    def helped(self, voter: Voter) -> bool:
        """Keep that an answer helped; False when the answer is not kept."""
        return self._keep(voter, Verdict.GOOD, None)

    def did_not_help(self, voter: Voter, complaint: Complaint | None = None) -> bool:
        """Keep that an answer did not help; without a complaint an earlier one stands."""
        earlier = self.earlier(voter)
        if complaint is None and earlier and earlier.verdict is Verdict.BAD:
            return True
        return self._keep(voter, Verdict.BAD, complaint)

    def earlier(self, voter: Voter) -> Feedback | None:
        """Give what the person said before."""
        return self._store.find(voter.team, voter.answer_id, voter.person)

    def answer(self, answer_id: str) -> Given | None:
        """Give the answer that is voted on."""
        return self._given.find(answer_id)

    def _keep(self, voter: Voter, verdict: Verdict, complaint: Complaint | None) -> bool:
        given = self._given.find(voter.answer_id)
        if given is None:
            return False
        self._store.keep(
            Feedback(
                team=voter.team,
                answer_id=voter.answer_id,
                person=voter.person,
                verdict=verdict,
                at=self._clock(),
                reason=complaint.reason if complaint else None,
                note=complaint.note.text if complaint and complaint.note else "",
                about=_about(given, complaint.number if complaint else None),
            )
        )
        return True


def _about(given: Given, number: int | None) -> About | None:
    """Give the passage that is meant: the one named, or the only one there is."""
    quoted: Quoted | None = given.quote(number) if number is not None else None
    if number is None and len({one.passage_id for one in given.quoted}) == 1:
        quoted = given.quoted[0]
    return About(quoted.document_id, quoted.version, quoted.passage_id) if quoted else None
