"""An oEmbed provider (https://oembed.com, version 1.0) for every address of a view.

WordPress and its like paste the address of a page; this tells them the frame to show.
The answer is of type ``rich``, with the picture of that very view as thumbnail.
"""

from dataclasses import replace
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit
from xml.sax.saxutils import escape

import orjson

from app.problems import Refusal
from app.query import read_integer
from app.sharing.options import EmbedOptions, read_options
from app.sharing.snippets import (
    DEFAULT_HEIGHT,
    DEFAULT_WIDTH,
    SMALLEST_HEIGHT,
    SMALLEST_WIDTH,
    Frame,
    embed_address,
)
from app.view import PARAMETERS, View, read_view, write_view

_DAY = 86_400
# What the pages about one thing select on the map.
_SELECTING = {"country": "{}", "record": "{}", "supplier": "supplier:{}"}


def read_address(address: str, base: str) -> tuple[View, EmbedOptions]:
    """Return the view and options behind an address of ours.

    Raises ``Refusal``: ``not-found`` for an address that is not of a view, as oEmbed
    asks, and a 400 for a view that cannot be read.
    """
    try:
        parts, ours = urlsplit(address), urlsplit(base)
    except ValueError:
        raise _not_ours(address, base) from None
    if (parts.scheme, parts.netloc) != (ours.scheme, ours.netloc):
        raise _not_ours(address, base)
    path = parts.path.removeprefix(ours.path)
    view = read_view(_view_query(parts), lenient=True)
    options = read_options(_values(parts))
    if path in ("", "/", "/embed"):
        return view, options
    kind, _, name = path.removeprefix("/").partition("/")
    if kind not in _SELECTING or not name or "/" in name:
        raise _not_ours(address, base)
    selected = _SELECTING[kind].format(name)
    return read_view(write_view(replace(view, select=selected))), options


def discovery(base: str, path: str, view: View) -> list[tuple[str, str]]:
    """Return type and address of the answers for a page, for the ``<head>`` of it.

    Empty for a page without a view, and for a frozen one: its file is to stay the same
    wherever it is served.
    """
    kind = path.split("/")[1]
    if kind not in ("", "embed", *_SELECTING) or view.release:
        return []
    said = write_view(replace(view, form="map"))
    address = f"{base}{path}?{said}" if said else f"{base}{path}"
    query = urlencode({"url": address})
    return [
        (f"{form}+oembed", f"{base}/oembed?{query}&format={name}")
        for form, name in (("application/json", "json"), ("text/xml", "xml"))
    ]


def document(  # noqa: PLR0913 - the members of the answer
    base: str,
    view: View,
    options: EmbedOptions,
    title: str,
    *,
    provider: str,
    maxwidth: int | None,
    maxheight: int | None,
) -> dict[str, Any]:
    """Return the answer; its frame keeps within ``maxwidth`` and ``maxheight``."""
    width = min(DEFAULT_WIDTH, maxwidth or DEFAULT_WIDTH)
    height = min(DEFAULT_HEIGHT, maxheight or DEFAULT_HEIGHT)
    frame = Frame(embed_address(base, view, options), title, width, height)
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": provider,
        "provider_url": f"{base}/",
        "cache_age": _DAY,
        "html": frame.fixed(),
        "width": width,
        "height": height,
        "thumbnail_url": f"{base}/image.png?{_picture_query(view)}",
        "thumbnail_width": 600,
        "thumbnail_height": 400,
    }


def read_limit(name: str, text: str | None) -> int | None:
    """Return ``maxwidth`` or ``maxheight`` in pixels; an embed needs 280 by 320."""
    if text is None:
        return None
    least = SMALLEST_WIDTH if name == "maxwidth" else SMALLEST_HEIGHT
    return read_integer(name, text, least, least)


def as_json(answer: dict[str, Any]) -> bytes:
    """Return the answer as ``application/json+oembed``."""
    return orjson.dumps(answer)


def as_xml(answer: dict[str, Any]) -> bytes:
    """Return the answer as ``text/xml+oembed``."""
    members = "".join(
        f"<{name}>{escape(str(value))}</{name}>" for name, value in answer.items()
    )
    head = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>'
    return f"{head}<oembed>{members}</oembed>".encode()


def _picture_query(view: View) -> str:
    said = write_view(view)
    return f"{said}&size=small" if said else "size=small"


def _view_query(parts: SplitResult) -> str:
    values = _values(parts)
    return urlencode({name: values[name] for name in PARAMETERS if name in values})


def _values(parts: SplitResult) -> dict[str, str]:
    return dict(parse_qsl(parts.query))


def _not_ours(address: str, base: str) -> Refusal:
    return Refusal(
        "not-found",
        f"url: {address!r} is no address of a view of this atlas; "
        f"give one such as {base}/?select=KHM",
    )
