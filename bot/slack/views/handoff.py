"""Shows a question on its way to a person: what is sent, who has taken it, and the replies."""

import json
from collections.abc import Iterator, Sequence

from bot.privacy import describe
from bot.slack import words
from bot.slack.ports import Block, Message, View
from bot.slack.views import parts
from bot.slack.views.parts import Json
from storage.handoffs import Handoff, HandoffState
from storage.relays import Direction, Relay

CONFIRM = "handoff_confirm"
TAKE, RELEASE, DONE = "handoff_take", "handoff_release", "handoff_done"
_QUESTION_LENGTH = 2500
_RELAY_LENGTH = 5500  # twice that as JSON, at worst, in a message of 13,200


def confirm_modal(
    question: str, place: str, origin: Json, intro: str = words.HANDOFF_INTRO
) -> View:
    """Give what is about to be sent and where; nothing is sent before it is confirmed."""
    blocks = [
        parts.said(intro.format(place=place)),
        parts.said(words.HANDOFF_MASKED, bold=True),
        parts.rich(parts.quote(parts.words(parts.clipped(question, _QUESTION_LENGTH)))),
        parts.small(words.HANDOFF_AFTER),
    ]
    return parts.modal(
        words.HANDOFF_TITLE,
        blocks,
        submit=words.SEND,
        close=words.CANCEL,
        callback_id=CONFIRM,
        private_metadata=json.dumps(origin),
    )


def told_modal(text: str) -> View:
    """Give a modal that says one thing."""
    return parts.modal(words.HANDOFF_TITLE, [parts.said(text)], close=words.CLOSE)


def told(text: str, user: str | None = None) -> Message:
    """Give a short message; with a person it begins with that person's name."""
    runs = [parts.person(user)] if user else []
    blocks = [parts.rich(parts.paragraph(*runs, parts.words(text)))]
    return Message(parts.escaped(f"En kollega{text}" if user else text), blocks)


def contact_message(handoff: Handoff) -> Message:
    """Give the message in the contact channel as it stands now."""
    question = parts.clipped(handoff.question, _QUESTION_LENGTH)
    asked = parts.paragraph(parts.person(handoff.asker), parts.words(words.HANDOFF_FROM))
    blocks = [
        parts.rich(asked, parts.quote(parts.words(question))),
        *_standing(handoff),
    ]
    text = parts.escaped(_text(handoff).format(question=question))
    return Message(text, blocks, mark=handoff.id)


def relay_message(handoff: Handoff, relay: Relay) -> Message:
    """Give a reply as it is shown on the other side."""
    text = parts.clipped(relay.text, _RELAY_LENGTH)
    is_to_asker = relay.direction is Direction.TO_ASKER
    lead = words.RELAY_TO_ASKER if is_to_asker else words.RELAY_TO_HUMAN
    said = words.RELAY_TEXT if is_to_asker else words.RELAY_BACK_TEXT
    blocks = [
        parts.rich(
            parts.paragraph(parts.person(relay.author), parts.words(lead)),
            parts.quote(parts.words(text)),
        ),
        *([parts.small(words.RELAY_CUT)] if len(relay.text) > _RELAY_LENGTH else []),
        *(_next(handoff) if is_to_asker else ()),
    ]
    return Message(parts.escaped(said.format(text=text)), blocks, mark=relay.id)


def finished_relay(blocks: Sequence[Block], asker: str | None) -> list[Block]:
    """Give a reply that was brought over when the question is over: who said so, and no button."""
    kept = [block for block in blocks if block["type"] != "actions" and not _is_how(block)]
    return [*kept, _finished(asker)]


def hidden_in_relay(kinds: Sequence[str]) -> str:
    """Say what was hidden on its way to the other side, and why; nothing when nothing was."""
    said, _, _ = describe(kinds).partition(". ")
    return f"{said}. {words.RELAY_HIDDEN}" if said else ""


def _is_how(block: Block) -> bool:
    return any(one.get("text") == words.RELAY_HOW for one in block.get("elements") or ())


def _finished(asker: str | None) -> Json:
    """Say who ended the question, where that is known; only the one who asked can."""
    if asker is None:
        return parts.small(words.RELAY_FINISHED)
    return parts.rich(parts.paragraph(parts.person(asker), parts.words(words.RELAY_FINISHED_BY)))


def _text(handoff: Handoff) -> str:
    if handoff.state is HandoffState.DONE:
        return words.HANDOFF_DONE_TEXT
    return words.HANDOFF_TAKEN_TEXT if handoff.taken_by else words.HANDOFF_POSTED


def _standing(handoff: Handoff) -> Iterator[Json]:
    """Say who has the question, and what can be done about it."""
    if handoff.state is HandoffState.DONE:
        done = [parts.person(handoff.asker), parts.words(words.HANDOFF_DONE)]
        yield parts.rich(parts.paragraph(*done))
        return
    yield parts.small(words.HANDOFF_HOW)
    if handoff.taken_by is None:
        take = parts.button(words.HANDOFF_TAKE, TAKE, handoff.id, style="primary")
        yield parts.actions(take)
        return
    taken = [parts.person(handoff.taken_by), parts.words(words.HANDOFF_TAKEN)]
    yield parts.rich(parts.paragraph(*taken))
    yield parts.actions(parts.button(words.HANDOFF_RELEASE, RELEASE, handoff.id))


def _next(handoff: Handoff) -> Iterator[Json]:
    """Say how to go on; a reply may arrive after the asker was done."""
    if handoff.state is HandoffState.DONE:
        yield _finished(handoff.asker)
        return
    yield parts.small(words.RELAY_HOW)
    yield parts.actions(parts.button(words.RELAY_DONE, DONE, handoff.id))
