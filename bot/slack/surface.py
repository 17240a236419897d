"""What the buttons, modals, commands and the Home tab work with, joined in one place."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.desk.sections import SectionDesk
from bot.desk.verdicts import Verdicts
from bot.slack.asking import ModalQuestions
from bot.slack.contacts import Contacts
from bot.slack.courier import Courier, HandoffStores
from bot.slack.handoffs import HandoffService
from bot.slack.home import HomeTab
from bot.slack.ports import Background, Sender
from bot.slack.subcommands import Subcommands
from knowledge.library import Library
from storage.database import Database
from storage.feedback import FeedbackStore
from storage.given import GivenAnswers
from storage.handoffs import Handoffs
from storage.jobs import Jobs
from storage.relays import Relays


@dataclass(frozen=True)
class Edge:
    """What writes to Slack and keeps time."""

    sender: Sender
    background: Background
    clock: Callable[[], datetime]


@dataclass(frozen=True)
class Shelf:
    """What is read and kept: the database, the sources, and where questions go."""

    database: Database
    library: Library
    contacts: Contacts


@dataclass(frozen=True)
class Surface:
    """The services behind what staff see and press."""

    sender: Sender
    background: Background
    clock: Callable[[], datetime]
    jobs: Jobs
    questions: ModalQuestions
    sections: SectionDesk
    verdicts: Verdicts
    handoffs: HandoffService
    home: HomeTab
    subcommands: Subcommands = field(default_factory=Subcommands)


class HasSurface(Protocol):
    """What the listeners need of the hub."""

    @property
    def surface(self) -> Surface:
        """Give the services behind what staff see and press."""


def build_surface(edge: Edge, shelf: Shelf, questions: ModalQuestions) -> Surface:
    """Join the services."""
    database, jobs = shelf.database, Jobs(shelf.database)
    given = GivenAnswers(database)
    stores = HandoffStores(Handoffs(database), Relays(database))
    courier = Courier(edge.sender, stores, shelf.contacts, edge.clock)
    return Surface(
        sender=edge.sender,
        background=edge.background,
        clock=edge.clock,
        jobs=jobs,
        questions=questions,
        sections=SectionDesk(shelf.library, given, edge.clock),
        verdicts=Verdicts(FeedbackStore(database), given, edge.clock),
        handoffs=HandoffService(stores, shelf.contacts, courier, edge.background, edge.clock),
        home=HomeTab(edge.sender, jobs, shelf.library),
    )
