"""A draft is kept at every step, whatever happens to the window it is written in."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.desk.drafts import DraftDesk, DraftParts
from bot.desk.drafts.desk import Author
from bot.desk.drafts.reply import DraftNotice
from bot.privacy import mask
from flows.forms import load_forms
from flows.forms.draft import Origin
from knowledge.embedding import Embedder
from knowledge.model import StaffError
from storage.database import Database
from storage.drafts import Drafts, DraftState
from tests.bot.desk.correspondence import Clock
from tests.planted import assert_nothing_planted, scan_tree, texts

ELSA, OTHER = Author("T1", "UELSA"), Author("T1", "UKIM")
SAID = "Ramlade i badrummet i går kväll. Går vanligtvis själv med rollator."
FORMS = load_forms()


class Desk:
    """A draft desk on a file, which can be opened again as after a restart."""

    def __init__(self, path: Path, embedder: Embedder, clock: Clock | None = None) -> None:
        self.path, self.embedder = path, embedder
        self.clock = clock or Clock()
        self.drafts = Drafts(Database(path))
        self.parts = DraftParts(self.drafts, lambda: embedder.query, clock=self.clock)
        self.desk = DraftDesk(self.parts)

    def again(self, **changed: Any) -> DraftDesk:
        return DraftDesk(replace(self.parts, **{"drafts": Drafts(Database(self.path)), **changed}))


@pytest.fixture
def made(tmp_path: Path, embedder: Embedder) -> Desk:
    return Desk(tmp_path / "lotsen.sqlite3", embedder)


def test_free_text_stands_under_headings_in_the_persons_own_words(made: Desk) -> None:
    reply = made.desk.begin("vardbegaran", ELSA, mask(SAID))
    user = [field for field in reply.fields if field.origin is Origin.USER]
    assert {str(field.value) for field in user} == {
        "Ramlade i badrummet i går kväll.", "Går vanligtvis själv med rollator.",
    }  # fmt: skip
    assert reply.field("normaltillstand").value == "Går vanligtvis själv med rollator."
    assert reply.field("samtycke").origin is Origin.MISSING
    assert reply.text.startswith("UTKAST till Vårdbegäran")
    assert not reply.can_be_sent


def test_what_is_missing_is_asked_for_one_at_a_time_and_can_wait(made: Desk) -> None:
    reply = made.desk.begin("vardbegaran", ELSA, mask(SAID))
    first = reply.next_field
    skipped = made.desk.skip(reply.draft_id, ELSA)
    assert skipped.next_field != first
    assert first in skipped.missing
    while skipped.next_field != first:
        skipped = made.desk.skip(reply.draft_id, ELSA)


def test_a_draft_is_taken_up_after_a_restart(made: Desk) -> None:
    begun = made.desk.begin("vardbegaran", ELSA, mask(SAID))
    made.desk.fill(begun.draft_id, ELSA, {"samtycke": "ja"})
    (resumed,) = made.again().open_drafts(ELSA)
    assert resumed.field("samtycke").value == "ja"
    assert resumed.field("normaltillstand").value
    assert made.again().open_drafts(OTHER) == []


@pytest.mark.parametrize("author", [OTHER, Author("T2", "UELSA")])
def test_a_draft_is_its_authors_alone(made: Desk, author: Author) -> None:
    draft = made.desk.begin("mvo", ELSA).draft_id
    for act in (made.desk.show, made.desk.discard, made.desk.skip):
        with pytest.raises(StaffError, match="någon annans"):
            act(draft, author)


def test_two_windows_in_different_fields_keep_both(made: Desk) -> None:
    seen = made.desk.begin("vardbegaran", ELSA)
    made.desk.fill(seen.draft_id, ELSA, {"adl": "Rollator inne."}, seen.version)
    reply = made.again().fill(seen.draft_id, ELSA, {"risker": "Fallrisk."}, seen.version)
    assert reply.notices == ()
    assert (reply.field("adl").value, reply.field("risker").value) == (
        "Rollator inne.", "Fallrisk.",
    )  # fmt: skip


def test_two_windows_in_one_field_lose_neither_text(made: Desk) -> None:
    seen = made.desk.begin("vardbegaran", ELSA)
    made.desk.fill(seen.draft_id, ELSA, {"adl": "Rollator inne."}, seen.version)
    late = {"adl": "Rullstol ute.", "risker": "Fallrisk."}
    reply = made.again().fill(seen.draft_id, ELSA, late, seen.version)
    assert DraftNotice.CONFLICT in reply.notices
    assert reply.field("adl").value == "Rollator inne."
    assert reply.unsaved == {"adl": "Rullstol ute."}
    assert reply.field("risker").value == "Fallrisk."
    kept = made.desk.fill(seen.draft_id, ELSA, reply.unsaved, reply.version)
    assert kept.field("adl").value == "Rullstol ute."


def test_a_draft_expires_after_its_days_and_not_before(made: Desk) -> None:
    draft = made.desk.begin("vardbegaran", ELSA, mask(SAID)).draft_id
    made.clock.forward(days=6)
    assert [one.id for one in made.drafts.soon_gone(made.clock.now.replace(day=28))] == [draft]
    assert made.drafts.expire(made.clock.now) == 0
    made.desk.fill(draft, ELSA, {"samtycke": "ja"})  # each change gives it new days
    made.clock.forward(days=6)
    assert made.drafts.expire(made.clock.now) == 0
    made.clock.forward(days=2)
    assert made.drafts.expire(made.clock.now) == 1
    with pytest.raises(StaffError, match="finns inte längre"):
        made.desk.show(draft, ELSA)
    stored = made.drafts.find(draft)
    assert stored
    assert (stored.state, stored.said, stored.fields) == (DraftState.EXPIRED, "", [])


def test_a_form_that_was_changed_meanwhile_is_told_and_loses_nothing(made: Desk) -> None:
    draft = made.desk.begin("vardbegaran", ELSA, mask(SAID)).draft_id
    changed = FORMS["vardbegaran"].model_copy(update={"content_hash": "new", "version": "2"})
    reply = made.again(forms=lambda: {**FORMS, "vardbegaran": changed}).show(draft, ELSA)
    assert DraftNotice.FORM_CHANGED in reply.notices
    assert reply.field("normaltillstand").value


def test_another_message_is_written_with_the_same_words(made: Desk) -> None:
    draft = made.desk.begin("vardbegaran", ELSA, mask(SAID)).draft_id
    made.desk.fill(draft, ELSA, {"samtycke": "ja", "mottagare": ["vc"]})
    reply = made.desk.change_form(draft, ELSA, "mvo")
    assert reply.form == "mvo"
    assert (reply.field("samtycke").value, reply.field("mottagare").value) == ("ja", ["vc"])
    for sentence in ("Ramlade i badrummet i går kväll.", "Går vanligtvis själv med rollator."):
        assert sentence in reply.text


LONG: Mapping[str, str] = {
    "one_too_many": "x" * 3001,
    "emoji": "Hon är trött 😴 och vill vila 👩‍⚕️.",
    "bidi": "Talar arabiska: مرحبا och svenska.",
    "lines": "Första raden.\n\nAndra raden.",
}


@pytest.mark.parametrize("name", LONG)
def test_what_is_typed_is_kept_whole(made: Desk, name: str) -> None:
    draft = made.desk.begin("vardbegaran", ELSA).draft_id
    made.desk.fill(draft, ELSA, {"adl": LONG[name]})
    field = made.again().show(draft, ELSA).field("adl")
    assert field.value == LONG[name]
    assert (field.fault is not None) is (len(LONG[name]) > 3000)


def test_a_paste_of_twenty_thousand_characters_is_kept_whole(made: Desk) -> None:
    sentence = "Går vanligtvis själv med rollator inomhus och utomhus. "
    paste = (sentence * 400)[:20_000].rsplit(". ", 1)[0] + "."
    reply = made.desk.begin("vardbegaran", ELSA, mask(paste))
    kept = " ".join(str(one.value) for one in reply.fields if one.origin is Origin.USER)
    assert kept.count("rollator") == paste.count("rollator")
    assert any(one.fault for one in reply.fields)
    assert not reply.can_be_sent


def test_a_number_that_stands_in_no_word_of_the_persons_stops_the_draft(made: Desk) -> None:
    reply = made.desk.begin("vardbegaran", ELSA, mask("Hemtjänst 4 gånger om dagen."))
    assert not [one for one in reply.remarks if one.blocks]
    stored = made.drafts.find(reply.draft_id)
    assert stored
    fields = [{**one, "value": str(one["value"]).replace("4", "7")} for one in stored.fields]
    made.drafts.save(replace(stored, fields=fields, version=stored.version + 1))
    (stop,) = [one for one in made.desk.show(reply.draft_id, ELSA).remarks if one.blocks]
    assert stop.evidence == "7"


def test_a_full_disk_is_told_and_the_text_is_given_back(made: Desk, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    broken = made.again(drafts=Drafts(Database(tmp_path / "taken" / "db")))
    reply = broken.begin("vardbegaran", ELSA, mask(SAID))
    assert DraftNotice.NOT_SAVED in reply.notices
    assert "rollator" in reply.text


def test_a_form_that_is_not_there_is_told_with_those_that_are(made: Desk) -> None:
    with pytest.raises(StaffError, match="vardbegaran"):
        made.desk.begin("journal", ELSA)


def test_planted_identities_are_kept_nowhere(made: Desk, tmp_path: Path) -> None:
    for text in texts():
        reply = made.desk.begin("vardbegaran", ELSA, mask(text))
        filled = made.desk.fill(reply.draft_id, ELSA, {"risker": text, "adl": text})
        assert_nothing_planted(filled.model_dump_json(), "reply")
        assert filled.masked
        with pytest.raises(StaffError) as refused:
            made.desk.fill(reply.draft_id, ELSA, {"arendenummer": text})
        assert_nothing_planted(str(refused.value), "refusal")
    assert scan_tree(tmp_path) > 0
