"""Makes the compilation of a period from counts, with every small number protected."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.report.compilation import Asked, Compilation, Grown, Row, Table
from bot.report.growth import Counted, growth
from bot.report.labels import Labels
from bot.report.lead_times import lead_time, time_table
from bot.report.period import Period
from bot.report.small import FEWEST, Figure, Shown, alone, gathered, is_small, parts_of_total
from storage.statistics import Counter, Counts, Scope, Waits

SURENESS = 0.95
Key = tuple[str, ...]
_UNTIL = (("acknowledged_at", "Tid till kvittens"), ("answered_at", "Tid till svar"))


@dataclass(frozen=True)
class Whose:
    """Whose deviations: a workspace's, and a unit's or everyone's; what they are called."""

    labels: Labels
    team: str | None = None
    unit: str | None = None

    def scope(self, period: Period) -> Scope:
        """Give what is counted in a period."""
        return Scope(period.start, period.end, self.team, self.unit)


@dataclass(frozen=True)
class _Kind:
    """A table of deviations: what it counts by, and how its rows are called.

    What people have typed is no category: it is shown when enough of them have typed the same.
    """

    id: str
    title: str
    columns: tuple[str, ...]
    label: Callable[[Labels, Key], str]
    about: str = ""
    is_typed: bool = False


_KINDS = (
    _Kind("avsnitt", "Avsnitt i styrdokumenten", ("dokument", "punkt"), Labels.section,
          f"Det som färre än {FEWEST} har angett på samma sätt står under dokumentet, eller sist.",
          is_typed=True),
    _Kind("typ", "Typ av avvikelse", ("typ",), lambda labels, key: labels.choice(
        "avvikelse", "typ", key[0])),
    _Kind("overgang", "Vårdövergång", ("overgang_fran", "overgang_till"), Labels.transition),
    _Kind("rapporterande", "Rapporterande enhet", ("sender_unit",), lambda labels, key: labels.unit(
        key[0])),
    _Kind("skada", "Möjlig vårdskada eller missförhållande", ("mojlig_skada",),
          lambda labels, key: labels.choice("avvikelse", "mojlig_skada", key[0]),
          "Rapportörens bedömning, inte en utredning."),
)  # fmt: skip
_QUESTIONS = (
    ("delaktighet", "Den enskilde: delaktig i planeringen"),
    ("trygghet", "Den enskilde: trygg i övergången"),
    ("visste_vem", "Den enskilde: visste vem som ansvarade"),
)
_PROTECTED = (
    f"Tal från 1 till {FEWEST - 1} visas som ”färre än {FEWEST}” för att skydda enskilda. "
    "”Visas inte” står där ett litet tal annars skulle gå att räkna ut."
)
_CATEGORIES = "Rapporterna är utkast i Lotsen; MedControl PRO är registret."
_EMPTY = "Det finns inget att sammanställa för perioden. Välj en annan period eller enhet."
_TOO_FEW = f"Färre än {FEWEST} avvikelser: de delas inte upp, för att skydda enskilda."


def compiled(counter: Counter, whose: Whose, period: Period) -> Compilation:
    """Give the compilation; `counter` counts everything at one moment."""
    scope = whose.scope(period)
    total = sum(counter.deviations(scope).values())
    shown = _Shown(counter, whose, period)
    grown, compared = shown.grown() if total >= FEWEST else ((), 0)
    return Compilation(
        period=period.text, first=str(period.first), last=str(period.last),
        before=period.before().text,
        unit=whose.labels.unit(whose.unit) if whose.unit else None,
        total=alone(total),
        tables=tuple(table for table in shown.tables(total) if table.rows),
        leads=tuple(lead_time(*lead) for lead in shown.waits) if total >= FEWEST else (),
        grown=grown, compared=compared,
        unanswered=() if whose.unit else tuple(shown.unanswered()),
        notes=_notes(total),
    )  # fmt: skip


def _notes(total: int) -> tuple[str, ...]:
    if total == 0:
        return (_EMPTY, _CATEGORIES)
    return (_TOO_FEW, _CATEGORIES) if is_small(total) else (_PROTECTED, _CATEGORIES)


class _Shown:
    """Counts one period for one reader."""

    def __init__(self, counter: Counter, whose: Whose, period: Period) -> None:
        self._counter = counter
        self._whose = whose
        self._period = period
        self._scope = whose.scope(period)

    def tables(self, total: int) -> Iterator[Table]:
        if total >= FEWEST:
            yield self._by_month()
            for kind in _KINDS:
                counts = self._counts(kind, self._scope)
                yield self._table((kind.id, kind.title, kind.about), counts, kind.label)
            yield self._table(
                ("berord", "Berörd enhet", "En avvikelse kan beröra flera enheter."),
                self._counter.receivers(self._scope),
                lambda labels, key: labels.unit(key[0]),
            )
            yield from (time_table(*lead) for lead in self.waits)
        yield self._proposals()
        yield from self._followups()
        if not self._whose.unit:
            yield from self._about_answers()

    @cached_property
    def waits(self) -> tuple[tuple[str, str, Waits], ...]:
        """Give how long receivers took, until each of the things they do."""
        return tuple(
            (until.removesuffix("_at"), title, self._counter.waits(self._scope, until))
            for until, title in _UNTIL
        )

    def grown(self) -> tuple[tuple[Grown, ...], int]:
        """Give what has grown; surely so for all that is compared together (Bonferroni)."""
        earlier = self._whose.scope(self._period.before())
        if not sum(self._counter.deviations(earlier).values()):
            return (), 0
        pairs = [
            (kind, key, before, now)
            for kind in _KINDS
            if kind.id != "skada"
            for key, before, now in _pairs(
                self._counts(kind, earlier), self._counts(kind, self._scope), _absent(kind)
            )
        ]
        sureness = 1 - (1 - SURENESS) / max(len(pairs), 1)
        found = (self._growth(*pair, sureness) for pair in pairs)
        surely = [one for one in found if one.low > 1]
        return tuple(sorted(surely, key=lambda one: -one.low)), len(pairs)

    def _counts(self, kind: _Kind, scope: Scope) -> Counts:
        counts = self._counter.deviations(scope, *kind.columns)
        return gathered(counts) if kind.is_typed else counts

    def _growth(self, kind: _Kind, key: Key, before: Figure, now: Figure, sureness: float) -> Grown:
        # Fewer than five before: counted as four, which gives nothing away and promises least.
        counted = FEWEST - 1 if before.count is None else before.count
        found = growth(
            Counted(counted, self._period.before().days),
            Counted(now.count or 0, self._period.days),
            sureness,
        )
        is_told = before.count is not None
        return Grown(
            table=kind.title, label=kind.label(self._whose.labels, key), before=before, now=now,
            ratio=found.ratio if is_told else None, low=found.low,
            high=found.high if is_told else None,
        )  # fmt: skip

    def unanswered(self) -> Iterator[Asked]:
        for question, people in self._counter.unanswered(self._scope):
            yield Asked(question=question, people=people)

    def _by_month(self) -> Table:
        counts = {
            (name,): sum(self._counter.deviations(self._whose.scope(part)).values())
            for name, part in self._period.parts()
        }
        figures = parts_of_total(list(counts.values()))
        rows = [
            Row(key=key, label=key[0], figure=one) for key, one in zip(counts, figures, strict=True)
        ]
        return Table(id="manad", title="Per månad", rows=tuple(rows), about="Rapporteringsdatum.")

    def _proposals(self) -> Table:
        counts = self._counter.deviations(self._scope, "form", form="forbattringsforslag")
        title = "Förbättringsförslag"
        rows = (Row(key=key, label=title, figure=alone(n)) for key, n in counts.items())
        return Table(id="forslag", title=title, rows=tuple(rows))

    def _followups(self) -> Iterator[Table]:
        for question, title in _QUESTIONS:
            counts = self._counter.followups(self._scope, question)

            def label(labels: Labels, key: Key, field: str = question) -> str:
                return labels.choice("uppfoljning", field, key[0])

            yield self._table((question, title, "Frivillig uppföljning vid avslut."), counts, label)

    def _about_answers(self) -> Iterator[Table]:
        asked = self._counter.answers(self._scope)
        yield self._table(("fragor", "Frågor till källorna", ""), asked, Labels.status)
        verdicts = self._counter.verdicts(self._scope)
        yield self._table(("omdomen", "Omdömen om svaren", ""), verdicts, Labels.verdict)

    def _table(
        self, names: tuple[str, str, str], counts: Counts, label: Callable[[Labels, Key], str]
    ) -> Table:
        """Give a table, the largest first; where the total is small it is left empty."""
        if is_small(sum(counts.values())):
            counts = {}
        ordered = dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
        figures = parts_of_total(list(ordered.values()))
        rows = [
            Row(key=key, label=label(self._whose.labels, key), figure=figure)
            for key, figure in zip(ordered, figures, strict=True)
        ]
        # Rows that are not shown stand in no order of size.
        rows.sort(key=lambda row: (row.figure.count is None, *_order(row)))
        return Table(id=names[0], title=names[1], about=names[2], rows=tuple(rows))


def _order(row: Row) -> tuple[float, str]:
    count = row.figure.count
    return (0.0 if count is None else -count, row.label.casefold())


def _absent(kind: _Kind) -> Figure:
    """Give what a row that is not there stands for: none, or too few to be a row of their own."""
    return Figure(count=None, shown=Shown.FEW) if kind.is_typed else Figure(count=0)


def _pairs(before: Counts, now: Counts, absent: Figure) -> Iterator[tuple[Key, Figure, Figure]]:
    """Give what is shown in this period, with how it is shown in the one before."""
    earlier = _figures(before)
    for key, figure in _figures(now).items():
        was = earlier.get(key, absent)
        if any(key) and (figure.count or 0) >= FEWEST and was.shown is not Shown.HIDDEN:
            yield key, was, figure


def _figures(counts: Mapping[Key, int]) -> dict[Key, Figure]:
    if is_small(sum(counts.values())):
        return {key: alone(count) for key, count in counts.items()}  # the total is not shown
    return dict(zip(counts, parts_of_total(list(counts.values())), strict=True))
