"""What people do with messages and rooms: write, change, remove, look around."""

from bot.slack.blocks.problem import JsonObject
from bot.workspace import messages
from bot.workspace.parts import Parts
from bot.workspace.practice_error import PracticeError
from bot.workspace.state import Channel, Person
from bot.workspace.typed import as_kept

LONGEST = 12_000


class Humans:
    """Carries out what a person does in the workspace."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._looks_at: dict[str, Channel] = {}

    async def post(
        self, user: str, channel: str, text: str, thread_ts: str | None = None
    ) -> JsonObject:
        """Write a message, in a thread when one is named."""
        person, room = self.member(user, channel)
        words: JsonObject = {"user": person.id, "text": self._said(text)}
        words["client_msg_id"] = f"m{self._parts.state.next_ts(self._parts.clock)}"
        if thread_ts is not None:
            words["thread_ts"] = self._thread(room, thread_ts)
        return messages.post(self._parts, room, words)

    async def edit(self, user: str, channel: str, ts: str, text: str) -> JsonObject:
        """Change a message of one's own."""
        room = self._own(user, channel, ts)
        return messages.change(self._parts, room, ts, {"text": self._said(text)}, editor=user)

    async def delete(self, user: str, channel: str, ts: str) -> None:
        """Remove a message of one's own."""
        messages.remove(self._parts, self._own(user, channel, ts), ts)

    async def open_home(self, user: str, tab: str = "home", channel: str | None = None) -> None:
        """Open the bot's Home tab or its messages; `channel` is what the person looks at."""
        person = self.person(user)
        room = self._parts.channel(channel) if channel else None
        self._parts.events.home_opened(person.id, tab, room)

    async def look_at(self, user: str, channel: str) -> None:
        """Look at another channel with the bot's pane open."""
        person, room = self.member(user, channel)
        if self._looks_at.get(person.id) is not room:
            self._looks_at[person.id] = room
            self._parts.events.context_changed(person.id, room)

    async def invite(self, channel: str, user: str) -> None:
        """Bring a person or the bot into a channel."""
        room = self.room(channel)
        if user not in room.members:
            room.members.append(user)
            self._parts.events.membership("member_joined_channel", room, user)
            self._parts.feed.publish("reload", {}, to=set(room.members))

    async def remove(self, channel: str, user: str) -> None:
        """Take a person or the bot out of a channel."""
        room = self.room(channel)
        if user in room.members:
            room.members.remove(user)
            self._parts.events.membership("member_left_channel", room, user)
            self._parts.feed.publish("reload", {}, to={*room.members, user})

    def person(self, user: str) -> Person:
        """Give a person who may act."""
        person = self._parts.person(user)
        if person is None:
            raise PracticeError("Den personen finns inte i övningsrummet. Välj en annan person.")
        if person.is_deactivated:
            raise PracticeError("Kontot är avstängt. Välj en annan person.")
        return person

    def room(self, channel: str) -> Channel:
        """Give a channel."""
        room = self._parts.channel(channel)
        if room is None:
            raise PracticeError("Kanalen finns inte. Välj en annan i listan.")
        return room

    def member(self, user: str, channel: str) -> tuple[Person, Channel]:
        """Give a person and a channel that person is a member of."""
        person, room = self.person(user), self.room(channel)
        if person.id not in room.members:
            raise PracticeError("Du är inte med i kanalen. Välj en annan i listan.")
        return person, room

    def _said(self, text: str) -> str:
        if not text.strip():
            raise PracticeError("Skriv något först.")
        if len(text) > LONGEST:
            raise PracticeError(f"Meddelandet är för långt. Skriv högst {LONGEST} tecken.")
        return as_kept(text, self._parts)

    def _own(self, user: str, channel: str, ts: str) -> Channel:
        person, room = self.member(user, channel)
        message = room.messages.get(ts)
        if message is None:
            raise PracticeError("Meddelandet finns inte längre.")
        if message.get("user") != person.id:
            raise PracticeError("Du kan bara ändra det du själv har skrivit.")
        return room

    def _thread(self, room: Channel, thread_ts: str) -> str:
        parent = room.messages.get(thread_ts)
        if parent is None:
            raise PracticeError("Tråden finns inte längre. Skriv i kanalen i stället.")
        return str(parent.get("thread_ts") or thread_ts)
