"""The guide in messages: begun by what somebody writes, gone through by taps, taken up again."""

import asyncio

from bot.workspace import Where
from tests.bot.slack.guide.conftest import (
    ALLA,
    AMIR,
    ELSA,
    GATES,
    SITUATION,
    House,
    Json,
    Until,
    actions_of,
    words_of,
)


async def begun(house: House, until: Until, text: str = SITUATION) -> tuple[str, Json]:
    """Write a situation in the direct messages, and give their channel and the guide."""
    direct = house.direct(ELSA)
    await house.workspace.human_post(ELSA, direct, text)
    await until(lambda: "guide_next" in actions_of(house.last(direct)["blocks"]))
    return direct, house.last(direct)


async def decided(house: House, until: Until) -> tuple[str, Json]:
    """Go all the way to an outcome."""
    direct, message = await begun(house, until)
    await house.click(ELSA, message, "guide_next", **GATES)
    await purpose(house, until, direct)
    await house.click(ELSA, house.last(direct), "guide_answer", "information")
    await until(lambda: "guide_feedback" in actions_of(house.last(direct)["blocks"]))
    return direct, house.last(direct)


async def purpose(house: House, until: Until, channel: str) -> None:
    """Wait for the question that comes after the gates."""
    await until(lambda: "Vad vill ni med" in words_of(house.last(channel)["blocks"]))


async def test_a_situation_in_a_direct_message_opens_the_guide_in_its_thread(
    house: House, until: Until
) -> None:
    direct = house.direct(ELSA)
    asked = await house.workspace.human_post(ELSA, direct, SITUATION)
    message = await until(lambda: house.said(direct) and house.last(direct))
    assert message["thread_ts"] == asked["ts"]
    shown = words_of(message["blocks"])
    assert "Avsändare: Hemtjänst (du skrev" in shown
    assert "Mottagare: Vårdcentral (du skrev" in shown
    assert "Är det akut?" in shown
    assert message["text"]


async def test_the_gates_are_answered_together_and_the_same_message_shows_the_outcome(
    house: House, until: Until
) -> None:
    direct, message = await decided(house, until)
    assert len(house.said(direct)) == 1
    shown = words_of(message["blocks"])
    assert "Vårdbegäran" in shown
    assert "källan säger det" in shown
    assert "Lotsens beskrivning av" in shown
    assert "Skriv utkast" in shown


async def test_nothing_chosen_is_told_kindly_and_changes_nothing(
    house: House, until: Until
) -> None:
    _, message = await begun(house, until)
    fields = [block for block in message["blocks"] if block["type"] == "input"]
    assert all(field.get("optional") for field in fields)
    await house.click(ELSA, message, "guide_next")
    told = await until(lambda: house.workspace.whispers(ELSA))
    assert "Svara på minst en fråga" in told[-1]["text"]
    await house.click(ELSA, message, "guide_next", akut="ja")
    await until(lambda: "Ring" in words_of(house.last(message["channel"])["blocks"]))


async def test_a_part_of_the_gates_is_kept_and_the_rest_asked_again(
    house: House, until: Until
) -> None:
    direct, message = await begun(house, until)
    await house.click(ELSA, message, "guide_next", akut="nej", samtycke="ja")
    await until(lambda: "Är det akut?" not in words_of(house.last(direct)["blocks"]))
    shown = words_of(house.last(direct)["blocks"])
    assert "Samtycke: Ja" in shown
    assert "Har den enskilde avlidit?" in shown


async def test_a_denied_consent_ends_in_no_message(house: House, until: Until) -> None:
    direct, message = await begun(house, until)
    await house.click(ELSA, message, "guide_next", **{**GATES, "samtycke": "nej"})
    await until(lambda: "guide_feedback" in actions_of(house.last(direct)["blocks"]))
    shown = house.last(direct)["blocks"]
    assert "Vid nekat samtycke" in words_of(shown)
    assert "guide_draft" not in actions_of(shown)


async def test_a_fact_is_changed_in_one_tap_and_back_leaves_it(house: House, until: Until) -> None:
    direct, message = await begun(house, until)
    await house.click(ELSA, message, "guide_change")
    await until(lambda: "Låt det stå" in words_of(house.last(direct)["blocks"]))
    await house.click(ELSA, house.last(direct), "guide_back")
    await until(lambda: "guide_next" in actions_of(house.last(direct)["blocks"]))
    assert "Avsändare: Hemtjänst (du skrev" in words_of(house.last(direct)["blocks"])
    await house.click(ELSA, house.last(direct), "guide_change")
    await until(lambda: "Låt det stå" in words_of(house.last(direct)["blocks"]))
    await house.click(ELSA, house.last(direct), "guide_answer", "hemsjukvard")
    await until(lambda: "Avsändare: Hemsjukvård" in words_of(house.last(direct)["blocks"]))


async def test_a_fact_of_many_is_changed_from_the_menu(house: House, until: Until) -> None:
    direct, message = await decided(house, until)
    await house.click(ELSA, message, "guide_change", "samtycke")
    await until(lambda: "guide_answer_kan_inte" in actions_of(house.last(direct)["blocks"]))
    await house.click(ELSA, house.last(direct), "guide_answer_nej")
    await until(lambda: "Vid nekat samtycke" in words_of(house.last(direct)["blocks"]))


async def test_back_why_and_start_over_go_where_they_say(house: House, until: Until) -> None:
    direct, message = await begun(house, until)
    await house.click(ELSA, message, "guide_why")
    await until(lambda: "Svaret avgör mellan" in words_of(house.last(direct)["blocks"]))
    await house.click(ELSA, house.last(direct), "guide_next", **GATES)
    await purpose(house, until, direct)
    await house.click(ELSA, house.last(direct), "guide_back")
    await until(lambda: "guide_next" in actions_of(house.last(direct)["blocks"]))
    await house.click(ELSA, house.last(direct), "guide_over")
    await until(lambda: "Hemtjänst" not in words_of(house.last(direct)["blocks"]))
    await house.click(ELSA, house.last(direct), "guide_back")
    await until(lambda: "Avsändare: Hemtjänst" in words_of(house.last(direct)["blocks"]))
    assert len(house.said(direct)) == 1


async def test_what_is_filled_in_stays_when_one_asks_why_or_changes_something(
    house: House, until: Until
) -> None:
    direct, message = await begun(house, until)
    await house.click(ELSA, message, "guide_why", akut="nej", samtycke="ja")
    await until(lambda: "Svaret avgör mellan" in words_of(house.last(direct)["blocks"]))
    again = house.last(direct)
    inputs = [block for block in again["blocks"] if block["type"] == "input"]
    chosen = [block["element"].get("initial_option", {}).get("value") for block in inputs]
    assert [one for one in chosen if one] == ["nej", "ja"]
    await house.click(ELSA, again, "guide_change", akut="nej", samtycke="ja")
    await until(lambda: "Låt det stå" in words_of(house.last(direct)["blocks"]))
    await house.click(ELSA, house.last(direct), "guide_back")
    await until(lambda: "guide_next" in actions_of(house.last(direct)["blocks"]))
    shown = words_of(house.last(direct)["blocks"])
    assert "Akut: Nej" in shown
    assert "Samtycke: Ja" in shown


async def test_the_old_message_works_after_a_restart(house: House, until: Until) -> None:
    direct, message = await begun(house, until)
    await house.restart()
    await house.click(ELSA, message, "guide_next", **GATES)
    await purpose(house, until, direct)
    assert len(house.said(direct)) == 1


async def test_a_tap_on_an_older_screen_shows_where_one_is(house: House, until: Until) -> None:
    direct, first = await begun(house, until)
    await house.click(ELSA, first, "guide_next", akut="nej")
    await until(lambda: "Akut: Nej" in words_of(house.last(direct)["blocks"]))
    # The other window still shows the first screen, and Slack sends what stands on it.
    room = house.workspace.channels[direct]
    now = room.messages[first["ts"]]
    room.messages[first["ts"]] = {**now, "blocks": first["blocks"]}
    await house.click(ELSA, first, "guide_next", akut="ja")
    await until(lambda: "Du hade redan gått vidare" in words_of(house.last(direct)["blocks"]))
    assert "Akut: Nej" in words_of(house.last(direct)["blocks"])


async def test_a_double_click_takes_one_step(house: House, until: Until) -> None:
    direct, message = await decided(house, until)
    clicks = [house.click(ELSA, message, "guide_back") for _ in range(3)]
    await asyncio.gather(*clicks)
    await purpose(house, until, direct)
    await asyncio.sleep(0.2)
    assert "Du hade redan gått vidare" not in words_of(house.last(direct)["blocks"])
    await purpose(house, until, direct)


async def test_two_windows_at_once_take_one_step_each_way(house: House, until: Until) -> None:
    direct, message = await begun(house, until)
    answers = [GATES, {**GATES, "samtycke": "nej"}]
    await asyncio.gather(*(house.click(ELSA, message, "guide_next", **one) for one in answers))
    await until(lambda: "Du hade redan" in words_of(house.last(direct)["blocks"]))
    versions = "SELECT version FROM guidances"
    with house.database.reading() as connection:
        assert [row["version"] for row in connection.execute(versions)] == [2]


async def test_only_the_one_who_began_may_tap_in_a_channel(house: House, until: Until) -> None:
    bot = house.workspace.installed.bot_user_id
    await house.workspace.human_post(ELSA, ALLA, f"<@{bot}> {SITUATION}")
    await until(lambda: "guide_next" in actions_of(house.last(ALLA)["blocks"]))
    before = house.last(ALLA)
    await house.click(AMIR, before, "guide_next", **GATES)
    told = await until(lambda: house.workspace.whispers(AMIR))
    assert "hör till någon annan" in told[-1]["text"]
    assert house.last(ALLA)["blocks"] == before["blocks"]
    await house.click(ELSA, before, "guide_next", **GATES)
    await purpose(house, until, ALLA)


async def test_a_rules_question_in_the_thread_is_answered_and_the_guide_stands_below_it(
    house: House, until: Until
) -> None:
    direct, message = await begun(house, until)
    root = message["thread_ts"]
    question = "Vad gäller när personen inte kan samtycka?"
    await house.workspace.human_post(ELSA, direct, question, root)
    await until(lambda: len(house.said(direct)) == 2)
    answer = house.last(direct)
    shown = words_of(answer["blocks"])
    assert "Här är du i guiden:" in shown
    assert "Är det akut?" in shown
    assert "answer_feedback" in actions_of(answer["blocks"])
    await house.click(ELSA, answer, "guide_next", **GATES)
    await purpose(house, until, direct)
    after = house.last(direct)
    assert "answer_feedback" in actions_of(after["blocks"])  # the answer is still there
    assert "guide_next" not in actions_of(after["blocks"])


async def test_more_about_the_situation_is_read_where_the_guide_is(
    house: House, until: Until
) -> None:
    direct, message = await begun(house, until)
    said = "Personen är inlagd på sjukhus just nu."
    await house.workspace.human_post(ELSA, direct, said, message["thread_ts"])
    await until(lambda: len(house.said(direct)) == 2)
    shown = words_of(house.last(direct)["blocks"])
    assert "in- och utskrivning" in shown


async def test_the_way_in_from_home_goes_on_where_one_was(house: House, until: Until) -> None:
    await begun(house, until)
    await house.workspace.human_open_home(ELSA)
    home = await until(lambda: house.workspace.home(ELSA))
    await house.workspace.human_click(ELSA, Where("guide_open", view_id=home["id"]))
    await until(lambda: house.workspace.stack(ELSA))
    assert "Avsändare: Hemtjänst" in words_of(house.modal(ELSA)["blocks"])
