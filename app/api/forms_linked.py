"""Forms for readers of time and of meaning: JSON-FG, lines of GeoJSON, JSON-LD, KML."""

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import orjson
from shapely.geometry import shape

from app.api.answering import Page
from app.api.context import Context
from app.api.crs import CRS84, Crs
from app.api.csv_text import cell

_JSONFG = "http://www.opengis.net/spec/json-fg-1/0.3/conf/core"
_LINKED_KINDS = {"countries": "Country", "suppliers": "Organization", "places": "Place"}
_VOCABULARY = "https://schema.org/"


def write_jsonfg(page: Page, context: Context) -> bytes:
    """Return Features and Geometries JSON: GeoJSON that also says when."""
    features = [_with_time(feature, page.ask.crs) for feature in page.parsed()]
    collection = {
        "type": "FeatureCollection",
        "conformsTo": [_JSONFG],
        "featureType": page.layer.id,
        "coordRefSys": page.ask.crs.uri,
        "numberMatched": page.matched,
        "numberReturned": page.returned,
        "timeStamp": context.time_stamp,
        "links": list(context.links),
        "features": features,
    }
    return orjson.dumps(collection)


def _with_time(feature: dict[str, Any], crs: Crs) -> dict[str, Any]:
    """Return the feature with its time; ``geometry`` may only be in CRS84."""
    found = {**feature, "time": _time(feature["properties"]), "place": None}
    if crs is not CRS84:
        found |= {"place": feature["geometry"], "geometry": None}
    return found


def _time(properties: Mapping[str, Any]) -> dict[str, Any] | None:
    start, end = properties.get("start"), properties.get("end")
    if start is None and end is None:
        return None
    return {"interval": [start or "..", end or ".."]}


def write_lines(page: Page, _: Context) -> bytes:
    """Return one GeoJSON feature a line."""
    return b"".join(feature + b"\n" for feature in page.features)


def write_jsonld(page: Page, context: Context) -> bytes:
    """Return what is claimed, of where and when, and by whom, in schema.org's words."""
    kind = _LINKED_KINDS.get(page.layer.id, "Claim")
    items = f"{context.base}/api/collections/{page.layer.id}/items"
    graph = [
        _linked(feature, kind, f"{items}/{feature['id']}") for feature in page.parsed()
    ]
    document = {"@context": {"@vocab": _VOCABULARY}, "@graph": graph}
    return orjson.dumps(document)


def _linked(feature: Mapping[str, Any], kind: str, address: str) -> dict[str, Any]:
    known = feature["properties"]
    found = {
        "@id": address,
        "@type": kind,
        "identifier": feature["id"],
        "name": known.get("title") or known.get("name"),
        "description": known.get("summary"),
        "temporalCoverage": _coverage(known),
        "contentLocation": _location(feature) if kind == "Claim" else None,
        "citation": [_citation(source) for source in known.get("sources") or []],
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }
    return {name: value for name, value in found.items() if value}


def _coverage(properties: Mapping[str, Any]) -> str | None:
    time = _time(properties)
    return None if time is None else "/".join(time["interval"])


def _location(feature: Mapping[str, Any]) -> dict[str, Any] | None:
    known, geometry = feature["properties"], feature["geometry"]
    place = known.get("place") or known.get("country_name")
    if place is None:
        return None
    found: dict[str, Any] = {"@type": "Place", "name": place}
    if geometry is not None and geometry["type"] == "Point":
        lon, lat = geometry["coordinates"]
        found["geo"] = {"@type": "GeoCoordinates", "latitude": lat, "longitude": lon}
    return found


def _citation(source: Any) -> Any:
    if not isinstance(source, dict):
        return source
    return {
        "@type": "CreativeWork",
        "name": source.get("title"),
        "url": source.get("url"),
        "publisher": {"@type": "Organization", "name": source.get("publisher")},
    }


def write_kml(page: Page, _: Context) -> bytes:
    """Return KML 2.2, always in longitude and latitude, for desktop globes."""
    marks = "".join(_placemark(feature) for feature in page.parsed())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        f"<name>{_text(page.layer.title)}</name>{marks}</Document></kml>"
    ).encode()


def _placemark(feature: Mapping[str, Any]) -> str:
    known = feature["properties"]
    named = known.get("title") or known.get("name") or feature["id"]
    data = "".join(
        f"<Data name={quoteattr(name)}><value>{_text(_plain(value))}</value></Data>"
        for name, value in {"id": feature["id"], **known}.items()
        if value is not None
    )
    geometry = feature["geometry"]
    place = "" if geometry is None else _geometry(geometry)
    return (
        f"<Placemark id={quoteattr('record.' + feature['id'])}>"
        f"<name>{_text(named)}</name>{_span(known)}"
        f"<ExtendedData>{data}</ExtendedData>{place}</Placemark>"
    )


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else cell(value)


def _text(text: str) -> str:
    """Escape text, without the control characters XML has no way to write."""
    return escape("".join(c for c in text if c >= " " or c in "\t\n\r"))


def _span(properties: Mapping[str, Any]) -> str:
    if _time(properties) is None:
        return ""
    begin, end = properties.get("start"), properties.get("end")
    begins = f"<begin>{begin}</begin>" if begin else ""
    ends = f"<end>{end}</end>" if end else ""
    return f"<TimeSpan>{begins}{ends}</TimeSpan>"


def _geometry(geometry: dict[str, Any]) -> str:
    kind = geometry["type"]
    if kind.startswith("Multi"):
        parts = ({"type": kind[5:], "coordinates": c} for c in geometry["coordinates"])
        return f"<MultiGeometry>{''.join(map(_geometry, parts))}</MultiGeometry>"
    if kind == "Polygon":
        outer, *inner = (_ring(ring) for ring in geometry["coordinates"])
        holes = "".join(f"<innerBoundaryIs>{hole}</innerBoundaryIs>" for hole in inner)
        return f"<Polygon><outerBoundaryIs>{outer}</outerBoundaryIs>{holes}</Polygon>"
    return f"<{kind}>{_coordinates(shape(geometry).coords)}</{kind}>"


def _ring(points: Any) -> str:
    return f"<LinearRing>{_coordinates(points)}</LinearRing>"


def _coordinates(points: Any) -> str:
    spelt = " ".join(f"{point[0]:.10g},{point[1]:.10g}" for point in points)
    return f"<coordinates>{spelt}</coordinates>"
