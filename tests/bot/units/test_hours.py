"""Opening hours: a unit's own, in Swedish time, with holidays and the two odd days of the year."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.units import Hours
from bot.units.hours import (
    ZONE,
    after_working_time,
    holiday_name,
    is_open,
    next_opening,
    working_time,
)

WEEKDAYS = {
    day: ["08:00-16:00"] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
}


def hours(**fields: object) -> Hours:
    return Hours.model_validate_json(json.dumps(fields))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


OFFICE = hours(**WEEKDAYS)
ALWAYS = hours(
    **{day: ["00:00-24:00"] for day in (*WEEKDAYS, "saturday", "sunday")}, holidays_as_usual=True
)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-03-02T07:59", False),
        ("2026-03-02T08:00", True),
        ("2026-03-02T15:59", True),
        ("2026-03-02T16:00", False),
        ("2026-03-07T10:00", False),  # Saturday
        ("2026-04-03T10:00", False),  # långfredag
        ("2026-06-19T10:00", False),  # midsommarafton, a Friday
        ("2026-12-24T10:00", False),  # julafton, a Thursday
        ("2026-12-31T10:00", False),  # nyårsafton
        ("2026-04-02T10:00", True),  # skärtorsdag is a working day
    ],
)
def test_an_office_is_open_on_weekdays_that_are_no_holiday(moment: str, expected: bool) -> None:
    assert is_open(OFFICE, at(moment)) is expected


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2027, 3, 26), "Långfredagen"),
        (date(2026, 6, 20), "Midsommardagen"),
        (date(2026, 6, 19), "Midsommarafton"),
        (date(2026, 10, 31), "Alla helgons dag"),
        (date(2027, 6, 6), "Nationaldagen"),
        (date(2027, 12, 31), "Nyårsafton"),
        (date(2026, 4, 30), None),  # valborgsmässoafton is no holiday by law
        (date(2026, 3, 1), None),  # a Sunday
    ],
)
def test_holidays_have_the_names_and_days_of_the_law(day: date, name: str | None) -> None:
    assert holiday_name(day) == name


def test_the_same_moment_in_another_time_zone_gives_the_same_answer() -> None:
    moment = at("2026-07-01T08:30")
    assert is_open(OFFICE, moment.astimezone(UTC))
    assert not is_open(OFFICE, datetime(2026, 7, 1, 8, 30, tzinfo=UTC) + timedelta(hours=6))


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        is_open(OFFICE, datetime(2026, 3, 2, 10))  # noqa: DTZ001 - the fault itself


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-03-02T10:00", "2026-03-02T10:00"),
        ("2026-03-02T06:00", "2026-03-02T08:00"),
        ("2026-03-06T16:00", "2026-03-09T08:00"),
        ("2026-12-23T16:30", "2026-12-28T08:00"),  # over Christmas
        ("2026-03-27T17:00", "2026-03-30T08:00"),  # over the night the clock goes forward
    ],
)
def test_the_next_opening_passes_over_weekends_and_holidays(moment: str, expected: str) -> None:
    assert next_opening(OFFICE, at(moment)) == at(expected)


def test_a_unit_that_has_closed_for_good_has_no_next_opening() -> None:
    once = hours(days={"2026-03-02": ["08:00-10:00"]})
    assert next_opening(once, at("2026-03-02T07:00")) == at("2026-03-02T08:00")
    assert next_opening(once, at("2026-03-02T10:00")) is None


def test_a_day_of_its_own_goes_before_holiday_and_weekday() -> None:
    special = hours(
        **WEEKDAYS,
        holidays=["10:00-12:00"],
        days={"2026-12-24": ["07:00-08:00"], "2026-03-02": []},
    )
    assert not is_open(special, at("2026-03-02T10:00"))
    assert is_open(special, at("2026-12-24T07:30"))
    assert not is_open(special, at("2026-12-24T11:00"))
    assert is_open(special, at("2026-12-26T11:00"))  # a Saturday and a holiday


def test_a_unit_that_never_closes_is_open_on_new_years_night() -> None:
    assert is_open(ALWAYS, at("2026-12-31T23:59"))
    assert is_open(ALWAYS, at("2027-01-01T00:00"))


@pytest.mark.parametrize(
    ("day", "length"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-05-05", 24)]
)
def test_a_day_counts_as_long_as_it_is(day: str, length: int) -> None:
    start = at(f"{day}T00:00")
    end = (start + timedelta(days=1)).replace(tzinfo=ZONE)
    assert working_time(ALWAYS, start, end) == timedelta(hours=length)
    assert working_time(None, start, end) == timedelta(hours=length)


def test_working_time_counts_open_hours_alone() -> None:
    friday, monday = at("2026-03-06T15:00"), at("2026-03-09T09:30")
    assert working_time(OFFICE, friday, monday) == timedelta(hours=2, minutes=30)
    assert working_time(OFFICE, monday, friday) == timedelta()
    lunch = hours(monday=["08:00-12:00", "13:00-17:00"])
    assert working_time(lunch, at("2026-03-02T11:00"), at("2026-03-02T14:00")) == timedelta(hours=2)


@pytest.mark.parametrize("amount", [timedelta(hours=1), timedelta(hours=9), timedelta(hours=40)])
def test_after_working_time_is_the_moment_when_working_time_is_reached(amount: timedelta) -> None:
    start = at("2026-12-22T15:30")
    due = after_working_time(OFFICE, start, amount)
    assert due
    assert working_time(OFFICE, start, due) == amount
    assert working_time(OFFICE, start, due - timedelta(minutes=1)) < amount


def test_working_time_that_never_comes_is_none() -> None:
    once = hours(days={"2026-03-02": ["08:00-10:00"]})
    assert after_working_time(once, at("2026-03-02T09:00"), timedelta(hours=2)) is None


def test_a_unit_whose_hours_are_not_known_counts_as_open() -> None:
    moment = at("2026-12-24T03:00")
    assert is_open(None, moment)
    assert next_opening(None, moment) == moment
    assert after_working_time(None, moment, timedelta(hours=4)) == at("2026-12-24T07:00")
