"""Links between resources, in documents and in the ``Link`` header (RFC 8288)."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode

JSON = "application/json"
GEOJSON = "application/geo+json"
HTML = "text/html"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
SCHEMA = "application/schema+json"
PROBLEM = "application/problem+json"

OGC_REL = "http://www.opengis.net/def/rel/ogc/1.0"
Link = dict[str, str]


def link(href: str, rel: str, media_type: str, title: str = "") -> Link:
    """Return a link object; the title is left out where it is empty."""
    found = {"href": href, "rel": rel, "type": media_type}
    return {**found, "title": title} if title else found


def spell(parameters: Mapping[str, str]) -> str:
    """Return a query string with its question mark, commas and slashes left readable.

    >>> spell({"bbox": "1,2,3,4", "q": "a b"})
    '?bbox=1,2,3,4&q=a%20b'
    """
    said = urlencode(parameters, quote_via=quote, safe=",/:.")
    return f"?{said}" if said else ""


def header(links: Iterable[Link]) -> str:
    """Return links as the value of a ``Link`` header."""
    return ", ".join(
        f'<{found["href"]}>; rel="{found["rel"]}"; type="{found["type"]}"'
        for found in links
    )
