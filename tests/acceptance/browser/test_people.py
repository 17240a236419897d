"""Several people at the page: a question that a colleague answers, and what only one may see."""

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
    OMBUD,
    SARA,
    Person,
)

pytestmark = [pytest.mark.anyio, pytest.mark.slow]
NUMBER = "19121212-1212"


async def handed_on(asker: Person, question: str) -> None:
    """Ask in the direct messages, and pass the question on to people."""
    reply = await asker.ask(question)
    await asker.button("Fråga en människa", reply).click()
    await asker.page.get_by_role("dialog", name="Fråga en människa").wait_for()
    assert question in await asker.modal.inner_text()
    await asker.button("Skicka", asker.modal).click()
    await asker.modal.get_by_text("Frågan är på väg").wait_for()
    await asker.close()


async def test_a_colleague_takes_the_question_and_the_reply_comes_back_to_the_asker(
    meet: Meet, picture: Picture
) -> None:
    question = "Vem fyller på en vårdbegäran?"
    jonas, sara = await meet(JONAS), await meet(SARA, OMBUD)
    await handed_on(jonas, question)
    asked = sara.written(question)
    await sara.button("Jag tar den", asked).click()
    await asked.get_by_text("@Sara Öman har tagit frågan.").wait_for()
    await asked.hover()
    await sara.button("Svara i tråd", asked).click()
    await sara.say("Alla berörda, fortlöpande. Ring mig gärna.", "#compose-side")
    back = jonas.page.locator("article.reply").filter(has_text="@Sara Öman svarar:")
    await back.get_by_text("Alla berörda, fortlöpande.").wait_for()
    await picture(sara, "handoff")
    await back.hover()
    await jonas.button("Svara i tråd", back).click()
    await jonas.say("Tack, då vet jag!", "#compose-side")
    await sara.thread.locator("article").filter(has_text="Tack, då vet jag!").wait_for()
    await jonas.button("Klart", jonas.thread).click()
    await asked.get_by_text("har fått svar och är klar. Tack!").wait_for()
    assert await asked.get_by_role("button", name="Lämna tillbaka").count() == 0


async def test_a_question_given_back_can_be_taken_by_another(meet: Meet) -> None:
    question = "Kan Bo Karlsson med hemtjänst få SIP?"
    masked = "Kan [namn] med hemtjänst få SIP?"
    maja, kerstin = await meet(MAJA), await meet(KERSTIN, OMBUD)
    reply = await maja.ask(question)
    await maja.button("Fråga en människa", reply).click()
    await maja.button("Skicka", maja.modal).click()
    await maja.modal.get_by_text("Frågan är på väg").wait_for()
    await maja.close()
    asked = kerstin.written(masked)
    await kerstin.button("Jag tar den", asked).click()
    await kerstin.button("Lämna tillbaka", asked).click()
    amir = await meet(AMIR, OMBUD)
    await amir.button("Jag tar den", amir.written(masked)).click()
    await asked.get_by_text("@Amir Haddad har tagit frågan.").wait_for()
    assert "Karlsson" not in await kerstin.page.locator("#main").inner_text()


async def test_identities_in_a_direct_message_are_told_to_be_hidden_and_can_be_removed(
    meet: Meet,
) -> None:
    maja = await meet(MAJA)
    reply = await maja.ask(f"Vad är en vårdbegäran? Det gäller Anna Svensson {NUMBER}.")
    shown = await reply.inner_text()
    assert "Jag dolde ett namn och ett personnummer i din text." in shown
    assert NUMBER not in shown
    assert "Svensson" not in shown


async def test_identities_in_a_channel_are_answered_where_nobody_else_sees(meet: Meet) -> None:
    jonas, elsa = await meet(JONAS, ALLA), await meet(ELSA, ALLA)
    await jonas.say(f"@Lotsen Vad är en SIP? Det gäller Anna Svensson {NUMBER}.")
    pointer = jonas.page.locator("article", has_text="Bara du ser det här.")
    await pointer.get_by_text("Jag svarade dig i ett direktmeddelande").wait_for()
    await jonas.button("Meddelanden 1 olästa").click()
    reply = jonas.page.locator("#main article").last
    await reply.get_by_text("Vad är en SIP? Det gäller [namn] [personnummer].").wait_for()
    assert NUMBER not in await reply.inner_text()
    theirs = elsa.written("Vad är en SIP?")
    await theirs.wait_for()
    assert await theirs.get_by_role("button", name=re.compile("svar$")).count() == 0
    assert await elsa.page.get_by_text("Jag svarade dig i ett direktmeddelande").count() == 0


async def test_one_becomes_another_person_of_another_unit_in_the_same_window(meet: Meet) -> None:
    elsa = await meet(ELSA)
    await elsa.page.get_by_role("button", name=re.compile("^Du är Elsa Lind")).click()
    await elsa.page.get_by_role("dialog", name="Vem vill du vara?").wait_for()
    kerstin = elsa.page.get_by_role("listitem").filter(has_text="Kerstin Åberg")
    await kerstin.get_by_role("link", name="Bli", exact=True).click()
    who = elsa.page.get_by_role("button", name=re.compile("^Du är Kerstin Åberg"))
    await who.wait_for()
    assert "Vårdcentralen Demoby" in await who.inner_text()
    assert await elsa.button("inkorg-vårdcentralen").is_visible()
    assert await elsa.button("inkorg-hemtjänsten-lärkan").count() == 0


async def test_two_windows_side_by_side_see_each_other_at_once(meet: Meet) -> None:
    elsa = await meet(ELSA)
    await elsa.page.get_by_role("button", name=re.compile("^Du är Elsa Lind")).click()
    amirs = elsa.page.get_by_role("listitem").filter(has_text="Amir Haddad")
    async with elsa.page.context.expect_page() as opened:
        await amirs.get_by_role("link", name="Nytt fönster").click()
    amir = Person(await opened.value, "")
    await amir.page.get_by_role("button", name="öppenvård-demoby").click()
    await elsa.page.keyboard.press("Escape")
    await elsa.page.get_by_role("button", name="öppenvård-demoby").click()
    await elsa.say("Hej @Amir Haddad, är du där?")
    await amir.written("är du där?").wait_for()
    await amir.say("Ja, här är jag!")
    await elsa.written("Ja, här är jag!").wait_for()


async def test_the_page_says_it_is_for_practice_and_how_to_go_on_to_slack(meet: Meet) -> None:
    elsa = await meet(ELSA)
    said = await elsa.page.get_by_role("banner").inner_text()
    assert "Övningsrum." in said
    assert "Skriv aldrig uppgifter om riktiga patienter." in said
    await elsa.button("Koppla till Slack").click()
    await elsa.page.get_by_role("dialog", name="Koppla till Slack").wait_for()
    steps = await elsa.page.locator("#dialog").inner_text()
    for word in ("manifest.json", "xoxb-", "xapp-", "lotsen doctor", "lotsen run"):
        assert word in steps
    assert "docs/connect-to-slack.md" in steps
    await elsa.page.keyboard.press("Escape")
    assert await elsa.focused() == "Koppla till Slack"
