"""What a reader can rely on about the source that is shown: no page passes for one of another site."""

from __future__ import annotations

import pytest

from index.extract.web.html import read
from index.extract.web.sites import believed, same_site, site_of
from tests.support.cases import every_case

BODY = "".join(
    f"<p>The ferry Maris Stella ran aground near Brannock on day {number} of the month.</p>" for number in range(12)
)


def extracted(head: str, url: str) -> tuple[str | None, str | None]:
    """The site and the address of a page with that head."""
    page = f"<html><head><title>Ferry</title>{head}</head><body><article><h1>Ferry</h1>{BODY}</article></body></html>"
    found = read(page.encode(), charset="utf-8", url=url)
    return found.site, found.url


@every_case(
    ("host", "site"),
    [
        ("www.reuters.com", "reuters.com"),
        ("news.bbc.co.uk", "bbc.co.uk"),
        ("NEWS.bbc.co.uk.", "bbc.co.uk"),
        ("anna.github.io", "anna.github.io"),
        ("xn--e1afmkfd.xn--p1ai", "пример.рф"),
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("nas.lan", "nas.lan"),
        ("www.harbour.example", "harbour.example"),
        ("::1", "::1"),
        ("", ""),
    ],
)
def test_a_site_is_what_somebody_has_registered(host: str, site: str) -> None:
    assert site_of(host) == site


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://amp.reuters.com/x", "http://reuters.com/", True),
        ("https://evil.co.uk/", "https://bbc.co.uk/", False),
        ("https://anna.github.io/", "https://ben.github.io/", False),
        ("https://xn--e1afmkfd.xn--p1ai/", "https://www.пример.рф/", True),
        ("https://notreuters.com/", "https://reuters.com/", False),
        ("http://127.0.0.1:1/", "http://127.0.0.1:2/", True),
        ("https://[nonsense/", "https://reuters.com/", False),
        ("", "", False),
    ],
)
def test_addresses_are_of_one_site_or_not(one: str, other: str, *, same: bool) -> None:
    assert same_site(one, other) is same


@every_case(
    "head",
    [
        '<link rel="canonical" href="https://www.reuters.com/ferry">',
        '<meta property="og:url" content="https://www.reuters.com/ferry">',
        '<meta property="og:site_name" content="reuters.com">',
        '<meta property="og:site_name" content="https://www.reuters.com/">',
        '<meta property="og:site_name" content="Reuters"><link rel="canonical" href="https://www.reuters.com/ferry">',
        '<link rel="canonical" href="http://localhost:3000/x">',
        '<meta property="og:site_name" content="localhost:3000">',
        '<link rel="canonical" href="https://bbc.co.uk/ferry">',
    ],
)
def test_a_page_that_claims_to_be_of_another_site_is_not_believed(head: str) -> None:
    site, url = extracted(head, "https://mirror.co.uk/ferry")
    assert site in (None, "mirror.co.uk")
    assert url == "https://mirror.co.uk/ferry"


@every_case("name", ["Harbour Post", "harbour.example.com", "Node.js", "Harbour.News.Daily", "Post"])
def test_a_name_of_its_own_is_kept(name: str) -> None:
    head = f'<meta property="og:site_name" content="{name}"><link rel="canonical" href="https://harbour.example.com/f">'
    assert extracted(head, "https://amp.harbour.example.com/f") == (name, "https://harbour.example.com/f")


def test_names_without_letters_are_no_trouble() -> None:
    for name in (None, "", ".", "::", "://", "a" * 1000, "..", "xn--"):
        assert believed(name, "https://paper.example/") == name
