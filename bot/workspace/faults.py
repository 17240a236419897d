"""Faults on order: rate limits, errors, slowness and outages, for trying a bot's patience."""

import random
from dataclasses import dataclass
from typing import Literal

from bot.workspace.clock import Clock

How = Literal["rate_limited", "server_error", "no_answer", "answer_lost"]


@dataclass
class _Plan:
    how: How
    method: str | None
    left: int | None = None
    share: float = 1.0


class Faults:
    """Decides for each call whether it fails, and how; nothing fails until it is ordered."""

    def __init__(self, clock: Clock, seed: int = 1) -> None:
        self._clock = clock
        self._chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
        self._plans: list[_Plan] = []
        self._slow = 0.0
        self._down_until = 0.0
        self._acks_to_lose = 0
        self.retry_after = 1

    def fail_next(self, count: int, how: How = "rate_limited", method: str | None = None) -> None:
        """Let the next calls fail, of one method or of all.

        With "answer_lost" the call is carried out, and only the answer goes missing.
        """
        self._plans.append(_Plan(how, method, left=count))

    def fail_share(
        self, share: float, how: How = "server_error", method: str | None = None
    ) -> None:
        """Let a share of the calls fail, by chance with a fixed seed."""
        self._plans.append(_Plan(how, method, share=share))

    def slow(self, seconds: float) -> None:
        """Let every call take that much longer."""
        self._slow = seconds

    def go_down(self, seconds: float) -> None:
        """Be out of order for a while: calls are refused and sockets are dropped."""
        self._down_until = self._clock.now() + seconds

    def lose_acks(self, count: int) -> None:
        """Let the next acknowledgements go missing, so that deliveries come again."""
        self._acks_to_lose = count

    def clear(self) -> None:
        """Let everything work again."""
        self._plans.clear()
        self._slow = self._down_until = 0.0
        self._acks_to_lose = 0

    @property
    def is_down(self) -> bool:
        """Tell whether the workspace is out of order."""
        return self._clock.now() < self._down_until

    def loses_ack(self) -> bool:
        """Tell whether this acknowledgement goes missing."""
        if self._acks_to_lose == 0:
            return False
        self._acks_to_lose -= 1
        return True

    async def strike(self, method: str) -> How | None:
        """Give how this call fails, or None when it does not."""
        if self._slow:
            await self._clock.sleep(self._slow)
        return next((plan.how for plan in self._plans if self._strikes(plan, method)), None)

    def _strikes(self, plan: _Plan, method: str) -> bool:
        if plan.method not in (None, method) or plan.left == 0:
            return False
        if self._chance.random() >= plan.share:
            return False
        if plan.left is not None:
            plan.left -= 1
        return True
