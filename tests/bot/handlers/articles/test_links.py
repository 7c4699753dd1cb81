"""Links: what a person can rely on when a message is one, or leads to one."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground import Person, World
from bot.playground.world.posts import Post
from tests.support.articles import BUDGET, FERRY, GLACIER
from tests.support.bot.newspaper import Site, page
from tests.support.bot.rich import paragraph, styled
from tests.support.bot.web import http


async def kept(world: World, post: Post, containing: str = "Saved") -> Post:
    """The bot's receipt."""
    return await world.reply(post, containing=containing)


async def test_a_message_that_is_a_link_becomes_the_article_behind_it(world: World, anna: Person, site: Site) -> None:
    site.pages["/ferry?id=7"] = page(FERRY)
    post = anna.says(site.url("/ferry?id=7"))
    receipt = await kept(world, post)
    assert receipt.reply_to == post.id
    assert receipt.text.startswith("✅ Saved Ferry strands off Brannock with 212 people on board · ")
    assert "Ines Falk, Harbour Post, 3 Nov" in receipt.text
    answer = await world.reply(anna.says("who is the captain?"))
    assert answer.reply_to == post.id
    assert answer.quote is None
    assert answer.formatted("bold")[0].startswith("Captain Ewa Lindqvist told passengers")
    assert "Cookies" not in answer.text


async def test_a_message_without_words_leads_where_its_preview_does(world: World, anna: Person, site: Site) -> None:
    site.pages["/ferry"] = page(FERRY)
    preview: dict[str, Any] = {"url": site.url("/ferry")}
    post = anna.forwards("Somebody", "🔥", link_preview_options=preview)
    assert (await kept(world, post)).text.startswith("✅ Saved Ferry strands off")
    # Beside words it only illustrates them.
    asked = anna.says("who is the captain?", link_preview_options=preview)
    await world.reply(asked, containing="Lindqvist")
    hidden = anna.forwards("Somebody", "🔥", link_preview_options={**preview, "is_disabled": True})
    assert "There are no words" in (await world.reply(hidden)).text


async def test_a_link_in_a_rich_message_is_followed_like_any_other(world: World, anna: Person, site: Site) -> None:
    site.pages["/ferry"] = page(FERRY)
    words = ["Read ", styled("bold", styled("url", "the whole story", url=site.url("/ferry"))), " about the ferry"]
    receipt = await kept(world, anna.sends_rich(paragraph(words)))
    assert "Saved Ferry strands off Brannock" in receipt.text


MILL = (
    "Fire destroyed the old mill in Northtown on Monday. Twelve people were hurt, mayor Jane Roe said. "
    "The cause is not known yet."
)


@pytest.mark.parametrize("footer", ["VK", "VK | YouTube | Donate", "👉 Follow us\n\n💸 Donate"])
async def test_a_post_is_not_mistaken_for_the_profile_that_it_is_signed_with(
    world: World, anna: Person, site: Site, footer: str
) -> None:
    site.pages["/northtown_news"] = page(GLACIER)
    text = f"{MILL}\n\n{footer}"
    labels = [each for each in ("VK", "YouTube", "Follow us", "Donate") if each in footer]
    found = {
        "VK": site.url("/northtown_news"),
        "YouTube": "https://www.youtube.com/@northtown",
        "Donate": site.url("/donate"),
    }
    entities = [
        {
            "type": "text_link",
            "url": found.get(label, site.url("/northtown_news")),
            "offset": len(text[: text.rindex(label)].encode("utf-16-le")) // 2,
            "length": len(label),
        }
        for label in labels
    ]
    post = anna.forwards(world.channel("Northtown"), text, entities=entities)
    receipt = await kept(world, post)
    assert "Saved Fire destroyed the old mill" in receipt.text
    assert site.asked == []
    assert "Twelve people" in (await world.reply(anna.says("How many people were hurt?"))).shown


async def test_below_a_teaser_the_story_leads_and_the_profiles_do_not(world: World, anna: Person, site: Site) -> None:
    site.pages["/news/ferry-strands"] = page(FERRY)
    text = "A ferry with many people on board has run aground.\n\nRead more\nVK"
    entities = [
        {"type": "text_link", "url": "https://vk.com/coast", "offset": len(text) - 2, "length": 2},
        {"type": "text_link", "url": site.url("/news/ferry-strands"), "offset": len(text) - 12, "length": 9},
    ]
    receipt = await kept(world, anna.forwards(world.channel("Coast"), text, entities=entities))
    assert "Saved Ferry strands" in receipt.text


async def test_a_page_whose_site_has_an_endless_name_mutes_nothing(world: World, anna: Person, site: Site) -> None:
    group = world.group("Neighbours", [anna])
    endless = f'<meta property="og:site_name" content="{"C" * 5000}"><link rel="canonical" href="/{"x" * 5000}">'
    site.pages["/ferry"] = page(FERRY).replace(
        b'<meta property="og:site_name" content="Harbour Post">', endless.encode()
    )
    post = anna.says(site.url("/ferry"), chat=group)
    receipt = await kept(world, anna.says("/keep", chat=group, reply_to=post))
    assert "Ines Falk, CCC" in receipt.text
    listed = await world.reply(anna.says("/articles", chat=group), containing="1. Ferry")
    for said in (receipt, listed):
        assert len(said.text) < 500
        assert said.buttons
        assert all(len(each["url"]) < 2000 for each in said.entities if each["type"] == "text_link")


async def test_a_charset_that_makes_halves_of_characters_is_no_trouble(world: World, anna: Person, site: Site) -> None:
    words = FERRY.encode("ascii", "ignore").decode()
    content = f"---\ntitle: T +2AA- title\nauthor: A +2AA- name\n---\n\n{words}".encode()
    site.pages["/ferry"] = http(content, "Content-Type: text/markdown; charset=utf-7")
    receipt = await kept(world, anna.says(site.url("/ferry")))
    assert "Saved T +2AA- title" in receipt.text
    assert "A +2AA- name, paper.example" in receipt.text


async def test_a_forward_that_is_a_teaser_becomes_the_article_behind_its_link(
    world: World, anna: Person, site: Site
) -> None:
    site.pages["/ferry"] = page(FERRY)
    link = {"type": "text_link", "offset": 0, "length": 5, "url": site.url("/ferry")}
    post = anna.forwards(world.channel("Harbour News"), "Ferry on a sandbank: what we know", entities=[link])
    assert "Harbour Post" in (await kept(world, post)).text
    found = await world.reply(anna.says("when will tickets be refunded?", reply_to=post))
    assert found.formatted("bold") == ["Tickets will be refunded within ten days, it said."]


async def test_a_forward_with_an_article_and_a_link_is_itself_the_article(
    world: World, anna: Person, site: Site
) -> None:
    await kept(world, anna.forwards("Somebody", f"{FERRY}\n\nMore: {site.url('/ferry')}"))
    short = anna.forwards("Somebody", f"The library on Quay Street stays open. Follow us: {site.url('/')}")
    await kept(world, short)
    assert site.asked == []
    site.pages["/budget"] = page(BUDGET)
    await kept(world, anna.forwards("Somebody", f"{site.url('/')} reports: {site.url('/budget')}"), "Council")
    assert site.asked == ["/budget"]


async def test_one_link_is_followed_and_the_rest_are_offered(world: World, anna: Person, site: Site) -> None:
    site.pages = {"/ferry": page(FERRY), "/budget": page(BUDGET), "/glacier": page(GLACIER)}
    post = anna.says("\n".join(site.url(path) for path in site.pages))
    await kept(world, post, "Saved Ferry")
    offer = await world.reply(post, containing="2 more links")
    assert offer.buttons == ["paper.example · budget", "paper.example · glacier"]
    assert site.asked == ["/ferry"]
    anna.presses(offer, "paper.example · glacier")
    await kept(world, post, "Saved Glacier")
    listing = await world.reply(anna.says("/articles"))
    assert listing.text.startswith("2 articles here")


async def test_the_canonical_link_is_kept_and_the_same_page_under_another_link_is_known(
    world: World, anna: Person, site: Site
) -> None:
    canonical = f'<link rel="canonical" href="{site.url("/ferry")}">'
    site.pages = {"/amp/ferry?utm_source=x": page(FERRY, head=canonical), "/ferry": page(FERRY)}
    await kept(world, anna.says(site.url("/amp/ferry?utm_source=x")))
    summary = await world.reply(anna.says("/summary 1"))
    assert [each["url"] for each in summary.keyboard if "url" in each] == [site.url("/ferry")]
    await kept(world, anna.says(site.url("/ferry")), "Already here")


TEASER = "\n\n".join(FERRY.split("\n\n")[:2])


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (None, "paper.example says that there is no such page."),
        (http(b"", status="403 Forbidden"), "paper.example does not let me read that page without a login"),
        (http(b"", status="502 Bad Gateway"), "paper.example has trouble at the moment"),
        (http(b"", "Location: http://127.0.0.1/", status="302 Found"), "it is not a public web address"),
        (page("Welcome\nPlease wait."), "There is no article on that page of paper.example."),
        (page("Log in\nTo go on:", extra='<form><input type="password"></form>'), "asks for a login"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "That link does not lead to a text"),
    ],
)
async def test_a_page_without_an_article_says_so_and_the_teaser_can_be_kept(
    world: World, anna: Person, site: Site, answer: bytes | None, said: str
) -> None:
    if answer is not None:
        site.pages["/story"] = answer
    teaser = "The library on Quay Street stays open after all, says the mayor."
    reply = await kept(world, anna.forwards("Somebody", f"{teaser} {site.url('/story')}"), said)
    assert reply.buttons == ["Keep what is there"]
    anna.presses(reply, "Keep what is there")
    assert "Saved The library on Quay Street" in (await kept(world, reply)).text
    alone = await kept(world, anna.says(site.url("/story")), said)
    assert alone.buttons == []


async def test_a_paywall_is_named_and_what_it_shows_can_be_kept(world: World, anna: Person, site: Site) -> None:
    closed = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    site.pages["/story"] = page(TEASER, head=closed)
    reply = await kept(world, anna.says(site.url("/story")), "shows only the beginning of that article")
    assert (await world.reply(anna.says("/articles"))).text.startswith("There is no article here yet")
    anna.presses(reply, "Keep what is there")
    assert "Saved Ferry strands" in (await kept(world, reply)).text


async def test_a_question_beside_a_link_is_answered_from_the_page(world: World, anna: Person, site: Site) -> None:
    site.pages["/ferry"] = page(FERRY)
    answer = await kept(world, anna.says(f"Who is the captain? {site.url('/ferry')}"), "Lindqvist")
    assert answer.formatted("bold")[0].startswith("Captain Ewa Lindqvist")
    await kept(world, anna.says(f"{site.url('/budget')} who is the mayor?"), "no such page")


async def test_in_a_group_a_link_is_read_only_when_somebody_asks(world: World, anna: Person, site: Site) -> None:
    site.pages["/ferry"] = page(FERRY)
    ben = world.person("Ben")
    group = world.group("Neighbours", [anna, ben])
    post = anna.says(f"look at this {site.url('/ferry')}", chat=group)
    answer = await kept(world, ben.says("/ask who is the captain?", chat=group, reply_to=post), "Lindqvist")
    assert answer.reply_to == post.id
    summary = await world.reply(ben.says("/summary 2", chat=group, reply_to=post))
    assert summary.text.startswith("📝 Ferry strands")
    assert site.asked == ["/ferry"]
    gone = anna.says(site.url("/gone"), chat=group)
    assert "no such page" in (await kept(world, ben.says("/summary", chat=group, reply_to=gone), "page")).text


async def test_what_takes_over_a_second_says_so_until_it_is_done(world: World, anna: Person, site: Site) -> None:
    site.pages["/ferry"], site.pause = page(FERRY), 1.5
    post = anna.says(site.url("/ferry"))
    line = await world.reply(post, containing="Fetching paper.example")
    await kept(world, post)
    assert line.deleted
    assert "sendChatAction" in [each.method for each in world.exchanges]


async def test_a_link_into_telegram_is_explained(world: World, anna: Person, site: Site) -> None:
    assert "forward me the post itself" in (await world.reply(anna.says("https://t.me/news/12"))).text


async def test_a_reaction_to_a_link_leaves_its_article_alone(world: World, anna: Person, site: Site) -> None:
    site.pages["/ferry"] = page(FERRY)
    post = anna.says(site.url("/ferry"))
    await kept(world, post)
    world.deliver(post, edited=True)
    assert "Lindqvist" in (await world.reply(anna.says("who is the captain?"))).shown


async def test_forged_numbers_of_links_reach_nothing(world: World, anna: Person, site: Site) -> None:
    site.pages["/ferry"] = page(FERRY)
    post = anna.says(site.url("/ferry"))
    receipt = await kept(world, post)
    for data in ("lnk:0:0", "lnk:2:0", "lnk:99:1", "lnk:1"):
        assert "too old" in (await anna.forges(receipt, data).answered())["text"]
    assert site.asked == ["/ferry"]
