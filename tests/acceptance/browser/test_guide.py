"""The guide: from a few words about a situation to the message, why, and every way back."""

import re

import pytest

from tests.acceptance.browser.conftest import Meet, Picture
from tests.acceptance.browser.person import (
    ALLA,
    AMIR,
    ELSA,
    GATES,
    JONAS,
    KERSTIN,
    MAJA,
    SARA,
    SITUATION,
    Locator,
    Person,
)

pytestmark = [pytest.mark.anyio, pytest.mark.slow]
PURPOSE = "Vad vill ni med meddelandet?"
ONCE = "Lämna information en gång"


async def begun(person: Person) -> Locator:
    """Describe a situation in the direct messages, and give the guide's message."""
    guide = await person.ask(SITUATION)
    await guide.get_by_text("Så här har jag förstått det:").wait_for()
    return guide


async def decided(person: Person, guide: Locator) -> None:
    """Answer what is asked, until the outcome is there."""
    await person.choose(GATES, guide)
    await person.button("Fortsätt", guide).click()
    await person.choose({PURPOSE: ONCE}, guide)
    await guide.get_by_role("heading", name="Vårdbegäran").wait_for()


async def test_a_situation_becomes_a_list_then_the_gates_then_an_outcome_with_its_sources(
    meet: Meet, picture: Picture
) -> None:
    elsa = await meet(ELSA, viewport={"width": 1280, "height": 900})
    guide = await begun(elsa)
    understood = await guide.inner_text()
    assert "Avsändare: Hemtjänst (du skrev ”Vi i hemtjänsten”)" in understood
    assert "Mottagare: Vårdcentral (du skrev ”meddela vårdcentralen”)" in understood
    assert await guide.get_by_role("radiogroup").count() == len(GATES)
    assert await guide.get_by_role("radio", checked=True).count() == 0
    await decided(elsa, guide)
    outcome = await guide.inner_text()
    assert re.search(r"Varför: .+ \(källan säger det\)", outcome)
    assert re.search(r"\[1\] ”.+”\s+Lotsens beskrivning av .+ · version", outcome)
    assert "Tänk på" in outcome
    await picture(elsa, "guide-outcome")
    await guide.get_by_role("button", name="Visa källan till citat 1").click()
    await elsa.modal.locator("blockquote strong").first.wait_for()
    await elsa.close()


async def test_a_denied_consent_ends_in_no_message_and_no_draft(meet: Meet) -> None:
    amir = await meet(AMIR)
    guide = await begun(amir)
    await amir.choose({**GATES, "Samtycker den enskilde": "Nej"}, guide)
    await amir.button("Fortsätt", guide).click()
    await guide.get_by_text("Vid nekat samtycke").first.wait_for()
    assert await guide.get_by_role("button", name="Skriv utkast").count() == 0


async def test_a_fact_is_changed_and_changes_the_outcome(meet: Meet) -> None:
    jonas = await meet(JONAS)
    guide = await begun(jonas)
    await decided(jonas, guide)
    menu = guide.get_by_role("combobox", name="Ändra en uppgift")
    await menu.select_option(label="7. Samtycke")
    await jonas.button("Nej", guide).click()
    await guide.get_by_text("Vid nekat samtycke").first.wait_for()
    assert await guide.get_by_role("heading", name="Vårdbegäran").count() == 0


async def test_why_back_and_start_over_go_where_they_say(meet: Meet) -> None:
    kerstin = await meet(KERSTIN)
    guide = await begun(kerstin)
    await kerstin.choose(GATES, guide)
    await kerstin.button("Fortsätt", guide).click()
    await guide.get_by_role("radiogroup", name=PURPOSE).wait_for()
    await kerstin.button("Varför frågar du?", guide).click()
    await guide.get_by_text("Svaret avgör mellan:").wait_for()
    await kerstin.button("Tillbaka", guide).click()
    await guide.get_by_role("radiogroup", name="Är det akut?").wait_for()
    await kerstin.button("Börja om", guide).click()
    await guide.get_by_text("Så här har jag förstått det:").wait_for(state="hidden")
    assert "Hemtjänst" not in await guide.inner_text()


async def test_the_guide_goes_on_after_the_page_is_loaded_again(meet: Meet) -> None:
    maja = await meet(MAJA)
    guide = await begun(maja)
    await maja.choose(GATES, guide)
    await maja.button("Fortsätt", guide).click()
    await guide.get_by_role("radiogroup", name=PURPOSE).wait_for()
    await maja.enter()
    again = maja.page.locator("article.reply").last
    await maja.choose({PURPOSE: ONCE}, again)
    await again.get_by_role("heading", name="Vårdbegäran").wait_for()


async def test_a_question_of_the_rules_is_answered_and_leads_back_to_the_same_place(
    meet: Meet,
) -> None:
    sara = await meet(SARA)
    guide = await begun(sara)
    await guide.hover()
    await sara.button("Svara i tråd", guide).click()
    await sara.say("Vad händer om personen säger nej till samtycke?", "#compose-side")
    reply = sara.replies.last
    await reply.get_by_text("Här är du i guiden:").wait_for()
    assert "Vid nekat samtycke" in await reply.locator("blockquote").first.inner_text()
    await decided(sara, reply)


async def test_the_whole_guide_in_a_modal_and_closing_it_leaves_it_in_the_messages(
    meet: Meet,
) -> None:
    maja = await meet(MAJA, ALLA)
    await maja.say("/lotsen guide")
    await maja.page.get_by_role("dialog", name="Välj meddelande").wait_for()
    new = maja.modal.get_by_role("button", name="Nytt ärende", exact=True)
    if await new.count():  # another test's guide may be under way
        await new.click()
        await new.wait_for(state="hidden")
    await maja.modal.get_by_label("Vad gäller det?").fill(SITUATION)
    await maja.button("Starta", maja.modal).click()
    await maja.choose(GATES, maja.modal)
    await maja.button("Fortsätt", maja.modal).click()
    await maja.choose({PURPOSE: ONCE}, maja.modal)
    await maja.button("Fortsätt", maja.modal).click()
    await maja.modal.get_by_role("heading", name="Vårdbegäran").wait_for()
    await maja.close()
    await maja.page.get_by_role("button", name=re.compile("^Meddelanden")).first.click()
    kept = maja.page.locator("#main article").last
    await kept.get_by_text("Här är det du kom fram till i guiden.").wait_for()


async def test_home_opens_the_guide(meet: Meet) -> None:
    amir = await meet(AMIR, "hem")
    await amir.button("Öppna guiden").click()
    await amir.page.get_by_role("dialog", name="Välj meddelande").wait_for()
    await amir.close()


async def test_identities_in_a_situation_are_hidden_and_the_guide_goes_on(meet: Meet) -> None:
    jonas = await meet(JONAS)
    guide = await jonas.ask(f"{SITUATION} Det gäller Anna Svensson 19121212-1212.")
    await guide.get_by_text("Så här har jag förstått det:").wait_for()
    shown = await guide.inner_text()
    assert "Jag dolde ett namn och ett personnummer" in shown
    assert "Svensson" not in shown
