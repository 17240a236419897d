"""The compilation counts what was sent, once, when it was first sent, and shows no small number."""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from matplotlib.patches import Rectangle

from bot.report.charts import charts_of, drawn
from bot.report.compilation import Compilation
from bot.report.compiling import Whose, compiled
from bot.report.labels import Labels
from bot.report.period import Period
from bot.report.sheet import compilation_csv
from storage.database import Database
from storage.statistics import Statistics
from tests.bot.report.reported import TEAM, Reporter, day, direct_count

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
COLUMNS = {
    "typ": "json_extract(fields, '$.typ')",
    "avsnitt": "json_extract(fields, '$.dokument') || ' | ' || json_extract(fields, '$.punkt')",
    "overgang": "json_extract(fields, '$.overgang_fran') || ' | ' || "
    "json_extract(fields, '$.overgang_till')",
    "manad": "substr(created_at, 1, 7)",
}


@pytest.fixture
def reporter(tmp_path: Path) -> Iterator[Reporter]:
    database = Database(tmp_path / "lotsen.sqlite3")
    yield Reporter(database)
    database.close()


def compile_(reporter: Reporter, period: Period = MARCH, **whose: Any) -> Compilation:
    with Statistics(reporter.database).snapshot() as counter:
        return compiled(counter, Whose(Labels(), TEAM, **whose), period)


def shown(compilation: Compilation, table: str) -> dict[str, str]:
    found = compilation.table(table)
    return {row.label: row.figure.text for row in found.rows} if found else {}


def many(reporter: Reporter) -> None:
    """Send what has many of some and few of others."""
    for number in range(60):
        reporter.send(
            day("2026-03-02") + timedelta(hours=9 * number),
            typ=("samtycke", "saknas", "forsenad")[number % 3],
            punkt=("Svar", "Kvittens")[number % 2],
            overgang_till=("vardcentral", "slutenvard", "rehab", "ambulans")[number % 4],
        )
    reporter.send(day("2026-03-03"), 3, typ="lakemedel", punkt="Remiss")
    reporter.send(day("2026-02-03"), 7, typ="samtycke")


@pytest.mark.parametrize("period", [MARCH, Period(date(2026, 1, 1), date(2026, 12, 31))])
def test_charts_csv_and_a_direct_count_say_the_same(reporter: Reporter, period: Period) -> None:
    many(reporter)
    compilation = compile_(reporter, period)
    rows = list(
        csv.DictReader(io.StringIO(compilation_csv(compilation).decode("utf-8-sig")), delimiter=";")
    )
    charts = {chart.id: chart for chart in charts_of(compilation)}
    drawing = drawn(compilation)
    panels = dict(zip(charts, drawing.axes, strict=True))
    for table, column in COLUMNS.items():
        direct = direct_count(reporter.database, column, period.start, period.end)
        if table == "avsnitt":  # what few have typed stands together
            few = [key for key, count in direct.items() if count < 5]
            direct[" | "] = sum(direct.pop(key) for key in few)
        in_csv = {row["nyckel"]: row["antal"] for row in rows if row["tabell"] == table}
        assert {key for key, n in in_csv.items() if n != "0"} == set(direct)
        widths = [cast(Rectangle, bar).get_width() for bar in panels[table].patches]
        drawn_text = [text.get_text() for text in panels[table].texts]
        for place, bar in enumerate(charts[table].bars):
            key = " | ".join(bar.key)
            count = direct.get(key, 0)
            if in_csv[key]:
                assert int(in_csv[key]) == widths[place] == bar.figure.count == count
                assert drawn_text[place] == str(count)
            else:
                assert widths[place] == 0
                assert drawn_text[place] in {"färre än 5", "visas inte"}
        # What is hidden is a small part, or stands beside one.
        assert any(0 < count < 5 for count in direct.values()) == ("" in in_csv.values())


def test_the_total_is_the_direct_count(reporter: Reporter) -> None:
    many(reporter)
    direct = direct_count(reporter.database, "form", MARCH.start, MARCH.end)
    assert compile_(reporter).total.count == direct["avvikelse"] == 63


def test_an_empty_period_says_so_and_what_to_do(reporter: Reporter) -> None:
    compilation = compile_(reporter)
    assert compilation.headline == "Inga avvikelser rapporterades mars 2026."
    assert "Välj en annan period" in compilation.notes[0]
    assert (compilation.tables, compilation.leads, compilation.grown) == ((), (), ())


def test_fewer_than_five_are_not_divided(reporter: Reporter) -> None:
    reporter.send(day("2026-03-02"), 4)
    compilation = compile_(reporter)
    assert compilation.total.text == "färre än 5"
    assert compilation.tables == ()
    assert compilation.leads == ()


def test_one_unit_sees_what_it_reported_and_received(reporter: Reporter) -> None:
    reporter.send(day("2026-03-02"), 5)
    reporter.send(day("2026-03-02"), 6, sender_unit="rehab", receiver_units=("hemtjanst",))
    reporter.send(day("2026-03-02"), 7, sender_unit="rehab", receiver_units=("slutenvard",))
    assert compile_(reporter, unit="hemtjanst").total.count == 11
    assert compile_(reporter, unit="slutenvard").total.count == 7
    assert compile_(reporter, unit="okand").total.count == 0


def test_another_workspace_is_not_counted(reporter: Reporter) -> None:
    reporter.send(day("2026-03-02"), 5)
    reporter.send(day("2026-03-02"), 9, team="T2")
    assert compile_(reporter).total.count == 5


def test_a_corrected_report_counts_once_and_in_its_first_month(reporter: Reporter) -> None:
    sent = reporter.send(day("2026-03-30"), 6, typ="samtycke")
    reporter.correct(sent[0], timedelta(days=5), typ="remiss")
    compilation = compile_(reporter)
    assert compilation.total.count == 6
    assert compile_(reporter, Period(date(2026, 4, 1), date(2026, 4, 30))).total.count == 0
    assert set(shown(compilation, "typ")) == {"samtycke", "remiss"}


def test_a_withdrawn_report_is_not_counted(reporter: Reporter) -> None:
    sent = reporter.send(day("2026-03-02"), 6)
    reporter.withdraw(sent[0])
    assert compile_(reporter).total.count == 5


def test_a_day_begins_and_ends_in_sweden(reporter: Reporter) -> None:
    reporter.send(day("2026-03-01", 0), 5)  # the evening before in UTC
    reporter.send(day("2026-04-01", 0), 5)
    assert compile_(reporter).total.count == 5


def test_lead_times_are_medians_and_quartiles_of_receivers(reporter: Reporter) -> None:
    sent = reporter.send(day("2026-03-02"), 15)
    for number, message in enumerate(sent[:9], 1):
        reporter.acknowledge(message, timedelta(hours=number))
    for message in sent[:6]:
        reporter.answer(message, timedelta(days=3))
    acknowledged, answered = compile_(reporter).leads
    assert (acknowledged.lower, acknowledged.median, acknowledged.upper) == (3, 5, 7)
    assert acknowledged.share == pytest.approx(9 / 15)
    assert (answered.median, answered.done.count, answered.left.count) == (72, 6, 9)


def test_times_are_counted_on_the_first_line_they_reach(reporter: Reporter) -> None:
    sent = reporter.send(day("2026-03-02"), 40)
    for number, message in enumerate(sent[:33]):
        hours = (2, 24, 25, 7 * 24, 200)[min(number // 7, 4)]
        reporter.acknowledge(message, timedelta(hours=hours))
    assert shown(compile_(reporter), "acknowledged") == {
        "inom ett dygn": "14", "ett dygn till en vecka": "14",
        "senare än en vecka": "5", "inte än": "7",
    }  # fmt: skip


def test_those_who_are_left_are_not_told_where_the_table_hides_them(reporter: Reporter) -> None:
    sent = reporter.send(day("2026-03-02"), 16)
    for number, message in enumerate(sent[:10]):
        reporter.acknowledge(message, timedelta(hours=2 if number < 8 else 100))
    compilation = compile_(reporter)
    assert shown(compilation, "acknowledged")["inte än"] == "visas inte"
    lead = compilation.leads[0]
    assert (lead.done.count, lead.left.count, lead.share) == (None, None, None)
    assert lead.median == 2


def test_few_answers_show_no_time_and_no_share(reporter: Reporter) -> None:
    sent = reporter.send(day("2026-03-02"), 15)
    for message in sent[:3]:
        reporter.answer(message, timedelta(days=3))
    answered = compile_(reporter).leads[1]
    assert (answered.median, answered.share, answered.done.text) == (None, None, "färre än 5")
    assert answered.left.text == "visas inte"


def test_a_corrected_report_keeps_its_first_times(reporter: Reporter) -> None:
    sent = reporter.send(day("2026-03-02"), 6)
    for message in sent:
        reporter.acknowledge(message, timedelta(hours=2))
        reporter.correct(message, timedelta(hours=30))
    acknowledged = compile_(reporter).leads[0]
    assert (acknowledged.median, acknowledged.done.count) == (2, 6)


def test_what_surely_grew_is_told_with_its_limits(reporter: Reporter) -> None:
    reporter.send(day("2026-02-10"), 10, typ="remiss")
    reporter.send(day("2026-03-10"), 60, typ="remiss")
    reporter.send(day("2026-02-10"), 20, typ="samtycke")
    reporter.send(day("2026-03-10"), 21, typ="samtycke")
    compilation = compile_(reporter)
    found = next(one for one in compilation.grown if one.label == "remiss")
    assert (found.before.count, found.now.count) == (10, 60)
    assert found.ratio == pytest.approx(6 * 28 / 31)
    assert found.ratio is not None
    assert found.high is not None
    assert 1 < found.low < found.ratio < found.high
    assert all(one.label != "samtycke" for one in compilation.grown)
    assert compilation.compared >= 4


def test_nothing_is_called_growth_on_fewer_than_five(reporter: Reporter) -> None:
    reporter.send(day("2026-02-10"), 5, typ="lakemedel")
    reporter.send(day("2026-03-10"), 3, typ="remiss")
    reporter.send(day("2026-03-10"), 2, typ="sip")
    reporter.send(day("2026-03-10"), 50, typ="samtycke")
    labels = {one.label for one in compile_(reporter).grown if "Typ" in one.table}
    assert labels == {"samtycke"}


def test_the_first_period_of_all_is_compared_with_nothing(reporter: Reporter) -> None:
    reporter.send(day("2026-03-10"), 50)
    compilation = compile_(reporter)
    assert (compilation.grown, compilation.compared) == ((), 0)


def test_growth_from_few_gives_no_ratio_that_tells_how_few(reporter: Reporter) -> None:
    reporter.send(day("2026-02-10"), 2, typ="remiss")
    reporter.send(day("2026-02-10"), 3, typ="sip")
    reporter.send(day("2026-02-10"), 40, typ="samtycke")
    reporter.send(day("2026-03-10"), 40, typ="remiss")
    reporter.send(day("2026-03-10"), 40, typ="samtycke")
    found = next(one for one in compile_(reporter).grown if one.label == "remiss")
    assert (found.before.text, found.ratio, found.high) == ("färre än 5", None, None)


def test_what_one_person_typed_as_a_document_is_never_shown(reporter: Reporter) -> None:
    reporter.send(day("2026-03-02"), 20)
    reporter.send(day("2026-03-02"), 4, dokument="Det som chefen sa på mötet", punkt="Om Elsa")
    reporter.send(day("2026-03-02"), 3, punkt="Enligt chefen")
    said = compile_(reporter).model_dump_json()
    assert "chefen" not in said
    assert "Elsa" not in said
    assert "Svar på vårdbegäran" in said


def test_growth_of_what_few_had_typed_before_promises_least(reporter: Reporter) -> None:
    reporter.send(day("2026-02-10"), 30)
    reporter.send(day("2026-02-10"), 2, punkt="Kvittens")
    reporter.send(day("2026-03-10"), 30)
    reporter.send(day("2026-03-10"), 40, punkt="Kvittens")
    found = next(one for one in compile_(reporter).grown if "Kvittens" in one.label)
    assert (found.before.text, found.now.count, found.ratio) == ("färre än 5", 40, None)


def test_proposals_are_counted_apart(reporter: Reporter) -> None:
    reporter.send(day("2026-03-02"), 6)
    reporter.send(day("2026-03-02"), 9, form="forbattringsforslag")
    compilation = compile_(reporter)
    assert compilation.total.count == 6
    assert shown(compilation, "forslag") == {"Förbättringsförslag": "9"}


def test_follow_ups_are_counted_by_answer(reporter: Reporter) -> None:
    for answer, times in (("ja", 12), ("delvis", 7), ("nej", 5)):
        more = {"delaktighet": answer, "trygghet": "ja", "visste_vem": "vill_inte_svara"}
        reporter.send(day("2026-03-02"), times, form="uppfoljning", more=more)
    compilation = compile_(reporter)
    assert shown(compilation, "delaktighet") == {"ja": "12", "delvis": "7", "nej": "5"}
    assert shown(compilation, "trygghet") == {"ja": "24"}
    assert compilation.total.count == 0


def test_a_few_follow_ups_are_not_shown(reporter: Reporter) -> None:
    reporter.send(day("2026-03-02"), 4, form="uppfoljning", more={"delaktighet": "nej"})
    assert compile_(reporter).table("delaktighet") is None
