"""A person in front of the page: what they can read, press and write."""

import re
from collections.abc import Mapping
from typing import Any

Page = Any  # playwright's; it may not be installed
Locator = Any

ELSA, AMIR, KERSTIN = "U0ELSA001", "U0AMIR002", "U0KERS003"
JONAS, SARA, MAJA = "U0JONA004", "U0SARA005", "U0MAJA006"
ALLA, OMBUD = "C0ALLA0001", "C0OMBUD002"
GOOD, BAD = "Ja, det hjälpte att få svaret", "Nej, säg varför svaret inte hjälpte"
QUESTION = "Vad ska stå i en vårdbegäran?"
SITUATION = (
    "Vi i hemtjänsten ska meddela vårdcentralen att hen har blivit sämre. "
    "Vilket meddelande ska vi använda?"
)
GATES = {
    "Är det akut?": "Nej",
    "Har den enskilde skyddade personuppgifter": "Nej",
    "Har den enskilde avlidit?": "Nej",
    "Är den enskilde inlagd på sjukhus": "Nej",
    "Samtycker den enskilde": "Ja",
    "Har mottagaren åtkomst till SAMSA?": "Ja",
}
_PATIENCE_MS = 20_000
_REPLY = "xpath=following-sibling::article[contains(@class,'reply')][1]"


class Person:
    """Somebody at the page, in a window of their own."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        page.set_default_timeout(_PATIENCE_MS)

    async def enter(self, room: str = "") -> None:
        """Open the page; a modal that another test left open is closed."""
        await self.page.goto(self.address + (f"&kanal={room}" if room else ""))
        await self.page.locator(".room-top").first.wait_for()
        while await self.modal.is_visible():
            await self.close()

    @property
    def modal(self) -> Locator:
        return self.page.locator("#modal")

    @property
    def thread(self) -> Locator:
        return self.page.locator("#side")

    def button(self, name: str, within: Locator | None = None) -> Locator:
        """Find a button by all of its name, the last one if there are several."""
        return (within or self.page).get_by_role("button", name=name, exact=True).last

    async def say(self, text: str, within: str = "#compose") -> None:
        """Write a message, or a command, and send it with Enter."""
        await self.page.locator(within).fill(text)
        await self.page.locator(within).press("Enter")

    def written(self, text: str) -> Locator:
        """Find what somebody wrote in the middle of the page."""
        return self.page.locator("#main article:not(.reply)").filter(has_text=text).last

    async def ask(self, text: str) -> Locator:
        """Ask in the direct messages, and give the reply."""
        before = await self.page.locator("#main article:not(.reply)").count()
        await self.say(text)
        await self.page.locator("#main article:not(.reply)").nth(before).wait_for()
        reply = self.page.locator("#main article:not(.reply)").nth(before).locator(_REPLY)
        await reply.get_by_role("button").first.wait_for()
        return reply

    async def ask_in_channel(self, text: str) -> Locator:
        """Ask Lotsen in a channel, and give the reply in the thread that opens beside."""
        await self.say(f"@Lotsen {text}")
        await self.thread.locator("article", has_text=text).wait_for()
        return self.replies.last

    @property
    def replies(self) -> Locator:
        """What Lotsen has written in the thread beside."""
        return self.thread.locator("article", has=self.page.locator(".badge"))

    async def close(self) -> None:
        """Close the modal with Escape."""
        shown = await self.page.locator("#modal-title").inner_text()
        await self.page.keyboard.press("Escape")
        await self.page.wait_for_function(
            "shown => !document.getElementById('modal').open || "
            "document.getElementById('modal-title').textContent !== shown",
            arg=shown,
        )

    async def choose(self, answers: Mapping[str, str], within: Locator) -> None:
        """Answer questions with choices, each found by how it begins."""
        for question, answer in answers.items():
            begins = re.compile("^" + re.escape(question))
            group = within.get_by_role("radiogroup", name=begins)
            await group.get_by_role("radio", name=answer, exact=True).check()

    async def focused(self) -> str:
        """Give the name of what the keyboard is at."""
        found = await self.page.evaluate(
            "() => { const one = document.activeElement;"
            " return one.getAttribute('aria-label') || one.textContent.trim() || one.id }"
        )
        return str(found)

    async def is_focus_seen(self) -> bool:
        """Tell whether what the keyboard is at has an outline around it, or a ring of its own."""
        found = await self.page.evaluate(
            "() => { const one = document.activeElement; if (one === document.body) return false;"
            " const row = one.closest('.composer-row'); const style = getComputedStyle(one);"
            " return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)"
            " || (row !== null && getComputedStyle(row).boxShadow !== 'none') }"
        )
        return bool(found)

    async def tab_to(self, name: str, most: int = 60) -> None:
        """Press Tab until something is reached; each stop on the way must be seen."""
        for _ in range(most):
            await self.page.keyboard.press("Tab")
            assert await self.is_focus_seen(), f"no focus is seen at {await self.focused()}"
            if await self.focused() == name:
                return
        raise AssertionError(f"{name} is not reached with Tab")
