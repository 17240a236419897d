"""Two people in two units: a message is opened, asked about, completed, acknowledged and done."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.slack.manifest import read_manifest
from bot.workspace import InstalledApp, Workspace, serve
from knowledge.embedding import Embedder
from tests.acceptance.browser.conftest import Meet, Picture
from tests.acceptance.browser.person import ELSA, JONAS, SARA, Person
from tests.bot.slack.inbox.house import House

pytestmark = [pytest.mark.anyio, pytest.mark.slow]
QUESTION, REPLY = "Vilken tid gäller, och vem följer med?", "Klockan 14. Samordnaren följer med."
SAID = "Mötet är flyttat till fredag samma tid."


@pytest.fixture
async def house(tmp_path: Path, embedder: Embedder, anyio_backend: str) -> AsyncIterator[House]:
    """The bot in a practice workspace of this process, with three units."""
    workspace = Workspace(InstalledApp.from_manifest(read_manifest().words))
    house = House(workspace, tmp_path, embedder)
    async with serve(workspace):
        await house.start()
        house.put_units()
        yield house
        await house.stop()
    assert workspace.found == []


@pytest.fixture
def address(house: House) -> str:
    """Give the address of the page, in place of another process's."""
    return house.workspace.url


async def at_home(person: Person) -> None:
    await person.button("Hem").click()
    await person.page.get_by_role("heading", name="Inkorg").wait_for()


async def opened(person: Person) -> None:
    await person.button("Öppna").click()
    await person.modal.get_by_text("Så står det till hos mottagarna").wait_for()


async def written(person: Person, act: str, text: str, send: str) -> None:
    """Press a button of the message, write, and send."""
    await person.button(act, person.modal).click()
    await person.modal.get_by_role("textbox").fill(text)
    await person.button(send, person.modal).click()


async def asked(sara: Person, picture: Picture) -> None:
    """Open what is new, read it, and ask for more."""
    await at_home(sara)
    await picture(sara, "inbox")
    await opened(sara)
    shown = await sara.modal.inner_text()
    assert SAID in shown
    assert "Ej överförd till SAMSA" in shown
    await written(sara, "Begär komplettering", QUESTION, "Skicka frågan")
    await sara.modal.get_by_text("Avsändaren får veta att ni behöver mer.").wait_for()
    await picture(sara, "message")
    await sara.close()


async def completed(elsa: Person) -> None:
    """Learn in one's own thread that more is wanted, and add it."""
    wanted = "Vårdcentralen Demoby begär komplettering."
    told = elsa.page.locator("article").filter(has_text=wanted).last
    await told.wait_for()
    assert QUESTION not in await told.inner_text()
    await elsa.button("Öppna meddelandet", told).click()
    await elsa.modal.get_by_text(QUESTION).wait_for()
    await written(elsa, "Komplettera", REPLY, "Lägg till")
    await elsa.modal.get_by_text(REPLY).wait_for()
    await elsa.close()


async def acknowledged(sara: Person) -> None:
    """Find it new again with what was added, and acknowledge it."""
    await sara.page.get_by_role("button", name="Nytt (1)").wait_for()
    await opened(sara)
    shown = await sara.modal.inner_text()
    assert REPLY in shown
    assert "@Elsa Lind" in shown
    await sara.button("Kvittera", sara.modal).click()
    await sara.modal.get_by_text("Kvitterat.").wait_for()


async def ended(sara: Person) -> None:
    """End it, after being asked whether that is meant."""
    await sara.button("Avsluta", sara.modal).click()
    sure = sara.page.get_by_role("dialog", name="Avsluta meddelandet?")
    await sara.button("Avsluta", sure).click()
    await sara.modal.get_by_text("Avslutat.").wait_for()
    await sara.close()
    await sara.page.get_by_role("button", name="Klart (1)").wait_for()


async def test_a_message_goes_from_one_unit_to_the_other_and_back_until_it_is_done(
    meet: Meet, house: House, picture: Picture
) -> None:
    message = house.send()
    await house.deliver()
    sara, elsa = await meet(SARA), await meet(ELSA)
    await asked(sara, picture)
    await house.deliver()
    await completed(elsa)
    await acknowledged(sara)
    await house.deliver()
    line = elsa.page.locator("article").filter(has_text="Vårdcentralen Demoby har kvitterat.")
    await line.last.wait_for()
    await ended(sara)
    (receipt,) = house.lotsen.stored_messages.receipts.of(message)
    assert receipt.acknowledged_by == receipt.closed_by == SARA


async def test_a_file_for_samsa_is_saved_from_the_direct_messages(meet: Meet, house: House) -> None:
    house.send()
    sara = await meet(SARA)
    await at_home(sara)
    await opened(sara)
    await sara.button("Visa text för SAMSA", sara.modal).click()
    await sara.modal.locator("pre").filter(has_text=SAID).wait_for()
    await sara.button("Text", sara.modal).click()
    await sara.modal.get_by_text("Filen ligger i dina direktmeddelanden").wait_for()
    while await sara.modal.is_visible():
        await sara.close()
    await sara.page.get_by_role("button", name="Meddelanden").first.click()
    async with sara.page.expect_download() as waiting:
        await sara.page.get_by_role("link", name="utkast utan identitet").click()
    download = await waiting.value
    content = await asyncio.to_thread(Path(await download.path()).read_text, "utf-8-sig")
    assert "UTKAST utan identitet" in content
    assert SAID in content


async def test_a_stranger_presses_the_button_of_a_notice_and_sees_nothing(
    meet: Meet, house: House
) -> None:
    message = house.send()
    await house.notice("open_message", message, "C0ALLA0001")
    jonas = await meet(JONAS, "C0ALLA0001")
    await jonas.button("Öppna").click()
    whispered = jonas.page.locator("article", has_text="Bara du ser det här.")
    await whispered.get_by_text("Meddelandet kan bara öppnas av den som hör till").wait_for()
    assert not await jonas.modal.is_visible()
    row = house.noted()[0]
    assert (row.actor, row.subject, row.outcome) == (JONAS, message, "refused_no_member")
