"""What a scene works with: the page, the world behind it, and ways to wait for the bot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

from bot.playground import Chat, Person, Post, World

_PATIENCE = 60.0


@dataclass
class Stage:
    """A page that is open on a fresh playground, with the bot behind it. `site` is the newspaper's address."""

    page: Page
    world: World
    you: Person
    site: str

    async def greeted(self) -> None:
        """Wait until the bot has said what it says in groups that it is added to."""
        await self.page.locator("#chat-list .name").first.wait_for()
        await self.go_to("Verbatim")
        await self.world.until(lambda: not self.world.updates.pending, _PATIENCE)

    def person(self, name: str) -> Person:
        return next(person for person in self.world.people() if person.name == name)

    def chat(self, title: str) -> Chat:
        """The group or channel of that name."""
        return next(chat for chat in self.world.chats.values() if chat.title == title)

    async def go_to(self, title: str) -> None:
        """Open a chat from the list."""
        if await self.page.locator("#back").is_visible():
            await self.page.locator("#back").click()
        await self.page.locator("#chat-list .name").get_by_text(title, exact=True).click()

    async def write(self, text: str) -> None:
        field = self.page.get_by_label("Message", exact=True)
        await field.fill(text)
        await field.press("Enter")

    async def forward(self, text: str, source: str = "Harbour Gazette") -> None:
        """Forward an article by the page's dialog."""
        await self.page.get_by_role("button", name="Forward an article").click()
        dialog = self.page.get_by_role("dialog")
        await dialog.get_by_label("Source").fill(source)
        await dialog.get_by_label("Text").fill(text)
        await dialog.get_by_label("Date").fill("2026-11-03")
        await dialog.get_by_role("button", name="Forward", exact=True).click()

    async def send_files(self, files: Mapping[str, tuple[str, bytes]], caption: str = "") -> None:
        """Send files, media type and content by name, by the page's dialog."""
        payloads = [{"name": name, "mimeType": kind, "buffer": content} for name, (kind, content) in files.items()]
        await self.page.locator("#file").set_input_files(payloads)  # type: ignore[arg-type]  # FilePayloads
        dialog = self.page.get_by_role("dialog")
        await dialog.get_by_label("Caption").fill(caption)
        await dialog.get_by_role("button", name="Send", exact=True).click()

    def theirs(self, text: str = "") -> Locator:
        """The bot's messages that contain the words."""
        return self.page.locator(".message:not(.mine)", has_text=text)

    async def shows(self, text: str) -> None:
        """Wait until the bot's last message contains the words."""
        await expect(self.theirs().last).to_contain_text(text, timeout=_PATIENCE * 1000)

    async def answered(self, post: Post, containing: str = "") -> Post:
        """The bot's next message in that chat."""
        return await self.world.reply(post, containing=containing, timeout=_PATIENCE)

    async def still(self) -> None:
        """Nothing moves, nothing blinks, the end of the chat is in view."""
        await self.page.evaluate("document.activeElement?.blur()")
        hidden = "const s = new CSSStyleSheet(); s.replaceSync('.tools { display: none !important }')"
        await self.page.evaluate(f"{{ {hidden}; document.adoptedStyleSheets = [s]; }}")
        await self.page.mouse.move(0, 0)
        await self.page.wait_for_timeout(400)
        await self.page.evaluate("document.getElementById('scroll').scrollTo({top: 1e6, behavior: 'instant'})")
        await self.page.wait_for_timeout(200)
