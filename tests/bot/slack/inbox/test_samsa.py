"""A message on its way to SAMSA: texts to copy, and files that say they are drafts."""

import io
import json
from typing import Any

import aiohttp
import pytest

from tests.bot.slack.inbox.house import House

Of = Any
ELSA, KERSTIN, SARA = "U0ELSA001", "U0KERS003", "U0SARA005"
DRAFT = "UTKAST utan identitet"

pytestmark = pytest.mark.anyio


async def shown(house: House, message: str) -> None:
    await house.open(SARA, message)
    await house.press(SARA, "message_samsa")


def boxes(view: dict[str, Any]) -> list[str]:
    """Give what can be copied, a box for each heading."""
    rich = [part for block in view["blocks"] for part in block.get("elements", [])]
    found = [one for one in rich if one["type"] == "rich_text_preformatted"]
    return ["".join(run["text"] for run in one["elements"]) for one in found]


async def test_each_heading_has_a_box_of_its_own_to_copy(house: House, words: Of) -> None:
    await shown(house, house.send())
    view = house.modal(SARA)
    assert "Mötet är flyttat till fredag samma tid." in boxes(view)
    assert "Ändrad tid" in boxes(view)
    assert "Utkast utan identitet." in words(view)
    row = house.noted()[0]
    assert (row.actor, row.action, row.outcome) == (SARA, "export", "allowed")


async def test_what_was_added_comes_along_with_unit_and_date(house: House, words: Of) -> None:
    message = house.send()
    await house.open(SARA, message)
    await house.press(SARA, "message_act_complete")
    await house.submit(SARA, message_text="Vi har ny tid.")
    await house.press(SARA, "message_samsa")
    assert "Vi har ny tid." in boxes(house.modal(SARA))
    assert "Komplettering, Vårdcentralen Demoby, " in words(house.modal(SARA))


async def test_long_texts_are_turned_page_by_page_and_nothing_is_left_out(house: House) -> None:
    from bot.privacy import mask

    message = house.send()
    long = " ".join(f"Mening nummer {number} i berättelsen." for number in range(500))
    house.lotsen.inbox_desk.complete(message, house.who(ELSA), mask(long))
    await shown(house, message)
    found = boxes(house.modal(SARA))
    while "message_page_next" in json.dumps(house.modal(SARA)["blocks"]):
        await house.press(SARA, "message_page_next")
        found += boxes(house.modal(SARA))
    assert long in "".join(found)


@pytest.mark.parametrize(
    ("kind", "suffix"), [("text", ".txt"), ("pdf", ".pdf"), ("fhir", ".fhir.json")]
)
async def test_a_file_comes_in_the_direct_messages_and_says_it_is_a_draft(
    house: House, words: Of, kind: str, suffix: str
) -> None:
    pytest.importorskip("fhir.resources")
    await shown(house, house.send())
    await house.press(SARA, f"message_file_{kind}")
    assert "Filen ligger i dina direktmeddelanden" in words(house.modal(SARA))
    posted = house.said(house.direct(SARA))[-1]
    assert "utkast utan identitet" in posted["text"]
    (file,) = posted["files"]
    assert file["name"] == f"administrativt_meddelande-utkast{suffix}"
    content = await fetched(house, file["url_private_download"])
    assert DRAFT in read(kind, content)
    assert "fredag samma tid" in read(kind, content)


async def fetched(house: House, address: str) -> bytes:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{house.workspace.url}{address}") as answer,
    ):
        assert answer.status == 200
        assert "attachment" in answer.headers["content-disposition"]
        return await answer.read()


def read(kind: str, content: bytes) -> str:
    """Give the words of a file, read by somebody else's reader."""
    if kind == "pdf":
        from pypdf import PdfReader

        pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
        return " ".join(" ".join(pages).split())
    if kind == "fhir":
        from fhir.resources.R4B.bundle import Bundle

        return str(Bundle.model_validate_json(content).model_dump_json())
    return content.decode("utf-8-sig")


async def test_when_slack_takes_no_file_the_texts_stay_to_be_copied(
    house: House, words: Of
) -> None:
    await shown(house, house.send())
    house.workspace.parts.missing_methods.add("files.getUploadURLExternal")
    await house.press(SARA, "message_file_text")
    assert "Filen kom inte fram." in words(house.modal(SARA))
    assert boxes(house.modal(SARA))


async def test_what_is_taken_back_is_not_taken_out(house: House, words: Of) -> None:
    message = house.send()
    await shown(house, message)
    house.lotsen.send_desk.withdraw(message, house.who(ELSA))
    before = len(house.said(house.direct(SARA)))
    await house.press(SARA, "message_file_text")
    assert "senare version" in words(house.modal(SARA))
    assert len(house.said(house.direct(SARA))) == before


@pytest.mark.parametrize("address", ["/files/wrong/F0000000001", "/files/x/F9"])
async def test_a_file_is_not_given_to_who_guesses_its_address(house: House, address: str) -> None:
    await shown(house, house.send())
    await house.press(SARA, "message_file_text")
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{house.workspace.url}{address}") as answer,
    ):
        assert answer.status == 404
