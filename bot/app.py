"""Build every service once and join them; the only place that does."""

from functools import cached_property

from bot.desk.ask import AskDesk
from bot.settings import Settings
from knowledge.answering import Answerer
from knowledge.bundled import GLOSSARY_FILE, Bundle
from knowledge.embedding import Embedder, load_embedder
from knowledge.library import Library, Model
from knowledge.question import Glossary
from storage.answers import Answers
from storage.database import Database


class Lotsen:
    """The services of one process, each made when it is first needed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def embedder(self) -> Embedder:
        """Give the embedding model, loaded once a process."""
        return load_embedder(self.settings.embedding_model)

    @cached_property
    def bundle(self) -> Bundle:
        """Give the bundled sources, or none when they are left out."""
        return Bundle(is_included=self.settings.bundled == "on")

    @cached_property
    def library(self) -> Library:
        """Give the library of sources."""
        model = Model(self.settings.embedding_model, lambda: self.embedder)
        return Library(self.settings.index_dir, model, self.bundle)

    @cached_property
    def answerer(self) -> Answerer:
        """Give what answers from the published build."""
        glossary = Glossary.read(GLOSSARY_FILE)
        return Answerer(self.library, self.embedder, self.bundle, glossary)

    @cached_property
    def answers(self) -> Answers:
        """Give the record of answers."""
        return Answers(Database(self.settings.database_file))

    @cached_property
    def ask_desk(self) -> AskDesk:
        """Give the desk that answers questions."""
        return AskDesk(self.answerer, self.answers)
