"""Deliver late, twice, again and twins in any order, with a tenth of Slack's calls failing once.

Each question has to be answered exactly once.
"""

import asyncio

from tests.benchmarks import harness
from tests.rig.mischief import Muddle, muddle

_DELIVERIES, _FEW = 2_000, 40


def main() -> None:
    """Print the table."""
    chosen = harness.options(__doc__ or "")
    with harness.folder(chosen) as data_dir:
        harness.services(data_dir, bundled=True).library.ensure()
        harness.introduce("Delivered in a muddle")
        _print(asyncio.run(muddle(data_dir, _FEW if chosen.tiny else _DELIVERIES)))


def _print(result: Muddle) -> None:
    missed = abs(result.asked - result.answered_once)
    rows = [
        ("deliveries", result.deliveries, "", ""),
        ("questions written", result.asked, "", ""),
        ("answered exactly once", result.answered_once, result.asked, harness.verdict(missed, 0)),
        ("faulty payloads", result.found, 0, harness.verdict(result.found, 0)),
    ]
    harness.print_table(("what", "counted", "wanted", ""), rows)


if __name__ == "__main__":
    main()
