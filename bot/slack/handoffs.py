"""Questions handed on to people: kept before the ack, carried by the courier after it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid4, uuid5

from bot.privacy import MaskedText
from bot.slack.contacts import Contact, Contacts
from bot.slack.courier import Courier, HandoffStores
from bot.slack.ports import Background
from storage.handoffs import Handoff
from storage.relays import Direction, Relay


@dataclass(frozen=True)
class Origin:
    """Whose question it is, after which answer, and where the replies are wanted.

    `sent_in` names the form it was sent in, so that one that Slack sends again is told.
    """

    team: str
    asker: str
    answer_id: str
    channel: str | None = None
    thread_ts: str | None = None
    sent_in: str | None = None

    @property
    def handoff_id(self) -> str:
        """Give the id of what is kept: the same for the same form."""
        if self.sent_in is None:
            return uuid4().hex
        return uuid5(NAMESPACE_URL, f"handoff:{self.team}:{self.sent_in}").hex


@dataclass(frozen=True)
class Written:
    """What somebody wrote in a thread of a handed on question, masked."""

    team: str
    channel: str
    thread_ts: str
    ts: str
    author: str
    text: MaskedText
    revision: str | None = None


class HandoffService:
    """Keeps what people do with a question before the ack, and hands it to the courier after."""

    def __init__(
        self,
        stores: HandoffStores,
        contacts: Contacts,
        courier: Courier,
        background: Background,
        clock: Callable[[], datetime],
    ) -> None:
        self._handoffs, self._relays = stores.handoffs, stores.relays
        self._contacts = contacts
        self._courier = courier
        self._background = background
        self._clock = clock

    def contact_of(self, origin: Origin) -> Contact | None:
        """Give where a person's question would go, or None when no channel is set."""
        return self._contacts.of(origin.team, origin.asker)

    def place_of(self, handoff: Handoff) -> str:
        """Give how it is said where a question went."""
        return self._contacts.place_of(handoff.team, handoff.asker, handoff.channel)

    def keep(self, origin: Origin, question: str) -> tuple[Handoff | None, bool]:
        """Keep a masked question to hand on; the second says whether it is new."""
        contact = self.contact_of(origin)
        if contact is None:
            return None, False
        handoff = Handoff(
            id=origin.handoff_id,
            team=origin.team,
            answer_id=origin.answer_id,
            asker=origin.asker,
            asker_channel=origin.channel,
            asker_thread=origin.thread_ts,
            question=question,
            channel=contact.channel,
            created_at=self._clock(),
        )
        is_new = self._handoffs.open(handoff)
        kept = self._handoffs.find_by_answer(origin.team, origin.answer_id, origin.asker)
        return kept, is_new

    def is_about(self, team: str, channel: str, thread_ts: str, author: str) -> bool:
        """Tell whether what somebody writes in a thread is meant for the other side."""
        return self._handoffs.find_by_thread(team, channel, thread_ts, author) is not None

    def keep_written(self, written: Written) -> tuple[str, bool] | None:
        """Keep what was written in a thread to bring it over; None when it is not for the other.

        Gives the question, and whether the words are new, or edited, and on their way.

        In the contact channel everybody's words go to the asker; in the asker's thread only the
        asker's own go to the people; what the asker writes among the people is not sent back.
        """
        place = (written.team, written.channel, written.thread_ts)
        handoff = self._handoffs.find_by_thread(*place, written.author)
        if handoff is None:
            return None
        is_by_people = (handoff.channel, handoff.ts) == (written.channel, written.thread_ts)
        if (is_by_people and written.author == handoff.asker) or not written.text.text.strip():
            return handoff.id, False
        direction = Direction.TO_ASKER if is_by_people else Direction.TO_HUMAN
        return handoff.id, self._relays.keep(self._relay(handoff, written, direction))

    def take(self, handoff_id: str, person: str) -> Handoff | None:
        """Let a person take a question of another, and give how it stands after that."""
        found = self._handoffs.find(handoff_id)
        if found is None or found.asker == person:
            return found
        self._handoffs.take(handoff_id, person, self._clock())
        return self._handoffs.find(handoff_id)

    def release(self, handoff_id: str, person: str) -> Handoff | None:
        """Let the person who took a question give it back, and give how it stands after that."""
        self._handoffs.release(handoff_id, person, self._clock())
        return self._handoffs.find(handoff_id)

    def finish(self, handoff_id: str, person: str) -> bool:
        """Let the asker say that it is answered."""
        return self._handoffs.finish(handoff_id, person, self._clock())

    def find(self, handoff_id: str) -> Handoff | None:
        """Give how a question stands; None when it has made way for the same one asked again."""
        return self._handoffs.find(handoff_id)

    def carry_on(self, handoff_id: str) -> None:
        """Let the courier go on with a question; nobody waits for it."""
        self._background.spawn(self._courier.carry_on(handoff_id))

    async def relay(self, written: Written) -> bool:
        """Bring over what was written in a thread; False when it is not for the other side."""
        kept = await asyncio.to_thread(self.keep_written, written)
        if kept is not None:
            self.carry_on(kept[0])
        return kept is not None

    async def resume(self) -> None:
        """Take up everything that had not arrived at the last stop."""
        for handoff_id in await asyncio.to_thread(self._handoffs.unfinished):
            self.carry_on(handoff_id)

    def _relay(self, handoff: Handoff, written: Written, direction: Direction) -> Relay:
        return Relay(
            id=uuid4().hex,
            team=written.team,
            handoff_id=handoff.id,
            direction=direction,
            source_ts=written.ts,
            author=written.author,
            text=written.text.text,
            revision=written.revision,
            at=self._clock(),
        )
