"""What a reader reads off the page: its sentence, its list, its table."""

import re

TALLY = re.compile(
    r"(?:(?P<shown>[\d,]+) of |[Aa]ll )(?P<total>[\d,]+) "
    r"(?P<kind>deployment|policy|policies|incident|agreement)s?"
)
LAYERS = {
    "deployment": "deployments",
    "policy": "policies",
    "policies": "policies",
    "incident": "incidents",
    "agreement": "agreements",
}


def open_view(page, site, query="", path="/"):
    """Open a view and wait until the page's script has drawn it."""
    page.goto(f"{site}{path}?{query}")
    page.wait_for_selector("html[data-ready=yes]")


def number(text):
    return int(text.replace(",", ""))


def tallies(sentence):
    """Return how many records of each layer the sentence says are shown."""
    return {
        LAYERS[found["kind"]]: number(found["shown"] or found["total"])
        for found in TALLY.finditer(sentence)
    }


def sentence(page):
    return page.locator("#sentence").inner_text()


def ranking(page):
    """Return the list beside the map: country code to number."""
    rows = page.locator("#ranking a").evaluate_all(
        "links => links.map(a => [a.dataset.select, a.querySelector('b').textContent])"
    )
    return {code: number(count) for code, count in rows}


def table_ids(page):
    """Return the id of every record in the table, after asking for all of its rows."""
    more = page.locator("#table-region .more")
    while more.count():
        more.click()
    return page.locator("#table-region tbody th a").evaluate_all(
        "links => links.map(a => a.dataset.select)"
    )
