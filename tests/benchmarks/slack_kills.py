"""Kill the bot at random moments under load, start it again, and count what was lost or doubled.

The bot is a process of its own; Slack comes again after seconds instead of minutes.
"""

import asyncio

from tests.benchmarks import harness
from tests.rig.killed import Toll, kill_often

_KILLS, _FEW = 200, 2


def main() -> None:
    """Print the table."""
    chosen = harness.options(__doc__ or "")
    with harness.folder(chosen) as data_dir:
        harness.services(data_dir, bundled=True).library.ensure()
        harness.introduce("Killed under load")
        _print(asyncio.run(kill_often(data_dir, _FEW if chosen.tiny else _KILLS)))


def _print(toll: Toll) -> None:
    rows = [
        ("kills", toll.kills, "", ""),
        ("questions written", toll.asked, "", ""),
        ("questions claimed before Slack gave up on a bot that was down", toll.claimed, "", ""),
        ("claimed and not answered", toll.unanswered, 0, harness.verdict(toll.unanswered, 0)),
        ("answered twice", toll.answered_twice, 0, harness.verdict(toll.answered_twice, 0)),
        ("faulty payloads", toll.found, 0, harness.verdict(toll.found, 0)),
    ]
    harness.print_table(("what", "counted", "wanted", ""), rows)


if __name__ == "__main__":
    main()
