"""The page in Chromium: a person asks, reads, fills in, and becomes another person."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import Workspace

Bot = Any  # the conftest's SmallBot; a folder of tests is no package to import from
Until = Callable[[Callable[[], object]], Awaitable[None]]
Page = Any  # playwright's; it may not be installed
OpenPage = Callable[..., Awaitable[Page]]

pytestmark = [pytest.mark.anyio, pytest.mark.slow]
ELSA, AMIR, ROOM = "U0ELSA001", "U0AMIR002", "C0ALLA0001"

FOCUSED = "document.activeElement.textContent"


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def button(action_id: str, text: str, **more: object) -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "text": plain(text), "value": "1", **more}


CONFIRM = {
    "title": plain("Är du säker?"),
    "text": plain("Frågan skickas vidare."),
    "confirm": plain("Skicka"),
    "deny": plain("Avbryt"),
}
ANSWER: list[dict[str, Any]] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": ">En *vårdbegäran* är information."}},
    {
        "type": "actions",
        "elements": [
            button("visa", "Visa avsnittet"),
            button("manniska", "Fråga en människa", confirm=CONFIRM),
        ],
    },
]
SECTION = {"type": "modal", "title": plain("Vårdbegäran"), "blocks": ANSWER[:1]}
FORM = {
    "type": "modal",
    "callback_id": "utkast",
    "notify_on_close": True,
    "title": plain("Utkast"),
    "submit": plain("Spara"),
    "blocks": [
        {
            "type": "input",
            "block_id": "lage",
            "label": plain("Läget"),
            "dispatch_action": True,
            "element": {
                "type": "plain_text_input",
                "action_id": "autospar",
                "multiline": True,
                "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
            },
        },
        {
            "type": "input",
            "block_id": "samtycke",
            "label": plain("Samtycke"),
            "element": {
                "type": "radio_buttons",
                "action_id": "t",
                "options": [
                    {"text": plain("Ja"), "value": "ja"},
                    {"text": plain("Okänt"), "value": "okant"},
                ],
            },
        },
    ],
}
HOME = {"type": "home", "blocks": [{"type": "header", "text": plain("Källor")}]}


class Lively:
    """A bot that answers, opens modals and keeps what was sent in."""

    def __init__(self, bot: Bot) -> None:
        self.saved: list[dict[str, Any]] = []
        self.closed: list[dict[str, Any]] = []
        self.clicked: list[str] = []
        self.typed: list[str] = []
        app = bot.app
        app.event("message")(self.answer)
        app.event("app_home_opened")(self.show_home)
        app.action("visa")(self.open_section)
        app.action("manniska")(self.click)
        app.command("/lotsen")(self.open_form)
        app.action("autospar")(self.keep)
        app.view("utkast")(self.save)
        app.view_closed("utkast")(self.close)

    async def answer(self, event: dict[str, Any], client: AsyncWebClient) -> None:
        if "subtype" not in event:
            thread = {} if event["channel_type"] == "im" else {"thread_ts": event["ts"]}
            await client.chat_postMessage(
                channel=event["channel"], text="Svaret", blocks=ANSWER, **thread
            )

    async def show_home(self, event: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view=HOME)

    async def open_section(
        self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient
    ) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=SECTION)

    async def click(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        self.clicked.append(body["user"]["id"])

    async def open_form(self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    async def save(self, ack: AsyncAck, view: dict[str, Any]) -> None:
        values = view["state"]["values"]
        if any(letter.isdigit() for letter in values["lage"]["autospar"]["value"]):
            await ack(response_action="errors", errors={"lage": "Ta bort siffrorna."})
            return
        await ack()
        self.saved.append(values)

    async def keep(self, ack: AsyncAck, action: dict[str, Any]) -> None:
        await ack()
        self.typed.append(action["value"])

    async def close(self, ack: AsyncAck, view: dict[str, Any]) -> None:
        await ack()
        self.closed.append(view["state"]["values"])


@pytest.fixture
async def lively(bot: Bot) -> Lively:
    lively = Lively(bot)
    await bot.connect()
    return lively


async def say(page: Page, text: str) -> None:
    await page.locator("#compose").fill(text)
    await page.keyboard.press("Enter")


def by(page: Page, role: str, name: str) -> Page:
    return page.get_by_role(role, name=name, exact=True)


async def test_a_question_is_answered_and_its_section_opens_and_closes(
    workspace: Workspace, lively: Lively, open_page: OpenPage
) -> None:
    page = await open_page()
    await say(page, "Vad är en vårdbegäran?")
    await by(page, "button", "Visa avsnittet").click()
    await by(page, "dialog", "Vårdbegäran").wait_for()
    assert await page.locator("#modal blockquote strong").inner_text() == "vårdbegäran"
    await page.keyboard.press("Escape")
    await page.locator("#modal").wait_for(state="hidden")
    assert workspace.stack(ELSA) == []


async def test_a_form_says_what_is_wrong_and_is_then_sent_in(
    workspace: Workspace, lively: Lively, open_page: OpenPage, until: Until
) -> None:
    page = await open_page(room=ROOM)
    await say(page, "/lotsen utkast")
    await by(page, "button", "Spara").click()
    assert await page.locator(".error").all_inner_texts() == ["Fyll i det här fältet."] * 2
    await by(page, "textbox", "Läget").fill("191212121212")
    await by(page, "radio", "Okänt").check()
    await by(page, "button", "Spara").click()
    await page.get_by_text("Ta bort siffrorna.").wait_for()
    field = by(page, "textbox", "Läget")
    assert await field.get_attribute("aria-invalid") == "true"
    assert await field.evaluate("node => node === document.activeElement")
    await field.fill("Trött och yr")
    await by(page, "button", "Spara").click()
    await until(lambda: lively.saved)
    await page.locator("#modal").wait_for(state="hidden")
    assert lively.saved[0]["lage"]["autospar"]["value"] == "Trött och yr"
    assert lively.saved[0]["samtycke"]["t"]["selected_option"]["value"] == "okant"


async def test_what_is_typed_reaches_the_bot_before_the_form_is_closed(
    workspace: Workspace, lively: Lively, open_page: OpenPage, until: Until
) -> None:
    page = await open_page(room=ROOM)
    await say(page, "/lotsen utkast")
    await by(page, "textbox", "Läget").fill("Halvfärdigt")
    await until(lambda: lively.typed == ["Halvfärdigt"])
    await page.keyboard.press("Escape")
    await until(lambda: lively.closed)
    assert lively.closed == [{}]


async def test_two_windows_are_two_people_in_two_units(
    workspace: Workspace, lively: Lively, open_page: OpenPage
) -> None:
    elsa = await open_page(ELSA, room=ROOM)
    amir = await open_page(AMIR, room=ROOM)
    await say(elsa, "Hej @Amir Haddad")
    await amir.locator(".mention", has_text="@Amir Haddad").wait_for()
    assert await by(amir, "button", "inkorg-hemsjukvården").count() == 1
    assert await by(elsa, "button", "inkorg-hemsjukvården").count() == 0
    await elsa.locator("#who-button").click()
    await elsa.locator(".people li", has_text="Maja Holm").get_by_role("link", name="Bli").click()
    await elsa.locator("#who-button", has_text="Maja Holm").wait_for()
    assert "as=U0MAJA006" in elsa.url


async def test_the_skip_link_and_the_suggestions_need_no_mouse(
    workspace: Workspace, open_page: OpenPage, until: Until
) -> None:
    page = await open_page(room=ROOM)
    press = page.keyboard.press
    await press("Tab")
    assert await page.evaluate(FOCUSED) == "Hoppa till samtalet"
    await press("Tab")
    await press("Enter")
    assert await page.evaluate("document.activeElement.id") == "compose"
    await page.keyboard.type("@lo")
    await press("Tab")
    await page.keyboard.type("hej")
    await press("Enter")
    await until(lambda: workspace.channels[ROOM].messages)
    said = workspace.channels[ROOM].root_messages()[0]
    assert said["text"] == "<@U0LOTSEN1> hej"


async def test_a_button_its_question_and_a_menu_need_no_mouse(
    workspace: Workspace, lively: Lively, open_page: OpenPage, until: Until
) -> None:
    page = await open_page()
    press = page.keyboard.press
    await say(page, "Hej")
    await by(page, "button", "Visa avsnittet").focus()
    await press("Tab")
    await press("Enter")
    await by(page, "dialog", "Är du säker?").wait_for()
    await press("Enter")
    await until(lambda: lively.clicked)
    more = page.get_by_role("button", name="Fler val för meddelandet från Elsa").first
    await more.focus()
    await press("Enter")
    await press("End")
    assert await page.evaluate(FOCUSED) == "Ta bort"
    await press("Escape")
    assert await more.evaluate("node => node === document.activeElement")


async def test_a_modal_keeps_the_focus_and_gives_it_back(
    workspace: Workspace, lively: Lively, open_page: OpenPage
) -> None:
    page = await open_page()
    press = page.keyboard.press
    await say(page, "Hej")
    await by(page, "button", "Visa avsnittet").focus()
    await press("Enter")
    await by(page, "dialog", "Vårdbegäran").wait_for()
    for _ in range(5):
        await press("Tab")
        assert await page.evaluate("!document.activeElement.closest('.main, .rooms, .top')")
    await press("Escape")
    await page.locator("#modal").wait_for(state="hidden")
    assert await page.evaluate(FOCUSED) == "Visa avsnittet"
