"""The scenes: what happens before each picture is taken."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from tests.screenshots import newspaper
from tests.screenshots.stage import Stage
from tests.support.documents import pdf


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What happens, for whom, and in what kind of window (in CSS pixels; up to 720 wide only the chat shows),
    with or without the things to try."""

    play: Callable[[Stage], Awaitable[None]]
    language: str = "en"
    width: int = 640
    height: int = 760
    dark: bool = False
    hints: bool = False


async def story(stage: Stage) -> None:
    """Repeats left out, a question in other words answered, and an honest "nothing"."""
    await stage.page.get_by_role("button", name="Forward the sample article").click()
    await stage.shows("repeated paragraphs left out")
    await stage.page.get_by_role("button", name="Hide these suggestions").click()
    # The article says: "The first turbine is to turn in September".
    await stage.write("When will the first turbine begin to spin?")
    await stage.shows("paragraph 7 of 7")
    await stage.write("What is the population of Norway?")
    await stage.shows("Nothing in the article")


async def split_post(stage: Stage) -> None:
    """A long post that Telegram cut into parts is one article."""
    await stage.forward(newspaper.long_report())
    await stage.shows("paragraphs")
    await stage.write("Who waited on the pier?")
    await stage.shows("paragraph ")


async def album(stage: Stage) -> None:
    """Several files sent at once are one album, with one receipt."""
    texts = {"ferry.txt": newspaper.FERRY, "budget.txt": newspaper.BUDGET, "glacier.txt": newspaper.GLACIER}
    await stage.send_files({name: ("text/plain", text.encode()) for name, text in texts.items()})
    await stage.theirs("Saved 3 articles").wait_for(timeout=60_000)
    await stage.write("How much do schools receive?")
    await stage.shows("620 million")


async def link(stage: Stage) -> None:
    """A link becomes the article behind it."""
    await stage.write(f"{stage.site}{newspaper.PATH}")
    await stage.shows("Saved")
    await stage.write("When had fishermen warned?")
    await stage.shows("April")


async def document(stage: Stage) -> None:
    """A PDF is read, and a question answered from it."""
    title, *paragraphs = newspaper.FERRY.split("\n\n")
    content = pdf([*paragraphs, *newspaper.BUDGET.split("\n\n")[1:]], columns=2, title=title, author="Ines Falk")
    await stage.send_files({"harbour-report.pdf": ("application/pdf", content)})
    await stage.shows("Saved")
    await stage.write("How much do schools receive?")
    await stage.shows("620 million")


async def edit(stage: Stage) -> None:
    """An article that is edited is replaced."""
    await stage.write(newspaper.FERRY)
    await stage.shows("Saved")
    field = stage.page.get_by_label("Message", exact=True)
    await field.press("ArrowUp")
    later = newspaper.FERRY.replace("212", "218")
    await field.fill(later + "\n\nDivers will look at the hull on Sunday.")
    await stage.page.keyboard.press("Enter")
    await stage.shows("edit")
    await stage.write("How many people were on board?")
    await stage.shows("218")


async def group(stage: Stage) -> None:
    """In a group, a summary of somebody else's post when somebody asks for it."""
    circle, mia, jonas = stage.chat("Reading circle"), stage.person("Mia"), stage.person("Jonas")
    await stage.go_to("Reading circle")
    channel = stage.world.channel("Tarvik Times")
    post = mia.forwards(channel, newspaper.FERRY, chat=circle, date=1_793_700_000)
    jonas.says("I was on that boat last week…", chat=circle)
    await stage.answered(jonas.says("/summary", chat=circle, reply_to=post))
    await stage.shows("sentences")


async def answer(stage: Stage) -> None:
    """An answer is a reply that quotes the sentence natively."""
    circle, mia = stage.chat("Reading circle"), stage.person("Mia")
    await stage.go_to("Reading circle")
    channel = stage.world.channel("Tarvik Times")
    post = mia.forwards(channel, newspaper.FERRY, chat=circle, date=1_793_700_000)
    asked = stage.you.says("/ask who had warned of the sandbank?", chat=circle, reply_to=post)
    await stage.answered(asked)
    await stage.shows("paragraph ")


async def settings(stage: Stage) -> None:
    """What a chat decides, by buttons."""
    await stage.write("/settings")
    await stage.page.locator(".keyboard").last.wait_for()


async def digest(stage: Stage) -> None:
    """Recent articles, story by story."""
    for number, text in enumerate((newspaper.FERRY, newspaper.AGENCY, newspaper.BUDGET, newspaper.GLACIER)):
        source = stage.world.channel(("Harbour Gazette", "Tarvik Times", "Lorhaven Post", "Oskvik Science")[number])
        stage.you.forwards(source, text)
    await stage.shows("articles")
    await stage.write("/digest")
    await stage.page.locator(".keyboard").last.wait_for()
    await stage.page.wait_for_timeout(1500)


async def german(stage: Stage) -> None:
    """The bot's words in German."""
    stage.you.forwards(stage.world.channel("Hafenblatt"), newspaper.GERMAN)
    await stage.shows("Hafenblatt")
    await stage.write("Wann hatten Fischer gewarnt?")
    await stage.shows("April")
    await stage.write("/settings")
    await stage.page.locator(".message:not(.mine)").nth(2).wait_for()


async def arabic(stage: Stage) -> None:
    """The bot's words in Arabic, from right to left."""
    stage.you.forwards(stage.world.channel("صحيفة الميناء"), newspaper.ARABIC)
    await stage.shows("صحيفة الميناء")
    await stage.write("متى ستستأنف الرحلات؟")
    await stage.page.locator(".message:not(.mine)").nth(1).wait_for()
    await stage.write("/settings")
    await stage.page.locator(".message:not(.mine)").nth(2).wait_for()


SCENES: Final[dict[str, Scene]] = {
    "story": Scene(play=story, height=745, hints=True),
    "split": Scene(play=split_post, height=1120),
    "album": Scene(play=album, height=960),
    "link": Scene(play=link, height=720),
    "pdf": Scene(play=document, height=740),
    "edit": Scene(play=edit, height=900),
    "group": Scene(play=group, height=1000),
    "answer": Scene(play=answer, height=860),
    "settings": Scene(play=settings, dark=True),
    "digest": Scene(play=digest, height=1000),
    "german": Scene(play=german, language="de", height=1000),
    "arabic": Scene(play=arabic, language="ar", height=1000),
}
