"""Print the figures on held-out questions: bundled sources, and the deck alone where it is at hand.

`make evaluate` runs this; each part has a data directory of its own under a temporary folder.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
QUESTIONS = HERE / "questions.jsonl"
DECK = HERE.parents[2] / "shared" / "documents" / "oppenvardsprocessen-dialogmote-2023.txt"
LOTSEN = Path(sys.executable).with_name("lotsen")


def lotsen(folder: str, bundled: str, *arguments: str) -> None:
    """Run one command with a data directory of its own."""
    environment = {**os.environ, "LOTSEN_DATA_DIR": folder, "LOTSEN_BUNDLED": bundled}
    subprocess.run([LOTSEN, *arguments], env=environment, check=True)


def main() -> None:
    """Evaluate both sets of sources on the part named on the command line."""
    part = sys.argv[1] if len(sys.argv) > 1 else "held_out"
    ask = ("evaluate", str(QUESTIONS), "--part", part, *sys.argv[2:])
    with tempfile.TemporaryDirectory() as folder:
        print(f"== Bundled sources, {part}", flush=True)
        lotsen(f"{folder}/bundled", "on", *ask)
        if not DECK.exists():
            print("== Deck alone: skipped, the deck is not part of the repository")
            return
        print(f"== Deck alone, no reviewed questions, {part}", flush=True)
        lotsen(f"{folder}/deck", "off", "documents", "add", str(DECK), "--kind", "riktlinje")
        lotsen(f"{folder}/deck", "off", *ask)


if __name__ == "__main__":
    main()
