"""What is typed in the guide: a number, letters with numbers, the words of an answer, or a way."""

import pytest

from bot.desk.guide import GuideDesk
from bot.desk.guide_typed import Way, read_typed
from bot.privacy import mask
from knowledge.model import StaffError
from tests.bot.desk.conftest import GATES
from tests.bot.desk.test_guide_desk import asked, begin, outcome, values


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("tillbaka", Way.BACK),
        ("Ångra!", Way.BACK),
        ("Varför frågar du?", Way.WHY),
        ("  börja   om. ", Way.START_OVER),
        ("tillbaka till hemmet ska hon", Way.TEXT),
        ("varför inte", Way.TEXT),
        ("1", Way.TEXT),
    ],
)
def test_a_way_to_go_is_understood(desk: GuideDesk, text: str, way: Way) -> None:
    reply = begin(desk)
    if text == "1":  # no answer to several questions: which one is meant?
        with pytest.raises(StaffError, match="A1"):
            read_typed(text, reply)
        return
    assert read_typed(text, reply).way is way


def test_letters_and_numbers_answer_several_questions(desk: GuideDesk) -> None:
    reply = begin(desk)
    assert "A. Är det akut?" in reply.text
    assert "   A2  Nej" in reply.text
    reply = desk.say(reply.guidance_id, "U1", mask("A2 b2, C2;D2 e1 F1"))
    assert asked(reply) == ["syfte"]
    assert {name: values(reply)[name] for name in GATES} == GATES


@pytest.mark.parametrize("text", ["3", " 3. ", "lopande", "Planera tillsammans"])
def test_a_single_question_takes_a_number_or_words(desk: GuideDesk, text: str) -> None:
    reply = begin(desk, **GATES)
    assert asked(reply) == ["syfte"]
    assert outcome(desk.say(reply.guidance_id, "U1", mask(text))) == "planering"


@pytest.mark.parametrize("text", ["99", "0", "B1"])
def test_a_number_that_is_not_there_is_told(desk: GuideDesk, text: str) -> None:
    reply = begin(desk, **GATES)
    with pytest.raises(StaffError, match=f"inget svar {text}"):
        desk.say(reply.guidance_id, "U1", mask(text))


def test_a_fact_is_changed_by_its_number(desk: GuideDesk) -> None:
    reply = begin(desk)
    assert "2. Mottagare: Vårdcentral (du skrev ”informera vårdcentralen”)" in reply.text
    reply = desk.say(reply.guidance_id, "U1", mask("ändra 2"))
    assert asked(reply) == ["mottagare"]
    reply = desk.say(reply.guidance_id, "U1", mask("hemsjukvård"))
    assert values(reply)["mottagare"] == "hemsjukvard"
    for text in ("ändra 0", "ändra 99"):
        with pytest.raises(StaffError, match="ingen sådan"):
            desk.say(reply.guidance_id, "U1", mask(text))


def test_the_ways_can_be_typed_at_the_desk(desk: GuideDesk) -> None:
    reply = begin(desk, **GATES)
    assert desk.say(reply.guidance_id, "U1", mask("varför?")).explanation
    reply = desk.say(reply.guidance_id, "U1", mask("2"))
    assert outcome(reply) == "vardbegaran"
    reply = desk.say(reply.guidance_id, "U1", mask("tillbaka"))
    assert asked(reply) == ["syfte"]
    reply = desk.say(reply.guidance_id, "U1", mask("börja om"))
    assert values(reply) == {}
