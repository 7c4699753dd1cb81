"""What a person reads on a web page is what is kept of it, and nothing that stands around it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.extract import Extracted, Reason, Unreadable, extract
from tests.bench.pages import OWN, measure, pairs
from tests.support.cases import every_case

URL = "https://www.post.example/news/ferry"
STORY = (
    "<p>The harbour office said on Monday that the old ferry will stop running in May, because its engine cannot be "
    "repaired any more and no spare parts are left.</p><p>The council wants to buy two new boats, which run on "
    "batteries, and asked the province to pay half of the price before the summer ends.</p>"
)
TITLE = "Old ferry stops in May"
NAMED = f'<meta property="og:title" content="{TITLE} – The Post"><meta property="og:site_name" content="The Post">'
GRAPH = '<script type="application/ld+json">{"@graph": [{"datePublished": "2026-05-03"}]}</script>'


def page(
    body: str = "", head: str = "", *, title: str = TITLE, above: str = f"<h1>{TITLE}</h1>", url: str = URL
) -> Extracted:
    """A page with the story, then ``body``."""
    top = f"<html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{above}"
    source = f"{top}<article>{STORY}{body}</article>"
    return extract(source.encode(), name="a.html", media_type="text/html", url=url)


@pytest.mark.parametrize(("name", "content", "wanted"), [pytest.param(*each, id=each[0]) for each in pairs(OWN)])
def test_the_article_of_a_page_is_read_whatever_kind_of_page_it_is(name: str, content: bytes, wanted: str) -> None:
    found = measure(name, content, wanted)
    assert found.ours >= 0.94
    assert found.share > 0.95


def test_there_are_pages_of_many_kinds() -> None:
    assert len(list(Path(OWN).glob("*.html"))) >= 25


def test_text_beside_paragraphs_is_kept_where_it_stands() -> None:
    text = page(
        "<p>Short one.</p>Three men were hurt when the chargers were built.<p>The end of the story is open.</p>"
        "<blockquote>We have no choice left, said the captain.<p>The engine is dead.</p>That was all.</blockquote>"
        "<h2>Costs</h2>Nine million euros in all.<br><br>Half is paid."
    ).text
    assert text.partition("summer ends.\n\n")[2].split("\n\n") == [
        *("Short one.", "Three men were hurt when the chargers were built.", "The end of the story is open."),
        *("We have no choice left, said the captain.", "The engine is dead.", "That was all.", "Costs"),
        *("Nine million euros in all.", "Half is paid."),
    ]


def test_the_items_of_lists_stand_apart_and_nested_ones_come_once() -> None:
    text = page(
        "<ul><li>Fares stay as they are.<ul><li>Children ride free.</li><li>Bicycles cost two euros.</li></ul></li>"
        "<li>Boats leave every hour.</li></ul><p>The office said that this will not change.</p>"
    ).text
    assert "Fares stay as they are.\nChildren ride free.\nBicycles cost two euros.\nBoats leave every hour." in text
    assert text.count("Children") == 1


@every_case(
    ("marked", "shown"),
    [
        ("used 10<sup>6</sup> litres", "used 10⁶ litres"),
        ("on 40 m<sup>2</sup> of deck", "on 40 m² of deck"),
        ("the plant makes 10<sup>-3</sup> of it", "the plant makes 10⁻³ of it"),
        ("38,500 people in 2019<sup>3</sup> and", "38,500 people in 2019 and"),
        ("the last boat<sup><a href='#n4'>4</a></sup> left", "the last boat left"),
        ("the last boat<sup>[12]</sup> left", "the last boat left"),
        ("carbon <sup>14</sup>C was", "carbon ¹⁴C was"),
        ("on the 1<sup>st</sup> of May", "on the 1st of May"),
        ("CO<sub>2</sub> fell", "CO2 fell"),
        ("costs <del>three</del> <ins>four</ins> million", "costs four million"),
        ("costs <s>three</s> four million", "costs four million"),
        ("<ruby>橋<rp>(</rp><rt>はし</rt><rp>)</rp></ruby>は", "橋は"),
    ],
)
def test_a_number_is_what_it_is_and_what_was_deleted_is_gone(marked: str, shown: str) -> None:
    text = page(f"<p>The harbour office said that {marked} as far as anybody knows.</p>").text
    assert f"The harbour office said that {shown} as far as anybody knows." in text


def test_rows_of_data_are_lines_and_cells_of_a_layout_are_paragraphs() -> None:
    rows = "<tr><th>Year</th><th>People</th></tr><tr><td>2023</td><td><p>41,200</p></td></tr>"
    assert "Year | People\n2023 | 41,200" in page(f"<table>{rows}</table><p>That was all there is to say.</p>").text
    cells = f"<table><tr><td><a href=/>Home</a></td><td><h1>{TITLE}</h1>{STORY}<p>That was all.</p></td></tr></table>"
    text = extract(f"<html><title>{TITLE}</title><body>{cells}".encode(), url=URL).text
    assert text.split("\n\n")[0] == TITLE
    assert text.endswith("before the summer ends.\n\nThat was all.")


@every_case(
    ("head", "title", "above", "wanted"),
    [
        ("", TITLE, "<h1>Harbour Centre</h1>", TITLE),
        ("", f"{TITLE} | Post", f"<h1>{TITLE}</h1>", TITLE),
        ("", f"{TITLE} - post.example", "", TITLE),
        ("", "Post", f"<h1>{TITLE}</h1>", TITLE),
        ("", "Untitled", f"<h1>{TITLE}</h1>", TITLE),
        (f'<meta property="og:title" content="{TITLE}">', "Post", "<h1>Mira Holt</h1>", TITLE),
        ('<script type="application/ld+json">{"headline": "Old ferry stops in May"}</script>', "Post", "", TITLE),
        (NAMED, "", "", TITLE),
        ('<script type="application/ld+json">212</script>', TITLE, "", TITLE),
    ],
)  # fmt: skip
def test_the_headline_is_the_articles_own(head: str, title: str, above: str, wanted: str) -> None:
    assert page(head=head, title=title, above=above).title == wanted


@every_case(
    ("marked", "wanted"),
    [
        ('<meta name="author" content="Mira Holt">', "Mira Holt"),
        ('<span class="author">By Mira Holt May 3</span>', "Mira Holt"),
        ('<meta name="author" content="Mira Holt; Piet Aldous">', "Mira Holt, Piet Aldous"),
        ('<div class="user-menu"><span class="username">Username</span></div>', None),
        ('<div class="navbox authority-control"><span class="authority">Authority control</span></div>', None),
        ('<span class="author">作者</span>', None),
        ('<span class="author">作者：王小明</span>', "王小明"),
        ('<span class="author">Submitted</span>', None),
        ('<span class="author">Lena Roe 5 min read</span>', "Lena Roe"),
    ],
)
def test_an_author_is_a_name(marked: str, wanted: str | None) -> None:
    found = page(head=marked) if "<meta" in marked else page(above=f"<h1>{TITLE}</h1>{marked}")
    assert found.author == wanted


@every_case(
    ("head", "above", "url", "wanted"),
    [
        ('<meta property="article:published_time" content="2026-05-03T10:00:00Z">', "", URL, (2026, 5, 3)),
        ('<meta name="date" content="3 May 2026">', "", URL, (2026, 5, 3)),
        ('<meta name="date" content="Sun, 03 May 2026 10:00:00 GMT">', "", URL, (2026, 5, 3)),
        ('<meta itemprop="datePublished" content="2026年5月3日">', "", URL, (2026, 5, 3)),
        (GRAPH, "", URL, (2026, 5, 3)),
        ("", "", "https://post.example/2026/05/03/ferry", (2026, 5, 3)),
        ("", "", "https://post.example/ferry-20260503.html", (2026, 5, 3)),
        ("", "", "https://post.example/a/20260599/ferry-12345678", None),
        ("", '<time datetime="2026-05-03">yesterday</time>', URL, (2026, 5, 3)),
        ("", "<p>The last accident was on 12 March 2015, when nine people were hurt.</p>", URL, None),
        ("", "<p>© 2011 Post</p><footer>Copyright 2011-03-01</footer>", URL, None),
        ('<meta name="date" content="soon">', "<p>In 2019-01-01 the table began.</p>", URL, None),
    ],
)  # fmt: skip
def test_a_day_is_what_metadata_the_address_or_a_time_element_says(
    head: str, above: str, url: str, wanted: tuple[int, int, int] | None
) -> None:
    found = page(head=head, above=above, url=url)
    assert found.published_at == (datetime(*wanted, tzinfo=UTC) if wanted else None)
    assert found.doubtful_day is (wanted is not None and "<time" in above)


@every_case(
    "notice",
    [
        "Sign in to read the full story",
        "Subscribe now to continue reading.",
        "Jetzt abonnieren und weiterlesen",
        "La suite est réservée aux abonnés.",
        "Hazte premium para seguir leyendo",
        "Conteúdo exclusivo para assinantes. Assine agora para continuar lendo.",
        "Доступно только по подписке",
        "Войдите, чтобы читать дальше",
        "Читати далі за передплатою",
        "Devamını okumak için abone olun",
        "للاشتراك ومتابعة القراءة",
        "पूरा लेख पढ़ने के लिए सब्सक्राइब करें",
        "订阅后继续阅读",
        "この記事は有料会員限定です。電子版に登録すると続きをお読みいただけます。",
        "Questo articolo è riservato agli abbonati",
    ],
)
def test_a_notice_that_the_rest_is_for_subscribers_makes_a_teaser(notice: str) -> None:
    assert page(f"<p>{notice}</p>").teaser
    assert notice not in page(f"<p>{notice}</p>").text
    assert not page().teaser


@pytest.mark.parametrize(
    "text",
    [
        "橋は火曜日に閉鎖されると市の当局が発表した。代わりに秋まで四十台の車を運ぶフェリーが運航される。"
        "近くの村の住民は市場の近くに二つ目の桟橋を求めている。",
        "市政府星期一宣布老渡轮将于五月停运因为发动机已经无法修理也没有备用零件。"
        "市议会希望购买两艘使用电池的新船并请求省政府支付一半。",
        "สำนักงานท่าเรือประกาศเมื่อวันจันทร์ว่าเรือข้ามฟากเก่าจะหยุดให้บริการในเดือนพฤษภาคม "
        "เพราะเครื่องยนต์ซ่อมไม่ได้แล้ว และไม่มีอะไหล่เหลืออยู่เลย",
        "부두 사무소는 낡은 연락선이 오월에 멈춘다고 월요일에 밝혔다. 엔진을 더는 고칠 수 없고 부품도 남지 않았기 "
        "때문이다. 시의회는 새 배 두 척을 사려고 하며 도에 값의 절반을 내 달라고 했다. "
        "어부들은 부두가 닫힐까 걱정한다.",
        "أعلن مكتب الميناء يوم الاثنين أن العبارة القديمة ستتوقف في مايو لأن محركها لم يعد قابلا للإصلاح ولم تبق قطع "
        "غيار. ويريد المجلس شراء قاربين جديدين يعملان بالبطاريات.",
    ],
)  # fmt: skip
def test_a_short_bulletin_is_an_article_in_any_script(text: str) -> None:
    found = extract(f"<html><meta charset=utf-8><body><article><p>{text}</p></article>".encode(), url=URL)
    assert found.text == text


def test_a_few_words_are_no_article() -> None:
    with pytest.raises(Unreadable) as caught:
        extract("<html><meta charset=utf-8><body><p>橋は閉鎖された。</p>".encode(), url=URL)
    assert caught.value.reason is Reason.NO_TEXT
