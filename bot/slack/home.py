"""Publishes the Home tab: when it is opened, when it is paged, and after a question."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from bot.slack.ports import Block, Sender, SendFailed
from bot.slack.views.home import RECENT, Home, home_view
from knowledge.library import Library
from knowledge.register import Entry
from storage.database import StorageError
from storage.jobs import Job, Jobs

_log = logging.getLogger(__name__)
_LOOKED_BACK = RECENT * 4  # the same question may have been asked again
_Person = tuple[str, str]
Room = Callable[[str, str], Sequence[Block]]
"""Gives a part of a person's tab, from their workspace and id; called in a thread."""


class HomeTab:
    """Each person's Home tab.

    Slack refuses a publish that is based on an older view. Nothing here is: a person's tab is
    built anew each time, one at a time, and the last one asked for is the one that stands.
    """

    def __init__(self, sender: Sender, jobs: Jobs, library: Library) -> None:
        self._sender = sender
        self._jobs = jobs
        self._library = library
        self._rooms: dict[int, Room] = {}
        self._pages: dict[_Person, int] = {}
        self._wanted: set[_Person] = set()
        self._running: set[_Person] = set()

    def add(self, place: int, room: Room) -> None:
        """Make room for a part of the tab; a lower place is higher up."""
        self._rooms[place] = room

    async def open(self, team: str, user: str, page: int = 0) -> None:
        """Show a person's Home tab, on a page of the sources."""
        self._pages[team, user] = page
        await self.refresh(team, user)

    async def refresh(self, team: str, user: str) -> None:
        """Show what has changed to a person who has opened the tab since the start."""
        person = (team, user)
        if person not in self._pages:
            return
        self._wanted.add(person)
        if person in self._running:
            return  # the one that runs sees that more is wanted
        self._running.add(person)
        try:
            while person in self._wanted:
                self._wanted.discard(person)
                await self._publish(person)
        finally:
            self._running.discard(person)

    def asked(self, team: str, user: str, job_id: str) -> Job | None:
        """Give one of a person's own latest questions."""
        return next((job for job in self._recent((team, user)) if job.id == job_id), None)

    async def _publish(self, person: _Person) -> None:
        home = await asyncio.to_thread(self._content, person)
        try:
            await self._sender.publish_home(*person, home_view(home))
        except SendFailed as error:
            _log.warning("home not published code=%s", error.code)

    def _content(self, person: _Person) -> Home:
        rooms = [block for _, room in sorted(self._rooms.items()) for block in room(*person)]
        return Home(self._recent(person), self._sources(), self._pages[person], rooms)

    def _recent(self, person: _Person) -> Sequence[Job]:
        try:
            return self._jobs.recent(*person, limit=_LOOKED_BACK)
        except StorageError as error:
            _log.warning("questions unread: %s", error)
            return ()

    def _sources(self) -> Sequence[Entry] | None:
        try:
            return self._library.register().current()
        except (OSError, ValueError) as error:
            _log.warning("sources unread: %s", type(error).__name__)
            return None
