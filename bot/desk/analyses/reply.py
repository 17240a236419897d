"""What the desk of analyses replies: what can be begun, an analysis, and its lesson."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from bot.desk.messages.reply import UnitName


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Report(_Frozen):
    """A report by when and from whom it was sent, with nothing of what it says."""

    message_id: str
    sender: UnitName
    sent_at: datetime


class StartReply(_Frozen):
    """What an analysis can be about, and which units are concerned; `own` is one of them."""

    message_id: str
    reports: tuple[Report, ...]
    units: tuple[UnitName, ...]
    own: UnitName


class ShownText(_Frozen):
    """A heading with what stands under it."""

    id: str
    label: str
    text: str


class ShownPart(_Frozen):
    """What a unit has written, or all of them together: signed by a unit, dated, never a person.

    `unit` is the one that wrote last.
    """

    unit: UnitName
    version: int
    at: datetime
    fields: tuple[ShownText, ...]


class Moment(_Frozen):
    """Something that happened with a message: when, at which unit, and what; no content."""

    at: datetime
    unit: UnitName
    form_title: str
    step: str
    text: str


class Told(_Frozen):
    """A place in the lesson to look at before it is told."""

    label: str
    sentence: str
    text: str
    proposal: str | None = None


class LessonReply(_Frozen):
    """A lesson, and where it has been told."""

    lesson_id: str
    analysis_id: str
    title: str
    texts: tuple[ShownText, ...]
    made_at: datetime
    published_at: datetime | None = None
    withdrawn_at: datetime | None = None
    channels: tuple[str, ...] = ()

    @property
    def is_told(self) -> bool:
        """Tell whether it is quoted."""
        return self.published_at is not None and self.withdrawn_at is None

    @property
    def is_private(self) -> bool:
        """Tell that it is for those who decide over it until it is published."""
        return not self.is_told


class LessonRow(_Frozen):
    """A lesson in the patient-safety group's list."""

    analysis_id: str
    title: str
    made_at: datetime
    is_told: bool
    is_withdrawn: bool


class AnalysisReply(_Frozen):
    """An analysis as a member of a participating unit sees it."""

    analysis_id: str
    form_title: str
    as_unit: UnitName
    started_by: UnitName
    started_at: datetime
    units: tuple[UnitName, ...]
    parts: tuple[ShownPart, ...] = ()
    together: ShownPart | None = None
    timeline: tuple[Moment, ...] = ()
    advice: tuple[Told, ...] = ()
    finished_at: datetime | None = None
    lesson: LessonReply | None = None

    @property
    def missing(self) -> tuple[UnitName, ...]:
        """Give the units that have not written their part."""
        written = {part.unit.id for part in self.parts}
        return tuple(unit for unit in self.units if unit.id not in written)

    @property
    def is_private(self) -> bool:
        """Tell that it is for the members of the participating units alone."""
        return True


class PartForm(_Frozen):
    """The form of a part: what stands in it now, and which version that is."""

    analysis_id: str
    is_together: bool
    version: int
    fields: tuple[ShownText, ...]
    unit: UnitName


class WrittenReply(_Frozen):
    """What came of writing; `beside` is what somebody else wrote in the same place meanwhile.

    Where there is something beside, nothing is kept: `form` has the later version, `mine` what the
    writer wrote, without identities, and the writer puts the two together.
    """

    form: PartForm
    beside: tuple[ShownText, ...] = ()
    mine: tuple[ShownText, ...] = ()
    masked: tuple[str, ...] = ()

    @property
    def is_kept(self) -> bool:
        """Tell whether it was kept."""
        return not self.beside


class AnalysisRow(_Frozen):
    """An analysis in a list: nothing of what it says."""

    analysis_id: str
    started_at: datetime
    units: tuple[UnitName, ...]
    written: int
    is_finished: bool
