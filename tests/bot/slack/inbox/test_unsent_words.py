"""What is typed about a message and not sent is there when its form is opened again."""

from typing import Any

import pytest

from bot.slack.views.inbox_words import FORM_NOT_SENT
from bot.workspace import Where
from tests.bot.slack.inbox.house import House

Of = Any
ELSA, KERSTIN, SARA = "U0ELSA001", "U0KERS003", "U0SARA005"
WRITTEN = "Vilken tid gäller, och vem följer med?"

pytestmark = pytest.mark.anyio


async def _typed(house: House, user: str, text: str, field: str = "message_text") -> None:
    view = house.modal(user)
    block = next(one for one in view["blocks"] if one["block_id"] == field)
    where = Where(field, view_id=view["id"], block_id=block["block_id"])
    await house.workspace.human_click(user, where, text)


async def _closed(house: House, user: str) -> None:
    await house.workspace.human_close_view(user, house.modal(user)["id"])
    await house.settled()


def _shown(house: House, user: str) -> str:
    element = next(one["element"] for one in house.modal(user)["blocks"] if "element" in one)
    return str(element.get("initial_value", ""))


@pytest.mark.parametrize(
    ("user", "act"),
    [
        (SARA, "ask_more"), (SARA, "misdirected"), (ELSA, "complete"), (ELSA, "withdraw"),
        (ELSA, "consent_withdrawn"),
    ],
)  # fmt: skip
async def test_a_form_that_is_closed_is_opened_with_what_was_written(
    house: House, words: Of, user: str, act: str
) -> None:
    message = house.send()
    await house.open(user, message)
    await house.press(user, f"message_act_{act}")
    assert FORM_NOT_SENT not in words(house.modal(user))
    for end in (8, 20, len(WRITTEN)):
        await _typed(house, user, WRITTEN[:end])
    await _closed(house, user)
    await house.press(user, f"message_act_{act}")
    assert _shown(house, user) == WRITTEN
    assert FORM_NOT_SENT in words(house.modal(user))


async def test_it_is_there_after_a_restart_and_for_nobody_else(house: House) -> None:
    message = house.send()
    await house.open(SARA, message)
    await house.press(SARA, "message_act_ask_more")
    await _typed(house, SARA, WRITTEN)
    await house.workspace.human_close_view(SARA, house.modal(SARA)["id"], everything=True)
    await house.restart()
    for user, written in ((KERSTIN, ""), (SARA, WRITTEN)):
        await house.open(user, message)
        await house.press(user, "message_act_ask_more")
        assert _shown(house, user) == written


async def test_what_is_sent_is_not_offered_again(house: House) -> None:
    message = house.send()
    await house.open(SARA, message)
    await house.press(SARA, "message_act_ask_more")
    await _typed(house, SARA, WRITTEN)
    assert await house.submit(SARA, message_text=WRITTEN) == {}
    await house.press(SARA, "message_act_ask_more")
    assert _shown(house, SARA) == ""


async def test_a_chosen_colleague_is_still_chosen(house: House) -> None:
    message = house.send()
    await house.open(SARA, message)
    await house.press(SARA, "message_act_forward")
    await _typed(house, SARA, KERSTIN, "message_member")
    await _closed(house, SARA)
    await house.press(SARA, "message_act_forward")
    element = house.modal(SARA)["blocks"][1]["element"]
    assert element["initial_option"]["value"] == KERSTIN


async def test_what_is_typed_is_masked_before_it_is_kept(house: House) -> None:
    message = house.send()
    await house.open(SARA, message)
    await house.press(SARA, "message_act_ask_more")
    await _typed(house, SARA, "Gäller det 19640823-3234?")
    await _closed(house, SARA)
    await house.press(SARA, "message_act_ask_more")
    assert _shown(house, SARA) == "Gäller det [personnummer]?"
    kept = [path.read_bytes() for path in house.folder.rglob("lotsen.sqlite3*")]
    assert not any(b"19640823" in one for one in kept)
