"""How much a count has grown between two periods, and how sure that is.

The ratio of two Poisson rates, conditional on their sum: given both counts, the later one is
binomial (Przyborowski and Wilenski, Biometrika 1940), whose exact limits are those of Clopper and
Pearson (Biometrika 1934), taken from the incomplete beta function (NIST DLMF 8.17).
"""

import math
from dataclasses import dataclass

_STEPS, _HALVINGS, _CLOSE, _TINY = 1000, 200, 1e-14, 1e-300


@dataclass(frozen=True)
class Counted:
    """A count, and the days it was counted over."""

    count: int
    days: int


@dataclass(frozen=True)
class Growth:
    """The rate now over the rate before, with its limits; None where there is no upper one."""

    ratio: float | None
    low: float
    high: float | None


def growth(before: Counted, now: Counted, sureness: float = 0.95) -> Growth:
    """Give how many times as often something happens now."""
    exposure = before.days / now.days
    low, high = share_limits(now.count, now.count + before.count, sureness)
    ratio = now.count / before.count * exposure if before.count else None
    return Growth(ratio, _odds(low) * exposure, _odds(high) * exposure if high < 1 else None)


def _odds(share: float) -> float:
    return share / (1 - share)


def share_limits(some: int, every: int, sureness: float = 0.95) -> tuple[float, float]:
    """Give the exact limits of a share (Clopper and Pearson)."""
    tail = (1 - sureness) / 2
    low = 0.0 if some == 0 else _beta_quantile(tail, some, every - some + 1)
    high = 1.0 if some == every else _beta_quantile(1 - tail, some + 1, every - some)
    return low, high


def _beta_quantile(share: float, a: float, b: float) -> float:
    """Halve the interval where the incomplete beta function takes a value."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if high - low < _CLOSE:
            break
        if incomplete_beta(a, b, middle) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def incomplete_beta(a: float, b: float, x: float) -> float:
    """Give the regularised incomplete beta function, by its continued fraction (8.17.22)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):  # where the fraction is slow, its mirror is fast
        return 1 - incomplete_beta(b, a, 1 - x)
    front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front += a * math.log(x) + b * math.log1p(-x)
    return math.exp(front) / (a * _fraction(a, b, x))


def _fraction(a: float, b: float, x: float) -> float:
    """Sum the continued fraction by the method of Lentz (Applied Optics 1976)."""
    value, upper, lower = 1.0, 1.0, 0.0
    for step in range(1, _STEPS):
        half, odd = divmod(step, 2)
        if odd:
            term = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        else:
            term = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        lower = 1 / ((1 + term * lower) or _TINY)
        upper = 1 + term / upper or _TINY
        value *= upper * lower
        if abs(upper * lower - 1) < _CLOSE:
            break
    return value
