"""`lotsen demo` in a process of its own, and Chromium in front of its page."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.acceptance.browser.person import Person
from tests.acceptance.conftest import LOTSEN, ROOT, environment

Browser = Any  # playwright's; it may not be installed
Meet = Callable[..., Awaitable[Person]]
Picture = Callable[[Person, str], Awaitable[None]]

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
PICTURES = ROOT / "docs" / "pictures"
_READY = re.compile(r"redo på (http://127\.0\.0\.1:\d+)")
_PATIENCE_S = 120.0
_LARGEST, _COLOURS = 200_000, 128


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
def address(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the practice workspace as people do, and give its address."""
    folder = tmp_path_factory.mktemp("demo")
    data, said = folder / "data", folder / "said.txt"
    shutil.copytree(published, data)
    env = environment(data, OMP_NUM_THREADS="1")
    command = [LOTSEN, "demo", "--no-browser", "--port", "0"]
    with said.open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=env)
    try:
        yield _ready(process, said)
    finally:
        process.terminate()
        code = process.wait(_PATIENCE_S)
    words = said.read_text(encoding="utf-8")
    assert code == 0, words
    assert "Traceback" not in words, words


def _ready(process: "subprocess.Popen[bytes]", said: Path) -> str:
    started = time.monotonic()
    while time.monotonic() - started < _PATIENCE_S and process.poll() is None:
        found = _READY.search(said.read_text(encoding="utf-8"))
        if found:
            return found[1]
        time.sleep(0.05)
    pytest.fail("the practice workspace did not start: " + said.read_text(encoding="utf-8"))


@pytest.fixture(scope="package")
async def browser(anyio_backend: str) -> AsyncIterator[Browser]:
    """Chromium, where it and playwright are installed."""
    playwright = pytest.importorskip("playwright.async_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}; set CHROMIUM to where it is")
    async with playwright.async_playwright() as started:
        browser = await started.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
async def meet(browser: Browser, address: str) -> AsyncIterator[Meet]:
    """Open a window as somebody; an error in the page's own code fails the test."""
    faults: list[str] = []
    contexts: list[Any] = []

    async def met(user: str, room: str = "", **look: object) -> Person:
        look = {"viewport": {"width": 1280, "height": 800}, "locale": "sv-SE", **look}
        context = await browser.new_context(timezone_id="Europe/Stockholm", **look)
        contexts.append(context)
        page = await context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        person = Person(page, f"{address}/?as={user}")
        await person.enter(room)
        return person

    yield met
    for context in contexts:
        await context.close()
    assert faults == []


@pytest.fixture
def picture() -> Picture:
    """Make a picture for the documents, when LOTSEN_PICTURES asks for it."""

    async def made(person: Person, name: str) -> None:
        if not os.environ.get("LOTSEN_PICTURES"):
            return
        PICTURES.mkdir(parents=True, exist_ok=True)
        file = PICTURES / f"{name}.png"
        await person.page.mouse.move(0, 0)
        shot = await person.page.screenshot(animations="disabled")
        # A palette is enough for a page of few colours, and a fourth of the size.
        Image.open(BytesIO(shot)).convert("RGB").quantize(_COLOURS).save(file, optimize=True)
        assert file.stat().st_size < _LARGEST, f"{file.name} is too large for a document"

    return made
