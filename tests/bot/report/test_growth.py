"""The limits of a rate ratio are the exact ones, whatever the counts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta  # type: ignore[import-untyped]

from bot.report.growth import Counted, growth, incomplete_beta, share_limits


@given(st.integers(0, 3000), st.integers(0, 3000), st.sampled_from([0.9, 0.95, 0.999]))
@settings(max_examples=150, deadline=None)
def test_the_limits_are_those_of_a_known_library(some: int, others: int, sureness: float) -> None:
    every = max(some + others, 1)
    some = min(some, every)
    tail = (1 - sureness) / 2
    low, high = share_limits(some, every, sureness)
    assert low == pytest.approx(beta.ppf(tail, some, every - some + 1) if some else 0, abs=1e-9)
    expected = beta.ppf(1 - tail, some + 1, every - some) if some < every else 1
    assert high == pytest.approx(expected, abs=1e-9)


def test_twice_as_many_in_twice_the_time_is_no_growth() -> None:
    found = growth(Counted(50, 30), Counted(100, 60))
    assert found.ratio == 1
    assert found.high is not None
    assert found.low < 1 < found.high


def test_what_was_never_there_has_no_upper_limit() -> None:
    found = growth(Counted(0, 30), Counted(8, 30))
    assert (found.ratio, found.high) == (None, None)
    assert found.low > 1


def test_a_hundred_thousand_is_counted_too() -> None:
    found = growth(Counted(48_000, 365), Counted(52_000, 365))
    assert found.high is not None
    assert found.low == pytest.approx(1.0699, abs=1e-3)
    assert found.high == pytest.approx(1.0969, abs=1e-3)


def test_the_function_ends_at_nought_and_one() -> None:
    assert (incomplete_beta(2, 3, 0), incomplete_beta(2, 3, 1)) == (0, 1)


def test_what_has_not_grown_is_seldom_called_growth() -> None:
    chance, runs, kinds, sureness = np.random.default_rng(1), 60, 20, 0.95
    called, each = 0, 1 - (1 - sureness) / kinds
    for _ in range(runs):
        pairs = zip(*chance.poisson(20, (2, kinds)), strict=True)
        found = (growth(Counted(int(was), 30), Counted(int(now), 30), each) for was, now in pairs)
        called += any(one.low > 1 for one in found)
    assert called / runs <= 1 - sureness
