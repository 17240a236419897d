"""The page's finer points: nothing is run as code, every block is shown, small screens, breaks."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.workspace import Workspace

Bot = Any  # the conftest's SmallBot; a folder of tests is no package to import from
Until = Callable[[Callable[[], object]], Awaitable[None]]
Page = Any  # playwright's; it may not be installed
OpenPage = Callable[..., Awaitable[Page]]

pytestmark = [pytest.mark.anyio, pytest.mark.slow]
ELSA, AMIR, ROOM = "U0ELSA001", "U0AMIR002", "C0ALLA0001"
EVIL = "<img src=x onerror=\"document.title='tagen'\"><script>document.title='tagen'</script>"


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> dict[str, str]:
    return {"type": "mrkdwn", "text": text}


def options(*names: str) -> list[dict[str, Any]]:
    return [{"text": plain(name), "value": name} for name in names]


async def shown(bot: Bot, blocks: list[dict[str, Any]], text: str = "Svar") -> str:
    answer = await bot.client.chat_postMessage(channel=ROOM, text=text, blocks=blocks)
    return str(answer["ts"])


async def test_nothing_that_is_written_is_run_or_becomes_an_element(
    workspace: Workspace, bot: Bot, open_page: OpenPage
) -> None:
    page = await open_page(room=ROOM)
    link = "<javascript:document.title='tagen'|klicka>"
    await workspace.human_post(AMIR, ROOM, EVIL)
    await bot.client.chat_postMessage(channel=ROOM, text=EVIL + link)
    cell = {"type": "raw_text", "text": EVIL}
    await shown(
        bot,
        [
            {"type": "section", "text": mrkdwn(f"{EVIL} {link} `{EVIL}` >{EVIL}")},
            {"type": "header", "text": plain(EVIL)},
            {"type": "markdown", "text": f"# {EVIL}\n[klicka](javascript:alert(1)) {EVIL}"},
            {"type": "image", "image_url": "https://exempel.se/a.png", "alt_text": EVIL},
            {"type": "table", "rows": [[cell], [cell]]},
            {
                "type": "actions",
                "elements": [{"type": "static_select", "options": options(EVIL[:70])}],
            },
        ],
    )
    await page.locator(".message table").wait_for()
    assert await page.locator("main img, main script").count() == 0
    assert await page.locator("a[href^='javascript']").count() == 0
    assert "tagen" not in (await page.title())
    assert await page.get_by_text(EVIL).first.is_visible()


MRKDWN = [
    ("*fet* och _kursiv_ ~struken~", "<strong>fet</strong> och <em>kursiv</em> <s>struken</s>"),
    ("*_båda_*", "<strong><em>båda</em></strong>"),
    ("snake_case_namn och 2*3*4", "snake_case_namn och 2*3*4"),
    ("`kod *inte fet*`", "<code>kod *inte fet*</code>"),
    ("<@U0ELSA001>!", '<span class="mention">@Elsa Lind</span>!'),
    ("a &lt; b &amp;amp; c", "a &lt; b &amp;amp; c"),
    ("*<@U0LOTSEN1>*", '<strong><span class="mention">@Lotsen</span></strong>'),
    ("&gt;citat\n&gt;till\nslut", "<blockquote>citat<br>till</blockquote>slut"),
    ("```rad\n*ett*```", "<pre><code>rad\n*ett*</code></pre>"),
    ("ett\ntvå", "ett<br>två"),
    ("<!channel>", '<span class="mention">@channel</span>'),
    (
        "<https://exempel.se/?a=1&amp;b=2|här>",
        '<a href="https://exempel.se/?a=1&amp;b=2" target="_blank" '
        'rel="noopener noreferrer">här</a>',
    ),
]


async def test_mrkdwn_is_shown_as_slack_shows_it(
    workspace: Workspace, bot: Bot, open_page: OpenPage
) -> None:
    for text, _ in MRKDWN:
        await bot.client.chat_postMessage(channel=ROOM, text=text)
    page = await open_page(room=ROOM)
    shown = page.locator(".message-text")
    await shown.nth(len(MRKDWN) - 1).wait_for()
    found = await shown.evaluate_all("nodes => nodes.map((node) => node.innerHTML)")
    assert found == [html for _, html in MRKDWN]


EVERY_BLOCK: list[dict[str, Any]] = [
    {"type": "section", "text": mrkdwn("text"), "fields": [mrkdwn("fält 1"), plain("fält 2")]},
    {"type": "header", "text": plain("Rubrik")},
    {"type": "divider"},
    {"type": "context", "elements": [mrkdwn("källa"), plain("sida 4")]},
    {"type": "markdown", "text": "1. ett\n2. två"},
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "punkt"}]}
                ],
            }
        ],
    },
    {
        "type": "actions",
        "elements": [
            {"type": "button", "text": plain("Knapp"), "action_id": "1"},
            {"type": "static_select", "options": options("ett", "två"), "action_id": "2"},
            {"type": "overflow", "options": options("mer"), "action_id": "3"},
            {"type": "datepicker", "initial_date": "2026-11-23", "action_id": "4"},
            {"type": "timepicker", "initial_time": "08:30", "action_id": "5"},
            {"type": "users_select", "action_id": "6"},
            {"type": "checkboxes", "options": options("ruta"), "action_id": "7"},
            {"type": "radio_buttons", "options": options("val"), "action_id": "8"},
        ],
    },
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "positive_button": {"text": plain("Bra"), "value": "1"},
                "negative_button": {"text": plain("Fel"), "value": "0"},
            },
            {"type": "icon_button", "icon": "trash", "text": plain("Ta bort")},
        ],
    },
    {"type": "table", "rows": [[{"type": "raw_text", "text": "cell"}]]},
    {"type": "image", "image_url": "https://exempel.se/a.png", "alt_text": "Ett diagram"},
    {
        "type": "input",
        "label": plain("Etikett"),
        "hint": plain("Ledtext"),
        "element": {"type": "plain_text_input"},
    },
]


async def test_every_block_is_shown_with_a_name_for_screen_readers(
    workspace: Workspace, bot: Bot, open_page: OpenPage
) -> None:
    page = await open_page(room=ROOM)
    await shown(bot, EVERY_BLOCK)
    message = page.locator(".message").last
    for role, name in (
        ("heading", "Rubrik"),
        ("button", "Knapp"),
        ("button", "Fler val"),
        ("combobox", "Välj …"),
        ("checkbox", "ruta"),
        ("radio", "val"),
        ("button", "Bra"),
        ("button", "Ta bort"),
        ("img", "Ett diagram"),
        ("textbox", "Etikett"),
        ("table", None),
    ):
        await message.get_by_role(role, name=name, exact=True).first.wait_for()
    assert await message.get_by_text("visas inte").count() == 0
    assert await message.locator("li").all_inner_texts() == ["ett", "två", "punkt"]
    assert workspace.found == []


async def test_on_a_phone_nothing_sticks_out_and_the_rooms_are_behind_a_button(
    workspace: Workspace, bot: Bot, open_page: OpenPage
) -> None:
    page = await open_page(
        room=ROOM, viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True
    )
    await shown(bot, EVERY_BLOCK, "långt" * 100)
    await page.locator(".message table").wait_for()
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    assert not await page.locator("#rooms").is_visible()
    await page.get_by_role("button", name="Visa kanaler").tap()
    await page.get_by_role("button", name="fikarummet").tap()
    assert await page.get_by_text("Lotsen är inte med i kanalen").is_visible()
    await page.get_by_role("button", name="Skicka").wait_for()


async def test_a_stream_grows_before_the_readers_eyes(
    workspace: Workspace, bot: Bot, open_page: OpenPage
) -> None:
    asked = await workspace.human_post(ELSA, ROOM, "Fråga")
    page = await open_page(room=ROOM)
    stream = await bot.client.chat_stream(
        channel=ROOM,
        thread_ts=asked["ts"],
        recipient_user_id=ELSA,
        recipient_team_id="T",
        buffer_size=1,
    )
    await stream.append(markdown_text="Först **det")
    await page.get_by_role("button", name="1 svar").click()
    await page.locator(".side .streaming").wait_for()
    await stream.append(markdown_text=" här** sedan")
    await page.locator(".side strong", has_text="det här").wait_for()
    await stream.stop()
    await page.locator(".side .streaming").wait_for(state="detached")


async def test_a_message_of_ones_own_is_changed_and_removed(
    workspace: Workspace, bot: Bot, open_page: OpenPage, until: Until
) -> None:
    said = await workspace.human_post(ELSA, ROOM, "Fell")
    page = await open_page(room=ROOM)
    more = page.get_by_role("button", name="Fler val för meddelandet från Elsa Lind")
    await page.locator(".message").hover()
    await more.click()
    await page.get_by_role("menuitem", name="Ändra").click()
    await page.get_by_role("textbox", name="Ändra meddelandet").fill("Rätt")
    await page.keyboard.press("Enter")
    await until(lambda: workspace.channels[ROOM].messages[said["ts"]]["text"] == "Rätt")
    await page.locator(".message-text", has_text="Rätt").hover()
    await more.click()
    await page.get_by_role("menuitem", name="Ta bort").click()
    await page.get_by_role("dialog").get_by_role("button", name="Ta bort").click()
    await until(lambda: said["ts"] not in workspace.channels[ROOM].messages)


async def test_after_a_break_the_page_catches_up_by_itself(
    workspace: Workspace, bot: Bot, open_page: OpenPage
) -> None:
    page = await open_page(room=ROOM)
    workspace.parts.feed.close()
    await workspace.human_post(AMIR, ROOM, "Sagt under avbrottet")
    await page.get_by_text("Sagt under avbrottet").first.wait_for(timeout=10_000)
    assert await page.locator(".message").count() == 1


async def test_what_others_say_is_read_aloud_and_counted_elsewhere(
    workspace: Workspace, bot: Bot, open_page: OpenPage
) -> None:
    page = await open_page(room=ROOM)
    await workspace.human_post(AMIR, ROOM, "Hej *alla*")
    await page.locator("#announcer", has_text="Amir Haddad: Hej alla").wait_for()
    await bot.client.chat_postMessage(channel=ELSA, text="Till dig")
    await page.get_by_role("button", name="Meddelanden 1 olästa").wait_for()
    assert (await page.title()).startswith("(1) #öppenvård-demoby · Elsa Lind")


async def test_the_page_says_it_is_for_practice_and_how_to_go_on(
    workspace: Workspace, bot: Bot, open_page: OpenPage
) -> None:
    page = await open_page(room=ROOM)
    assert await page.get_by_text("Skriv aldrig uppgifter om riktiga patienter.").is_visible()
    assert await page.get_by_text("Lotsen är inte ansluten just nu.").is_visible()
    await page.get_by_role("button", name="Koppla till Slack").click()
    steps = page.get_by_role("dialog", name="Koppla till Slack").get_by_role("listitem")
    assert await steps.count() == 6
    await page.keyboard.press("Escape")
    await bot.connect()
    await page.locator(".connection").wait_for(state="detached")
