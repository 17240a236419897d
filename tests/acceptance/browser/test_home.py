"""The Home tab, the command and the shortcut: ways to ask without writing a message."""

import re

import pytest

from tests.acceptance.browser.conftest import Meet, Picture
from tests.acceptance.browser.person import (
    ALLA,
    AMIR,
    ELSA,
    JONAS,
    KERSTIN,
    MAJA,
    QUESTION,
    SARA,
    Locator,
    Person,
)

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def answered(person: Person, question: str) -> Locator:
    """Wait for an answer to a question in a modal, and give the modal."""
    await person.page.get_by_role("dialog", name="Lotsens svar").wait_for()
    assert question in await person.modal.inner_text()
    await person.modal.locator("blockquote").first.wait_for()
    return person.modal


async def test_the_search_field_answers_in_a_modal_where_the_section_opens_on_top(
    meet: Meet,
) -> None:
    sara = await meet(SARA, "hem")
    field = sara.page.get_by_role("textbox", name="Vad undrar du över?")
    await field.fill(QUESTION)
    await field.press("Enter")
    modal = await answered(sara, QUESTION)
    await modal.get_by_role("button", name=re.compile("^Visa avsnittet")).first.click()
    await sara.page.get_by_role("dialog", name="Avsnittet i källan").wait_for()
    assert await modal.locator("blockquote strong").count()
    await sara.button("Tillbaka", modal).click()
    await answered(sara, QUESTION)
    await sara.close()
    await sara.modal.wait_for(state="hidden")


async def test_a_recent_question_is_there_to_be_asked_again(meet: Meet, picture: Picture) -> None:
    elsa = await meet(ELSA)
    question = "När ska vi skriva en avvikelse?"
    await elsa.ask(question)
    await elsa.button("Hem").click()
    home = elsa.page.locator("#home")
    row = home.locator(".block-section", has_text=question)
    await row.wait_for()
    await picture(elsa, "home")
    await elsa.button("Fråga igen", row).click()
    await answered(elsa, question)
    await elsa.close()


async def test_home_names_the_sources_with_version_and_date_and_what_is_to_come(
    meet: Meet,
) -> None:
    kerstin = await meet(KERSTIN, "hem")
    home = kerstin.page.locator("#home")
    await home.get_by_role("heading", name="Källor som gäller nu").wait_for()
    sources = await home.get_by_role("listitem").filter(has_text="Lotsens beskrivning av").all()
    shown = [await source.inner_text() for source in sources]
    assert len(shown) > 3
    assert all(re.search(r" · version .+ · gäller från 20\d\d", text) for text in shown), shown
    guideline = home.get_by_role("link", name=re.compile("Länsgemensam riktlinje"))
    assert (await guideline.get_attribute("href") or "").startswith("https://")
    for heading in ("Vilket meddelande?", "Dina senaste frågor", "Utkast", "Inkorg"):
        assert await home.get_by_role("heading", name=heading).count() == 1


async def test_the_command_alone_opens_a_field_to_ask_in(meet: Meet) -> None:
    amir = await meet(AMIR, ALLA)
    await amir.say("/lotsen")
    await amir.page.get_by_role("dialog", name="Fråga Lotsen").wait_for()
    await amir.modal.get_by_label("Din fråga").fill(QUESTION)
    await amir.button("Fråga", amir.modal).click()
    await answered(amir, QUESTION)
    await amir.close()


async def test_help_is_whispered_with_all_that_can_be_done(meet: Meet) -> None:
    amir = await meet(AMIR, ALLA)
    await amir.say("/lotsen hjälp")
    help_ = amir.page.locator("article", has_text="Det här kan Lotsen").last
    await help_.wait_for()
    shown = await help_.inner_text()
    assert "Bara du ser det här." in shown
    for word in ("fråga", "hjälp", "guide", "utkast", "avvikelse", "inkorg", "träna"):
        assert f"/lotsen {word}: " in shown


async def test_a_question_after_the_command_is_answered_to_the_asker_only(meet: Meet) -> None:
    amir, maja = await meet(AMIR, ALLA), await meet(MAJA, ALLA)
    question = "Vem får påbörja en vårdbegäran?"
    await amir.say(f"/lotsen fråga {question}")
    await answered(amir, question)
    await amir.close()
    assert await maja.page.get_by_text(question).count() == 0


async def test_the_shortcut_on_a_colleagues_message_asks_about_it(meet: Meet) -> None:
    jonas, maja = await meet(JONAS, ALLA), await meet(MAJA, ALLA)
    await maja.say("Någon som vet vad en vårdbegäran ska innehålla?")
    message = jonas.written("Någon som vet vad en vårdbegäran")
    await message.hover()
    await jonas.button("Fler val för meddelandet från Maja Holm", message).click()
    await jonas.page.get_by_role("menuitem", name=re.compile("^Fråga lotsen om detta")).click()
    field = jonas.modal.get_by_label("Din fråga")
    assert "vad en vårdbegäran ska innehålla" in await field.input_value()
    await field.fill(QUESTION)
    await jonas.button("Fråga", jonas.modal).click()
    await answered(jonas, QUESTION)
    await jonas.close()
