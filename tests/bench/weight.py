"""What a first view costs a reader, beside a plain Folium map of the same records.

The plain map links files on other hosts. They are counted and not fetched, so its
bytes here are those of its document alone: less than a reader would really pay.
"""

import gzip
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import folium
import httpx

SETTLING_MS = 1500


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes as transferred, requests, and hosts other than the page's own."""

    transferred: int
    requests: int
    other_hosts: int


def of_page(browser, address):
    """Open an address with an empty cache and weigh all it asks for."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    asked, sizes = [], []
    wire.on("Network.requestWillBeSent", lambda e: asked.append(e["request"]["url"]))
    wire.on("Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"]))
    wire.send("Network.enable")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(SETTLING_MS)
    context.close()
    hosts = {urlsplit(url).hostname for url in asked if url.startswith("http")}
    return Weight(int(sum(sizes)), len(asked), len(hosts - {"127.0.0.1"}))


def of_plain_folium(address):
    """Weigh the document that Folium writes for the placed deployments by itself."""
    answer = httpx.get(
        f"{address}/api/collections/deployments/items", params={"limit": 10_000}
    ).json()
    plain = folium.Map()
    placed = [f for f in answer["features"] if f["geometry"]]
    collection = {"type": "FeatureCollection", "features": placed}
    folium.GeoJson(collection).add_to(plain)
    document = plain.get_root().render()
    linked = re.findall(r"""(?:src|href)="(https?://[^"]+)""", document)
    hosts = {urlsplit(url).hostname for url in linked}
    return Weight(len(gzip.compress(document.encode())), 1 + len(linked), len(hosts))
