"""Build every service once and join them; the only place that does."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cached_property

from bot.delivery.channel import Channel
from bot.delivery.reminders import Reminders
from bot.delivery.settings import set_up_channels
from bot.delivery.worker import DeliveryParts, Tell, log_dead
from bot.desk.analyses.cases import CaseFiles
from bot.desk.analyses.desk import AnalysisDesk
from bot.desk.analyses.followup import FollowupDesk
from bot.desk.analyses.lessons import LessonDesk
from bot.desk.analyses.parts import AnalysisParts
from bot.desk.analyses.review import Review
from bot.desk.analyses.shelf import LessonShelf
from bot.desk.ask import AskDesk
from bot.desk.deviations.departing import Departing, DepartureDesk
from bot.desk.deviations.desk import DeviationDesk
from bot.desk.deviations.prefilling import Prefill
from bot.desk.drafts import DraftDesk, DraftParts
from bot.desk.drafts.expiry import DraftExpiry
from bot.desk.drafts.form_files import form_files, wording_file
from bot.desk.drafts.talk import DraftTalk
from bot.desk.front import FrontDesk
from bot.desk.guide import GuideDesk, GuideParts
from bot.desk.guide_flows import GuideFlows
from bot.desk.guide_sources import GuideSources
from bot.desk.messages import InboxDesk, MessageParts, SendDesk
from bot.desk.messages.parts import Stored
from bot.desk.policy import Policy
from bot.settings import Settings
from bot.units import UnitRegister
from flows.wording import Wording
from knowledge.answering import Answerer
from knowledge.bundled import GLOSSARY_FILE, Bundle
from knowledge.departs import Departures
from knowledge.embedding import Embedder, load_embedder
from knowledge.library import Library, Model
from knowledge.question import Glossary
from storage.additions import Additions
from storage.analyses import Analyses
from storage.answers import Answers
from storage.audit import Audit
from storage.database import Database
from storage.draft_places import DraftPlaces
from storage.drafts import Drafts
from storage.followups import Followups
from storage.guidances import Guidances
from storage.lessons import Lessons
from storage.messages import Messages
from storage.outbox import Outbox
from storage.readings import Readings
from storage.receipts import Receipts, waits_for
from storage.statistics_register import DeviationRegister
from storage.swapping import finish_swap
from storage.units import Units
from storage.unsent import Unsent


class Lotsen:
    """The services of one process, each made when it is first needed.

    `when_sent` is called when there is something new to deliver.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.when_sent: Callable[[], None] = lambda: None
        finish_swap(settings.data_dir)

    def open_database(self, busy_s: float | None = None) -> Database:
        """Give the database; another writer is waited for `busy_s` seconds."""
        key = self.settings.database_key
        return Database(
            self.settings.database_file, busy_s, key.get_secret_value() if key else None
        )

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
        return Answers(self.open_database())

    @cached_property
    def audit(self) -> Audit:
        """Give the audit trail."""
        return Audit(self.open_database())

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
            self.guide_flows,
            self.guide_sources,
            self.guidances,
            lambda: self.ask_desk,
            self.answers,
        )
        return GuideDesk(parts)

    @cached_property
    def draft_desk(self) -> DraftDesk:
        """Give the desk that writes drafts with people."""
        parts = DraftParts(
            Drafts(self.open_database()),
            embed=lambda: self.embedder.query,
            names=lambda team: self.unit_register.names(team),
            keep_days=self.settings.draft_days,
            forms=form_files(self.settings.data_dir / "forms"),
            prefill=Prefill(self.unit_register, self.stored_messages.messages.find),
            wording=self.wording,
            departs=self.departing.when_asked,
        )
        return DraftDesk(parts)

    @cached_property
    def departures(self) -> Departures:
        """Give what proposes the sections that an event departs from."""
        return Departures(self.answerer.index, self.embedder, self.settings.index_dir)

    @cached_property
    def departing(self) -> Departing:
        """Give what proposes sections to a report."""
        return Departing(lambda: self.departures)

    @cached_property
    def departure_desk(self) -> DepartureDesk:
        """Give the desk that takes what a report departs from."""
        return DepartureDesk(self.draft_desk, self.departing)

    @cached_property
    def wording(self) -> Callable[[], Wording]:
        """Give what reads the wording of reports; words in the data folder go before."""
        return wording_file(self.settings.data_dir / "flows")

    @cached_property
    def draft_places(self) -> DraftPlaces:
        """Give where drafts are talked about."""
        return DraftPlaces(self.open_database())

    @cached_property
    def unsent(self) -> Unsent:
        """Give what was typed in forms and not sent."""
        return Unsent(self.open_database())

    @cached_property
    def guidances(self) -> Guidances:
        """Give the record of guidances."""
        return Guidances(self.open_database())

    @cached_property
    def units(self) -> Units:
        """Give the stored units."""
        return Units(self.open_database(), self.audit, waits_for)

    @cached_property
    def unit_register(self) -> UnitRegister:
        """Give the register that says who belongs where."""
        return UnitRegister(self.units)

    @cached_property
    def policy(self) -> Policy:
        """Give the rules for who may read a message and act on it."""
        return Policy(self.unit_register, self.audit)

    @cached_property
    def stored_messages(self) -> Stored:
        """Give where messages are kept, with their receipts and notices."""
        database = self.open_database()
        messages = Messages(database, self.audit)
        receipts, additions = Receipts(database, messages), Additions(database, messages)
        numbers = DeviationRegister(database, messages)
        return Stored(messages, receipts, additions, Outbox(database), Readings(database), numbers)

    @cached_property
    def message_parts(self) -> MessageParts:
        """Give what the message desks work with."""
        return MessageParts(
            self.stored_messages,
            self.draft_desk,
            self.unit_register,
            self.policy,
            self.audit,
            remind_after=timedelta(hours=self.settings.remind_hours),
            sent=lambda: self.when_sent(),
            tells_authors=True,
            group=self.settings.report_group,
        )

    @cached_property
    def deviation_desk(self) -> DeviationDesk:
        """Give the desk that begins reports of deviations."""
        return DeviationDesk(self.message_parts)

    @cached_property
    def analysis_parts(self) -> AnalysisParts:
        """Give what the desks of analyses and lessons work with."""
        database = self.open_database()
        analyses, lessons = Analyses(database, self.audit), Lessons(database, self.audit)
        review = Review(self.wording)
        return AnalysisParts(analyses, lessons, self.message_parts, review)

    @cached_property
    def analysis_desk(self) -> AnalysisDesk:
        """Give the desk of event analyses in cooperation."""
        return AnalysisDesk(self.analysis_parts)

    @cached_property
    def lesson_desk(self) -> LessonDesk:
        """Give the desk of lessons."""
        cases = CaseFiles(self.settings.data_dir / "training")
        return LessonDesk(self.analysis_parts, LessonShelf(self.library, cases))

    @cached_property
    def followup_desk(self) -> FollowupDesk:
        """Give the desk of the individual's own follow-up."""
        return FollowupDesk(self.message_parts, Followups(self.open_database(), self.audit))

    @cached_property
    def send_desk(self) -> SendDesk:
        """Give the desk that sends messages."""
        return SendDesk(self.message_parts)

    @cached_property
    def inbox_desk(self) -> InboxDesk:
        """Give the desk of the units' inboxes."""
        return InboxDesk(self.message_parts)

    def delivery_parts(self, tell_dead: Tell = log_dead, **channels: Channel) -> DeliveryParts:
        """Give what the delivery worker works with: mail and webhook where set, and more."""
        stored, register = self.stored_messages, self.unit_register
        after = timedelta(hours=self.settings.escalate_hours)
        reminders = Reminders(stored.messages, stored.receipts, register.find, after)
        return DeliveryParts(
            stored.outbox,
            {**set_up_channels(self.settings), **channels},
            lambda team, unit: register.names(team).get(unit, unit),
            self.settings.inbox_link,
            tell_dead,
            reminders.put_in_line,
        )

    @cached_property
    def draft_expiry(self) -> DraftExpiry:
        """Give what ends drafts whose time has run out."""
        drafts = Drafts(self.open_database())
        return DraftExpiry(drafts, self.draft_desk, unsent=self.unsent)

    def now(self) -> datetime:
        """Give the time."""
        return datetime.now(UTC)

    @cached_property
    def front_desk(self) -> FrontDesk:
        """Give the desk that sends each message to the right one."""
        drafts = DraftTalk(self.draft_desk, self.draft_places)
        return FrontDesk(self.ask_desk, self.guide_desk, self.guidances, drafts=drafts)
