"""Cut sections into passages: at most about 120 words, whole sentences, with stable ids."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.model import SECTION_SEPARATOR, Block, ParsedDocument, Passage, Section, Sentence
from knowledge.sentences import sentence_spans

MAX_WORDS = 120  # measured: longer passages blur the vector, shorter ones lose their context


@dataclass(frozen=True)
class _Piece:
    text: str
    block: Block


def cut(document: ParsedDocument) -> list[Passage]:
    """Give the document's passages in reading order."""
    passages: list[Passage] = []
    for section in document.sections:
        for pieces in _packed(_pieces(section.blocks)):
            passages.append(_passage(document.header.id, section, pieces, len(passages)))
    return passages


def _pieces(blocks: Iterable[Block]) -> Iterator[_Piece]:
    for block in blocks:
        for start, end in sentence_spans(block.text):
            for part in _short_enough(block.text[start:end]):
                yield _Piece(part, block)


def _short_enough(sentence: str) -> Iterator[str]:
    words = sentence.split(" ")
    for start in range(0, len(words), MAX_WORDS):
        yield " ".join(words[start : start + MAX_WORDS])


def _packed(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    pack: list[_Piece] = []
    size = 0
    for piece in pieces:
        length = piece.text.count(" ") + 1
        if pack and size + length > MAX_WORDS:
            yield pack
            pack, size = [], 0
        pack.append(piece)
        size += length
    if pack:
        yield pack


def _passage(document_id: str, section: Section, pieces: list[_Piece], number: int) -> Passage:
    sentences, offset = [], 0
    for piece in pieces:
        end = offset + len(piece.text)
        sentences.append(
            Sentence(
                start=offset,
                end=end,
                basis=piece.block.basis,
                is_warning=piece.block.is_warning,
            )
        )
        offset = end + 1
    text = " ".join(piece.text for piece in pieces)
    return Passage(
        id=_passage_id(document_id, section, text, number),
        document_id=document_id,
        section=SECTION_SEPARATOR.join(section.heading),
        page=section.page,
        text=text,
        sentences=tuple(sentences),
        questions=section.questions,
    )


def _passage_id(document_id: str, section: Section, text: str, number: int) -> str:
    # The number keeps two identical passages of one document apart.
    key = "\x1f".join((document_id, *section.heading, text, str(number)))
    return f"{document_id}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"
