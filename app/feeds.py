"""Changes as feeds: Atom (RFC 4287) and JSON Feed 1.1, for any view of the atlas.

An entry's id is made from what happened, not from the address it is read at: a feed
reader shows it once, whichever filter or server brought it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

import orjson

from layers.datapackage import LICENCE, TITLE
from layers.history import Entry

_ATOM = "http://www.w3.org/2005/Atom"
_NEWEST = 100
_VERBS = {
    "corrected": "Corrected",
    "added": "Added",
    "changed": "Changed",
    "withdrawn": "Withdrawn",
    "removed": "Removed",
}


@dataclass(frozen=True, slots=True)
class Feed:
    """The changes of one view: where it is, and its entries, the newest first."""

    base: str
    query: str
    entries: Sequence[Entry]

    def address(self, path: str) -> str:
        """Return an address of this view in another form."""
        return f"{self.base}{path}?{self.query}" if self.query else self.base + path

    @property
    def newest(self) -> Sequence[Entry]:
        """The entries that a feed carries: the page has them all."""
        return self.entries[:_NEWEST]


def write_atom(feed: Feed) -> bytes:
    """Return the feed as Atom.

    A view without any change is dated by the year 2000: ``updated`` must be there.
    """
    root = ET.Element("feed", xmlns=_ATOM)
    newest = feed.entries[0].date.isoformat() if feed.entries else "2000-01-01"
    _add(root, "title", f"{TITLE}: changes")
    _add(root, "id", _id(f"feed?{feed.query}"))
    _add(root, "updated", _moment(newest))
    _add(root, "rights", f"CC BY 4.0 {LICENCE}")
    _add(_add(root, "author"), "name", f"{TITLE} contributors")
    _link(root, "self", feed.address("/feed.atom"), "application/atom+xml")
    _link(root, "alternate", feed.address("/changes"), "text/html")
    for entry in feed.newest:
        _add_entry(root, entry, feed.base)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _add_entry(root: ET.Element, entry: Entry, base: str) -> None:
    element = _add(root, "entry")
    _add(element, "title", headline(entry))
    _add(element, "id", _id(entry.key))
    _add(element, "updated", _moment(entry.date.isoformat()))
    _link(element, "alternate", base + address(entry), "text/html")
    for source in entry.sources:
        _link(element, "via", source)
    ET.SubElement(element, "category", term=entry.kind)
    _add(element, "content", told(entry)).set("type", "text")


def _add(parent: ET.Element, name: str, text: str = "") -> ET.Element:
    element = ET.SubElement(parent, name)
    # XML has no way to write these characters, not even escaped.
    element.text = "".join(c for c in text if c >= " " or c in "\t\n") or None
    return element


def _link(parent: ET.Element, rel: str, href: str, media_type: str = "") -> None:
    link = ET.SubElement(parent, "link", rel=rel, href=href)
    if media_type:
        link.set("type", media_type)


def write_json(feed: Feed) -> bytes:
    """Return the feed as JSON Feed 1.1."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{TITLE}: changes",
        "home_page_url": feed.address("/changes"),
        "feed_url": feed.address("/feed.json"),
        "language": "en",
        "authors": [{"name": f"{TITLE} contributors"}],
        "items": [_item(entry, feed.base) for entry in feed.newest],
    }
    return orjson.dumps(document)


def _item(entry: Entry, base: str) -> dict[str, Any]:
    item = {
        "id": _id(entry.key),
        "url": base + address(entry),
        "title": headline(entry),
        "content_text": told(entry),
        "date_published": _moment(entry.date.isoformat()),
        "tags": [entry.kind],
        "_atlas": {
            "record": entry.id,
            "collection": entry.collection or None,
            "kind": entry.kind,
            "release": entry.release or None,
            "fields": [
                {"name": f.name, "was": f.was, "now": f.now} for f in entry.fields
            ],
            "sources": list(entry.sources),
        },
    }
    return {**item, "external_url": entry.sources[0]} if entry.sources else item


def _id(key: str) -> str:
    return uuid5(NAMESPACE_URL, f"digital-silk-road-atlas/{key}").urn


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def address(entry: Entry) -> str:
    """Return where a reader finds what an entry is about."""
    if entry.collection == "memberships":
        return f"/country/{entry.id[:3].upper()}"
    if entry.collection == "suppliers":
        return f"/supplier/{entry.id}"
    return f"/record/{entry.id}"


def headline(entry: Entry) -> str:
    """Return an entry in a line."""
    what = ", ".join(field.name for field in entry.fields)
    verb = _VERBS[entry.kind]
    return f"{verb}: {entry.title or entry.id}" + (f" ({what})" if what else "")


def told(entry: Entry) -> str:
    """Return all of an entry as plain text."""
    lines = [f"{f.name}: {spelt(f.was)} → {spelt(f.now)}" for f in entry.fields]
    lines += [f"Reason: {entry.reason}"] if entry.reason else []
    lines += [f"In release {entry.release}."] if entry.release else []
    return "\n".join([*lines, *entry.sources]) or headline(entry)


def spelt(value: Any) -> str:
    """Return a value as a reader may see it."""
    if value is None:
        return "not known"
    return value if isinstance(value, str) else orjson.dumps(value).decode()
