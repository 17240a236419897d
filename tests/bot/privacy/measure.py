"""Measure misses and false alarms: `python -m tests.bot.privacy.measure`."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.privacy.masking import find
from bot.privacy.plain import plain

SENTENCES_FILE = Path(__file__).with_name("sentences.jsonl")


@dataclass(frozen=True)
class Identity:
    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Reviewed:
    """A sentence about invented people, with where their identities stand."""

    id: str
    text: str
    identities: tuple[Identity, ...]
    is_held_out: bool


@dataclass
class Measured:
    """What was found of what is there, kind by kind."""

    identities: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    false_alarms: list[str] = field(default_factory=list)
    missed_in: list[str] = field(default_factory=list)
    over_masked: list[str] = field(default_factory=list)

    def recall(self, kind: str) -> float:
        """Give the share of a kind that is masked whole."""
        return 1 - self.missed[kind] / self.identities[kind]

    @property
    def false_alarm_rate(self) -> float:
        """Give the share of identity-free sentences in which something is masked."""
        return len(self.false_alarms) / self.clean


def sentences() -> list[Reviewed]:
    """Read the reviewed sentences."""
    lines = SENTENCES_FILE.read_text(encoding="utf-8").splitlines()
    return [_reviewed(json.loads(line)) for line in lines]


def _reviewed(fields: dict[str, object]) -> Reviewed:
    identities = fields["identities"]
    assert isinstance(identities, list)
    return Reviewed(
        id=str(fields["id"]),
        text=str(fields["text"]),
        identities=tuple(Identity(**identity) for identity in identities),
        is_held_out=bool(fields["held_out"]),
    )


def measure(reviewed: Sequence[Reviewed]) -> Measured:
    """Mask each sentence and count."""
    measured = Measured()
    for sentence in reviewed:
        _count(sentence, list(masked_spans(sentence.text)), measured)
    return measured


def masked_spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Give where something is masked in a text, and what it is called."""
    written = plain(text)
    for span in find(written):
        yield *written.written(span), span.kind.value


def _count(sentence: Reviewed, masked: list[tuple[int, int, str]], measured: Measured) -> None:
    hidden = {at for start, end, _ in masked for at in range(start, end)}
    if not sentence.identities:
        measured.clean += 1
        if masked:
            measured.false_alarms.append(sentence.id)
    for identity in sentence.identities:
        measured.identities[identity.kind] += 1
        if not _is_hidden(sentence.text, identity, hidden):
            measured.missed[identity.kind] += 1
            measured.missed_in.append(sentence.id)
    if sentence.identities and any(_is_too_much(one, sentence) for one in masked):
        measured.over_masked.append(sentence.id)


def _is_hidden(text: str, identity: Identity, hidden: set[int]) -> bool:
    return all(at in hidden for at in range(identity.start, identity.end) if text[at].isalnum())


def _is_too_much(masked: tuple[int, int, str], sentence: Reviewed) -> bool:
    start, end, _ = masked
    return not any(start < one.end and one.start < end for one in sentence.identities)


def report(measured: Measured, part: str) -> str:
    """Give the figures as lines for people."""
    kinds = (
        f"{kind} {count - measured.missed[kind]}/{count}"
        for kind, count in measured.identities.items()
    )
    return (
        f"{part}: masked {', '.join(kinds)}; false alarms {len(measured.false_alarms)}"
        f"/{measured.clean} sentences without identity; too much in {measured.over_masked}"
    )


def parts() -> dict[str, Measured]:
    """Measure what the rules were tuned on and what was held out."""
    reviewed = sentences()
    return {
        name: measure([sentence for sentence in reviewed if sentence.is_held_out == is_held_out])
        for name, is_held_out in (("tuned", False), ("held out", True))
    }


if __name__ == "__main__":
    for part, measured in parts().items():
        print(report(measured, part))  # noqa: T201 - the report is the output
