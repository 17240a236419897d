"""Build every service once and join them; the only place that does."""

from functools import cached_property

from bot.desk.ask import AskDesk
from bot.desk.front import FrontDesk
from bot.desk.guide import GuideDesk, GuideParts
from bot.desk.guide_flows import GuideFlows
from bot.desk.guide_sources import GuideSources
from bot.settings import Settings
from knowledge.answering import Answerer
from knowledge.bundled import GLOSSARY_FILE, Bundle
from knowledge.embedding import Embedder, load_embedder
from knowledge.library import Library, Model
from knowledge.question import Glossary
from storage.answers import Answers
from storage.database import Database
from storage.guidances import Guidances


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

    @cached_property
    def guide_flows(self) -> GuideFlows:
        """Give the flows that the guide follows; those in the data folder go before."""
        return GuideFlows(self.settings.data_dir / "flows")

    @cached_property
    def guide_sources(self) -> GuideSources:
        """Give the sources that flows cite."""
        return GuideSources(self.library)

    @cached_property
    def guide_desk(self) -> GuideDesk:
        """Give the desk that guides to a message type."""
        parts = GuideParts(
            self.guide_flows, self.guide_sources, self.guidances, lambda: self.ask_desk
        )
        return GuideDesk(parts)

    @cached_property
    def guidances(self) -> Guidances:
        """Give the record of guidances."""
        return Guidances(Database(self.settings.database_file))

    @cached_property
    def front_desk(self) -> FrontDesk:
        """Give the desk that sends each message to the right one."""
        return FrontDesk(self.ask_desk, self.guide_desk, self.guidances.open_in)
