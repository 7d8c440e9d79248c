"""Measure the running atlas: answers a second, and the weight of a first view.

Figures depend on the computer; ratios taken in one run depend on it less. Each answer
is measured beside a bare server that sends the same bytes with the same libraries.
"""

import sys
import tempfile
from pathlib import Path

import httpx
from playwright.sync_api import sync_playwright

from app.settings import DEFAULT_BUILD
from scripts.prepare import installed_browser
from tests.bench import weight
from tests.bench.load import measure
from tests.serving import free_port, running, serving

ITEMS = "/api/collections/deployments/items"
ASKED = {
    "all deployments": f"{ITEMS}?limit=10000",
    "one country, two years": f"{ITEMS}?country=KHM&datetime=2015/2016",
    "a box across 180 degrees": f"{ITEMS}?bbox=160,-30,-150,10",
    "a search": f"{ITEMS}?q=phnom",
    "twenty outlines": "/api/collections/countries/items?limit=20",
    "the page": "/",
}
PLAIN = {"accept": "*/*", "accept-encoding": "identity"}
PAGES = {"page": "/", "embed": "/embed", "country": "/country/KHM"}


def bare(body, folder):
    """Serve some bytes by the yardstick server."""
    file = folder / "answer"
    file.write_bytes(body)
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.bare", str(port), file]
    return running(command, f"http://127.0.0.1:{port}", folder / "bare.txt")


def report_speed(site, folder):
    """Print answers a second for each question, beside the bare server's."""
    print(f"{'8 connections, 3 s':28}{'KiB':>8}{'a second':>10}{'p50 ms':>8}"
          f"{'p99 ms':>8}{'to bare':>9}")  # fmt: skip
    for name, path in ASKED.items():
        first = httpx.get(site + path, headers=PLAIN)
        ours = measure(site + path, headers=PLAIN)
        with bare(first.content, folder) as address:
            theirs = measure(address + "/")
        print(f"{name:28}{ours.bytes_each / 1024:8.1f}{ours.per_second:10.0f}"
              f"{ours.percentile(0.5):8.2f}{ours.percentile(0.99):8.2f}"
              f"{ours.per_second / theirs.per_second:9.2f}")  # fmt: skip
        known = PLAIN | {"if-none-match": first.headers["etag"]}
        again = measure(site + path, headers=known, expected=304)
        print(f"{'  not modified since':28}{0:8.1f}{again.per_second:10.0f}"
              f"{again.percentile(0.5):8.2f}{again.percentile(0.99):8.2f}")  # fmt: skip


def report_weight(site):
    """Print what a first view transfers, beside a plain Folium map."""
    print(f"\n{'first view, empty cache':28}{'KiB':>8}{'requests':>10}{'hosts':>8}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser())
        weights = {
            name: weight.of_page(browser, site + path) for name, path in PAGES.items()
        }
        browser.close()
    weights["plain Folium, document only"] = weight.of_plain_folium(site)
    for name, cost in weights.items():
        print(f"{name:28}{cost.transferred / 1024:8.1f}{cost.requests:10}"
              f"{cost.other_hosts:8}")  # fmt: skip


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with serving(DEFAULT_BUILD, folder / "server.txt") as site:
            report_speed(site, folder)
            report_weight(site)


if __name__ == "__main__":
    main()
