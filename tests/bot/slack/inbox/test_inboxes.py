"""The inbox on the Home tab and with the command: parts, pages, units, and what the sender sees."""

from typing import Any

import pytest

from tests.bot.slack.inbox.house import House

Of = Any
ELSA, KERSTIN, SARA, MAJA = "U0ELSA001", "U0KERS003", "U0SARA005", "U0MAJA006"
ALLA = "C0ALLA0001"

pytestmark = pytest.mark.anyio


async def test_an_inbox_without_messages_says_what_comes_there(house: House, words: Of) -> None:
    home = words(await house.home(SARA))
    assert "Vårdcentralen Demoby" in home
    assert "Inget nytt." in home
    assert "Nytt (0)" in home


async def test_who_is_in_no_unit_is_told_what_to_do(house: House, words: Of) -> None:
    house.put_units(vardcentral=(KERSTIN,))
    assert "Du hör inte till någon enhet i Lotsen än." in words(await house.home(SARA))


async def test_a_message_moves_through_the_parts_as_it_is_dealt_with(
    house: House, words: Of
) -> None:
    house.send()
    home = words(await house.home(SARA))
    assert "Nytt (1)" in home
    assert "Administrativt meddelande" in home
    assert "från Hemtjänsten Lärkan" in home
    assert "fredag" not in home
    await house.press_home(SARA, "open_message")
    assert "Att kvittera (1)" in words(house.workspace.home(SARA))
    await house.press(SARA, "message_act_acknowledge")
    assert "Att besvara (1)" in words(house.workspace.home(SARA))
    await house.press(SARA, "message_act_close")
    assert "Klart (1)" in words(house.workspace.home(SARA))
    assert "Avslutat." in words(house.modal(SARA))


async def test_what_is_sent_shows_who_acknowledged_and_when(house: House, words: Of) -> None:
    message = house.send()
    house.lotsen.inbox_desk.acknowledge(message, house.who(SARA))
    await house.press_home(ELSA, "inbox_shelf_sent")
    home = words(house.workspace.home(ELSA))
    assert "levererad" in home
    assert f"av <@{SARA}>" in home
    assert "fredag" not in home


async def test_the_sender_sees_it_at_once_when_somebody_acknowledges(
    house: House, words: Of
) -> None:
    message = house.send()
    await house.press_home(ELSA, "inbox_shelf_sent")
    assert "kvitterad" not in words(house.workspace.home(ELSA))
    await house.open(SARA, message)
    await house.press(SARA, "message_act_acknowledge")
    assert "kvitterad" in words(house.workspace.home(ELSA))


async def test_a_long_inbox_is_turned_page_by_page(house: House, words: Of, actions: Of) -> None:
    for number in range(12):
        house.send(arende=f"Nummer {number}")
    home = await house.home(SARA)
    assert "5 av 12 visas" in words(home)
    assert actions(home).count("open_message") == 5
    await house.press_home(SARA, "inbox_shelf_more")
    await house.press_home(SARA, "inbox_shelf_more")
    assert actions(house.workspace.home(SARA)).count("open_message") == 2
    assert "inbox_shelf_more" not in actions(house.workspace.home(SARA))
    await house.press_home(SARA, "inbox_shelf_first")
    assert actions(house.workspace.home(SARA)).count("open_message") == 5
    await house.workspace.human_command(SARA, ALLA, "/lotsen inkorg")
    await house.settled()
    assert actions(house.modal(SARA)).count("open_message") == 10
    await house.press(SARA, "inbox_shelf_more")
    assert actions(house.modal(SARA)).count("open_message") == 2


async def test_what_is_sent_is_turned_page_by_page(house: House, actions: Of) -> None:
    sent = [house.send() for _ in range(12)]
    await house.workspace.human_command(MAJA, ALLA, "/lotsen inkorg")
    await house.settled()
    await house.press(MAJA, "inbox_shelf_sent")
    first = shown(house.modal(MAJA))
    await house.press(MAJA, "inbox_shelf_more")
    assert first + shown(house.modal(MAJA)) == sent[::-1]


def shown(view: dict[str, Any]) -> list[str]:
    """Give the messages that can be opened, in order."""
    beside = [block["accessory"] for block in view["blocks"] if "accessory" in block]
    return [one["value"] for one in beside if one["action_id"] == "open_message"]


async def test_who_works_in_two_units_says_which_one_they_are_here_as(
    house: House, words: Of
) -> None:
    house.send(to=("rehab", "vardcentral"))
    home = words(await house.home(KERSTIN))
    assert "Du hör till flera enheter." in home
    assert "Vårdcentralen Demoby: 1 nytt" in home
    await house.press_home(KERSTIN, "inbox_here_as", "rehab")
    home = words(house.workspace.home(KERSTIN))
    assert "Nytt (1)" in home
    assert "Vårdcentralen Demoby: 1 nytt" in home
    here = house.lotsen.unit_register.standing_in(house.team, KERSTIN)
    assert here is not None
    assert here.id == "rehab"
    await house.workspace.human_command(KERSTIN, ALLA, "/lotsen inkorg")
    await house.settled()
    assert house.modal(KERSTIN)["blocks"][3]["elements"][0]["elements"][0]["text"] == (
        "Rehabenheten Demoby"
    )


async def test_the_notice_in_the_units_channel_opens_its_inbox(house: House, words: Of) -> None:
    house.send()
    ts = await house.notice("open_inbox", "vardcentral")
    await house.press_in(SARA, "C0VC000005", ts, "open_inbox")
    assert "Nytt (1)" in words(house.modal(SARA))


async def test_the_inbox_is_there_after_a_restart(house: House, words: Of) -> None:
    house.send()
    await house.home(SARA)
    await house.restart()
    assert "Nytt (1)" in words(await house.home(SARA))
