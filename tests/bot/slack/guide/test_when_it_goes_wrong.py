"""The guide when the rules change, the guidance is gone, the disk is full or Slack is down."""

import pytest

from flows.load import LIBRARY
from storage.database import Database, StorageError
from tests.bot.slack.guide.conftest import ALLA, ELSA, GATES, House, Until, actions_of, words_of
from tests.bot.slack.guide.test_in_messages import begun, decided, purpose


async def test_rules_that_changed_since_yesterday_are_told_and_the_answers_stay(
    house: House, until: Until
) -> None:
    direct, message = await begun(house, until)
    own = house.lotsen.guide_flows.folder
    own.mkdir(exist_ok=True)
    text = (LIBRARY / "valj_meddelande.toml").read_text(encoding="utf-8")
    (own / "valj_meddelande.toml").write_text(
        text.replace('version = "1"', 'version = "2"', 1), encoding="utf-8"
    )
    await house.click(ELSA, message, "guide_next", **GATES)
    await until(lambda: "Reglerna har ändrats" in words_of(house.last(direct)["blocks"]))
    await house.click(ELSA, house.last(direct), "guide_next", **GATES)
    await purpose(house, until, direct)


async def test_a_faulty_file_of_rules_is_told_to_the_one_who_taps(
    house: House, until: Until
) -> None:
    _, message = await begun(house, until)
    own = house.lotsen.guide_flows.folder
    own.mkdir(exist_ok=True)
    (own / "valj_meddelande.toml").write_text("inte toml", encoding="utf-8")
    await house.click(ELSA, message, "guide_next", **GATES)
    told = await until(lambda: house.workspace.whispers(ELSA))
    assert "är rättad" in told[-1]["text"]


async def test_a_guidance_that_is_gone_says_how_to_begin_a_new_one(
    house: House, until: Until
) -> None:
    _, message = await begun(house, until)
    with house.database.writing() as connection:
        connection.execute("DELETE FROM guidances")
    await house.click(ELSA, message, "guide_next", **GATES)
    told = await until(lambda: house.workspace.whispers(ELSA))
    assert "finns inte längre" in told[-1]["text"]


async def test_a_tap_that_cannot_be_kept_is_told_and_can_be_made_again(
    house: House, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    direct, message = await begun(house, until)

    def full(_: Database) -> None:
        raise StorageError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(Database, "writing", full)
        await house.click(ELSA, message, "guide_next", **GATES)
        told = await until(lambda: house.workspace.whispers(ELSA))
    assert "Försök igen" in told[-1]["text"]
    await house.click(ELSA, message, "guide_next", **GATES)
    await purpose(house, until, direct)


async def test_a_step_slack_did_not_show_is_kept_and_shown_at_the_next_tap(
    house: House, until: Until
) -> None:
    direct, message = await begun(house, until)
    house.workspace.lack_methods("chat.update")
    await house.click(ELSA, message, "guide_next", **GATES)
    told = await until(lambda: house.workspace.whispers(ELSA))
    assert "Försök igen" in told[-1]["text"]
    house.workspace.parts.missing_methods.clear()
    house.later()
    await house.click(ELSA, message, "guide_next", **GATES)
    await purpose(house, until, direct)
    assert "Du hade redan gått vidare" in words_of(house.last(direct)["blocks"])


async def test_an_outcome_in_a_closed_modal_is_kept_in_the_direct_messages(
    house: House, until: Until
) -> None:
    await house.workspace.human_command(ELSA, ALLA, "/lotsen guide")
    await until(lambda: house.workspace.stack(ELSA))
    await house.submit(ELSA)
    await house.submit(ELSA, akut="ja")
    await house.workspace.human_close_view(ELSA, house.modal(ELSA)["id"])
    direct = house.direct(ELSA)
    await until(lambda: house.said(direct))
    shown = house.last(direct)["blocks"]
    assert "Här är det du kom fram till" in words_of(shown)
    assert "guide_feedback" in actions_of(shown)


async def test_a_colleague_cannot_vote_on_or_hand_on_somebody_elses_outcome(
    house: House, until: Until
) -> None:
    _, message = await decided(house, until)
    guidance = message["blocks"][-1]["elements"][0]["positive_button"]["value"].split(":")[0]
    with house.database.writing() as connection:
        connection.execute("UPDATE guidances SET asker = 'U0AMIR002' WHERE id = ?", (guidance,))
    await house.click(ELSA, message, "guide_human")
    told = await until(lambda: house.workspace.whispers(ELSA))
    assert "hör till någon annan" in told[-1]["text"]
    assert house.workspace.stack(ELSA) == []
