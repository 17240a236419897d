"""What the guide replies: what it has understood, and a screen of questions or an outcome."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from flows.guide import Origin
from flows.model import Basis
from knowledge.answer import Answer, Citation


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Choice(_Frozen):
    """One answer that can be chosen; none is chosen beforehand."""

    id: str
    text: str


class ShownFact(_Frozen):
    """A fact that is known: where it comes from, and the answers it can be changed to.

    `is_listed` is false for what only follows from an answer that stands in the list itself.
    """

    question: str
    label: str
    value: str
    words: str
    origin: Origin
    evidence: str | None = None
    options: tuple[Choice, ...] = ()
    is_listed: bool = True


class OpenFact(_Frozen):
    """A fact that was said in two ways, or not plainly enough to count."""

    question: str
    label: str


class NoticeKind(StrEnum):
    """What a notice is about."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    SEVERAL_PEOPLE = "several_people"
    OTHER_LANGUAGE = "other_language"
    NOTHING_READ = "nothing_read"
    FLOW_CHANGED = "flow_changed"
    FIRST_STEP = "first_step"
    NOT_SAVED = "not_saved"
    STALE = "stale"
    SOURCE_GONE = "source_gone"


class Notice(_Frozen):
    """Something to tell beside the step."""

    kind: NoticeKind
    text: str


class ShownQuestion(_Frozen):
    """A question; `help` is what is said to ”varför frågar du?”."""

    id: str
    text: str
    help: str
    options: tuple[Choice, ...]


class Screen(_Frozen):
    """The questions shown together: one, or those of a group, counted as one.

    Any number of a group's questions may be answered; `is_change` says that a known fact is
    being changed, and then there is one question and ”back” leaves it as it was.
    """

    id: str
    title: str
    help: str
    questions: tuple[ShownQuestion, ...]
    is_gates: bool = False
    is_change: bool = False


class ShownAdvice(_Frozen):
    """Something to think of beside the outcome, with the numbers of its citations."""

    id: str
    text: str
    basis: Basis
    citations: tuple[int, ...] = ()


class OpenPoint(_Frozen):
    """Something that the sources do not settle."""

    id: str
    text: str


class UnansweredStop(_Frozen):
    """A stop that was passed by unanswered, since nothing is handed out anyway."""

    id: str
    title: str


class ShownOutcome(_Frozen):
    """Where the guide ended: what to do and why, and what to think of."""

    id: str
    title: str
    do: str
    rule: str
    why: str
    basis: Basis
    citations: tuple[int, ...] = ()
    advice: tuple[ShownAdvice, ...] = ()
    open_questions: tuple[OpenPoint, ...] = ()
    unanswered_stops: tuple[UnansweredStop, ...] = ()


class PossibleOutcome(_Frozen):
    """An outcome that what is known does not rule out."""

    id: str
    title: str


class Aside(_Frozen):
    """The answer to a question about the rules; the guide stands where it stood."""

    answer_id: str
    answer: Answer
    text: str
    notice: str | None = None


class GuideReply(_Frozen):
    """One step of a guidance; exactly one of `screen` and `outcome` is there.

    `citations` holds every source quoted, each once and numbered; outcome and advice point to the
    numbers. `version` counts the steps taken, so that a late tap can be told from a new one.
    `masked` is what was masked in all that was said, `masked_now` in what was said last.
    """

    guidance_id: str
    version: int
    flow_id: str
    flow_title: str
    flow_version: str
    flow_hash: str
    facts: tuple[ShownFact, ...] = ()
    contradictions: tuple[OpenFact, ...] = ()
    doubtful: tuple[OpenFact, ...] = ()
    notices: tuple[Notice, ...] = ()
    masked: tuple[str, ...] = ()
    masked_now: tuple[str, ...] = ()
    screen: Screen | None = None
    outcome: ShownOutcome | None = None
    possible_outcomes: tuple[PossibleOutcome, ...] = ()
    citations: tuple[Citation, ...] = ()
    explanation: str | None = None
    aside: Aside | None = None
    can_go_back: bool = False
    text: str = ""

    @property
    def is_private(self) -> bool:
        """Tell whether only the one who asked should see it: something was masked."""
        return bool(self.masked)

    @property
    def listed(self) -> tuple[ShownFact, ...]:
        """Give the facts of the short list, in the order of their numbers (”ändra 2”)."""
        return tuple(fact for fact in self.facts if fact.is_listed)
