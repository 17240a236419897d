"""Makes the compilation of a period from counts, with every small number protected."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from bot.report.compilation import Asked, Compilation, Grown, LeadTime, Row, Table
from bot.report.growth import Counted, growth
from bot.report.labels import Labels
from bot.report.period import Period
from bot.report.small import FEWEST, Figure, Shown, alone, is_small, parts_of_total
from storage.statistics import Counter, Counts, Scope

SURENESS = 0.95
_HOUR = 3600
Key = tuple[str, ...]
_HARM = {"ja": 0, "vet_ej": 1, "nej": 2}


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
    """A table of deviations: what it counts by, and how its rows are called."""

    id: str
    title: str
    columns: tuple[str, ...]
    label: Callable[[Labels, Key], str]
    about: str = ""


_KINDS = (
    _Kind("avsnitt", "Avsnitt i styrdokumenten", ("dokument", "punkt"), Labels.section),
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
        leads=tuple(shown.leads()) if total >= FEWEST else (),
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
                counts = self._counter.deviations(self._scope, *kind.columns)
                yield self._table((kind.id, kind.title, kind.about), counts, kind.label)
            yield self._table(
                ("berord", "Berörd enhet", "En avvikelse kan beröra flera enheter."),
                self._counter.receivers(self._scope),
                lambda labels, key: labels.unit(key[0]),
            )
        yield self._proposals()
        yield from self._followups()
        if not self._whose.unit:
            yield from self._about_answers()

    def leads(self) -> Iterator[LeadTime]:
        for until, title in (
            ("acknowledged_at", "Till kvittens"),
            ("answered_at", "Till svar"),
        ):
            waits = self._counter.waits(self._scope, until)
            done, left = parts_of_total([waits.done, waits.receivers - waits.done])
            lead = LeadTime(id=until.removesuffix("_at"), title=title, done=done, left=left)
            if waits.done >= FEWEST:
                lower, median, upper = np.percentile(waits.seconds, (25, 50, 75)) / _HOUR
                hours = {"lower": lower, "median": median, "upper": upper}
                lead = lead.model_copy(
                    update={name: round(float(value), 1) for name, value in hours.items()}
                )
            if done.count is not None and waits.receivers:
                lead = lead.model_copy(update={"share": waits.done / waits.receivers})
            yield lead

    def grown(self) -> tuple[tuple[Grown, ...], int]:
        """Give what has grown; surely so for all that is compared together (Bonferroni)."""
        earlier = self._whose.scope(self._period.before())
        pairs = [
            (kind, key, before, now)
            for kind in _KINDS
            if kind.id != "skada"
            for key, before, now in _pairs(
                self._counter.deviations(earlier, *kind.columns),
                self._counter.deviations(self._scope, *kind.columns),
            )
        ]
        sureness = 1 - (1 - SURENESS) / max(len(pairs), 1)
        found = (self._growth(*pair, sureness) for pair in pairs)
        surely = [one for one in found if one.low > 1]
        return tuple(sorted(surely, key=lambda one: -one.low)), len(pairs)

    def _growth(  # noqa: PLR0913, PLR0917 - one comparison is these
        self, kind: _Kind, key: Key, before: Figure, now: Figure, sureness: float
    ) -> Grown:
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


def _pairs(before: Counts, now: Counts) -> Iterator[tuple[Key, Figure, Figure]]:
    """Give what is shown in this period, with how it is shown in the one before."""
    earlier = _figures(before)
    for key, figure in _figures(now).items():
        was = earlier.get(key, Figure(count=0))
        if (figure.count or 0) >= FEWEST and was.shown is not Shown.HIDDEN:
            yield key, was, figure


def _figures(counts: Mapping[Key, int]) -> dict[Key, Figure]:
    return dict(zip(counts, parts_of_total(list(counts.values())), strict=True))
