"""Whatever somebody taps and types, in any order, what the guide promises holds at every step."""

import random
from collections.abc import Callable

import pytest

from bot.desk.guide import GuideDesk
from bot.desk.guide_opening import is_for_the_sources
from bot.desk.guide_reply import GuideReply
from bot.privacy import mask
from tests.bot.desk.test_guide_desk import outcome, values
from tests.flows.situations import read, situations

HANDS_OUT = {"vardbegaran", "mvo", "planering", "administrativt_meddelande"}
TEXTS = [
    one.text
    for one in situations()
    if one.facts and not is_for_the_sources(one.text, read(one.text))
]
Step = Callable[[GuideDesk, GuideReply, random.Random], GuideReply]


def answered(desk: GuideDesk, reply: GuideReply, choose: random.Random) -> GuideReply:
    if reply.screen is None:
        return changed(desk, reply, choose)
    questions = reply.screen.questions
    some = choose.sample(questions, choose.randint(1, len(questions)))
    return desk.answer(
        reply.guidance_id, "U1", {one.id: choose.choice(one.options).id for one in some}
    )


def changed(desk: GuideDesk, reply: GuideReply, choose: random.Random) -> GuideReply:
    if not reply.facts:
        return reply
    fact = choose.choice(reply.facts)
    return desk.answer(reply.guidance_id, "U1", {fact.question: choose.choice(fact.options).id})


def told(desk: GuideDesk, reply: GuideReply, choose: random.Random) -> GuideReply:
    return desk.say(reply.guidance_id, "U1", mask(choose.choice(TEXTS)))


def went_back(desk: GuideDesk, reply: GuideReply, choose: random.Random) -> GuideReply:
    return desk.back(reply.guidance_id, "U1", seen=reply.version)


STEPS: list[Step] = [answered, answered, answered, changed, told, went_back]


@pytest.mark.parametrize("seed", range(25))
def test_any_walk_keeps_its_promises(desk: GuideDesk, seed: int) -> None:
    choose = random.Random(seed)  # noqa: S311 - a walk that can be walked again
    reply = desk.begin(mask(choose.choice(TEXTS)), "U1", "T1", "C1")
    for _ in range(12):
        before = reply
        reply = choose.choice(STEPS)(desk, reply, choose)
        known = values(reply)
        assert (reply.screen is None) is not (reply.outcome is None)
        assert not {fact.question for fact in reply.contradictions} & known.keys()
        if outcome(reply) in HANDS_OUT:
            assert known["samtycke"] in {"ja", "kan_inte"}
            assert known["akut"] == known["avliden"] == known["inneliggande"] == "nej"
        if reply.version > before.version and len(reply.text) != len(before.text):
            assert desk.show(reply.guidance_id, "U1").facts == reply.facts


@pytest.mark.parametrize("seed", range(10))
def test_back_restores_what_was_known_before_each_step(desk: GuideDesk, seed: int) -> None:
    choose = random.Random(seed)  # noqa: S311 - as above
    reply = desk.begin(mask(choose.choice(TEXTS)), "U1", "T1", "C1")
    way = [reply]
    for _ in range(6):
        reply = answered(desk, way[-1], choose)
        if values(reply) != values(way[-1]) or reply.contradictions != way[-1].contradictions:
            way.append(reply)
    for earlier in reversed(way[:-1]):
        reply = desk.back(reply.guidance_id, "U1")
        while values(reply) != values(earlier) and reply.can_go_back:
            reply = desk.back(reply.guidance_id, "U1")
        assert values(reply) == values(earlier)
        assert reply.screen == earlier.screen
        assert outcome(reply) == outcome(earlier)
