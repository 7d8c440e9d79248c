"""What changed: the page ``/changes``, and the same as feeds, for any view.

An entry belongs to a view when its record does. A record that is gone is judged as the
newest release that had it shows it, so that a filter still tells of what it lost.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import orjson
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from app import releases
from app.api.views import query_of, refuse_unknown_values
from app.feeds import Feed, address, headline, spelt, write_atom, write_json
from app.pages.rendering import read, render
from app.settings import Settings, base_url
from app.view import View, read_view, write_view
from layers.changes import COMPARED
from layers.history import Entry, read_entries
from layers.layer import Layer
from layers.shelf import Shelf, ShelfError

router = APIRouter(include_in_schema=False)
_GET = ["GET", "HEAD"]
_SHOWN = 500


@router.api_route("/changes", methods=_GET)
def changes_page(request: Request) -> HTMLResponse:
    """Answer with what changed in the view, the newest first."""
    reading = read(request)
    entries = shown(request, reading.view)
    words, query = reading.words, _query(reading.view)
    return render(
        reading,
        "changes.html",
        title=words.say("changes.title"),
        description=words.say("changes.description"),
        entries=[(entry, address(entry)) for entry in entries[:_SHOWN]],
        total=len(entries),
        headline=headline,
        spelt=spelt,
        query=f"?{query}" if query else "",
    )


@router.api_route("/feed.atom", methods=_GET)
def feed_atom(request: Request) -> Response:
    """Answer with the changes of a view as Atom."""
    return Response(write_atom(_feed(request)), media_type="application/atom+xml")


@router.api_route("/feed.json", methods=_GET)
def feed_json(request: Request) -> Response:
    """Answer with the changes of a view as JSON Feed."""
    return Response(write_json(_feed(request)), media_type="application/feed+json")


def _feed(request: Request) -> Feed:
    view = read_view(request.scope["query_string"])
    return Feed(base_url(request), _query(view), shown(request, view))


def _query(view: View) -> str:
    """Return what of a view chooses records; looks and language choose none."""
    plain = {"select": "", "view": None, "lang": "en", "theme": "", "form": "map"}
    return write_view(replace(view, release="", **plain))  # type: ignore[arg-type]


def shown(request: Request, view: View) -> Sequence[Entry]:
    """Return the entries of a view, the newest first."""
    settings, shelf = request.app.state.settings, request.app.state.shelf
    refuse_unknown_values(shelf, view)
    names = [i.name for i in releases.listed(settings) if i.withdrawn is None]
    log = _log(settings, shelf, tuple(names))
    if not _query(view):
        return log.entries
    ids = set(_ids(log.shelves, view))
    return [entry for entry in log.entries if entry.id in ids]


@dataclass(frozen=True)
class _Log:
    """Every entry, and the shelves that hold its records, the newest first."""

    entries: Sequence[Entry]
    shelves: Sequence[Shelf]


def _log(settings: Settings, shelf: Shelf, names: tuple[str, ...]) -> _Log:
    folders = tuple(settings.releases / name for name in names)
    return _read_log(settings.build, shelf.digest, folders)


@lru_cache(maxsize=2)
def _read_log(build: Path, digest: str, folders: tuple[Path, ...]) -> _Log:  # noqa: ARG001 - part of the key
    shelves = [Shelf.open(build), *_openable(folders)]
    entries = read_entries(build, folders)
    return _Log([_titled(entry, shelves) for entry in entries], shelves)


def _openable(folders: Iterable[Path]) -> Iterator[Shelf]:
    """Open the releases whose layers this program can still read."""
    for folder in folders:
        try:
            yield Shelf.open(folder)
        except ShelfError:
            continue


def _titled(entry: Entry, shelves: Iterable[Shelf]) -> Entry:
    if entry.title:
        return entry
    for shelf in shelves:
        for name in COMPARED:
            feature = shelf.layers[name].feature(entry.id)
            if feature is not None:
                known = orjson.loads(feature)["properties"]
                title = known.get("title") or known.get("name") or entry.id
                return replace(entry, collection=name, title=title)
    return entry


def _ids(shelves: Iterable[Shelf], view: View) -> Iterator[str]:
    """Yield the ids of all that the view shows, or showed before it was gone."""
    met: set[str] = set()
    wanted = COMPARED if view.layers == View().layers else view.layers
    for shelf in shelves:
        here: set[str] = set()
        for name in COMPARED:
            layer = shelf.layers[name]
            here.update(_every_id(layer))
            query = query_of(view, layer) if name in wanted else None
            if query is not None:
                found = layer.ids(layer.select_positions(query))
                yield from (i for i in found if i not in met)
        met |= here


@lru_cache(maxsize=64)
def _every_id(layer: Layer) -> tuple[str, ...]:
    return layer.ids(np.arange(len(layer)))
