"""A Chromium for the tests, and a watch over every page they open.

The page's policy forbids evaluating text, so a test waits for elements and reads what
a reader would; it never waits for a JavaScript predicate.
"""

import pytest
from playwright.sync_api import sync_playwright

from scripts.prepare import installed_browser
from tests.browser.recording import Recorder
from tests.house.tree import ROOT

AXE = ROOT / "node_modules/axe-core/axe.min.js"
QUIET = ("--disable-gpu", "--disable-quic", "--disable-sync", "--no-first-run")


@pytest.fixture(scope="module")
def chromium():
    """A browser for one file of tests.

    Playwright keeps an event loop running while it is there, in which no test after it
    could start one; hence not for the whole session.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=installed_browser(), args=list(QUIET)
        )
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium, request):
    """Open pages; when the test ends, no page may have complained or gone abroad.

    A test that provokes a complaint marks itself with ``complains``.
    """
    recorders = []

    def open_context(**options):
        context = chromium.new_context(**options)
        context.set_default_timeout(15_000)
        recorders.append((context, Recorder(context)))
        page = context.new_page()
        page.recorder = recorders[-1][1]
        return page

    yield open_context
    complaints = [line for _, recorder in recorders for line in recorder.complaints]
    foreign = [address for _, recorder in recorders for address in recorder.foreign]
    for context, _ in recorders:
        context.close()
    assert foreign == []
    if request.node.get_closest_marker("complains") is None:
        assert complaints == []


@pytest.fixture
def faults_of():
    """Return a function that lists what axe-core finds wrong on a page."""

    def run_axe(page):
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate("() => axe.run({resultTypes: ['violations']})")
        return [
            f"{rule['id']}: {node['target']} {node['failureSummary']}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    return run_axe
