"""A question in a direct message and in a channel: the quote, its section, and what one thought."""

import asyncio
import re

import pytest

from tests.acceptance.browser.conftest import Meet, Picture
from tests.acceptance.browser.person import (
    ALLA,
    AMIR,
    BAD,
    ELSA,
    GOOD,
    JONAS,
    KERSTIN,
    MAJA,
    QUESTION,
    Locator,
)

pytestmark = [pytest.mark.anyio, pytest.mark.slow]
TWO_PRESSES_S = 2.0  # sooner, the same button is taken for a double click
PLACE = re.compile(r"Lotsens beskrivning av .+ · Vårdbegäran.* · version .+ · gäller från 20\d\d")
WHAT_IS_QUOTED = re.compile(r"^\[\d+\] ”(.+?)”", re.DOTALL)


async def quotes_of(reply: Locator) -> list[str]:
    """Give the words of each quote in a reply."""
    shown = await reply.locator("blockquote").all_inner_texts()
    found = [WHAT_IS_QUOTED.search(text) for text in shown]
    assert all(found), shown
    return [one[1] for one in found if one]


async def test_an_answer_is_quotes_with_document_section_version_and_date(
    meet: Meet, picture: Picture
) -> None:
    elsa = await meet(ELSA, viewport={"width": 1280, "height": 900})
    reply = await elsa.ask(QUESTION)
    quotes = await quotes_of(reply)
    assert any("normaltillstånd" in quote for quote in quotes)
    source = await reply.locator(".block-section").first.inner_text()
    assert re.search(
        r"Lotsens beskrivning av .+ · Vårdbegäran.* · version .+ · gäller från 20\d\d", source
    )
    await picture(elsa, "ask")


async def test_the_section_opens_with_the_very_quote_marked_and_the_focus_comes_back(
    meet: Meet, picture: Picture
) -> None:
    elsa = await meet(ELSA)
    reply = await elsa.ask("Kan hemtjänst påbörja en vårdbegäran?")
    quotes = await quotes_of(reply)
    show = reply.get_by_role("button", name=re.compile("^Visa avsnittet")).first
    await show.click()
    await elsa.page.get_by_role("dialog", name="Avsnittet i källan").wait_for()
    marked = await elsa.modal.locator("blockquote strong").all_inner_texts()
    assert marked
    assert set(marked) <= set(quotes)
    paragraphs = elsa.modal.locator(".rich").first.locator(":scope > *")
    assert await elsa.modal.locator("blockquote").count() < await paragraphs.count()
    await picture(elsa, "section")
    await elsa.close()
    assert await show.evaluate("node => node === document.activeElement")


async def test_a_mention_in_a_channel_is_answered_in_a_thread_that_opens_beside(
    meet: Meet,
) -> None:
    kerstin = await meet(KERSTIN, ALLA)
    reply = await kerstin.ask_in_channel(QUESTION)
    assert await quotes_of(reply)
    assert await kerstin.written(QUESTION).get_by_role("button", name="1 svar").count() == 1


async def test_a_follow_up_in_the_thread_needs_no_mention_and_knows_what_came_before(
    meet: Meet,
) -> None:
    kerstin = await meet(KERSTIN, ALLA)
    await kerstin.ask_in_channel("Vad är en vårdbegäran?")
    await kerstin.say("Och en MVO då?", "#compose-side")
    await kerstin.replies.nth(1).get_by_role("button").first.wait_for()
    quotes = await quotes_of(kerstin.replies.nth(1))
    assert any("MVO" in quote or "Meddelande till vård" in quote for quote in quotes)


async def test_a_message_to_colleagues_is_left_alone(meet: Meet) -> None:
    kerstin = await meet(KERSTIN, ALLA)
    await kerstin.say("Vem tar fikat i dag?")
    asked = await meet(AMIR, ALLA)
    await asked.ask_in_channel("Vad är en SIP?")
    message = kerstin.written("Vem tar fikat")
    assert await message.get_by_role("button", name=re.compile("svar$")).count() == 0


async def test_a_suggestion_asks_its_question_and_then_makes_room(meet: Meet) -> None:
    jonas = await meet(JONAS)
    suggestion = jonas.page.locator(".prompts").get_by_role("button", name="Samtycke")
    await suggestion.click()
    reply = jonas.page.locator("article.reply").last
    await reply.locator("blockquote").first.wait_for()
    assert await jonas.page.locator(".prompts").is_hidden()


async def test_a_good_verdict_is_thanked_for_and_stays_pressed(meet: Meet) -> None:
    amir = await meet(AMIR)
    reply = await amir.ask(QUESTION)
    good = amir.button(GOOD, reply)
    await good.click()
    await amir.page.get_by_text("Tack! Det är noterat att svaret hjälpte.").last.wait_for()
    assert await good.get_attribute("aria-pressed") == "true"


async def test_a_bad_verdict_asks_why_and_remembers_what_was_said(meet: Meet) -> None:
    maja = await meet(MAJA)
    reply = await maja.ask(QUESTION)
    bad = maja.button(BAD, reply)
    await bad.click()
    send = maja.button("Skicka", maja.modal)
    await send.click()
    await maja.modal.get_by_text("Fyll i det här fältet.").wait_for()
    await maja.choose(
        {"Vad är fel med svaret?": "Otydlig Jag förstår inte vad som gäller."}, maja.modal
    )
    await maja.modal.get_by_label("Berätta gärna mer").fill("Anna Svensson sa att det är luddigt")
    await send.click()
    await maja.page.get_by_role("dialog", name="Tack!").wait_for()
    assert "Jag dolde ett namn" in await maja.modal.inner_text()
    await maja.close()
    await asyncio.sleep(TWO_PRESSES_S)
    await bad.click()
    await maja.page.get_by_role("dialog", name="Hjälpte det inte?").wait_for()
    assert await maja.modal.get_by_role("radio", name=re.compile("^Otydlig")).is_checked()
    note = await maja.modal.get_by_label("Berätta gärna mer").input_value()
    assert note == "[namn] sa att det är luddigt"
    await maja.close()
