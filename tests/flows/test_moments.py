"""The day and the time of an event are read only where they are really written."""

from datetime import date, time

import pytest

from flows.forms.moments import day_in, time_in

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("I fredags kom hon hem", date(2026, 11, 20), "i fredags"),
        ("i måndags", date(2026, 11, 16), "i måndags"),
        ("Det var den 12 november.", date(2026, 11, 12), "den 12 november"),
        ("den 3:e dec", date(2025, 12, 3), "den 3:e dec"),
        ("den 3 dec 2024", date(2024, 12, 3), "den 3 dec 2024"),
        ("12/11 ringde vi", date(2026, 11, 12), "12/11"),
        ("2026-11-01 låg det kvar", date(2026, 11, 1), "2026-11-01"),
        ("igår", date(2026, 11, 22), "igår"),
        ("i går kväll", date(2026, 11, 22), "i går kväll"),
        ("i förrgår", date(2026, 11, 21), "i förrgår"),
        ("Idag kom det", TODAY, "idag"),
        ("i fredags, alltså den 20/11", date(2026, 11, 20), "den 20/11"),
    ],
)
def test_a_day_that_is_written_is_read_with_its_words(text: str, day: date, words: str) -> None:
    said = day_in(text, TODAY)
    assert said is not None
    assert (said.value, said.words) == (day, words)


@pytest.mark.parametrize(
    "text",
    [
        "i måndags och i tisdags",
        "nästa fredag",
        "den 24 november 2026",
        "31/2",
        "2026-13-01",
        "20261101-1234",
        "ärende 12/11-A",
        "för en tid sedan",
        "",
    ],
)
def test_no_day_is_guessed(text: str) -> None:
    assert day_in(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("kl 16.45", time(16, 45)),
        ("kl. 9", time(9)),
        ("klockan 7:05 ringde vi", time(7, 5)),
        ("klockan 25", None),
        ("mellan kl 9 och kl 11", None),
        ("16.45 är inte sagt som klockslag", None),
        ("kl 16:45-17:00", None),
    ],
)
def test_one_time_of_day_is_read_and_several_are_left_open(text: str, read: time | None) -> None:
    said = time_in(text)
    assert (said.value if said else None) == read
