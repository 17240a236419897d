"""The timeline of an event, read from the messages themselves: unit and time, and nothing else."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.desk.analyses import words
from bot.desk.analyses.reply import Moment
from bot.desk.messages.parts import MessageParts
from bot.desk.messages.showing import Showing
from bot.desk.messages.words import said_time
from bot.units.hours import ZONE
from storage.message import Message, Step

_MOST = 60  # messages; more than an event has
_OPEN, _EVENT, _DEVIATION = "open", "event", "avvikelse"


class Timeline:
    """Gives what happened with messages, their later versions and the answers to them."""

    def __init__(self, parts: MessageParts) -> None:
        self._parts = parts
        self._showing = Showing(parts)

    def of(self, team: str, message_ids: Sequence[str]) -> tuple[Moment, ...]:
        """Give every step with the messages of a workspace, and the events, in order of time."""
        found = [one for one in self._connected(message_ids) if one.team == team]
        moments = [self._moment(one, step) for one in found for step in self._steps(one)]
        moments += [event for one in found for event in self._events(one)]
        return tuple(sorted(moments, key=lambda one: one.at))

    def _events(self, message: Message) -> Iterator[Moment]:
        """Give when a report says that it happened; the hour where it says so."""
        day = str(message.fields.get("handelse_datum") or "")
        if message.form != _DEVIATION or not day:
            return
        hour = str(message.fields.get("handelse_tid") or "")
        at = datetime.fromisoformat(f"{day}T{hour or '00:00'}").replace(tzinfo=ZONE)
        unit = self._parts.unit_name(message.team, message.sender_unit)
        title = self._showing.form_title(message.form)
        said = " · ".join((f"{day} {hour}".strip(), unit.name, words.EVENT))
        yield Moment(at=at, unit=unit, form_title=title, step=_EVENT, text=said)

    def _connected(self, message_ids: Sequence[str]) -> list[Message]:
        stored, seen = self._parts.stored, dict[str, Message]()
        waiting = list(message_ids)
        while waiting and len(seen) < _MOST:
            message = stored.messages.find(waiting.pop(0))
            if message is None or message.id in seen:
                continue
            seen[message.id] = message
            later = stored.messages.later_version(message.id)
            receipts = stored.receipts.of(message.id)
            answers = [one.answer_id for one in receipts if one.answer_id]
            waiting += [*([later.id] if later else []), *answers]
        return list(seen.values())

    def _steps(self, message: Message) -> Iterator[Step]:
        """Give the steps that say something of the event; to open again does not."""
        opened: set[str] = set()
        for step in self._parts.stored.messages.steps(message.id):
            is_again = step.step == _OPEN and step.unit in opened
            if step.step in words.STEPS and not is_again:
                yield step
            if step.step == _OPEN:
                opened.add(step.unit)
        for receipt in self._parts.stored.receipts.of(message.id):
            if receipt.delivered_at:
                yield Step(message.id, message.team, receipt.delivered_at, receipt.unit, "",
                           "deliver")  # fmt: skip

    def _moment(self, message: Message, step: Step) -> Moment:
        title = self._showing.form_title(message.form)
        unit = self._parts.unit_name(message.team, step.unit)
        said = words.STEPS[step.step]
        text = f"{said_time(step.at)} · {unit.name} · {title} · {said}"
        return Moment(at=step.at, unit=unit, form_title=title, step=step.step, text=text)
