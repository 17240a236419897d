"""Makes a citation of a sentence: its exact words with document, section, page and version."""

from dataclasses import dataclass

from knowledge.answer import Citation
from knowledge.model import Passage, Sentence
from knowledge.register import Entry


@dataclass(frozen=True)
class Quoted:
    """A sentence with the passage and the document that it stands in."""

    entry: Entry
    passage: Passage
    sentence: Sentence

    @property
    def words(self) -> int:
        """Give the length in words."""
        return len(self.passage.quote(self.sentence).split())

    def citation(self, number: int = 1) -> Citation:
        """Give it as it is shown and recorded."""
        header = self.entry.header
        return Citation(
            number=number,
            document_id=header.id,
            kind=header.kind,
            describes=header.describes,
            title=header.title,
            section=self.passage.section,
            page=self.passage.page,
            version=header.version,
            valid_from=header.valid_from,
            url=header.url,
            quote=self.passage.quote(self.sentence),
            basis=self.sentence.basis,
            is_bundled=self.entry.is_bundled,
            passage_id=self.passage.id,
        )
