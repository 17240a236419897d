"""Time free text of 120 words to a preview, warm, over the forms.

Mask, sort under the headings, keep, the draft as Slack shows it, and what happens when it is sent;
each text is made of other people's sentences for the same form, and is drafted once.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import count, islice
from pathlib import Path

from bot.app import Lotsen
from bot.desk.drafts.desk import Author
from bot.desk.drafts.reply import DraftNotice
from bot.privacy import mask
from bot.slack.views.draft import draft_message
from bot.slack.views.draft_send import SendChoices, send_modal
from bot.units.importing import Importer
from bot.units.reading import DEMO_FILE, read_units
from flows.forms.sorting import sentences_of
from flows.load import load_unit_types
from tests.benchmarks import harness

_DRAFTS = Path(__file__).parents[1] / "flows" / "drafts"
_WORDS, _WARM_UP, _TEXTS = 120, 4, 120
_MOST_MS = 300.0
_MEMBER = Author("T1", "U0KERS003")


def main() -> None:
    """Print the table."""
    chosen = harness.options(__doc__ or "")
    with harness.folder(chosen) as data_dir:
        lotsen = harness.services(data_dir, bundled=True)
        _import_units(lotsen)
        texts = _WARM_UP + (4 if chosen.tiny else _TEXTS)
        told = list(islice(_told(), texts))
        _time(lotsen, told[:_WARM_UP])
        harness.introduce("Free text of 120 words to a preview")
        _print(_time(lotsen, told[_WARM_UP:]))


def _told() -> Iterator[tuple[str, str]]:
    """Give texts of 120 words, as form and text, each beginning at another sentence."""
    forms = {file.stem: _sentences(file) for file in sorted(_DRAFTS.glob("*.txt"))}
    for turn in count():
        for form, sentences in forms.items():
            start = turn * 7 % len(sentences)
            words = " ".join([*sentences[start:], *sentences[:start]]).split()
            yield form, " ".join(words[:_WORDS])


def _sentences(file: Path) -> list[str]:
    """Give the sentences of a form's written drafts, without their headings."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line.partition(":")[2].strip() for line in lines if line and line[0] != "#"]


def _import_units(lotsen: Lotsen) -> None:
    importer = Importer(lotsen.units, load_unit_types()[0])
    plan = importer.plan("", read_units(DEMO_FILE))
    if not plan.is_empty:
        importer.carry_out("", plan, "benchmark", datetime.now(UTC))
    lotsen.unit_register.choose(
        _MEMBER.team, _MEMBER.user, "hemsjukvarden-demoby", datetime.now(UTC)
    )


def _time(lotsen: Lotsen, told: Sequence[tuple[str, str]]) -> dict[str, list[float]]:
    desk, send, embedder = lotsen.draft_desk, lotsen.send_desk, lotsen.embedder
    names = lotsen.unit_register.names(_MEMBER.team)

    def preview(form: str, text: str) -> None:
        reply = desk.begin(form, _MEMBER, mask(text))
        if DraftNotice.NOT_SAVED in reply.notices:
            raise RuntimeError("a draft was not kept, so its time says nothing")
        draft_message(reply)
        send_modal(send.check(reply.draft_id, _MEMBER), SendChoices({}, None, names))

    timed = []
    for turn, (form, text) in enumerate(told):
        calls: dict[str, Callable[[], object]] = {
            "embed each sentence": partial(_embed, embedder.query, sentences_of(text)),
            "preview": partial(preview, form, text),
        }
        timed.append(harness.in_turn(calls, turn))
    return harness.columns(timed)


def _embed(embed: Callable[[str], object], sentences: Sequence[str]) -> None:
    for sentence in sentences:
        embed(sentence)


def _print(times: dict[str, list[float]]) -> None:
    embed, preview = times["embed each sentence"], times["preview"]
    ratio = harness.p50(preview) / harness.p50(embed)
    print(f"\n{len(preview)} texts of {_WORDS} words")
    harness.print_table(
        ("", "p50 ms", "p99 ms"),
        [(call, f"{harness.p50(each):.1f}", f"{harness.p99(each):.1f}")
         for call, each in times.items()],
    )  # fmt: skip
    median = harness.p50(preview)
    harness.print_table(
        ("figure", "value", "limit", ""),
        [("from free text to preview, p50 ms", f"{median:.1f}", _MOST_MS,
          harness.verdict(median, _MOST_MS)),
         ("of embedding its sentences alone", f"{ratio:.2f}", "", "")],
    )  # fmt: skip


if __name__ == "__main__":
    main()
