"""The data of a view: every record it shows, whole, as GeoJSON or CSV.

A view has no pages: its data is complete, in the order of layers and ids, and counts
what the page's sentence counts.
"""

from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response

from app.api.csv_text import write_csv
from app.api.links import GEOJSON, HTML, link
from app.query import read_datetime, read_list
from app.releases import shelf_of
from app.serving import built_at, rfc3339
from app.settings import base_url
from app.view import RECORD_LAYERS, View, read_view, write_view
from layers.layer import Layer, Selection
from layers.query import Query
from layers.shelf import Shelf

router = APIRouter()


def query_of(view: View, layer: Layer) -> Query | None:
    """Return what the view asks of a layer, ``None`` if nothing there can match.

    A record without the property that is filtered does not match: a view of one
    technology shows no policies.
    """
    if any(name not in layer.filters for name, _ in view.terms):
        return None
    return Query(
        bbox=view.bbox,
        interval=read_datetime(view.datetime) if view.datetime else None,
        certainty=view.certainty,
        terms=view.terms,
        text=view.q,
    )


def matching(shelf: Shelf, view: View) -> dict[str, Selection]:
    """Return all the records of the view, by the record layers it shows."""
    refuse_unknown_values(shelf, view)
    found = {}
    for name in RECORD_LAYERS:
        if name in view.layers:
            layer = shelf.layers[name]
            query = query_of(view, layer)
            nothing = Selection(0, (), None, None)
            found[name] = (
                nothing if query is None else layer.select(query, limit=len(layer))
            )
    return found


def refuse_unknown_values(shelf: Shelf, view: View) -> None:
    """Refuse a country, technology and the like that no record layer knows."""
    for name, values in view.terms:
        known: set[str] = set()
        for layer_name in RECORD_LAYERS:
            known |= set(shelf.layers[layer_name].enumerations.get(name, ()))
        read_list(name, ",".join(values), known)


def _read(request: Request) -> tuple[Shelf, View, dict[str, Selection]]:
    view = read_view(request.scope["query_string"])
    shelf = shelf_of(request, view.release)
    return shelf, view, matching(shelf, view)


@router.get("/view.geojson")
async def view_geojson(request: Request) -> Response:
    """Answer with the records of the view, those without a point included."""
    shelf, view, found = _read(request)
    features = [
        feature for selection in found.values() for feature in selection.features
    ]
    base, query = base_url(request), write_view(view)
    suffix = f"?{query}" if query else ""
    head: dict[str, Any] = {
        "type": "FeatureCollection",
        "numberMatched": len(features),
        "numberReturned": len(features),
        "numberMatchedByLayer": {n: s.matched for n, s in found.items()},
        **_left_out(view, found),
        "timeStamp": rfc3339(built_at(shelf.path)),
        "release": shelf.release,
        "links": [
            link(f"{base}/view.geojson{suffix}", "self", GEOJSON, "This view"),
            link(f"{base}/view.csv{suffix}", "alternate", "text/csv", "As CSV"),
            link(f"{base}/{suffix}", "alternate", HTML, "As a map"),
        ],
    }
    opening = orjson.dumps(head)[:-1]
    body = b"".join((opening, b',"features":[', b",".join(features), b"]}"))
    return Response(body, 200, _named("geojson"), GEOJSON)


def _left_out(view: View, found: Mapping[str, Selection]) -> dict[str, int]:
    """Count what the window or the box could not judge, where one is asked for."""
    said = {}
    if view.datetime:
        said["numberUndated"] = sum(s.undated or 0 for s in found.values())
    if view.bbox is not None:
        said["numberWithoutGeometry"] = sum(s.unplaced or 0 for s in found.values())
    return said


@router.get("/view.csv")
async def view_csv(request: Request) -> Response:
    """Answer with the records of the view in one table, a column a property."""
    shelf, _, found = _read(request)
    columns: dict[str, None] = {}
    for name in found:
        columns |= dict.fromkeys(shelf.layers[name].schema)
    features = [orjson.loads(f) for s in found.values() for f in s.features]
    body = write_csv(features, list(columns))
    return Response(body, 200, _named("csv"), "text/csv; charset=utf-8")


def _named(extension: str) -> dict[str, str]:
    name = f"digital-silk-road-atlas.{extension}"
    return {"Content-Disposition": f'inline; filename="{name}"'}
