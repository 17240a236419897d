"""What drafts in Slack work with."""

from dataclasses import dataclass
from uuid import uuid4

from bot.app import Lotsen
from bot.desk.deviations.departing import DepartureDesk
from bot.desk.deviations.desk import DeviationDesk
from bot.desk.drafts import DraftDesk
from bot.desk.messages import SendDesk
from bot.slack import words
from bot.slack.surface import Surface
from bot.slack.typing import UnsentWords
from bot.units.register import UnitRegister
from knowledge.model import StaffError
from storage.database import StorageError
from storage.draft_places import DraftPlaces
from storage.guidances import Guidances
from storage.messages import Messages


@dataclass(frozen=True)
class DraftServices:
    """The desks, the register of units, and where drafts are talked about."""

    desk: DraftDesk
    send: SendDesk
    deviations: DeviationDesk
    departures: DepartureDesk
    units: UnitRegister
    places: DraftPlaces
    guidances: Guidances
    messages: Messages
    unsent: UnsentWords
    surface: Surface

    @property
    def forms(self) -> list[tuple[str, str]]:
        """Give the forms that can be written, as id and title."""
        return [(form.id, form.title) for form in self.desk.offered().values()]


def services_of(lotsen: Lotsen, surface: Surface) -> DraftServices:
    """Join what drafts in Slack work with."""
    return DraftServices(
        desk=lotsen.draft_desk,
        send=lotsen.send_desk,
        deviations=lotsen.deviation_desk,
        departures=lotsen.departure_desk,
        units=lotsen.unit_register,
        places=lotsen.draft_places,
        guidances=lotsen.guidances,
        messages=lotsen.stored_messages.messages,
        unsent=UnsentWords(lotsen.unsent, surface.clock),
        surface=surface,
    )


def fresh() -> str:
    """Give a name that no block has had before."""
    return uuid4().hex[:8]


def said_of(error: StaffError | StorageError) -> str:
    """Give the words for what went wrong; what is inside a fault of storage is not for staff."""
    return str(error) if isinstance(error, StaffError) else words.TRY_AGAIN
