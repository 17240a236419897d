"""The wording of a report at the desk: shown with its place, and changed by the person alone."""

from pathlib import Path

import pytest

from bot.desk.drafts import DraftDesk, DraftParts, DraftReply
from bot.desk.drafts.desk import Author
from bot.desk.drafts.form_files import wording_file
from flows.forms.checks import Remark, WarningKind
from flows.load import LIBRARY
from knowledge.embedding import Embedder
from knowledge.model import StaffError
from storage.database import Database
from storage.drafts import Drafts

ELSA = Author("T1", "UELSA")
HARM = "Patienten föll kl. 21.40 och bröt höften. Hon hade svår smärta i sex timmar."
BLAMED = "Avdelningen struntade i att ringa på fredagen."


@pytest.fixture
def desk(tmp_path: Path, embedder: Embedder) -> DraftDesk:
    return DraftDesk(DraftParts(Drafts(Database(tmp_path / "l.sqlite3")), lambda: embedder.query))


def written(desk: DraftDesk, text: str, form: str = "avvikelse") -> DraftReply:
    return desk.fill(desk.begin(form, ELSA).draft_id, ELSA, {"vad_hande": text})


def worded(reply: DraftReply) -> list[Remark]:
    return [one for one in reply.remarks if one.place]


def told(reply: DraftReply) -> str:
    return str(reply.field("vad_hande").value)


@pytest.mark.parametrize("form", ["avvikelse", "handelseanalys"])
def test_facts_about_harm_are_never_pointed_out(desk: DraftDesk, form: str) -> None:
    assert worded(written(desk, HARM, form)) == []


def test_a_sentence_is_one_remark_with_every_reason_and_blocks_nothing(desk: DraftDesk) -> None:
    (remark,) = worded(written(desk, f"{HARM} Avdelningen slarvade som vanligt."))
    assert remark.evidence == "Avdelningen slarvade som vanligt."
    assert "slarvade" in remark.text
    assert "som vanligt" in remark.text
    assert not remark.blocks
    assert remark.kind is WarningKind.TONE


def test_the_proposal_takes_the_place_of_its_sentence_alone(desk: DraftDesk) -> None:
    reply = written(desk, f"{HARM}\n{BLAMED}\nVi åkte dit.")
    (remark,) = worded(reply)
    after = desk.reword(reply.draft_id, ELSA, remark.place, take=True)
    assert told(after) == f"{HARM}\nAvdelningen ringde inte på fredagen.\nVi åkte dit."
    assert worded(after) == []


def test_own_words_are_kept_also_when_the_rest_is_rewritten(desk: DraftDesk) -> None:
    reply = written(desk, BLAMED)
    kept = desk.reword(reply.draft_id, ELSA, worded(reply)[0].place, take=False)
    assert (told(kept), worded(kept)) == (BLAMED, [])
    again = desk.fill(reply.draft_id, ELSA, {"vad_hande": f"Det hände kl. 8. {BLAMED}"})
    assert worded(again) == []


def test_a_sentence_that_is_rewritten_meanwhile_is_left_alone(desk: DraftDesk) -> None:
    reply = written(desk, BLAMED)
    place = worded(reply)[0].place
    desk.fill(reply.draft_id, ELSA, {"vad_hande": "Avdelningen ringde kl. 9."})
    for take in (True, False):
        assert told(desk.reword(reply.draft_id, ELSA, place, take=take)) == (
            "Avdelningen ringde kl. 9."
        )
    for place in ("", "vad_hande", "vad_hande-", "finns_inte-123", "-"):
        assert desk.reword(reply.draft_id, ELSA, place, take=True).version == reply.version + 1


def test_a_sentence_that_says_nothing_can_go_but_never_empties_a_field(desk: DraftDesk) -> None:
    reply = written(desk, f"{HARM} Detta är oförlåtligt.")
    (remark,) = worded(reply)
    assert remark.proposal == ""
    assert told(desk.reword(reply.draft_id, ELSA, remark.place, take=True)) == HARM
    alone = written(desk, "Detta är oförlåtligt.")
    place = worded(alone)[0].place
    assert told(desk.reword(alone.draft_id, ELSA, place, take=True)) == "Detta är oförlåtligt."


def test_only_the_author_may_choose(desk: DraftDesk) -> None:
    reply = written(desk, BLAMED)
    with pytest.raises(StaffError, match="någon annans"):
        desk.reword(reply.draft_id, Author("T1", "UMAJA"), worded(reply)[0].place, take=True)


def test_messages_between_units_are_not_read_for_wording(desk: DraftDesk) -> None:
    draft = desk.begin("mvo", ELSA)
    text = next(one.id for one in draft.fields if one.kind == "text")
    assert worded(desk.fill(draft.draft_id, ELSA, {text: BLAMED})) == []


def test_words_of_the_house_are_read_when_they_change_and_a_fault_is_told(
    tmp_path: Path, embedder: Embedder
) -> None:
    drafts = Drafts(Database(tmp_path / "l.sqlite3"))
    desk = DraftDesk(
        DraftParts(drafts, lambda: embedder.query, wording=wording_file(tmp_path / "flows"))
    )
    reply = written(desk, "Det var slarv.")
    assert worded(reply)
    (tmp_path / "flows").mkdir()
    own = tmp_path / "flows" / "wording.toml"
    own.write_text((LIBRARY / "wording.toml").read_text("utf-8").replace('"slarv*", ', ""), "utf-8")
    assert worded(desk.show(reply.draft_id, ELSA)) == []
    own.write_text("version = 1", "utf-8")
    with pytest.raises(StaffError, match=r"wording\.toml"):
        desk.show(reply.draft_id, ELSA)
