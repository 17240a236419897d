"""What the compilation counts by outlives the messages, and holds no one's words or identity."""

import json
from datetime import timedelta

from storage.audit import Audit
from storage.care.retention import Purge, Subject
from tests.bot.conftest import Lotsen
from tests.bot.report.reported import Reporter, day
from tests.planted import PLANTED, assert_nothing_planted, scan_tree

KEEP = dict.fromkeys(Subject, 30) | {Subject.STATISTICS: 1825}
ELSA = ("--as", "T1/UELSA")
FORM = ("draft", "--form", "avvikelse", "--json", *ELSA)
SETS = (
    "handelse_datum=2026-03-02", "mottagare=vardcentral", "overgang_fran=hemtjanst",
    "overgang_till=vardcentral", "typ=annat", "mojlig_skada=nej", "aterkoppling=nej",
)  # fmt: skip
TYPED = ("rubrik", "roll", "dokument", "punkt", "borde_ha_hant", "vad_hande", "konsekvens",
         "atgard_direkt", "forslag")  # fmt: skip


def purge(reporter: Reporter, after: timedelta) -> None:
    work = Purge(reporter.database, Audit(reporter.database), KEEP)
    work.carry_out(day("2026-03-02") + after, "terminal", lambda *_: None)


def counted_by(reporter: Reporter, column: str) -> dict[str, int]:
    with reporter.database.reading() as connection:
        rows = connection.execute(f"SELECT {column}, count(*) FROM deviations GROUP BY 1")  # noqa: S608
        return dict(rows.fetchall())


def end(reporter: Reporter) -> None:
    """Let every message have been entered in the register, and be done with."""
    with reporter.database.writing() as connection:
        connection.execute("UPDATE messages SET ended_at = created_at, transferred_at = created_at")


def test_what_is_counted_stays_when_the_messages_are_gone(
    lotsen: Lotsen, report_data: Reporter
) -> None:
    sent = report_data.send(day("2026-03-02"), 12)
    for message in sent:
        report_data.acknowledge(message, timedelta(hours=3))
    command = ("report", "--from", "2026-03", "--to", "2026-03", "--json")
    before = lotsen(*command).stdout
    end(report_data)
    purge(report_data, timedelta(days=60))
    assert report_data.messages.find(sent[0].id) is None
    assert lotsen(*command).stdout == before


def test_what_few_have_typed_goes_with_the_messages(report_data: Reporter) -> None:
    report_data.send(day("2026-03-02"), 6)
    report_data.send(day("2026-03-02"), 4, punkt="Det som chefen sa")
    report_data.send(day("2026-03-02"), 1, dokument="Egna tankar", punkt="Om Elsa")
    end(report_data)
    purge(report_data, timedelta(days=60))
    assert counted_by(report_data, "punkt") == {"Svar på vårdbegäran": 6, "": 5}
    assert counted_by(report_data, "dokument") == {"rutin-samsa": 10, "": 1}
    assert counted_by(report_data, "typ") == {"svar_uteblivet": 11}


def test_identities_in_a_report_are_found_nowhere(lotsen: Lotsen, report_data: Reporter) -> None:
    folder = report_data.database.path.parent
    assert len(PLANTED) == 2 * len(TYPED)
    for some in (PLANTED[::2], PLANTED[1::2]):
        sets = [*SETS, *(f"{name}={one.text}" for name, one in zip(TYPED, some, strict=True))]
        done = lotsen(*FORM, *(word for one in sets for word in ("--set", one)), some[0].text)
        assert done.exit_code == 0, done.stderr
        sent = lotsen("send", _draft_id(done.stdout), "--to", "vardcentral", *ELSA)
        assert sent.exit_code == 0, sent.stderr
    files = [folder / f"a.{kind}" for kind in ("csv", "json", "txt", "png", "html")]
    export = ("export", "deviations", "--csv", files[0], "--json", files[1], "--text", files[2])
    assert lotsen(*export).exit_code == 0
    shown = lotsen("report", "--plot", files[3], "--page", files[4])
    assert_nothing_planted(shown.stdout)
    assert sum(counted_by(report_data, "team").values()) == 2
    assert scan_tree(folder) > len(files)


def _draft_id(line: str) -> str:
    return str(json.loads(line)["draft_id"])
