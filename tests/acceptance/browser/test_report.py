"""A deviation from its first sentence to sent, as a person does it: in conversation, as a form."""

import re

import pytest

from tests.acceptance.browser.conftest import Meet, Picture
from tests.acceptance.browser.person import JONAS, SARA, Locator, Person

pytestmark = [pytest.mark.anyio, pytest.mark.slow]
INBOX_OF_SARA = "C0VC000005"
MOST_MESSAGES, MOST_FIELDS = 10, 14
TOLD = (
    "I fredags skickade vi ett MVO till Vårdcentralen Demoby om ny träning hemma. Det var inte "
    "kvitterat efter tre dagar. Vi borde ha fått en kvittens samma dag. Träningen fick ställas in. "
    "Vi ringde vårdcentralen direkt. De struntade i att svara."
)
TITLE = "MVO kvitterades inte"
CHOSEN = {
    "Övergången: från": "Rehabmottagning i primärvården",
    "Övergången: till": "Vårdcentral",
    "Typ av avvikelse": "Svar eller kvittens har uteblivit",
    "Möjlig vårdskada eller missförhållande?": "Nej",
    "Vill enheten ha återkoppling?": "Ja",
}
PREFILLED = ("Rehabenheten Demoby", "Medarbetare", "Vårdcentralen Demoby", "Datum för händelsen")


def asking(jonas: Person, label: str) -> Locator:
    """Find the latest message that asks for a heading."""
    return jonas.page.locator("article").filter(has_text=f"Nästa: {label}").last


async def chosen(jonas: Person, label: str) -> None:
    """Answer a question with one of its choices."""
    question = asking(jonas, label)
    await question.wait_for()
    choice = question.get_by_role("radio", name=CHOSEN[label], exact=True)
    if await choice.count():
        await choice.check()
    else:
        await question.get_by_role("combobox").first.select_option(label=CHOSEN[label])


async def sent(jonas: Person) -> None:
    """Look it through, take the factual wording, and send."""
    change = jonas.button("Byt till förslaget", jonas.modal)
    await change.click()
    await change.wait_for(state="detached")
    assert "De svarade inte." in await jonas.modal.inner_text()
    assert "struntade" not in await jonas.modal.inner_text()
    await jonas.button("Skicka", jonas.modal).click()
    await jonas.modal.get_by_text("Det här händer nu").wait_for()
    await jonas.close()


async def talked(jonas: Person, picture: Picture) -> int:
    """Write the report in conversation, and give how many times the person said something."""
    await jonas.say(f"/lotsen avvikelse {TOLD}")
    await asking(jonas, "Rubrik").wait_for()
    draft = await asking(jonas, "Rubrik").inner_text()
    for known in PREFILLED:
        assert known in draft
    assert f"{PREFILLED[-1]} (saknas)" not in draft
    await jonas.say(TITLE)
    await chosen(jonas, "Övergången: från")
    await chosen(jonas, "Övergången: till")
    departs = asking(jonas, "Dokument som inte följdes")
    await departs.get_by_text("Informationsöverföring: vad mottagaren ska göra").first.wait_for()
    await picture(jonas, "report-departs")
    await departs.get_by_role("button", name="Välj det här").first.click()
    await asking(jonas, "Förslag till förbättring").wait_for()
    await jonas.say("inget")
    for label in list(CHOSEN)[2:]:
        await chosen(jonas, label)
    return 3 + 1 + len(CHOSEN)


async def test_in_conversation(meet: Meet, picture: Picture) -> None:
    jonas, sara = await meet(JONAS), await meet(SARA, INBOX_OF_SARA)
    assert await talked(jonas, picture) <= MOST_MESSAGES
    await jonas.button("Granska och skicka").click()
    await sent(jonas)
    notice = sara.page.locator("article").filter(has_text="Rehabenheten Demoby").last
    await notice.wait_for()
    assert TITLE not in await notice.inner_text()
    await sara.button("Öppna", notice).click()
    await sara.modal.get_by_text(TITLE).first.wait_for()
    opened = await sara.modal.inner_text()
    assert "De svarade inte." in opened
    assert "Jonas" not in opened
    await sara.close()


async def test_as_a_form(meet: Meet) -> None:
    jonas = await meet(JONAS)
    await jonas.say(f"/lotsen avvikelse {TOLD}")
    await asking(jonas, "Rubrik").wait_for()
    await jonas.button("Fyll i som formulär", asking(jonas, "Rubrik")).click()
    await jonas.modal.get_by_text("Steg 1 av 2").wait_for()
    filled = 0
    for _ in range(2):
        filled += await filled_in(jonas)
        last = await jonas.button("Granska", jonas.modal).count()
        await jonas.button("Granska" if last else "Nästa", jonas.modal).click()
        if last:
            break
        await jonas.modal.get_by_text("Steg 2 av 2").wait_for()
    await jonas.modal.get_by_text("Allt är klart att skicka.").wait_for()
    assert filled <= MOST_FIELDS
    await sent(jonas)


async def filled_in(jonas: Person) -> int:
    """Fill in what is empty in a step, and give how many fields that was."""
    count, texts = 0, {"Rubrik": TITLE, "Förslag till förbättring": "inget"}
    if await jonas.modal.get_by_text("Det här i källorna kan det gälla").count():
        await jonas.modal.get_by_role("button", name="Välj det här").first.click()
        await jonas.modal.get_by_text("Det här i källorna kan det gälla").wait_for(state="detached")
        count += 1
    for label, text in texts.items():
        field = jonas.modal.get_by_label(re.compile("^" + re.escape(label)))
        if await field.count():
            await field.fill(text)
            count += 1
    for label, choice in CHOSEN.items():
        begins = re.compile("^" + re.escape(label))
        menu = jonas.modal.get_by_role("combobox", name=begins)
        group = jonas.modal.get_by_role("radiogroup", name=begins)
        if await menu.count():
            await menu.first.select_option(label=choice)
        elif await group.count():
            await group.get_by_role("radio", name=choice, exact=True).check()
        else:
            continue
        count += 1
    return count
