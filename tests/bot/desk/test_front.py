"""Each message comes to the desk it is meant for."""

from pathlib import Path

import pytest

from bot import texts
from bot.app import Lotsen
from bot.desk.front import Asked, FrontDesk, courtesy_for
from bot.desk.guide_reply import GuideReply
from bot.desk.reply import AnswerReply, NoteReply, Reply
from bot.privacy import mask
from bot.settings import Settings
from knowledge.answering import Answerer

SITUATION = (
    "Vi i hemtjänsten ska meddela vårdcentralen att hen har blivit sämre. "
    "Vilket meddelande ska vi använda?"
)
QUESTION = "När ska vi svara på en vårdbegäran?"


@pytest.fixture
def lotsen(data_dir: Path, answerer: Answerer) -> Lotsen:
    made = Lotsen(Settings(data_dir=data_dir))
    made.answerer = answerer
    return made


@pytest.fixture
def front(lotsen: Lotsen) -> FrontDesk:
    return lotsen.front_desk


def say(front: FrontDesk, text: str, asker: str = "U1", thread: str = "T1:C1:1.0") -> Reply:
    return front.reply(Asked(mask(text), asker, "T1", thread, thread))


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("Tack!", texts.YOU_ARE_WELCOME),
        ("tack så mycket för hjälpen", texts.YOU_ARE_WELCOME),
        ("Toppen, tack!", texts.YOU_ARE_WELCOME),
        ("OK 👍", texts.YOU_ARE_WELCOME),
        ("Hej på dig!", texts.HELLO),
        ("God morgon Lotsen", texts.HELLO),
        ("hjälp", texts.HELLO),
    ],
)
def test_a_courtesy_is_returned(text: str, reply: str) -> None:
    assert courtesy_for(text) == reply


@pytest.mark.parametrize(
    "text",
    [
        "Hej! Vad gäller för samtycke?",
        "Tack, men vad gör vi om personen säger nej",
        "Är det bra?",
        "Hjälp patienten vägrar",
        "Tack för svaret, då skickar vi en vårdbegäran till vårdcentralen",
        "👍",
        "",
        "så det för dig",
        "MVO",
    ],
)
def test_what_says_more_than_a_courtesy_is_none(text: str) -> None:
    assert courtesy_for(text) is None


def test_a_question_is_answered_from_the_sources_and_kept_for_its_asker(
    front: FrontDesk, lotsen: Lotsen
) -> None:
    reply = say(front, QUESTION)
    assert isinstance(reply, AnswerReply)
    assert reply.answer.citations
    with lotsen.answers._database.reading() as connection:
        (row,) = connection.execute("SELECT asker, conversation FROM answers").fetchall()
    assert tuple(row) == ("T1/U1", "T1:C1:1.0")


def test_a_follow_up_is_read_in_its_own_conversation_alone(
    front: FrontDesk, lotsen: Lotsen
) -> None:
    say(front, "Vad gäller för samtycke?")
    assert lotsen.answers.history("T1:C1:1.0") == ["Vad gäller för samtycke?"]
    assert lotsen.answers.history("T1:C1:2.0") == []


def test_a_wish_to_be_guided_opens_the_guide(front: FrontDesk) -> None:
    assert isinstance(say(front, SITUATION), GuideReply)


def test_what_is_said_in_an_open_guide_goes_to_the_guide(front: FrontDesk) -> None:
    say(front, SITUATION)
    assert isinstance(say(front, "nej"), GuideReply)


def test_an_open_guide_is_its_askers_and_its_threads(front: FrontDesk) -> None:
    say(front, SITUATION)
    assert isinstance(say(front, QUESTION, asker="U2"), AnswerReply)
    assert isinstance(say(front, QUESTION, thread="T1:C1:2.0"), AnswerReply)


def test_a_thank_you_in_an_open_guide_is_returned(front: FrontDesk) -> None:
    say(front, SITUATION)
    assert say(front, "Tack!") == NoteReply(text=texts.YOU_ARE_WELCOME)


def test_what_was_masked_makes_any_reply_private(front: FrontDesk) -> None:
    for text in ("Tack 19640823-3234", "Vad gäller för 19640823-3234?"):
        reply = say(front, text)
        assert reply.is_private, text
    assert not say(front, QUESTION).is_private
    assert not say(front, "Tack!").is_private
