"""Send under faults in every channel, kill the sender at random moments, and count what arrived.

Mail, webhook and Slack each fail one time in ten, half of the times after taking the notice. The
sender's clock goes 20 times faster, so that pauses and leases are over sooner.
"""

import asyncio

from tests.benchmarks import harness
from tests.rig.sends import Delivered, send_and_kill

_SENDS, _KILLS = 10_000, 200
_FEW = 40


def main() -> None:
    """Print the table."""
    chosen = harness.options(__doc__ or "")
    sends, kills = (_FEW, 2) if chosen.tiny else (_SENDS, _KILLS)
    with harness.folder(chosen) as folder:
        harness.introduce("Sends, killed and failing")
        _print(asyncio.run(send_and_kill(folder, sends, kills)))


def _print(seen: Delivered) -> None:
    wanted = {
        "confirmed and in no inbox, or not once": seen.lost,
        "drafts sent twice": seen.doubled,
        "notices never finished": seen.unfinished,
        "notices that never came": seen.never_arrived,
        "repeats beyond the faults and the kills": seen.unexplained,
        "notices twice in a Slack channel": seen.doubled_in_slack,
    }
    rows = [
        ("kills", seen.kills, "", ""),
        ("messages confirmed", seen.confirmed, "", ""),
        *((f"notices by {channel}", count, "", "") for channel, count in seen.arrived.items()),
        ("repeats, each with the id of the first", seen.repeats, "", ""),
        *((what, count, 0, harness.verdict(count, 0)) for what, count in wanted.items()),
    ]
    harness.print_table(("what", "counted", "wanted", ""), rows)


if __name__ == "__main__":
    main()
