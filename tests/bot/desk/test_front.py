"""Each message comes to the desk it is meant for."""

from datetime import UTC, datetime, timedelta
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


def write(front: FrontDesk, text: str, ts: str) -> Reply:
    """Write at the bottom of the direct messages: each message begins a thread of its own."""
    return front.reply(Asked(mask(text), "U1", "T1", f"T1:D1:{ts}", "T1:D1"))


def test_in_direct_messages_the_guide_goes_on_at_the_bottom_too(front: FrontDesk) -> None:
    begun = write(front, SITUATION, "1.0")
    assert isinstance(begun, GuideReply)
    more = write(front, "Hen samtycker", "2.0")
    assert isinstance(more, GuideReply)
    assert more.guidance_id == begun.guidance_id
    assert "samtycke" in [fact.question for fact in more.facts]
    again = write(front, "Det är inte akut", "2.0")
    assert isinstance(again, GuideReply)
    assert again.guidance_id == begun.guidance_id


def test_a_rules_question_at_the_bottom_leads_back_to_the_guide(front: FrontDesk) -> None:
    begun = write(front, SITUATION, "1.0")
    asked = write(front, QUESTION, "2.0")
    assert isinstance(begun, GuideReply)
    assert isinstance(asked, GuideReply)
    assert asked.guidance_id == begun.guidance_id
    assert asked.aside is not None


def test_another_situation_begins_anew(front: FrontDesk) -> None:
    begun = write(front, SITUATION, "1.0")
    other = write(front, SITUATION, "2.0")
    assert isinstance(begun, GuideReply)
    assert isinstance(other, GuideReply)
    assert other.guidance_id != begun.guidance_id


def test_after_a_while_a_question_is_a_question(lotsen: Lotsen) -> None:
    now = datetime.now(UTC)
    front = lotsen.front_desk
    assert isinstance(write(front, SITUATION, "1.0"), GuideReply)
    later = FrontDesk(
        lotsen.ask_desk, lotsen.guide_desk, lotsen.guidances, lambda: now + timedelta(hours=1)
    )
    assert isinstance(write(later, QUESTION, "2.0"), AnswerReply)


def test_what_somebody_else_writes_goes_on_with_nothing(front: FrontDesk) -> None:
    assert isinstance(write(front, SITUATION, "1.0"), GuideReply)
    other = front.reply(Asked(mask(QUESTION), "U2", "T1", "T1:D1:2.0", "T1:D1"))
    assert isinstance(other, AnswerReply)
