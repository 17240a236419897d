"""Drafts and messages on the command line: written, sent, read and acknowledged."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bot.conftest import Lotsen
from tests.planted import PLANTED, assert_nothing_planted

FORM = ("draft", "--form", "administrativt_meddelande")
TEXT = "Mötet är flyttat till fredag samma tid."
SETS = ("samtycke=ja", "arendet_ar=nytt", "onskas_av_mottagaren=atgard", "passar_annan_rubrik=nej",
        "aterkoppling=Samordnaren, vardagar.", "arende=Ändrad tid")  # fmt: skip
UNITS = """
[[units]]
id = "hemtjanst"
name = "Hemtjänsten Lärkan"
type = "hemtjanst"
organisation = "Demoby kommun"
has_samsa = true
members = [{ user = "UELSA" }]

[[units]]
id = "vardcentral"
name = "Vårdcentralen Demoby"
type = "vardcentral"
organisation = "Regionen"
has_samsa = true
members = [{ user = "UKERSTIN" }]
inboxes = [{ kind = "mail", address = "inkorg@demoby.se" }]
"""
SHAPE = {"id", "draft_id", "form", "fields", "missing", "warnings", "masked", "text"}


@pytest.fixture
def units(lotsen: Lotsen, tmp_path: Path) -> None:
    path = tmp_path / "units.toml"
    path.write_text(UNITS, encoding="utf-8")
    assert lotsen("units", "import", path).exit_code == 0


def drafted(lotsen: Lotsen, *arguments: str, stdin: bytes = b"") -> dict[str, Any]:
    done = lotsen(*FORM, "--json", "--as", "UELSA", *arguments, stdin=stdin)
    assert done.exit_code == 0, done.stderr
    (line,) = done.stdout.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def complete(lotsen: Lotsen) -> str:
    sets = [word for one in SETS for word in ("--set", one)]
    return str(drafted(lotsen, TEXT, *sets)["draft_id"])


def test_a_draft_has_the_stable_shape(lotsen: Lotsen) -> None:
    found = drafted(lotsen, TEXT)
    assert found.keys() >= SHAPE
    assert found["fields"]["meddelande"] == {
        "label": "Meddelande", "value": TEXT, "origin": "user", "evidence": TEXT,
    }  # fmt: skip
    assert found["fields"]["samtycke"]["origin"] == "missing"
    assert "samtycke" in found["missing"]
    assert found["text"].startswith("UTKAST till Administrativt meddelande")
    assert drafted(lotsen, stdin=TEXT.encode())["fields"] == found["fields"]


def test_what_is_masked_and_odd_in_a_draft_is_said(lotsen: Lotsen) -> None:
    found = drafted(lotsen, f"{PLANTED[0].text} Ge 500 mg Alvedon.")
    assert {"kind": "personnummer", "replacement": "[personnummer]"} in found["masked"]
    kinds = {one["kind"] for one in found["warnings"]}
    assert {"identity", "dose"} <= kinds
    for warning in found["warnings"]:
        assert warning.keys() >= {"kind", "field", "text", "suggestion"}
    assert_nothing_planted(json.dumps(found, ensure_ascii=False))


def test_a_form_that_is_not_there_is_told_with_those_that_are(lotsen: Lotsen) -> None:
    done = lotsen("draft", "--form", "journal", TEXT)
    assert done.exit_code == 2
    assert "vardbegaran" in done.stderr
    assert lotsen("draft", TEXT).exit_code == 2
    assert lotsen("draft", "--form", "journal", "--lines", stdin=b"{}").exit_code == 2


def test_a_bad_line_answers_with_an_error_and_the_rest_go_on(lotsen: Lotsen) -> None:
    rows = [{"id": 1, "text": TEXT}, {"id": 2}, {"id": 3, "text": TEXT, "fields": 7},
            {"id": 4, "text": TEXT, "fields": {"samtycke": "ja"}}]  # fmt: skip
    done = lotsen(*FORM, "--lines", stdin="\n".join(map(json.dumps, rows)).encode())
    assert done.exit_code == 0
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["id"] for one in found] == [1, 2, 3, 4]
    assert ["error" in one for one in found] == [False, True, True, False]
    assert found[3]["fields"]["samtycke"]["value"] == "ja"


@pytest.mark.usefixtures("units")
def test_a_draft_is_filled_in_sent_read_and_acknowledged(lotsen: Lotsen) -> None:
    draft = str(drafted(lotsen, TEXT)["draft_id"])
    missing = lotsen("send", draft, "--to", "vardcentral", "--as", "UELSA")
    assert (missing.exit_code, "Samtycke" in missing.stderr) == (2, True)
    for one in SETS:
        assert lotsen("draft", "--draft", draft, "--set", one, "--as", "UELSA").exit_code == 0
    sent = lotsen("send", draft, "--to", "vardcentral", "--as", "UELSA", "--json")
    assert sent.exit_code == 0, sent.stderr
    message = json.loads(sent.stdout)["message_id"]
    again = lotsen("send", draft, "--to", "vardcentral", "--as", "UELSA")
    assert "bara skickats en gång" in again.stdout
    inbox = lotsen("inbox", "vardcentral", "--as", "UKERSTIN")
    assert (message in inbox.stdout, "fredag" in inbox.stdout) == (True, False)
    assert "fredag" in lotsen("open", message, "--as", "UKERSTIN").stdout
    done = lotsen("acknowledge", message, "--as", "UKERSTIN", "--json")
    assert json.loads(done.stdout)["receipts"][0]["acknowledged_by"] == "UKERSTIN"
    listed = lotsen("inbox", "hemtjanst", "--sent", "--as", "UELSA").stdout
    assert "av UKERSTIN" in listed


@pytest.mark.usefixtures("units")
def test_who_is_no_member_is_refused_by_every_command_and_noted(lotsen: Lotsen) -> None:
    draft = complete(lotsen)
    sent = lotsen("send", draft, "--to", "vardcentral", "--as", "UELSA", "--json")
    message = json.loads(sent.stdout)["message_id"]
    for command in (("open", message), ("acknowledge", message), ("inbox", "vardcentral"),
                    ("inbox", "vardcentral", "--sent")):  # fmt: skip
        for user in ("USTRANGER", "T2/UKERSTINA", "terminal"):
            done = lotsen(*command, "--as", user)
            assert (done.exit_code, done.stdout) == (2, ""), command
            assert "fredag" not in done.stderr
    audit = lotsen("audit", "list").stdout
    assert audit.count("refused_no_member") >= 8


@pytest.mark.usefixtures("units")
def test_the_outbox_says_when_nothing_failed(lotsen: Lotsen) -> None:
    assert "Alla aviseringar" in lotsen("outbox").stderr
    assert lotsen("outbox", "--again", "nosuchnotice").exit_code == 2
