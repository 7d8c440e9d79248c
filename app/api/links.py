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


class Spelling:
    """The address of a page, for links that differ in its form or its place only."""

    _VARIED = ("f", "offset")

    def __init__(self, address: str, parameters: Mapping[str, str]) -> None:
        """Spell once what all the links share."""
        shared = {n: v for n, v in parameters.items() if n not in self._VARIED}
        self._shared = address + (spell(shared) or "?")
        self._varied = {n: parameters[n] for n in self._VARIED if n in parameters}

    def address(self, **varied: str) -> str:
        """Return the address with ``f`` or ``offset`` changed.

        >>> Spelling("/items", {"q": "a b", "f": "csv"}).address(offset="10")
        '/items?q=a%20b&f=csv&offset=10'
        """
        said = [f"{n}={v}" for n, v in {**self._varied, **varied}.items()]
        begun = [] if self._shared.endswith("?") else [""]
        return (self._shared + "&".join([*begun, *said])).removesuffix("?")


def header(links: Iterable[Link]) -> str:
    """Return links as the value of a ``Link`` header."""
    return ", ".join(
        f'<{found["href"]}>; rel="{found["rel"]}"; type="{found["type"]}"'
        for found in links
    )
