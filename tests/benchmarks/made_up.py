"""Documents made for the benchmarks: bundled sentences, shuffled, with words no source has."""

from pathlib import Path
from random import Random

from knowledge.bundled import Bundle
from knowledge.lexical import words
from knowledge.model import Block, Header, Kind, ParsedDocument, Section
from knowledge.passages import cut

KINDS = tuple(Kind)
OWNERS = 20
_SENTENCES = 3  # in a passage, as in the bundled sources
_FRESH_EVERY = 6  # words
_MOST_WORDS = 30  # in a sentence, so that a section is one passage


class Writer:
    """Writes sections that look like the real ones to a tokenizer and to a model."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - made-up text, no secret
        self._sentences = real_sentences()

    def section(self, number: int) -> Section:
        """Give a section that becomes one passage."""
        text = " ".join(self._sentence() for _ in range(_SENTENCES))
        heading = f"Avsnitt {number} {self._fresh_word()}"
        return Section(heading=(heading,), blocks=(Block(text=text),))

    def document(self, number: int, sections: int) -> ParsedDocument:
        """Give a document; kinds and owners come in turn."""
        header = Header(
            id=f"made-up-{number}",
            kind=KINDS[number % len(KINDS)],
            title=f"Dokument {number}",
            version="1",
            owner=f"Enhet {number % OWNERS}",
        )
        return ParsedDocument(
            header=header,
            sections=tuple(self.section(one) for one in range(sections)),
            content_hash=f"{number:016d}",
        )

    def _sentence(self) -> str:
        found = words(self._random.choice(self._sentences))[:_MOST_WORDS]
        self._random.shuffle(found)
        for place in range(0, len(found), _FRESH_EVERY):
            found[place] = self._fresh_word()
        return f"{' '.join(found).capitalize()}."

    def _fresh_word(self) -> str:
        """Give a word made of the ends and beginnings of real ones."""
        pair = (words(self._random.choice(self._sentences)) or ["ord"] for _ in range(2))
        first, second = (self._random.choice(found) for found in pair)
        return first[: len(first) // 2 + 1] + second[len(second) // 2 :]


def real_sentences() -> list[str]:
    """Give the sentences of the bundled sources that are long enough to shuffle."""
    passages = [passage for document in Bundle().documents() for passage in cut(document)]
    found = [passage.quote(sentence) for passage in passages for sentence in passage.sentences]
    return [sentence for sentence in found if len(words(sentence)) >= _FRESH_EVERY]


def write_markdown(path: Path, sections: int, seed: int) -> None:
    """Write a Markdown document of as many passages as sections."""
    writer = Writer(seed)
    fields = (
        f'id = "made-up-{seed}"',
        'kind = "rutin"',
        f'title = "Rutin {seed}"',
        'version = "1"',
    )
    parts = ["\n".join(("+++", *fields, "+++")), f"# Rutin {seed}"]
    for section in (writer.section(number) for number in range(sections)):
        parts += [f"## {section.heading[0]}", *(block.text for block in section.blocks)]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
