"""Two people in two units, the whole way: guide, draft, send, notice, ask for more, done."""

import re

import pytest

from tests.acceptance.browser.conftest import Meet, Picture
from tests.acceptance.browser.person import ELSA, GATES, SARA, SITUATION, Locator, Person

pytestmark = [pytest.mark.anyio, pytest.mark.slow]
INBOX_OF_SARA = "C0VC000005"
FIRST = {
    "Återkoppling till": "Samordnaren på hemtjänsten, dagtid.",
    "Kontaktorsak": "Orkar inte gå som förut.",
    "Normaltillstånd": "Går själv inomhus med rollator.",
}
SECOND = {
    "ADL, förflyttning och hjälpmedel": "Rollator inne, rullstol ute.",
    "Pågående insatser": "Hemtjänst varje dag.",
    "Viktiga kontakter": "Samordnaren på hemtjänsten.",
}
QUESTION, REPLY = "Sedan när är det så?", "Sedan i måndags."


async def guided(elsa: Person) -> None:
    """Describe the situation, answer what is asked, and go on to the draft."""
    guide = await elsa.ask(SITUATION)
    await guide.get_by_text("Så här har jag förstått det:").wait_for()
    await elsa.choose(GATES, guide)
    await elsa.button("Fortsätt", guide).click()
    await elsa.choose({"Vad vill ni med meddelandet?": "Lämna information en gång"}, guide)
    await guide.get_by_role("heading", name="Vårdbegäran").wait_for()
    await elsa.button("Skriv utkast", guide).click()


def asking(elsa: Person, heading: str) -> Locator:
    """Find the latest message that asks for a heading."""
    return elsa.page.locator("article").filter(has_text=f"Nästa: {heading}").last


async def talked(elsa: Person) -> None:
    """Answer in conversation: one answer in words, one by a choice."""
    await asking(elsa, "Mottagande enheter").wait_for()
    draft = await asking(elsa, "Mottagande enheter").inner_text()
    assert "Ja, samtycke finns" in draft  # what was said to the guide is not asked again
    assert "att hen har blivit sämre." in draft
    assert "Vilket meddelande ska vi använda?" not in draft
    await elsa.say("Vårdcentralen Demoby")
    reply = asking(elsa, "Ärendet är")
    await reply.get_by_text("Noterat under Mottagande enheter:").wait_for()
    await reply.get_by_role("radio", name="Nytt", exact=True).check()
    await asking(elsa, "Det här önskas av mottagaren").wait_for()


async def written(elsa: Person, texts: dict[str, str], send: str) -> None:
    for label, text in texts.items():
        await elsa.modal.get_by_label(re.compile("^" + re.escape(label))).fill(text)
    await elsa.button(send, elsa.modal).click()


async def filled_in(elsa: Person, picture: Picture) -> None:
    """Fill in the rest as a form; it is closed half-way, and nothing is lost."""
    await elsa.button("Fyll i som formulär").click()
    await elsa.modal.get_by_text("Steg 1 av 2").wait_for()
    await picture(elsa, "draft-form")
    await elsa.modal.get_by_role("radio", name="Åtgärd", exact=True).check()
    reason = elsa.modal.get_by_label(re.compile("^Kontaktorsak"))
    await reason.press_sequentially("Orkar inte", delay=20)
    await elsa.page.wait_for_timeout(500)  # what is typed is on its way to be saved
    await elsa.close()
    await elsa.button("Hem").click()
    await elsa.button("Fortsätt").click()
    await elsa.modal.get_by_text("Steg 1 av 2").wait_for()
    again = elsa.modal.get_by_label(re.compile("^Kontaktorsak"))
    assert await again.input_value() == "Orkar inte"
    await written(elsa, FIRST, "Nästa")
    await elsa.modal.get_by_text("Steg 2 av 2").wait_for()
    await written(elsa, SECOND, "Granska")


async def sent(elsa: Person, picture: Picture) -> None:
    """Say for which unit it is, look it through, and send."""
    await elsa.modal.get_by_text("Välj vilken enhet du skriver för").wait_for()
    menu = elsa.modal.get_by_role("combobox").first
    await menu.select_option(label="Hemtjänsten Lärkan, Demoby")
    await elsa.modal.get_by_text("Allt är klart att skicka.").wait_for()
    preview = await elsa.modal.inner_text()
    for text in (*FIRST.values(), *SECOND.values()):
        assert text in preview
    await picture(elsa, "draft-send")
    await elsa.button("Skicka", elsa.modal).click()
    await elsa.modal.get_by_text("Det här händer nu").wait_for()
    await elsa.close()


async def opened_from_the_channel(sara: Person) -> None:
    """Read the notice in the unit's channel, which says nothing of the message, and open it."""
    notice = sara.page.locator("article").filter(has_text="Hemtjänsten Lärkan").last
    await notice.wait_for()
    assert "rollator" not in await notice.inner_text()
    await sara.button("Öppna", notice).click()
    await sara.modal.get_by_text("Så står det till hos mottagarna").wait_for()
    assert FIRST["Normaltillstånd"] in await sara.modal.inner_text()


async def asked_for_more(sara: Person) -> None:
    """Begin to ask, close by mistake, find the words again, and send them."""
    await sara.button("Begär komplettering", sara.modal).click()
    field = sara.modal.get_by_role("textbox")
    await field.press_sequentially(QUESTION, delay=20)
    await sara.page.wait_for_timeout(500)
    await sara.close()
    await sara.button("Begär komplettering", sara.modal).click()
    await sara.modal.get_by_text("Det här skrev du förra gången.").wait_for()
    assert await sara.modal.get_by_role("textbox").input_value() == QUESTION
    await sara.button("Skicka frågan", sara.modal).click()
    await sara.modal.get_by_text("Avsändaren får veta att ni behöver mer.").wait_for()
    await sara.close()


async def completed(elsa: Person) -> None:
    """Learn of it in the message's own thread, and complete from there."""
    await elsa.button("Meddelanden").click()
    told = elsa.page.locator("article").filter(has_text="begär komplettering.").last
    await told.wait_for()
    await elsa.button("Öppna meddelandet", told).click()
    await elsa.modal.get_by_text(QUESTION).wait_for()
    await elsa.button("Komplettera", elsa.modal).click()
    await elsa.modal.get_by_role("textbox").fill(REPLY)
    await elsa.button("Lägg till", elsa.modal).click()
    await elsa.modal.get_by_text("Kompletteringen är tillagd").wait_for()
    await elsa.close()


async def followed_up(sara: Person) -> None:
    """Answer the three voluntary questions together with the person it was about."""
    await sara.modal.get_by_text("Det är frivilligt").wait_for()
    begun = ("Kände du dig delaktig", "Kände du dig trygg", "Visste du vem")
    await sara.choose(dict.fromkeys(begun, "Ja"), sara.modal)
    await sara.button("Spara svaren", sara.modal).click()


async def ended(sara: Person) -> None:
    """Find it in the inbox with what was added, acknowledge it, and end it."""
    await sara.button("Hem").click()
    menu = sara.page.get_by_role("combobox", name=re.compile("Jag är här som"))
    await menu.first.select_option(label="Vårdcentralen Demoby")
    await sara.page.get_by_role("button", name="Nytt (1)").wait_for()
    await sara.button("Öppna").click()
    await sara.modal.get_by_text(REPLY).wait_for()
    await sara.button("Kvittera", sara.modal).click()
    await sara.modal.get_by_text("Kvitterat.").wait_for()
    await sara.button("Avsluta", sara.modal).click()
    sure = sara.page.get_by_role("dialog", name="Avsluta meddelandet?")
    await sara.button("Avsluta", sure).click()
    await followed_up(sara)
    await sara.modal.get_by_text("Avslutat.").wait_for()
    await sara.close()
    await sara.page.get_by_role("button", name="Klart (1)").wait_for()


async def test_a_message_goes_the_whole_way_between_two_people(
    meet: Meet, picture: Picture
) -> None:
    elsa, sara = await meet(ELSA), await meet(SARA, INBOX_OF_SARA)
    await guided(elsa)
    await talked(elsa)
    await filled_in(elsa, picture)
    await sent(elsa, picture)
    await opened_from_the_channel(sara)
    await asked_for_more(sara)
    await completed(elsa)
    await ended(sara)
    card = elsa.page.locator("article").filter(has_text="Ditt meddelande till Vårdcentralen Demoby")
    for state in ("levererad", "kvitterad", "avslutad"):
        await card.first.get_by_text(re.compile(state)).first.wait_for()
