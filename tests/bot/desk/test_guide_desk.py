"""The guide at the desk: each step, the way back, and what goes wrong."""

import logging
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.app import Lotsen
from bot.desk.ask import AskDesk
from bot.desk.guide import GuideDesk
from bot.desk.guide_reply import GuideReply, NoticeKind
from bot.privacy import mask
from bot.settings import Settings
from flows.guide import Origin
from flows.load import LIBRARY
from knowledge.answering import Answerer
from knowledge.model import StaffError
from storage.answers import Answers
from storage.database import Database, StorageError
from storage.guidances import Guidances
from tests.bot.desk.conftest import GATES, Clock

TEXT = "Hemtjänsten vill informera vårdcentralen om att kunden ramlat."


def begin(desk: GuideDesk, text: str = TEXT, **given: str) -> GuideReply:
    return desk.begin(mask(text), "U1", "T1", "C1", given)


def kinds(reply: GuideReply) -> set[NoticeKind]:
    return {notice.kind for notice in reply.notices}


def values(reply: GuideReply) -> dict[str, str]:
    return {fact.question: fact.value for fact in reply.facts}


def asked(reply: GuideReply) -> list[str]:
    return [question.id for question in reply.screen.questions] if reply.screen else []


def outcome(reply: GuideReply) -> str | None:
    return reply.outcome.id if reply.outcome else None


def test_a_text_gives_facts_with_their_words_and_the_gates_unticked(desk: GuideDesk) -> None:
    reply = begin(desk)
    assert reply.outcome is None
    assert reply.screen
    assert reply.screen.is_gates
    assert asked(reply) == list(GATES)
    facts = {fact.question: fact for fact in reply.facts}
    assert facts["mottagare"].evidence == "informera vårdcentralen"
    assert facts["riktning"].origin is Origin.DERIVED
    assert not facts.keys() & GATES.keys()
    assert "kommun" in [option.id for option in facts["mottagare"].options]


def test_two_screens_lead_to_an_outcome_with_its_source(desk: GuideDesk) -> None:
    reply = desk.answer(begin(desk).guidance_id, "U1", GATES)
    assert asked(reply) == ["syfte"]
    reply = desk.answer(reply.guidance_id, "U1", {"syfte": "information"})
    assert reply.screen is None
    assert reply.outcome
    assert reply.outcome.id == "vardbegaran"
    (number,) = reply.outcome.citations
    citation = reply.citations[number - 1]
    assert citation.number == number
    assert "Vårdbegäran" in citation.quote
    assert citation.version
    assert citation.valid_from == "2023"
    assert citation.passage_id
    assert [one.number for one in reply.citations] == list(range(1, len(reply.citations) + 1))
    assert citation.quote in reply.text
    assert reply.possible_outcomes[0].id == "vardbegaran"


def test_a_stop_decides_at_once_and_names_the_stops_before_it(desk: GuideDesk) -> None:
    reply = begin(desk, "Patienten vill inte att vi delar någon information med vårdcentralen.")
    assert outcome(reply) == "inget_meddelande"
    assert reply.outcome
    assert "g1_akut" in [stop.id for stop in reply.outcome.unanswered_stops]
    assert "skyldigheter_kvarstar" in [advice.id for advice in reply.outcome.advice]


def test_part_of_a_screen_can_be_answered(desk: GuideDesk) -> None:
    reply = desk.answer(begin(desk).guidance_id, "U1", {"akut": "nej", "samtycke": "ja"})
    assert asked(reply) == ["skyddade_uppgifter", "avliden", "inneliggande", "mottagare_har_samsa"]


def test_a_fact_is_changed_with_one_answer_and_the_rest_stands(desk: GuideDesk) -> None:
    reply = desk.answer(begin(desk).guidance_id, "U1", {**GATES, "syfte": "information"})
    assert outcome(reply) == "vardbegaran"
    reply = desk.answer(reply.guidance_id, "U1", {"mottagare": "bistandsenhet"})
    assert outcome(reply) != "vardbegaran"
    assert values(reply)["samtycke"] == "ja"
    reply = desk.back(reply.guidance_id, "U1")
    assert outcome(reply) == "vardbegaran"


def test_a_changed_purpose_goes_before_what_was_read(desk: GuideDesk) -> None:
    text = f"{TEXT} Vi behöver planera löpande tillsammans."
    reply = begin(desk, text, **GATES)
    assert outcome(reply) == "planering"
    reply = desk.answer(reply.guidance_id, "U1", {"syfte": "information"})
    assert outcome(reply) == "vardbegaran"
    reply = desk.answer(reply.guidance_id, "U1", {"lopande_utbyte": "ja"})
    assert outcome(reply) == "planering"
    assert "information" not in values(reply).values()


def test_a_direction_given_for_one_pair_of_units_is_forgotten_with_the_pair(
    desk: GuideDesk,
) -> None:
    reply = begin(desk, "", **GATES, syfte="information")
    units = {"avsandare": "ambulans", "mottagare": "vardcentral", "riktning": "ut"}
    reply = desk.answer(reply.guidance_id, "U1", units)
    assert outcome(reply) == "mvo"
    reply = desk.answer(reply.guidance_id, "U1", {"avsandare": "hemtjanst"})
    assert values(reply)["riktning"] == "in"


def test_change_asks_a_fact_again_and_back_leaves_it(desk: GuideDesk) -> None:
    reply = desk.change(begin(desk).guidance_id, "U1", "mottagare")
    assert reply.screen
    assert reply.screen.is_change
    assert asked(reply) == ["mottagare"]
    assert reply.outcome is None
    reply = desk.back(reply.guidance_id, "U1")
    assert asked(reply) == list(GATES)
    assert values(reply)["mottagare"] == "vardcentral"


def test_change_of_a_decided_guidance_asks_and_is_resumed(desk: GuideDesk) -> None:
    reply = begin(desk, "Patienten är inlagd på KSS.")
    assert desk.resume("U1", "T1") is None
    reply = desk.change(reply.guidance_id, "U1", "inneliggande")
    assert reply.outcome is None
    resumed = desk.resume("U1", "T1")
    assert resumed
    assert asked(resumed) == ["inneliggande"]
    assert asked(desk.answer(reply.guidance_id, "U1", {"inneliggande": "nej"})) != ["inneliggande"]


def test_the_same_answer_twice_is_one_step(desk: GuideDesk) -> None:
    first = desk.answer(begin(desk).guidance_id, "U1", GATES)
    second = desk.answer(first.guidance_id, "U1", GATES)
    assert second.version == first.version
    assert asked(desk.back(first.guidance_id, "U1")) == list(GATES)


def test_back_tapped_twice_goes_back_once(desk: GuideDesk) -> None:
    reply = desk.answer(begin(desk).guidance_id, "U1", GATES)
    reply = desk.answer(reply.guidance_id, "U1", {"syfte": "information"})
    once = desk.back(reply.guidance_id, "U1", seen=reply.version)
    twice = desk.back(reply.guidance_id, "U1", seen=reply.version)
    assert asked(once) == asked(twice) == ["syfte"]
    assert kinds(twice) == {NoticeKind.STALE}


def test_the_first_step_has_nothing_before_it(desk: GuideDesk) -> None:
    reply = begin(desk)
    assert not reply.can_go_back
    assert kinds(desk.back(reply.guidance_id, "U1")) == {NoticeKind.FIRST_STEP}


def test_start_over_forgets_and_back_brings_it_forth(desk: GuideDesk) -> None:
    reply = desk.answer(begin(desk).guidance_id, "U1", GATES)
    fresh = desk.start_over(reply.guidance_id, "U1")
    assert values(fresh) == {}
    assert values(desk.back(reply.guidance_id, "U1")) == values(reply)


def test_why_says_the_help_and_what_it_decides_between(desk: GuideDesk) -> None:
    reply = desk.answer(begin(desk).guidance_id, "U1", GATES)
    why = desk.why(reply.guidance_id, "U1")
    assert why.screen == reply.screen
    assert why.explanation
    assert why.screen
    assert why.screen.help in why.explanation
    assert "Planering" in why.explanation
    assert why.explanation in why.text
    ended = desk.answer(reply.guidance_id, "U1", {"syfte": "recept"})
    assert "breddinfört" in (desk.why(ended.guidance_id, "U1").explanation or "")


def test_it_is_taken_up_tomorrow_by_another_process(
    make_desk: Callable[..., GuideDesk], clock: Clock
) -> None:
    reply = make_desk().answer(begin(make_desk()).guidance_id, "U1", GATES)
    clock.move(days=1)
    resumed = make_desk().resume("U1", "T1")
    assert resumed
    assert (resumed.guidance_id, asked(resumed)) == (reply.guidance_id, ["syfte"])
    assert make_desk().resume("U2", "T1") is None
    assert make_desk().resume("U1", "T2") is None


def test_the_latest_of_several_is_taken_up(desk: GuideDesk, clock: Clock) -> None:
    first = begin(desk)
    clock.move(minutes=1)
    begin(desk)
    clock.move(minutes=1)
    desk.answer(first.guidance_id, "U1", {"akut": "nej"})
    resumed = desk.resume("U1", "T1")
    assert resumed
    assert resumed.guidance_id == first.guidance_id


def test_what_was_asked_once_and_for_all_is_not_taken_up(desk: GuideDesk) -> None:
    desk.begin(mask(TEXT), "U1", "T1")
    assert desk.resume("U1", "T1") is None


@pytest.mark.parametrize("guidance_id", ["", "x" * 500, "' OR 1=1 --"])
def test_a_guidance_that_is_not_there_is_told(desk: GuideDesk, guidance_id: str) -> None:
    with pytest.raises(StaffError, match="finns inte längre"):
        desk.answer(guidance_id, "U1", {"akut": "nej"})


def test_nobody_else_goes_on_with_it(desk: GuideDesk) -> None:
    reply = begin(desk)
    for call in (desk.show, desk.back, desk.why, desk.start_over):
        with pytest.raises(StaffError, match="någon annan"):
            call(reply.guidance_id, "U2")


@pytest.mark.parametrize("answers", [{"samtycke": "kanske"}, {"finns_inte": "ja"}])
def test_an_unknown_answer_is_refused_and_nothing_moves(
    desk: GuideDesk, answers: dict[str, str]
) -> None:
    reply = begin(desk)
    with pytest.raises(StaffError, match="Välj bland"):
        desk.answer(reply.guidance_id, "U1", answers)
    assert desk.show(reply.guidance_id, "U1") == reply


def test_a_fact_that_is_not_there_can_not_be_changed(desk: GuideDesk) -> None:
    with pytest.raises(StaffError, match="ingen sådan uppgift"):
        desk.change(begin(desk).guidance_id, "U1", "finns_inte")


def test_two_windows_at_once_lose_no_step(make_desk: Callable[..., GuideDesk]) -> None:
    reply = begin(make_desk())
    answers = [{name: value} for name, value in GATES.items()]
    with ThreadPoolExecutor(max_workers=6) as pool:
        moves = [pool.submit(make_desk().answer, reply.guidance_id, "U1", one) for one in answers]
        for move in moves:
            try:
                move.result()
            except StaffError:  # told to answer once more, which is done below
                continue
    shown = make_desk().show(reply.guidance_id, "U1")
    told = values(shown)
    assert shown.version == 1 + len(told.keys() & GATES.keys())
    assert len(told.keys() & GATES.keys()) >= 4
    done = make_desk().answer(reply.guidance_id, "U1", GATES)
    assert asked(done) == ["syfte"]


def test_what_is_said_in_two_ways_is_asked(desk: GuideDesk) -> None:
    reply = begin(desk, "Hon samtycker, men i går sa hon att hon inte vill att vi delar något.")
    assert [fact.question for fact in reply.contradictions] == ["samtycke"]
    assert "samtycke" in asked(reply)
    assert "olika saker" in reply.text
    reply = desk.answer(reply.guidance_id, "U1", {"samtycke": "nej"})
    assert reply.contradictions == ()
    assert outcome(reply) == "inget_meddelande"


def test_words_against_an_answer_make_it_asked_again(desk: GuideDesk) -> None:
    reply = desk.answer(begin(desk).guidance_id, "U1", GATES)
    reply = desk.say(reply.guidance_id, "U1", mask("Patienten vill inte att vi delar något."))
    assert "samtycke" not in values(reply)
    assert asked(reply) == ["samtycke"]
    assert [fact.question for fact in reply.contradictions] == ["samtycke"]
    assert outcome(desk.answer(reply.guidance_id, "U1", {"samtycke": "nej"})) == "inget_meddelande"


def test_consent_never_comes_from_words_after_a_refusal(desk: GuideDesk) -> None:
    reply = desk.answer(begin(desk).guidance_id, "U1", {**GATES, "samtycke": "nej"})
    assert outcome(reply) == "inget_meddelande"
    reply = desk.say(reply.guidance_id, "U1", mask("Patienten samtycker nu."))
    assert outcome(reply) is None
    assert asked(reply) == ["samtycke"]


def test_a_doubt_about_a_gate_makes_it_asked_again(desk: GuideDesk) -> None:
    reply = desk.answer(begin(desk).guidance_id, "U1", GATES)
    reply = desk.say(reply.guidance_id, "U1", mask("Jag tror att hon samtycker."))
    assert asked(reply) == ["samtycke"]


def test_words_about_the_direction_go_before_what_follows_from_the_units(desk: GuideDesk) -> None:
    reply = desk.answer(begin(desk, "", **GATES).guidance_id, "U1", {"syfte": "information"})
    reply = desk.answer(
        reply.guidance_id, "U1", {"avsandare": "hemtjanst", "mottagare": "vardcentral"}
    )
    assert outcome(reply) == "vardbegaran"
    reply = desk.say(reply.guidance_id, "U1", mask("Informationen går utåt i vårdkedjan."))
    assert outcome(reply) == "mvo"


def test_answers_given_at_once_that_contradict_each_other_are_asked(desk: GuideDesk) -> None:
    reply = begin(desk, TEXT, **GATES, syfte="information", lopande_utbyte="ja")
    assert {fact.question for fact in reply.contradictions} == {"syfte", "lopande_utbyte"}
    assert asked(reply) == ["syfte"]


def test_two_patients_are_told_and_one_is_taken(desk: GuideDesk) -> None:
    reply = begin(desk, "Den ena patienten samtycker men den andra vill inte.")
    assert NoticeKind.SEVERAL_PEOPLE in kinds(reply)
    assert "samtycke" in asked(reply)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", NoticeKind.EMPTY),
        (" \n\t…", NoticeKind.EMPTY),
        ("The patient does not want us to share any information.", NoticeKind.OTHER_LANGUAGE),
        ("hm " * 4000, NoticeKind.TOO_LONG),
        ("blåbär och sylt", NoticeKind.NOTHING_READ),
    ],
)
def test_a_text_that_says_nothing_is_told_and_asked(
    desk: GuideDesk, text: str, kind: NoticeKind
) -> None:
    reply = begin(desk, text)
    assert kinds(reply) == {kind}
    assert asked(reply) == list(GATES)
    assert kinds(desk.say(reply.guidance_id, "U1", mask(text))) == {kind}


def test_beginning_without_a_text_tells_nothing(desk: GuideDesk) -> None:
    reply = desk.begin(None, "U1", "T1", "C1")
    assert reply.notices == ()
    assert asked(reply) == list(GATES)


def test_an_identity_is_masked_told_once_and_makes_it_private(
    desk: GuideDesk, guidances: Guidances
) -> None:
    reply = begin(desk, "Gunvor 480307-2216 är inlagd på KSS.")
    assert outcome(reply) == "slutenvard"
    assert set(reply.masked) == set(reply.masked_now) == {"namn", "personnummer"}
    assert reply.is_private
    kept = guidances.find(reply.guidance_id)
    assert kept
    assert "[personnummer]" in kept.now.text
    later = desk.show(reply.guidance_id, "U1")
    assert later.is_private
    assert later.masked_now == ()


def test_every_outcome_is_kept_with_its_flow(desk: GuideDesk, guidances: Guidances) -> None:
    reply = begin(desk, "Patienten är inlagd på KSS.")
    reply = desk.answer(reply.guidance_id, "U1", {**GATES, "syfte": "recept"})
    assert outcome(reply) == "annan_kanal"
    kept = guidances.outcomes(reply.guidance_id)
    assert [one.outcome for one in kept] == ["slutenvard", "annan_kanal"]
    assert kept[1].rule == "g8_recept"
    assert kept[1].facts["samtycke"] == "ja"
    assert (kept[1].team, kept[1].asker, kept[1].flow.version) == ("T1", "U1", reply.flow_version)
    assert kept[1].flow.hash == reply.flow_hash


def changed_flow(flows_dir: Path, **changes: str) -> Path:
    text = (LIBRARY / "valj_meddelande.toml").read_text(encoding="utf-8")
    text = text.replace('version = "1"', 'version = "2"', 1)
    for old, new in changes.items():
        text = text.replace(old, new)
    flows_dir.mkdir(parents=True, exist_ok=True)
    path = flows_dir / "valj_meddelande.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_flow_of_the_house_goes_before_the_bundled_one(desk: GuideDesk, flows_dir: Path) -> None:
    changed_flow(flows_dir)
    assert begin(desk).flow_version == "2"


def test_a_changed_flow_is_told_and_answers_that_still_exist_are_kept(
    desk: GuideDesk, flows_dir: Path, guidances: Guidances
) -> None:
    reply = desk.answer(begin(desk).guidance_id, "U1", {**GATES, "syfte": "lopande"})
    changed_flow(flows_dir, avliden="dod_person")
    later = desk.show(reply.guidance_id, "U1")
    assert kinds(later) == {NoticeKind.FLOW_CHANGED}
    assert later.flow_version == "2"
    assert asked(later) == ["dod_person"]
    assert values(later)["samtycke"] == "ja"
    assert not later.can_go_back
    assert kinds(desk.show(reply.guidance_id, "U1")) == set()
    kept = guidances.find(reply.guidance_id)
    assert kept
    assert kept.flow.version == "2"


def test_a_tap_on_a_screen_of_the_old_flow_keeps_what_still_exists(
    desk: GuideDesk, flows_dir: Path
) -> None:
    reply = begin(desk)
    changed_flow(flows_dir, avliden="dod_person")
    later = desk.answer(reply.guidance_id, "U1", GATES)
    assert kinds(later) == {NoticeKind.FLOW_CHANGED}
    assert asked(later) == ["dod_person"]


def test_a_flow_that_is_gone_is_begun_again(desk: GuideDesk, flows_dir: Path) -> None:
    path = changed_flow(flows_dir)
    text = path.read_text(encoding="utf-8").replace('id = "valj_meddelande"', 'id = "eget"', 1)
    path.write_text(text.replace("[units]", '[opens]\nalways = ["akut"]\n\n[units]', 1))
    reply = begin(desk, "Det är akut, hon andas inte.")
    assert reply.flow_id == "eget"
    path.unlink()
    later = desk.show(reply.guidance_id, "U1")
    assert later.flow_id == "valj_meddelande"
    assert kinds(later) == {NoticeKind.FLOW_CHANGED}


BROKEN = {
    "duplicate id": ('id = "g2_skyddade_uppgifter"', 'id = "g1_akut"', "finns redan"),
    "unknown outcome": ('then = "slutenvard"', 'then = "finns_inte"', "finns inte"),
    "a rule that can never decide": ('{ akut = "ja" }', '{ akut = "ja", avliden = "ja" }', "rad"),
    "no TOML": ("[[rules]]", "[[rules", "rad"),
}


@pytest.mark.parametrize(("old", "new", "words"), BROKEN.values(), ids=BROKEN)
def test_a_faulty_flow_of_the_house_stops_the_guide(
    desk: GuideDesk, flows_dir: Path, old: str, new: str, words: str
) -> None:
    path = changed_flow(flows_dir, **{old: new})
    if old.startswith("{ akut"):  # a second rule that the first one always goes before
        rule = '[[rules]]\nid = "aldrig"\ntitle = "A"\nwhen = { akut = "ja" }\nthen = "akut"\n'
        text = path.read_text(encoding="utf-8").replace(new, old)
        at = text.index(
            "# ---------------------------------------------------------------- Regler: v"
        )
        path.write_text(text[:at] + rule + 'basis = "inference"\nwhy = "B"\n\n' + text[at:])
    with pytest.raises(StaffError, match=words) as refused:
        begin(desk)
    assert "valj_meddelande.toml" in str(refused.value)
    assert re.search(r"rad \d+", str(refused.value))
    assert "lotsen flows check" in str(refused.value)


def test_a_mended_flow_is_followed_at_once(desk: GuideDesk, flows_dir: Path) -> None:
    path = changed_flow(flows_dir, then="den")
    with pytest.raises(StaffError):
        begin(desk)
    path.unlink()
    assert begin(desk).flow_version == "1"


def test_faulty_words_for_free_text_stop_the_guide(desk: GuideDesk, flows_dir: Path) -> None:
    flows_dir.mkdir(parents=True)
    (flows_dir / "understanding.toml").write_text("facts = 3", encoding="utf-8")
    with pytest.raises(StaffError, match=r"understanding\.toml"):
        begin(desk)


def test_a_sentence_that_is_in_no_source_is_said_to_be_gone(
    desk: GuideDesk, flows_dir: Path
) -> None:
    quote = "Öppenvårdsprocessen gäller informationsöverföring och samordning runt de enskilda"
    changed_flow(flows_dir, **{quote: "Det här står ingenstans"})
    reply = begin(desk, "Patienten är inlagd på KSS.")
    assert reply.outcome
    assert reply.outcome.citations == ()
    assert NoticeKind.SOURCE_GONE in kinds(reply)
    assert "ingenstans" not in reply.text


def test_when_it_can_not_be_kept_it_is_answered_and_told(
    desk: GuideDesk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "lotsen.sqlite3").write_bytes(b"no database" * 100)
    with caplog.at_level(logging.DEBUG):
        reply = begin(desk, "Patienten är inlagd på KSS.")
    assert outcome(reply) == "slutenvard"
    assert NoticeKind.NOT_SAVED in kinds(reply)
    assert caplog.records
    assert "inlagd" not in caplog.text
    with pytest.raises(StorageError):
        desk.back(reply.guidance_id, "U1")


@pytest.fixture
def asking(make_desk: Callable[..., GuideDesk], answerer: Answerer, tmp_path: Path) -> GuideDesk:
    """Give a desk with the real answers beside it."""
    answers = Answers(Database(tmp_path / "answers.sqlite3"))
    return make_desk(lambda: AskDesk(answerer, answers))


def test_a_question_about_the_rules_is_answered_and_the_step_stands(asking: GuideDesk) -> None:
    before = asking.answer(begin(asking).guidance_id, "U1", GATES)
    question = mask("Vad är skillnaden mellan MVO och vårdbegäran?")
    reply = asking.say(before.guidance_id, "U1", question)
    assert reply.aside
    assert reply.aside.answer.citations
    assert reply.aside.text in reply.text
    assert reply.screen == before.screen
    assert reply.version == before.version
    assert asking.show(before.guidance_id, "U1").aside is None


def test_a_conversation_that_begins_with_a_question_gets_its_answer(asking: GuideDesk) -> None:
    reply = begin(asking, "Vad gäller om patienten säger nej till samtycke?")
    assert reply.aside
    assert asked(reply) == list(GATES)
    assert reply.notices == ()


def test_more_words_add_to_what_is_known(desk: GuideDesk) -> None:
    reply = desk.begin(mask("Vi vill informera vårdcentralen."), "U1", "T1", "C1")
    reply = desk.say(reply.guidance_id, "U1", mask("Vi är hemtjänsten, patienten är inlagd."))
    assert outcome(reply) == "slutenvard"
    assert values(reply)["mottagare"] == "vardcentral"
    assert asked(desk.back(reply.guidance_id, "U1")) == list(GATES)


def test_the_same_words_sent_twice_are_one_step(desk: GuideDesk) -> None:
    reply = begin(desk)
    assert desk.say(reply.guidance_id, "U1", mask(TEXT)).version == reply.version
    more = mask("Det är akut!")
    once = desk.say(reply.guidance_id, "U1", more)
    assert desk.say(reply.guidance_id, "U1", more).version == once.version == reply.version + 1


def test_the_flow_is_chosen_anew_as_long_as_nothing_is_answered(desk: GuideDesk) -> None:
    reply = desk.begin(None, "U1", "T1", "C1")
    reply = desk.say(
        reply.guidance_id, "U1", mask("Mottagningen har inte svarat på vår vårdbegäran.")
    )
    assert reply.flow_id == "efter_sandning"
    assert desk.back(reply.guidance_id, "U1").flow_id == "efter_sandning"


def test_facts_of_another_flow_choose_it(desk: GuideDesk) -> None:
    reply = begin(desk, "", vad_har_hant="mottagit")
    assert (reply.flow_id, outcome(reply)) == ("efter_sandning", "bekrafta")


def test_every_section_of_the_published_sources_can_be_cited(published: Path) -> None:
    lotsen = Lotsen(Settings(data_dir=published))
    texts = lotsen.guide_sources.section_texts()
    assert "riktlinje-oppenvardsprocessen" in texts
    assert all(
        section and text for sections in texts.values() for section, text in sections.items()
    )
