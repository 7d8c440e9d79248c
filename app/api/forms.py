"""The forms a page of features can take; each holds the same ids in the same order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from app.api.answering import Page
from app.api.context import Context
from app.api.csv_text import write_csv
from app.api.forms_binary import write_flatgeobuf, write_parquet
from app.api.forms_linked import write_jsonfg, write_jsonld, write_kml, write_lines
from app.api.links import GEOJSON, HTML, JSON


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a page: its media type, how it is called, and the writer."""

    media_type: str
    title: str
    write: Callable[[Page, Context], bytes]


def write_geojson(page: Page, context: Context) -> bytes:
    """Return an RFC 7946 FeatureCollection around the finished features."""
    head: dict[str, Any] = {
        "type": "FeatureCollection",
        "numberMatched": page.matched,
        "numberReturned": page.returned,
    }
    if page.unplaced is not None:
        head["numberWithoutGeometry"] = page.unplaced
    if page.undated is not None:
        head["numberUndated"] = page.undated
    head |= {"timeStamp": context.time_stamp, "links": list(context.links)}
    opening = orjson.dumps(head)[:-1]
    return b"".join((opening, b',"features":[', b",".join(page.features), b"]}"))


def columns(page: Page) -> list[str]:
    """Return the properties a table of the page has, in published order."""
    return list(page.ask.properties or page.layer.schema)


def _write_csv(page: Page, _: Context) -> bytes:
    return write_csv(page.parsed(), columns(page))


def _write_csv_wkt(page: Page, _: Context) -> bytes:
    return write_csv(page.parsed(), columns(page), wkt=True)


_CSV = "text/csv; charset=utf-8"
FORMS: Mapping[str, Form] = {
    "geojson": Form(GEOJSON, "GeoJSON", write_geojson),
    "jsonfg": Form("application/vnd.ogc.fg+json", "JSON-FG, with time", write_jsonfg),
    "ndjson": Form("application/x-ndjson", "GeoJSON, a feature a line", write_lines),
    "jsonld": Form("application/ld+json", "JSON-LD", write_jsonld),
    "csv": Form(_CSV, "CSV, points as lon and lat", _write_csv),
    "csv-wkt": Form(f"{_CSV}; header=present", "CSV, geometry as WKT", _write_csv_wkt),
    "fgb": Form("application/flatgeobuf", "FlatGeobuf", write_flatgeobuf),
    "parquet": Form("application/vnd.apache.parquet", "GeoParquet", write_parquet),
    "kml": Form("application/vnd.google-earth.kml+xml", "KML", write_kml),
}
# Forms that have longitude and latitude by name, or know no other system.
DEGREES_ONLY = frozenset({"csv", "kml", "jsonld"})
# What ``f`` may say, with the media type it answers to in ``Accept``; ``json`` is how
# every client of OGC API - Features asks for GeoJSON.
OFFERS: Mapping[str, str] = {
    "geojson": GEOJSON,
    "json": JSON,
    **{name: form.media_type for name, form in FORMS.items() if name != "geojson"},
    "html": HTML,
}
# Every form with what it is called, for links to the same page in another one.
TITLES: Mapping[str, str] = {
    **{name: form.title for name, form in FORMS.items()},
    "html": "A page to read",
}
