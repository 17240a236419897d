"""Every step of both flows is shown within Slack's limits, with all that the desk says."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.app import Lotsen
from bot.desk import guide_showing, guide_steps
from bot.desk.guide_reply import Choice, GuideReply, Notice, NoticeKind, OpenFact
from bot.desk.guide_showing import Reached
from bot.slack.blocks import check_message, check_view
from bot.slack.sender.messages import parts_of
from bot.slack.views import render_message, render_modal
from bot.slack.views.guide import guide_message, start_modal, step_of
from bot.slack.views.guide_home import guide_on_home
from bot.slack.views.guide_marks import StepMark
from bot.slack.views.guide_screen import option
from bot.texts import version_words
from flows.derive import complete
from flows.flow import Flow
from flows.guide import guide
from flows.load import load_flows
from flows.understand import Reading
from flows.words import BASIS_IN_WORDS
from storage.guidances import Guidance, Step
from tests.bot.slack.guide.conftest import actions_of, words_of

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FLOWS = load_flows()
RULES = [(flow.id, rule.id) for flow in FLOWS.values() for rule in flow.rules]
_FEW_UNITS = 4
_HEARD = 300  # what a screen reader is given of a new message at once


def reply_for(lotsen: Lotsen, flow: Flow, facts: dict[str, str]) -> GuideReply:
    stored = Guidance(
        id="a" * 32, team="T1", asker="U1", conversation="c", flow=guide_steps.mark(flow),
        now=Step(given=facts), masked=(), created_at=NOW, updated_at=NOW, history=(Step(),),
        version=7,
    )  # fmt: skip
    reached = Reached(stored, flow, Reading(), guide(flow, facts, Reading()))
    return guide_showing.reply(reached, lotsen.guide_sources)


def steps(lotsen: Lotsen, flow: Flow) -> Iterator[GuideReply]:
    """Walk every step that the answers lead to; a few units stand for all of them."""
    seen, ahead = set(), [dict[str, str]()]
    while ahead:
        facts = ahead.pop()
        key = tuple(sorted(complete(flow, facts).items()))
        if key in seen:
            continue
        seen.add(key)
        reply = reply_for(lotsen, flow, facts)
        yield reply
        for question in reply.screen.questions[:1] if reply.screen else ():
            is_unit = len(question.options) > 12
            for choice in question.options[:: 33 // _FEW_UNITS if is_unit else 1]:
                ahead.append({**facts, question.id: choice.id})


def problems(reply: GuideReply) -> list[Any]:
    sent = parts_of(render_message(reply, mark="job"))
    found = [problem for part in sent for problem in check_message(part.fields())]
    return [*found, *check_view(dict(render_modal(reply)))]


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS.keys())
def test_every_step_of_a_flow_is_taken_by_slack_in_one_piece(lotsen: Lotsen, flow: Flow) -> None:
    screens, outcomes, rules = set(), set(), set()
    for reply in steps(lotsen, flow):
        assert problems(reply) == []
        assert len(parts_of(render_message(reply))) == 1
        screens |= {one.id for one in reply.screen.questions} if reply.screen else set()
        outcomes |= {reply.outcome.id} if reply.outcome else set()
        rules |= {reply.outcome.rule} if reply.outcome else set()
    assert screens >= {one.id for one in flow.questions if one.asked and not one.asked_by}
    assert outcomes >= {one.id for one in flow.outcomes} - {"oklart"}
    assert rules


@pytest.mark.parametrize(("flow_id", "rule_id"), RULES)
def test_every_rule_and_remark_is_shown_with_its_sources(
    lotsen: Lotsen, flow_id: str, rule_id: str
) -> None:
    flow = FLOWS[flow_id]
    rule = next(rule for rule in flow.rules if rule.id == rule_id)
    facts = {name: values[0] for name, values in rule.when.items()}
    for remark in (None, *flow.advice, *flow.open_questions):
        more = {name: values[0] for name, values in remark.when.items()} if remark else {}
        reply = reply_for(lotsen, flow, {**more, **facts})
        assert problems(reply) == []
        shown = words_of(list(render_message(reply).blocks))
        for point in reply.outcome.open_questions if reply.outcome else ():
            assert point.text in shown


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS.keys())
def test_an_outcome_says_what_why_and_what_stands_behind_it(lotsen: Lotsen, flow: Flow) -> None:
    for reply in steps(lotsen, flow):
        outcome = reply.outcome
        if outcome is None:
            continue
        shown = words_of(list(render_message(reply).blocks))
        assert outcome.title in shown
        assert outcome.do in shown
        assert outcome.why in shown
        assert BASIS_IN_WORDS[outcome.basis] in shown
        for one in reply.citations:
            assert f"”{one.quote}”" in shown
            assert version_words(one.version, is_bundled=one.is_bundled) in shown
        assert all(advice.text in shown for advice in outcome.advice)
        assert all(stop.title.lower() in shown for stop in outcome.unanswered_stops)
        assert all(fact.label in shown for fact in reply.listed)


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS.keys())
def test_the_step_is_among_the_first_words_that_are_read_aloud(lotsen: Lotsen, flow: Flow) -> None:
    for reply in steps(lotsen, flow):
        beside = Notice(kind=NoticeKind.SEVERAL_PEOPLE, text="Texten verkar handla om flera. " * 9)
        noted = guide_showing.with_words(reply.model_copy(update={"notices": (beside,)}))
        heard = render_message(noted).text[:_HEARD]
        if reply.outcome:
            assert heard.startswith(reply.outcome.title)
        if reply.screen:
            assert reply.screen.questions[0].text in heard


def test_no_gate_is_chosen_beforehand_on_any_screen(lotsen: Lotsen) -> None:
    for flow in FLOWS.values():
        for reply in steps(lotsen, flow):
            for shown in (render_message(reply).blocks, render_modal(reply)["blocks"]):
                assert "initial_option" not in str(shown)


def test_the_gates_stand_together_on_one_screen_with_one_button(lotsen: Lotsen) -> None:
    reply = reply_for(lotsen, FLOWS["valj_meddelande"], {})
    blocks = list(render_message(reply).blocks)
    assert reply.screen
    assert reply.screen.is_gates
    inputs = [block for block in blocks if block["type"] == "input"]
    assert len(inputs) == len(reply.screen.questions) > 1
    assert {block["element"]["type"] for block in inputs} == {"radio_buttons"}
    assert "guide_next" in actions_of(blocks)


def test_each_of_a_few_facts_has_a_button_and_many_share_a_menu(lotsen: Lotsen) -> None:
    flow = FLOWS["valj_meddelande"]
    few = reply_for(lotsen, flow, {"akut": "nej", "samtycke": "ja"})
    assert words_of(list(render_message(few).blocks)).count("Ändra Akut") == 1
    gates = dict.fromkeys(("akut", "skyddade_uppgifter", "avliden", "inneliggande"), "nej")
    known = gates | {"samtycke": "ja", "mottagare_har_samsa": "ja", "syfte": "information"}
    many = reply_for(lotsen, flow, known)
    blocks = list(render_message(many).blocks)
    (menu,) = [one for one in blocks if "static_select" in str(one) and "guide_change" in str(one)]
    values = {one["value"] for one in menu["elements"][0]["options"]}
    assert values == {fact.question for fact in many.listed}


def test_a_short_choice_is_a_button_and_a_long_one_goes_on_below() -> None:
    assert option(Choice(id="ja", text="Ja")) == {
        "text": {"type": "plain_text", "text": "Ja", "emoji": False}, "value": "ja",
    }  # fmt: skip
    text = "Be mottagaren göra något en gång, till exempel bedöma, undersöka eller kontrollera"
    long = option(Choice(id="atgard", text=text))
    assert long["text"]["text"] == "Be mottagaren göra något en gång"
    assert long["description"]["text"] == "till exempel bedöma, undersöka eller kontrollera"


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS.keys())
def test_every_word_of_a_choice_is_shown(lotsen: Lotsen, flow: Flow) -> None:
    for question in flow.questions:
        for choice in question.options:
            one = option(Choice(id=choice.id, text=choice.text))
            shown = words_of(one)
            assert all(word.strip(",") in shown for word in choice.text.split())
            assert "…" not in shown


def test_the_text_for_screen_readers_says_the_same(lotsen: Lotsen) -> None:
    for flow in FLOWS.values():
        for reply in steps(lotsen, flow):
            text = render_message(reply).text.replace("&amp;", "&")
            questions = reply.screen.questions if reply.screen else ()
            said = [reply.outcome.do] if reply.outcome else [one.text for one in questions]
            assert said
            assert all(one in text for one in said)


def test_what_is_to_be_acted_on_is_not_small_print(lotsen: Lotsen) -> None:
    reply = reply_for(lotsen, FLOWS["valj_meddelande"], {})
    for kind in NoticeKind:
        told = reply.model_copy(update={"notices": (Notice(kind=kind, text="Säg till."),)})
        assert problems(told) == []
        assert "Säg till." in words_of(list(render_message(told).blocks))


def test_what_was_said_in_two_ways_is_named(lotsen: Lotsen) -> None:
    reply = reply_for(lotsen, FLOWS["valj_meddelande"], {})
    two = OpenFact(question="samtycke", label="Samtycke")
    said = reply.model_copy(update={"contradictions": (two,), "doubtful": (two,)})
    shown = words_of(list(render_message(said).blocks))
    assert "Du har sagt olika saker om samtycke" in shown
    assert "Jag är inte säker på vad du menar med samtycke" in shown


def test_an_outcome_that_could_not_be_kept_has_no_buttons_that_need_it(lotsen: Lotsen) -> None:
    flow = FLOWS["valj_meddelande"]
    reply = reply_for(lotsen, flow, {"akut": "ja"})
    lost = Notice(kind=NoticeKind.NOT_SAVED, text="Det sparades inte.")
    blocks = list(render_message(reply.model_copy(update={"notices": (lost,)})).blocks)
    assert "guide_feedback" not in actions_of(blocks)


@pytest.mark.parametrize(
    "text", ["<!channel> <@U1>", "*fet* `kod`", "ö" * 5000, "\u202etxt", "a\x00b", '"' * 4000, " "]
)
def test_what_somebody_wrote_can_neither_call_nor_format(lotsen: Lotsen, text: str) -> None:
    reply = reply_for(lotsen, FLOWS["valj_meddelande"], {"akut": "nej"})
    facts = tuple(fact.model_copy(update={"evidence": text}) for fact in reply.facts)
    reply = reply.model_copy(update={"facts": facts, "text": text, "explanation": text})
    assert problems(reply) == []
    assert "mrkdwn" not in str(render_message(reply).blocks)


def test_a_mark_is_read_back_and_a_strange_one_is_not() -> None:
    mark = StepMark("a" * 32, 12, "samtycke")
    assert StepMark.read(mark.value) == mark
    assert StepMark.read("något annat") is None
    assert step_of("inte json") is None
    assert step_of('{"step": "x"}') is None


def test_the_start_and_the_home_room_are_taken_by_slack() -> None:
    assert check_view(dict(start_modal())) == []
    assert check_view({"type": "home", "blocks": guide_on_home()}) == []


def test_what_stays_above_is_shown_first(lotsen: Lotsen) -> None:
    reply = reply_for(lotsen, FLOWS["valj_meddelande"], {})
    above = {"type": "divider"}
    assert guide_message(reply, above=[above]).blocks[0] == above
