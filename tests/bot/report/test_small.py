"""A small number can't be worked out from what is shown, by anybody who knows the rule too."""

from itertools import product
from typing import Any

import pytest

from bot.report.small import FEWEST, Shown, alone, gathered, parts_of_total


@pytest.mark.parametrize("length", [2, 3, 4])
def test_whoever_knows_the_total_and_the_rule_can_not_tell_a_small_part(length: int) -> None:
    most = {2: 60, 3: 34, 4: 20}[length]  # totals below it, so that every case is there
    seen: dict[tuple[int, tuple[Any, ...]], list[tuple[int, ...]]] = {}
    for counts in product(range(most), repeat=length):
        if FEWEST <= sum(counts) < most:
            shown = tuple((one.count, one.shown) for one in parts_of_total(counts))
            seen.setdefault((sum(counts), shown), []).append(counts)
    for (_, shown), possible in seen.items():
        for place, (count, mark) in enumerate(shown):
            values = {counts[place] for counts in possible}
            if mark is Shown.EXACT:
                assert values == {count}
                assert not 0 < (count or 0) < FEWEST
            else:
                assert len(values) > 1 or min(values) >= FEWEST, (shown, possible)


def test_a_part_that_is_alone_below_five_takes_the_next_larger_with_it() -> None:
    shown = parts_of_total([1, 9, 9, 9])
    assert [one.text for one in shown] == ["färre än 5", "visas inte", "9", "9"]


def test_what_would_give_all_away_is_hidden_alike() -> None:
    assert [one.text for one in parts_of_total([1, 1])] == ["visas inte", "visas inte"]


def test_none_and_large_parts_are_shown() -> None:
    assert [one.text for one in parts_of_total([0, 5, 12345])] == ["0", "5", "12\u00a0345"]


def test_a_number_alone_is_few_below_five() -> None:
    assert [alone(count).text for count in (0, 1, 4, 5)] == ["0", "färre än 5", "färre än 5", "5"]


def test_what_few_have_typed_is_counted_under_what_they_share() -> None:
    typed: dict[tuple[str, ...], int] = {
        ("rutin", "svar"): 6,
        ("rutin", "eget"): 3,
        ("rutin", ""): 2,
        ("annat", "x"): 4,
    }
    assert gathered(typed) == {("rutin", "svar"): 6, ("rutin", ""): 5, ("", ""): 4}
    assert gathered({}) == {}


def test_nothing_is_nothing() -> None:
    assert parts_of_total([]) == []
