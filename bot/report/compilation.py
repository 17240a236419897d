"""A compilation as it is shown everywhere: tables, lead times, and what has grown."""

from pydantic import BaseModel, ConfigDict

from bot.report.small import Figure


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Row(_Frozen):
    """One line of a table: the values that are counted, what they are called, and the figure."""

    key: tuple[str, ...]
    label: str
    figure: Figure


class Table(_Frozen):
    """Counts of one kind; `about` says how they are counted."""

    id: str
    title: str
    rows: tuple[Row, ...]
    about: str = ""


class LeadTime(_Frozen):
    """How long receivers took, in hours, and how many of them had done it.

    The quartiles are None when too few have done it.
    """

    id: str
    title: str
    done: Figure
    left: Figure
    share: float | None = None
    lower: float | None = None
    median: float | None = None
    upper: float | None = None


class Grown(_Frozen):
    """Something that has grown since the period before, surely enough to be called so.

    `ratio` is None where too few came before for it to be told; `low` then stands for the least
    it can be.
    """

    table: str
    label: str
    before: Figure
    now: Figure
    ratio: float | None
    low: float
    high: float | None


class Asked(_Frozen):
    """A question that the sources left open, in words that several people have used."""

    question: str
    people: int


class Compilation(_Frozen):
    """The compilation of a period, for a unit or for all."""

    period: str
    first: str
    last: str
    before: str
    unit: str | None = None
    total: Figure
    tables: tuple[Table, ...] = ()
    leads: tuple[LeadTime, ...] = ()
    grown: tuple[Grown, ...] = ()
    compared: int = 0
    unanswered: tuple[Asked, ...] = ()
    notes: tuple[str, ...] = ()

    def table(self, table_id: str) -> Table | None:
        """Give a table, or None when there is nothing in it."""
        return next((table for table in self.tables if table.id == table_id), None)

    @property
    def title(self) -> str:
        """Give the heading of it all."""
        return f"Avvikelser i samverkan, {self.unit or 'alla enheter'}, {self.period}"

    @property
    def headline(self) -> str:
        """Give the total in a sentence."""
        if self.total.count == 0:
            return f"Inga avvikelser rapporterades {self.period}."
        noun = "avvikelse" if self.total.count == 1 else "avvikelser"
        change = "" if self.grown or not self.compared else " Inget har säkert ökat."
        return f"{self.total.text[:1].upper()}{self.total.text[1:]} {noun} {self.period}.{change}"
