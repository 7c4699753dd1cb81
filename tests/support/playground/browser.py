"""A real headless Chromium for page tests, one a test session, and one profile in it.

A profile or a process of its own for each page takes more than most tests do on it. Each test has a tab of its own, and
each playground its own port, so that what a page keeps in the browser is not seen by the next one.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--renderer-process-limit=1",
]  # fmt: skip

# What a click on a quotation shows is gone after six seconds, in which a busy machine may not have looked.
_REMEMBERED = """
const set = HighlightRegistry.prototype.set;
HighlightRegistry.prototype.set = function (name, words) {
  window.marked = [...words].map(String).join();
  return set.call(this, name, words);
};
addEventListener("animationstart", (event) => { if (event.animationName === "flash") window.flashed = true; });
"""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def profile() -> AsyncIterator[BrowserContext]:
    """Where tests open their pages in Chromium, started once; tests that use it run on the session's event loop."""
    if CHROMIUM is None:
        pytest.skip("there is no chromium on the PATH (Debian: apt-get install chromium)")
    from playwright.async_api import async_playwright  # heavy, and needed by page tests only

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        context = await browser.new_context(viewport={"width": 1100, "height": 800}, locale="en-GB")
        context.set_default_timeout(60_000)
        await context.add_init_script(_REMEMBERED)
        # While one page is open, the process that draws pages stays for the next one.
        await context.new_page()
        yield context
        await browser.close()


async def marked(page: Page) -> str:
    """The words of the message to which a click led: they were marked, and the message flashed."""
    # A function, which is evaluated once: an expression is evaluated at each try, and the page's policy forbids that.
    await page.wait_for_function("() => window.marked && window.flashed")
    words: str = await page.evaluate("window.marked")
    return words
