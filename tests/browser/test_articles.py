"""Embeds in three articles nobody here would have written, on another origin.

The codes are those the builder gives, not ones made for the tests.
"""

import html
import re
import urllib.request
from pathlib import Path

import pytest

from tests.browser.test_embed import newspaper_at, swipe

ARTICLES = Path(__file__).parent / "articles"
NAMES = ("plain", "sandboxed", "long")
VIEWS = ("", "country=KHM", "datetime=2013/2018", "technology=drones", "lang=ar")
BUDGET = 120 * 1024
WIDTHS = (280, 320, 375, 600, 800, 1200)


def code(site, view, kind):
    """Return the code of a view from the builder's own page."""
    address = f"{site}/share?{view}"
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own server
        page = answer.read().decode()
    found = re.search(rf'(?s)<textarea id="{kind}".*?>(.*?)</textarea>', page)
    return html.unescape(found[1])


@pytest.fixture
def article(tmp_path, site):
    """Return a function that publishes an article by name."""
    with newspaper_at(tmp_path) as origin:

        def publish(name, kind="fixed"):
            codes = [code(site, view, kind) for view in VIEWS]
            if name == "sandboxed":
                boxed = '<iframe sandbox="allow-scripts allow-popups"'
                codes = [text.replace("<iframe", boxed) for text in codes]
            text = (ARTICLES / f"{name}.html").read_text("utf-8")
            for at, embed in enumerate(codes):
                text = text.replace(f"{{embeds[{at}]}}", embed)
            (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
            return f"{origin}/{name}.html"

        yield publish


def ready(page, at=0):
    page.locator("iframe").nth(at).scroll_into_view_if_needed()
    frame = page.frame_locator("iframe").nth(at)
    frame.locator("html[data-ready=yes]").wait_for()
    return frame


@pytest.mark.parametrize("name", NAMES)
def test_the_wheel_scrolls_the_article(new_page, article, name):
    page = new_page(viewport={"width": 900, "height": 700})
    page.goto(article(name))
    ready(page)
    before = page.evaluate("() => scrollY")
    page.locator("iframe").first.hover()
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(400)
    assert page.evaluate("() => scrollY") - before >= 250


@pytest.mark.parametrize("name", NAMES)
def test_one_finger_scrolls_the_article(new_page, article, name):
    page = new_page(viewport={"width": 412, "height": 800}, has_touch=True)
    page.goto(article(name))
    ready(page)
    before = page.evaluate("() => scrollY")
    box = page.locator("iframe").first.bounding_box()
    middle = int(max(box["y"], 0) + 260)
    swipe(page, x=200, start=middle, end=middle - 220)
    page.wait_for_timeout(300)
    assert page.evaluate("() => scrollY") - before >= 150


@pytest.mark.parametrize("name", ["plain", "sandboxed"])
def test_the_article_s_styles_stay_outside(new_page, article, name):
    page = new_page(viewport={"width": 900, "height": 700})
    page.goto(article(name))
    heading = ready(page).locator("#title")
    style = "heading => getComputedStyle(heading).textTransform"
    assert heading.evaluate(style) == "none"
    assert ready(page).locator("#full").is_visible()


def test_an_embed_out_of_sight_asks_for_nothing(new_page, article, site):
    page = new_page(viewport={"width": 900, "height": 700})
    page.goto(article("long"))
    ready(page)
    page.wait_for_timeout(500)
    asked = [r.url for r in page.recorder.requests if r.url.startswith(f"{site}/embed")]
    assert 1 <= len(asked) < len(VIEWS)


def test_five_embeds_share_what_they_fetch(new_page, article):
    page = new_page(viewport={"width": 900, "height": 700})
    page.goto(article("long"))
    for at in range(len(VIEWS)):
        assert ready(page, at).locator("#sentence").inner_text()
    shared = [r for r in page.recorder.requests if re.search("/(map|static)/", r.url)]
    kept = {r.url: r.response().headers["cache-control"] for r in shared}
    assert any(url.endswith("records.json") for url in kept)
    assert all("immutable" in said for said in kept.values())


def test_a_fitted_embed_gets_the_height_it_asks_for(new_page, article):
    page = new_page(viewport={"width": 900, "height": 700})
    page.goto(article("plain", kind="fitted"))
    ready(page)
    page.wait_for_timeout(500)
    height = int(page.locator("iframe").first.get_attribute("height"))
    assert 320 <= height <= 2000


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_runs_out_of_the_embed(new_page, site, width):
    page = new_page(viewport={"width": width, "height": 480})
    page.goto(f"{site}/embed?legend=on&title=A%20title%20of%20some%20length")
    page.locator("html[data-ready=yes]").wait_for()
    over = page.evaluate(
        "() => [document.documentElement.scrollWidth - innerWidth,"
        " document.documentElement.scrollHeight - innerHeight]"
    )
    assert max(over) <= 0
    for part in ("#title", "#sentence", "#full", "#play", "#map"):
        box = page.locator(part).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width + 0.5
        assert box["y"] + box["height"] <= 480.5


def test_an_embed_weighs_no_more_than_promised(new_page, site):
    page = new_page(viewport={"width": 800, "height": 600})
    weights = []
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on(
        "Network.loadingFinished",
        lambda event: weights.append(event["encodedDataLength"]),
    )
    page.goto(f"{site}/embed")
    page.locator("html[data-ready=yes]").wait_for()
    page.wait_for_timeout(500)
    assert len(weights) > 3
    assert sum(weights) <= BUDGET
