"""A guide that is private goes on in the direct messages, and no longer where it was begun."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

House = Any  # the conftest's; a folder of tests is no package to import from
Json = dict[str, Any]
Until = Callable[[Callable[[], Any]], Awaitable[Any]]
ELSA, ALLA = "U0ELSA001", "C0ALLA0001"
PRIVATE = (
    "@Lotsen Vi i hemtjänsten ska meddela vårdcentralen att 19640823-3234 har blivit sämre. "
    "Vilket meddelande ska vi använda?"
)

pytestmark = pytest.mark.anyio


async def begun(house: House, until: Until) -> tuple[str, Json]:
    """Begin in a channel with something that is masked; gives the thread and the guide."""
    posted = await house.workspace.human_post(ELSA, ALLA, PRIVATE)
    await until(lambda: house.said(house.direct(ELSA)) and house.workspace.whispers(ELSA))
    (guide,) = house.said(house.direct(ELSA))
    await until(lambda: all(house.direct(ELSA) in where for where in conversations(house)))
    return posted["ts"], guide


def conversations(house: House) -> list[str]:
    with house.database.reading() as connection:
        rows = connection.execute("SELECT conversation FROM guidances").fetchall()
    return [row["conversation"] for row in rows]


async def kept(house: House, until: Until, count: int) -> None:
    """Wait until so many questions are answered."""

    def is_so() -> bool:
        with house.database.reading() as connection:
            sql = "SELECT count(*) FROM jobs WHERE state = 'answered'"
            return bool(connection.execute(sql).fetchone()[0] == count)

    await until(is_so)


async def test_what_is_written_in_the_thread_of_the_guide_is_said_to_it(
    house: House, until: Until
) -> None:
    _, guide = await begun(house, until)
    direct = house.direct(ELSA)
    assert conversations(house) == [f"{house.workspace.parts.state.team.id}:{direct}:{guide['ts']}"]
    await house.workspace.human_post(ELSA, direct, "Det är inte akut.", guide["ts"])
    await kept(house, until, 2)
    assert "Akut: Nej" in str(house.last(direct)["blocks"])
    assert len(conversations(house)) == 1


async def test_what_is_written_at_the_bottom_of_the_messages_is_said_to_it(
    house: House, until: Until
) -> None:
    await begun(house, until)
    direct = house.direct(ELSA)
    await house.workspace.human_post(ELSA, direct, "Det är inte akut.")
    await kept(house, until, 2)
    assert "Akut: Nej" in str(house.last(direct)["blocks"])
    assert len(conversations(house)) == 1


async def test_what_is_written_in_the_channel_is_not_said_to_it(house: House, until: Until) -> None:
    thread, guide = await begun(house, until)
    question = "När ska vi svara på en vårdbegäran?"
    await house.workspace.human_post(ELSA, ALLA, question, thread)
    await kept(house, until, 2)
    assert "guide_" not in str(house.said(ALLA))
    assert house.said(house.direct(ELSA)) == [guide]


async def test_it_goes_back_when_the_edited_words_hide_nothing(house: House, until: Until) -> None:
    thread, _ = await begun(house, until)
    with house.database.writing() as connection:
        connection.execute("UPDATE guidances SET masked = '[]'")
    await house.workspace.human_edit(ELSA, ALLA, thread, PRIVATE.replace("19640823-3234", "kunden"))
    await until(lambda: house.said(ALLA))
    await kept(house, until, 1)
    (moved,) = conversations(house)
    assert moved.endswith(f":{ALLA}:{thread}")
