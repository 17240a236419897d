"""The guide as a modal: the command, each field, closing it, and taking it up again."""

from bot.workspace import Where
from tests.bot.slack.guide.conftest import (
    ALLA,
    ELSA,
    GATES,
    SITUATION,
    House,
    Until,
    actions_of,
    words_of,
)


async def opened(house: House, until: Until, text: str = "") -> None:
    await house.workspace.human_command(ELSA, ALLA, f"/lotsen guide {text}".strip())
    await until(lambda: house.workspace.stack(ELSA))


async def test_the_command_opens_a_field_that_may_be_left_empty(house: House, until: Until) -> None:
    await opened(house, until)
    assert await house.submit(ELSA) == {}
    assert "Är det akut?" in words_of(house.modal(ELSA)["blocks"])


async def test_the_command_with_a_situation_begins_at_once(house: House, until: Until) -> None:
    await opened(house, until, SITUATION)
    assert "Avsändare: Hemtjänst (du skrev" in words_of(house.modal(ELSA)["blocks"])


async def test_a_modal_goes_all_the_way_to_an_outcome(house: House, until: Until) -> None:
    await opened(house, until)
    view = house.modal(ELSA)
    await house.workspace.human_submit_view(
        ELSA, view["id"], {"guide_situation": {"guide_situation": SITUATION}}
    )
    assert await house.submit(ELSA, **GATES) == {}
    assert await house.submit(ELSA, syfte="information") == {}
    shown = house.modal(ELSA)
    assert "Vårdbegäran" in words_of(shown["blocks"])
    assert "submit" not in shown or shown["submit"] is None
    assert "guide_good" in actions_of(shown["blocks"])


async def test_gates_with_no_answer_are_told_what_to_do_in_one_line(
    house: House, until: Until
) -> None:
    await opened(house, until, SITUATION)
    assert await house.submit(ELSA) == {}
    shown = house.modal(ELSA)["blocks"]
    assert words_of(shown[0]).count("Svara på minst en fråga") == 1
    assert "Är det akut?" in words_of(shown)
    assert await house.submit(ELSA, akut="nej") == {}
    shown = house.modal(ELSA)["blocks"]
    assert "Akut: Nej" in words_of(shown)
    assert "Svara på minst en fråga" not in words_of(shown)


async def test_a_part_of_the_gates_may_be_sent(house: House, until: Until) -> None:
    await opened(house, until, SITUATION)
    assert await house.submit(ELSA, samtycke="ja") == {}
    shown = house.modal(ELSA)["blocks"]
    assert "Samtycke: Ja" in words_of(shown)
    assert "Är det akut?" in words_of(shown)


async def test_one_question_alone_must_be_answered(house: House, until: Until) -> None:
    await opened(house, until, SITUATION)
    await house.submit(ELSA, **GATES)
    (block_id,) = await house.submit(ELSA)
    assert block_id.endswith(":syfte")


async def test_the_ways_to_go_work_in_a_modal(house: House, until: Until) -> None:
    await opened(house, until, SITUATION)
    await house.click_in_modal(ELSA, "guide_why")
    await until(lambda: "Svaret avgör mellan" in words_of(house.modal(ELSA)["blocks"]))
    await house.click_in_modal(ELSA, "guide_change")
    await until(lambda: "Låt det stå" in words_of(house.modal(ELSA)["blocks"]))
    await house.submit(ELSA, avsandare="hemsjukvard")
    assert "Avsändare: Hemsjukvård" in words_of(house.modal(ELSA)["blocks"])
    await house.click_in_modal(ELSA, "guide_back")
    await until(lambda: "Avsändare: Hemtjänst" in words_of(house.modal(ELSA)["blocks"]))


async def test_a_closed_modal_lies_in_the_direct_messages_and_goes_on_there(
    house: House, until: Until
) -> None:
    await opened(house, until, SITUATION)
    await house.submit(ELSA, akut="nej")
    await house.workspace.human_close_view(ELSA, house.modal(ELSA)["id"])
    direct = house.direct(ELSA)
    await until(lambda: house.said(direct))
    message = house.last(direct)
    assert "Guiden är sparad" in words_of(message["blocks"])
    assert "Guiden är sparad" in message["text"]
    assert "Akut: Nej" in words_of(message["blocks"])
    rest = {name: value for name, value in GATES.items() if name != "akut"}
    await house.click(ELSA, message, "guide_next", **rest)
    await until(lambda: "Vad vill ni med" in words_of(house.last(direct)["blocks"]))


async def test_what_is_written_in_the_thread_of_a_closed_modal_is_said_in_the_guide(
    house: House, until: Until
) -> None:
    await opened(house, until, SITUATION)
    await house.workspace.human_close_view(ELSA, house.modal(ELSA)["id"])
    direct = house.direct(ELSA)
    await until(lambda: house.said(direct))
    root = house.last(direct)["ts"]
    team = house.workspace.parts.state.team.id
    thread = f"{team}:{direct}:{root}"
    await until(lambda: house.lotsen.guidances.open_in(team, ELSA, thread))
    said = "Vad gäller när personen inte kan samtycka?"
    await house.workspace.human_post(ELSA, direct, said, root)
    await until(lambda: len(house.said(direct)) == 2)
    assert "Här är du i guiden:" in words_of(house.last(direct)["blocks"])


async def test_closing_twice_keeps_one_message(house: House, until: Until) -> None:
    direct = house.direct(ELSA)
    await opened(house, until, SITUATION)
    await house.workspace.human_close_view(ELSA, house.modal(ELSA)["id"])
    await until(lambda: house.said(direct))
    await opened(house, until)
    await house.submit(ELSA, akut="nej")
    await house.workspace.human_close_view(ELSA, house.modal(ELSA)["id"])
    await until(lambda: "Akut: Nej" in words_of(house.last(direct)["blocks"]))
    assert len(house.said(direct)) == 1


async def test_the_command_goes_on_after_a_restart_and_can_begin_anew(
    house: House, until: Until
) -> None:
    await opened(house, until, SITUATION)
    await house.submit(ELSA, akut="nej")
    house.workspace.parts.views.clear(ELSA)
    await house.restart()
    await opened(house, until)
    shown = words_of(house.modal(ELSA)["blocks"])
    assert "Du är mitt i en vägledning" in shown
    assert "Akut: Nej" in shown
    await house.click_in_modal(ELSA, "guide_new")
    await until(lambda: "Vad gäller det?" in words_of(house.modal(ELSA)["blocks"]))


async def test_a_modal_that_is_behind_shows_where_one_is(house: House, until: Until) -> None:
    await opened(house, until, SITUATION)
    guidance = house.lotsen.guide_desk.resume(ELSA, house.workspace.parts.state.team.id)
    assert guidance
    house.lotsen.guide_desk.answer(guidance.guidance_id, ELSA, {"akut": "nej"})
    assert await house.submit(ELSA, akut="ja") == {}
    shown = words_of(house.modal(ELSA)["blocks"])
    assert "Du hade redan gått vidare" in shown
    assert "Akut: Nej" in shown


async def test_the_source_opens_on_top_and_a_verdict_is_thanked(house: House, until: Until) -> None:
    await opened(house, until, SITUATION)
    await house.submit(ELSA, **GATES)
    await house.submit(ELSA, syfte="information")
    await house.click_in_modal(ELSA, "guide_section")
    await until(lambda: len(house.workspace.stack(ELSA)) == 2)
    await house.workspace.human_close_view(ELSA, house.modal(ELSA)["id"])
    where = Where("guide_good", view_id=house.modal(ELSA)["id"])
    await house.workspace.human_click(ELSA, where)
    await until(lambda: len(house.workspace.stack(ELSA)) == 2)
    assert "Tack!" in words_of(house.modal(ELSA)["blocks"])


async def test_when_the_modal_cannot_be_opened_the_guide_comes_as_a_message(
    house: House, until: Until
) -> None:
    house.workspace.lack_methods("views.open")
    await house.workspace.human_command(ELSA, ALLA, f"/lotsen guide {SITUATION}")
    direct = house.direct(ELSA)
    await until(lambda: house.said(direct))
    assert "guide_next" in actions_of(house.last(direct)["blocks"])


async def test_a_rules_question_in_the_modal_is_answered_above_the_guide(
    house: House, until: Until
) -> None:
    question = "Vad gäller när personen inte kan samtycka?"
    await opened(house, until, question)
    shown = words_of(house.modal(ELSA)["blocks"])
    assert "Här är du i guiden:" in shown
    assert "Är det akut?" in shown
