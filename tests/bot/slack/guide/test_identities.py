"""Planted identities in the guide: found in no table, no log line and nothing the bot says."""

import json

import pytest

from tests.bot.slack.guide.conftest import ALLA, ELSA, GATES, House, Until, actions_of, words_of

NUMBER, NAME, PHONE = "19121212-1212", "Gunvor Testsson", "070-174 06 35"
PLANTED = (NUMBER, "Gunvor", "Testsson", PHONE)
SITUATION = (
    f"Vi i hemtjänsten ska meddela vårdcentralen om {NAME}, {NUMBER}, tel {PHONE}. "
    "Vilket meddelande ska vi använda?"
)


def assert_nowhere(house: House, caplog: pytest.LogCaptureFixture) -> None:
    with house.database.reading() as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = [row["name"] for row in tables.fetchall()]
        every = [connection.execute(f"SELECT * FROM {name}") for name in names]  # noqa: S608
        rows = [tuple(row) for table in every for row in table]
    state = house.workspace.parts.state
    said = [one for room in state.channels.values() for one in house.said(room.id)]
    shown = [said, house.workspace.whispers(ELSA), house.workspace.stack(ELSA), state.homes]
    everything = f"{rows} {caplog.text} {json.dumps(shown, ensure_ascii=False, default=str)}"
    assert not [word for word in PLANTED if word in everything]


async def test_what_is_masked_in_a_channel_moves_the_guide_to_the_direct_messages(
    house: House, until: Until, caplog: pytest.LogCaptureFixture
) -> None:
    bot, direct = house.workspace.installed.bot_user_id, house.direct(ELSA)
    await house.workspace.human_post(ELSA, ALLA, f"<@{bot}> {SITUATION}")
    await until(lambda: house.said(direct) and house.workspace.whispers(ELSA))
    assert house.said(ALLA) == []
    message = house.last(direct)
    assert "Jag dolde" in words_of(message["blocks"])
    await house.click(ELSA, message, "guide_next", **{**GATES, "samtycke": "nej"})
    await until(lambda: "guide_human" in actions_of(house.last(direct)["blocks"]))
    await house.click(ELSA, house.last(direct), "guide_human")
    await until(lambda: house.workspace.stack(ELSA))
    assert_nowhere(house, caplog)


async def test_what_is_written_in_the_modal_is_masked_before_anything_is_kept(
    house: House, until: Until, caplog: pytest.LogCaptureFixture
) -> None:
    await house.workspace.human_command(ELSA, ALLA, "/lotsen guide")
    await until(lambda: house.workspace.stack(ELSA))
    typed = {"guide_situation": {"guide_situation": SITUATION}}
    view = house.modal(ELSA)
    await house.workspace.human_submit_view(ELSA, view["id"], typed)
    assert "Jag dolde" in words_of(house.modal(ELSA)["blocks"])
    await house.workspace.human_close_view(ELSA, house.modal(ELSA)["id"])
    await until(lambda: house.said(house.direct(ELSA)))
    assert_nowhere(house, caplog)
