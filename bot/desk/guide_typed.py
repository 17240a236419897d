"""Reads what is typed in the guide: a choice, a way to go, or else more about the situation."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from string import ascii_uppercase

from bot.desk import guide_words
from bot.desk.guide_reply import Choice, GuideReply, Screen, ShownQuestion
from knowledge.model import StaffError


class Way(StrEnum):
    """What somebody wants with what they typed."""

    TEXT = "text"
    ANSWER = "answer"
    CHANGE = "change"
    BACK = "back"
    WHY = "why"
    START_OVER = "start_over"


@dataclass(frozen=True)
class Typed:
    """The way to go, with the answers chosen or the fact to change."""

    way: Way
    answers: Mapping[str, str] = field(default_factory=dict)
    question: str = ""


_WAYS = {
    Way.BACK: {"tillbaka", "backa", "bakåt", "gå tillbaka", "ångra"},
    Way.WHY: {"varför", "varför frågar du", "varför då", "varför frågar du det", "varför det"},
    Way.START_OVER: {"börja om", "starta om", "börja om från början", "nytt ärende"},
}
_CHANGE = re.compile(r"(?:ändra|byt|rätta)\s+(\d{1,3})")
_CHOICES = re.compile(r"(?:[a-z]?\d{1,3}[\s,;]*)+")
_CHOICE = re.compile(r"([a-z]?)(\d{1,3})")


def read_typed(text: str, shown: GuideReply) -> Typed:
    """Give what a typed text means on the step that is shown."""
    words = " ".join(text.casefold().split()).strip(" .!?")
    for way, spellings in _WAYS.items():
        if words in spellings:
            return Typed(way)
    if change := _CHANGE.fullmatch(words):
        return Typed(Way.CHANGE, question=_listed(shown, int(change[1])))
    answers = _answers(words, shown.screen) if shown.screen else {}
    return Typed(Way.ANSWER, answers) if answers else Typed(Way.TEXT)


def _listed(shown: GuideReply, number: int) -> str:
    if not 1 <= number <= len(shown.listed):
        raise StaffError(guide_words.NOTHING_TO_CHANGE)
    return shown.listed[number - 1].question


def _answers(words: str, screen: Screen) -> dict[str, str]:
    if _CHOICES.fullmatch(words):
        return dict(_chosen(screen, *choice) for choice in _CHOICE.findall(words))
    if len(screen.questions) > 1:
        return {}
    (question,) = screen.questions
    named = [option.id for option in question.options if words in _spellings(option)]
    return {question.id: named[0]} if len(named) == 1 else {}


def _spellings(option: Choice) -> set[str]:
    text = option.text.casefold()
    return {option.id, option.id.replace("_", " "), text, text.split(",", maxsplit=1)[0]}


def _chosen(screen: Screen, letter: str, number: str) -> tuple[str, str]:
    question = _question(screen, letter)
    if question is None or not 1 <= int(number) <= len(question.options):
        first = "1" if len(screen.questions) == 1 else "A1"
        typed = f"{letter}{number}".upper()
        raise StaffError(guide_words.NO_SUCH_ANSWER.format(typed=typed, first=first))
    return question.id, question.options[int(number) - 1].id


def _question(screen: Screen, letter: str) -> ShownQuestion | None:
    if not letter:
        return screen.questions[0] if len(screen.questions) == 1 else None
    by_letter = dict(zip(ascii_uppercase, screen.questions, strict=False))
    return by_letter.get(letter.upper())
