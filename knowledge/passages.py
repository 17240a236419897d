"""Cut sections into passages: at most about 120 words, whole sentences, with stable ids."""

import hashlib
from collections import Counter
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
    seen: Counter[str] = Counter()  # keeps two identical passages of one document apart
    for section in document.sections:
        for pieces in _packed(_pieces(section.blocks)):
            text = " ".join(piece.text for piece in pieces)
            key = "\x1f".join((*section.heading, text))
            seen[key] += 1
            passage_id = _passage_id(document.header.id, f"{key}\x1f{seen[key]}")
            passages.append(_passage(passage_id, document.header.id, section, pieces))
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


def _passage(passage_id: str, document_id: str, section: Section, pieces: list[_Piece]) -> Passage:
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
    return Passage(
        id=passage_id,
        document_id=document_id,
        section=SECTION_SEPARATOR.join(section.heading),
        page=section.page,
        text=" ".join(piece.text for piece in pieces),
        sentences=tuple(sentences),
        questions=section.questions,
    )


def _passage_id(document_id: str, key: str) -> str:
    return f"{document_id}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"
