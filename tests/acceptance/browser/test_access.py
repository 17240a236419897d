"""Without a mouse, with a screen reader, and on a phone."""

import re
from pathlib import Path

import pytest

from tests.acceptance.browser.conftest import Meet, Picture
from tests.acceptance.browser.person import (
    ALLA,
    AMIR,
    BAD,
    ELSA,
    GATES,
    GOOD,
    JONAS,
    KERSTIN,
    QUESTION,
    SITUATION,
    Person,
)
from tests.bot.slack.outside.npm import node_modules

pytestmark = [pytest.mark.anyio, pytest.mark.slow]
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
WAIT_UNTIL_STILL = """() => Promise.allSettled(
  document.getAnimations().map((one) => one.finished))"""
RUN_AXE = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`);
}"""


@pytest.fixture(scope="session")
def axe(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the rules of accessibility that axe-core judges by."""
    cache = getattr(request.config, "cache", None)
    modules = node_modules(cache.mkdir("npm") if cache else tmp_path_factory.mktemp("npm"))
    return Path(modules, "axe-core", "axe.min.js").read_text(encoding="utf-8")


async def judged(person: Person, axe: str) -> list[str]:
    """Give what axe-core finds serious on the page as it is now."""
    await person.page.evaluate(
        "() => Promise.allSettled(document.getAnimations().map((one) => one.finished))"
    )
    await person.page.evaluate(axe)
    return list(await person.page.evaluate(RUN_AXE))


async def test_a_whole_question_without_a_mouse(meet: Meet) -> None:
    jonas = await meet(JONAS)
    press = jonas.page.keyboard.press
    await jonas.tab_to("Hoppa till skrivrutan")
    await press("Enter")
    assert await jonas.is_focus_seen()
    before = await jonas.page.locator("article.reply").count()
    await jonas.page.keyboard.type(QUESTION)
    await press("Enter")
    reply = jonas.page.locator("article.reply").nth(before)
    await jonas.button("Fråga en människa", reply).wait_for()
    await jonas.page.locator(".skip").first.focus()
    await jonas.tab_to("Hoppa till skrivrutan")
    show = reply.get_by_role("button", name="Visa avsnittet, citat 1")
    while not await show.evaluate("node => node === document.activeElement"):
        await jonas.tab_to("Visa avsnittet, citat 1")
    await press("Enter")
    await jonas.page.get_by_role("dialog", name="Avsnittet i källan").wait_for()
    for _ in range(4):
        await press("Tab")
        assert await jonas.page.evaluate("!document.activeElement.closest('.frame, .top')")
    await jonas.close()
    assert await show.evaluate("node => node === document.activeElement")
    await jonas.tab_to(GOOD)
    await press("Space")
    await jonas.page.get_by_text("Tack! Det är noterat").last.wait_for()
    assert await jonas.focused() == GOOD


async def test_the_guide_without_a_mouse_keeps_the_keyboard_at_its_message(meet: Meet) -> None:
    kerstin = await meet(KERSTIN)
    guide = await kerstin.ask(SITUATION)
    for question, answer in GATES.items():
        group = guide.get_by_role("radiogroup", name=re.compile("^" + re.escape(question)))
        await group.get_by_role("radio", name=answer, exact=True).focus()
        await kerstin.page.keyboard.press("Space")
    await kerstin.tab_to("Fortsätt")
    await kerstin.page.keyboard.press("Enter")
    await guide.get_by_role("radiogroup", name="Vad vill ni med meddelandet?").wait_for()
    assert await guide.evaluate("node => node.contains(document.activeElement)")


async def test_what_is_said_is_read_aloud_and_so_is_a_new_step_of_the_guide(meet: Meet) -> None:
    amir = await meet(AMIR)
    announcer = amir.page.locator("#announcer")
    assert await announcer.get_attribute("aria-live") == "polite"
    guide = await amir.ask(SITUATION)
    assert "Lotsen: Stämmer något av detta just nu?" in await announcer.inner_text()
    await amir.choose({"Är det akut?": "Ja, det är akut"}, guide)
    await amir.button("Fortsätt", guide).click()
    await announcer.get_by_text("Akut: ring").wait_for(state="attached")


async def test_the_parts_of_the_page_have_roles_and_names(meet: Meet) -> None:
    elsa = await meet(ELSA, ALLA)
    role = elsa.page.get_by_role
    assert await role("banner").count() == 1
    assert await role("navigation", name="Samtal och kanaler").count() == 1
    assert await role("main", name="Kanalen öppenvård-demoby").count() == 1
    assert await role("log", name="Meddelanden").count() == 1
    assert await role("textbox", name="Skriv i #öppenvård-demoby").count() == 1
    assert await elsa.page.locator("html").get_attribute("lang") == "sv"
    await elsa.ask_in_channel(QUESTION)
    assert await role("complementary", name="Tråd").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_serious_where_staff_are(meet: Meet, axe: str, scheme: str) -> None:
    amir = await meet(AMIR, color_scheme=scheme)
    reply = await amir.ask(QUESTION)
    assert await judged(amir, axe) == []
    await amir.button(BAD, reply).click()
    await amir.page.get_by_role("dialog", name="Hjälpte det inte?").wait_for()
    assert await judged(amir, axe) == []
    await amir.close()
    await amir.ask(SITUATION)
    assert await judged(amir, axe) == []
    await amir.enter("hem")
    await amir.page.get_by_role("heading", name="Källor som gäller nu").wait_for()
    assert await judged(amir, axe) == []
    await amir.page.get_by_role("button", name=re.compile("^Du är")).click()
    assert await judged(amir, axe) == []


async def test_on_a_phone_nothing_is_wider_than_the_screen_and_the_answer_starts_at_its_top(
    meet: Meet, picture: Picture
) -> None:
    elsa = await meet(ELSA, **PHONE)
    reply = await elsa.ask(QUESTION)
    box = await reply.bounding_box()
    assert box["y"] > 0
    assert box["width"] > 340
    await picture(elsa, "phone")
    wide = "document.documentElement.scrollWidth"
    assert await elsa.page.evaluate(wide) == 390
    await elsa.button("Visa kanaler").click()
    await elsa.page.get_by_role("button", name="öppenvård-demoby").click()
    await elsa.page.get_by_role("heading", name="öppenvård-demoby").wait_for()
    await elsa.say(f"@Lotsen {QUESTION}")
    await elsa.written(QUESTION).get_by_role("button", name="1 svar").click()
    await elsa.thread.locator("blockquote").first.wait_for()
    assert await elsa.page.evaluate(wide) == 390
    await elsa.button("Stäng", elsa.thread).click()
    await elsa.written(QUESTION).wait_for()
