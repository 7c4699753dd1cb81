"""The pictures in docs/: `python -m tests.screenshots [NAME…]` makes all of them, or those named, anew.

Each is a scene that really happens: the bot on a fresh playground, and its page in Chromium.
"""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.async_api import Browser, async_playwright

from bot.app import Options, Verbatim
from bot.fetching.fetcher import Fetcher
from bot.playground import World, start
from bot.playground.request import InProcessRequest
from bot.playground.web.page_view import owner
from bot.store.database import open_library
from tests.screenshots import newspaper
from tests.screenshots.scenes import SCENES, Scene
from tests.screenshots.stage import Stage
from tests.support.bot.web import resolving
from tests.support.playground.browser import CHROMIUM

DOCS = Path(__file__).parents[2] / "docs"
_COLOURS = 160  # enough for flat colours and smoothed letters, a third of the bytes
_SCALE = 1.5


async def main(names: list[str]) -> None:
    """Make these pictures, or all; says how large each is."""
    if unknown := set(names) - SCENES.keys():
        sys.exit(f"no scenes {sorted(unknown)}, only {sorted(SCENES)}")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for name in names or SCENES:
            try:
                picture = small(await shot(browser, SCENES[name]))
            except Exception as error:  # one scene that fails says so, and the others are made
                print(f"{name}: {error}", file=sys.stderr)
                continue
            (DOCS / f"{name}.png").write_bytes(picture)
            print(f"docs/{name}.png: {len(picture) / 1000:.0f} kB")
        await browser.close()


async def shot(browser: Browser, scene: Scene) -> bytes:
    """The scene's last moment as a PNG."""
    async with staged(browser, scene) as stage:
        await scene.play(stage)
        await stage.still()
        return await stage.page.screenshot()


@asynccontextmanager
async def staged(browser: Browser, scene: Scene) -> AsyncIterator[Stage]:
    """The bot, a playground and a page, all new."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory())
        server = await start("127.0.0.1", 0, world=World(strict=True))
        stack.push_async_callback(server.stop)
        site = await stack.enter_async_context(newspaper.open_site())
        library = stack.enter_context(open_library(f"sqlite:///{folder}/verbatim.db"))
        verbatim = Verbatim.build(
            library,
            server.token,
            "http://telegram.test",
            Options(
                request=lambda: InProcessRequest(server.api),
                fetcher=Fetcher((site,), resolve=resolving(**{newspaper.HOST.replace(".", "_"): "127.0.0.1"})),
            ),
        )
        you = owner(server.world)
        you.speaks(scene.language)
        await stack.enter_async_context(verbatim.polling())
        size = {"width": scene.width, "height": scene.height}
        context = await browser.new_context(
            viewport=size,  # type: ignore[arg-type]  # a ViewportSize
            locale="en-GB",
            color_scheme="dark" if scene.dark else "light",
            device_scale_factor=_SCALE,
            reduced_motion="reduce",
        )
        stack.push_async_callback(context.close)
        page = await context.new_page()
        page.set_default_timeout(15_000)
        if not scene.hints:
            await page.add_init_script("localStorage.setItem('hint', 'closed')")
        await page.goto(server.url)
        stage = Stage(page=page, world=server.world, you=you, site=f"http://{site.removesuffix(':80')}")
        await stage.greeted()
        yield stage


def small(png: bytes) -> bytes:
    """The same picture in fewer bytes."""
    image = Image.open(io.BytesIO(png)).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    packed = io.BytesIO()
    image.save(packed, "PNG", optimize=True)
    return packed.getvalue()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
