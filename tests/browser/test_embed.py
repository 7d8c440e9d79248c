"""An embed in an article: it fits, it is the same view, it never traps the scroll."""

import http.server
import threading
from contextlib import contextmanager
from functools import partial

import pytest

from tests.browser.reading import sentence, tallies

ARTICLE = """<!doctype html>
<html lang="en"><head><title>An article</title><link rel="icon" href="data:,"></head>
<body style="margin: 0; font: 16px serif">
<h1>An article</h1>{before}
<iframe id="map" src="{address}" title="Map" width="{width}" height="{height}"
        style="border: 0; display: block" loading="eager" {attributes}></iframe>
{after}</body></html>"""
PARAGRAPH = "<p style='height: 180px'>A paragraph of the article.</p>"
SIZES = [(280, 360), (320, 400), (375, 400), (600, 400), (1200, 600)]
LINK = "<a id=end href=#>end</a>"
SANDBOX = 'sandbox="allow-scripts"'


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments):
        """Say nothing: the test says what went wrong."""


@contextmanager
def newspaper_at(folder):
    """Serve a folder on an origin of its own, and give the origin."""
    handler = partial(Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def newspaper(tmp_path):
    """Return a function that publishes an article on an origin of its own."""
    with newspaper_at(tmp_path) as origin:

        def publish(address, size=(600, 400), attributes=""):
            words = {"address": address, "width": size[0], "height": size[1]}
            words |= {"before": PARAGRAPH, "after": PARAGRAPH * 12}
            text = ARTICLE.format(**words, attributes=attributes)
            (tmp_path / "article.html").write_text(text)
            return f"{origin}/article.html"

        yield publish


def open_article(page, address):
    page.goto(address)
    frame = page.frame_locator("#map")
    frame.locator("html[data-ready=yes]").wait_for()
    return frame


def swipe(page, *, x, start, end):
    """Move one finger up the screen, at a reader's pace."""
    wire = page.context.new_cdp_session(page)
    for y in range(start, end, -20):
        kind = "touchStart" if y == start else "touchMove"
        touch = {"type": kind, "touchPoints": [{"x": x, "y": y}]}
        wire.send("Input.dispatchTouchEvent", touch)
        page.wait_for_timeout(16)
    wire.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_the_wheel_over_the_map_scrolls_the_article(new_page, newspaper, site):
    page = new_page(viewport={"width": 900, "height": 700})
    open_article(page, newspaper(f"{site}/embed"))
    page.locator("#map").hover()
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(400)
    assert page.evaluate("() => scrollY") >= 250


def test_one_finger_over_the_map_scrolls_the_article(new_page, newspaper, site):
    page = new_page(viewport={"width": 600, "height": 700}, has_touch=True)
    open_article(page, newspaper(f"{site}/embed"))
    swipe(page, x=300, start=450, end=230)
    page.wait_for_timeout(300)
    assert page.evaluate("() => scrollY") >= 150


@pytest.mark.parametrize("attributes", ["", SANDBOX], ids=["plain", "sandboxed"])
def test_an_embed_shows_the_view_of_its_address(new_page, newspaper, site, attributes):
    view = "country=KHM&datetime=../2018"
    page = new_page(viewport={"width": 900, "height": 700})
    address = newspaper(f"{site}/embed?{view}", attributes=attributes)
    frame = open_article(page, address)
    said = frame.locator("#sentence").inner_text()
    plain = new_page(viewport={"width": 900, "height": 700})
    plain.goto(f"{site}/?{view}")
    assert tallies(said) == tallies(sentence(plain))
    assert tallies(said)["deployments"] > 0


@pytest.mark.parametrize("size", SIZES)
def test_an_embed_fits_its_frame(new_page, newspaper, site, size):
    page = new_page(viewport={"width": 1300, "height": 900})
    frame = open_article(page, newspaper(f"{site}/embed", size))
    over = frame.locator("html").evaluate(
        "html => [html.scrollWidth - innerWidth, html.scrollHeight - innerHeight]"
    )
    assert over[0] <= 0
    assert over[1] <= 0


def test_an_embed_keeps_nothing_on_the_readers_device(new_page, newspaper, site):
    page = new_page(viewport={"width": 900, "height": 700})
    frame = open_article(page, newspaper(f"{site}/embed"))
    kept = frame.locator("html").evaluate(
        "() => [localStorage.length, sessionStorage.length, document.cookie]"
    )
    assert kept == [0, 0, ""]
    assert page.context.cookies() == []


def test_the_keyboard_can_leave_the_embed(new_page, newspaper, site):
    page = new_page(viewport={"width": 900, "height": 700})
    open_article(page, newspaper(f"{site}/embed"))
    page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", LINK)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.id") == "end":
            return
    pytest.fail("sixty presses of Tab did not lead out of the embed")


def test_without_javascript_an_embed_can_be_read(new_page, site):
    page = new_page(java_script_enabled=False, viewport={"width": 600, "height": 400})
    page.goto(f"{site}/embed?country=KHM")
    assert "Cambodia" in page.locator("body").inner_text()
    assert tallies(page.locator("body").inner_text())["deployments"] > 0


def test_only_embeds_may_be_framed(new_page, newspaper, site):
    page = new_page(viewport={"width": 900, "height": 700})
    with page.expect_response(f"{site}/") as answer:
        page.goto(newspaper(f"{site}/"))
    policy = answer.value.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy or "frame-ancestors 'self'" in policy
    page.recorder.complaints.clear()


def test_a_click_in_the_frame_leaves_the_articles_way_back_alone(
    new_page, site, newspaper
):
    page = new_page(viewport={"width": 900, "height": 800})
    frame = open_article(page, newspaper(f"{site}/embed?view=4/12/105", (800, 600)))
    before = page.evaluate("history.length")
    frame.locator("#map").click(position={"x": 400, "y": 200})
    frame.locator("#full[href*=select]").wait_for()
    assert page.evaluate("history.length") == before
