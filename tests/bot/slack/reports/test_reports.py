"""The compilation in Slack: for the group at Home, by command for each unit, and as files."""

import io
from datetime import date

import aiohttp
import pytest
from pypdf import PdfReader

from bot.report.period import month_before
from tests.bot.slack.inbox.house import House, actions_of, words_of
from tests.bot.slack.reports.conftest import report_many

ELSA, KERSTIN, MAJA, JONAS = "U0ELSA001", "U0KERS003", "U0MAJA006", "U0JONA004"
LAST = month_before(date.today())  # noqa: DTZ011 - as the bot, to the month
MONTH, DAY = f"{LAST.first:%Y-%m}", f"{LAST.first:%Y-%m}-10"

pytestmark = pytest.mark.anyio


async def command(house: House, user: str, text: str) -> None:
    await house.workspace.human_command(user, house.direct(user), f"/lotsen {text}")
    await house.settled()


async def test_the_group_has_a_room_at_home_and_others_have_none(house: House) -> None:
    report_many(house, DAY)
    assert "12 avvikelser" in words_of(await house.home(JONAS))
    home = await house.home(ELSA)
    assert "open_report" not in actions_of(home)
    assert "Avvikelser i samverkan" not in words_of(home)


async def test_the_room_opens_all_of_it(house: House) -> None:
    report_many(house, DAY)
    await house.press_home(JONAS, "open_report")
    said = words_of(house.modal(JONAS))
    assert "12 avvikelser" in said
    assert "Berörd enhet" in said
    assert "Vårdcentralen Demoby: 12" in said
    noted = house.noted()[0]
    assert (noted.actor, noted.action, noted.outcome) == (JONAS, "report", "allowed")


async def test_by_command_each_sees_their_own_unit(house: House) -> None:
    report_many(house, DAY)
    await command(house, MAJA, f"rapport {MONTH}")
    assert "Hemtjänsten Lärkan" in words_of(house.modal(MAJA))
    assert "12 avvikelser" in words_of(house.modal(MAJA))


async def test_a_month_that_is_none_is_said_in_one_line(house: House) -> None:
    await command(house, MAJA, "rapport i våras")
    assert house.modal(MAJA) == {}
    assert "2026-03 för en hel månad" in house.whispered(MAJA)[-1]


async def test_an_empty_month_says_so(house: House) -> None:
    await command(house, MAJA, "rapport 2020-03")
    assert "Inga avvikelser rapporterades mars 2020." in words_of(house.modal(MAJA))


async def test_fewer_than_five_are_not_divided(house: House) -> None:
    report_many(house, DAY, 3)
    await command(house, JONAS, "rapport")
    said = words_of(house.modal(JONAS))
    assert "Färre än 5 avvikelser" in said
    assert "Vårdcentralen Demoby:" not in said


async def test_who_is_in_no_unit_is_told_what_to_do(house: House) -> None:
    house.put_units(hemtjanst=("U0SARA005",))
    await command(house, MAJA, "rapport")
    assert house.modal(MAJA) == {}
    assert "hör inte till någon enhet" in house.whispered(MAJA)[-1]


@pytest.mark.parametrize(
    ("kind", "start"), [("png", b"\x89PNG"), ("pdf", b"%PDF"), ("csv", b"\xef\xbb\xbf")]
)
async def test_it_is_taken_as_a_file_in_the_direct_messages(
    house: House, kind: str, start: bytes
) -> None:
    report_many(house, DAY)
    await command(house, JONAS, "rapport")
    await house.press(JONAS, f"report_file_{kind}")
    assert "Filen ligger i ditt direktmeddelande" in words_of(house.modal(JONAS))
    content = await downloaded(house, JONAS)
    assert content.startswith(start)
    if kind == "pdf":
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
        assert "12 avvikelser" in text


async def downloaded(house: House, user: str) -> bytes:
    """Give the file that was sent last to a person."""
    (file,) = house.said(house.direct(user))[-1]["files"]
    address = f"{house.workspace.url}{file['url_private_download']}"
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        assert answer.status == 200
        return await answer.read()
