"""Whole layers as files: GeoJSON, CSV, GeoParquet and FlatGeobuf, with the same ids.

Every file holds every feature, those without geometry too, in the order of their ids.
CSV and FlatGeobuf have no lists, so lists and objects stand there as JSON text: joined
by commas or semicolons they could not be told from the names they hold. GeoParquet has
lists of texts; what is deeper is JSON text there as well. FlatGeobuf is written without
its spatial index, which would sort the features anew and refuse those without place.
"""

import csv
import io
from collections.abc import Mapping
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import shapely
from shapely.geometry import shape

from layers.layer import Layer

Feature = Mapping[str, Any]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_TYPES = {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}


def parsed(layer: Layer) -> list[dict[str, Any]]:
    """Return every feature of a layer as values."""
    return [orjson.loads(text) for text in layer.take(np.arange(len(layer)))]


def write_geojson(layer: Layer) -> bytes:
    """Return an RFC 7946 FeatureCollection, a feature a line."""
    features = b",\n".join(layer.take(np.arange(len(layer))))
    return b'{"type":"FeatureCollection","features":[\n' + features + b"\n]}\n"


def write_csv(layer: Layer) -> bytes:
    """Return RFC 4180 text in UTF-8; a point is two columns, ``lon`` and ``lat``.

    Lines and areas are left to the other forms: spreadsheets cut cells that long. Text
    that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    names = list(layer.schema)
    placed = ["lon", "lat"] if layer.geometry_type == "Point" else []
    writer.writerow(["id", *names, *placed])
    for feature in parsed(layer):
        cells = [cell(feature["properties"][name]) for name in names]
        place = _lon_lat(feature) if placed else []
        writer.writerow([cell(feature["id"]), *cells, *place])
    return stream.getvalue().encode()


def cell(value: object) -> str:
    """Return a value as the text of one cell; unknown is empty.

    >>> cell(None), cell(True), cell(-1.5), cell(["a", "b"]), cell("=1+1")
    ('', 'true', '-1.5', '["a","b"]', "'=1+1")
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return orjson.dumps(value).decode()


def _lon_lat(feature: Feature) -> list[str]:
    geometry = feature["geometry"]
    return ["", ""] if geometry is None else [str(n) for n in geometry["coordinates"]]


def write_parquet(layer: Layer) -> bytes:
    """Return GeoParquet 1.1 in CRS84, days as dates, lists of texts as lists."""
    table = _table(layer, flat=False)
    placed = [f["geometry"]["type"] for f in parsed(layer) if f["geometry"]]
    about: dict[str, Any] = {"encoding": "WKB", "geometry_types": sorted(set(placed))}
    if layer.bbox is not None:
        box = layer.bbox
        about["bbox"] = [box.west, box.south, box.east, box.north]
    geo = {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {"geometry": about},
    }
    stream = io.BytesIO()
    metadata = {"geo": orjson.dumps(geo).decode()}
    pq.write_table(table.replace_schema_metadata(metadata), stream, compression="zstd")
    return stream.getvalue()


def write_flatgeobuf(layer: Layer) -> bytes:
    """Return FlatGeobuf in CRS84."""
    stream = io.BytesIO()
    pyogrio.write_arrow(
        _table(layer, flat=True),
        stream,
        driver="FlatGeobuf",
        layer=layer.id,
        geometry_name="geometry",
        geometry_type="Unknown" if layer.bbox is None else layer.geometry_type,
        crs="OGC:CRS84",
        layer_options={"SPATIAL_INDEX": "NO"},
    )
    return stream.getvalue()


def _table(layer: Layer, *, flat: bool) -> pa.Table:
    """Return the layer as Arrow columns: the id, each property, the geometry as WKB."""
    features = parsed(layer)
    columns = {"id": pa.array([feature["id"] for feature in features], pa.string())}
    for name, about in layer.schema.items():
        values = [feature["properties"][name] for feature in features]
        columns[name] = _column(values, about, flat=flat)
    shapes = [f["geometry"] and shape(f["geometry"]) for f in features]
    columns["geometry"] = pa.array(shapely.to_wkb(shapes).tolist(), pa.binary())
    return pa.table(columns)


def plain_type(about: Mapping[str, Any]) -> str:
    """Return the JSON type of a property where it is known.

    >>> plain_type({"type": ["integer", "null"]}), plain_type({"type": "string"})
    ('integer', 'string')
    """
    kinds = about["type"]
    return (
        str(kinds) if isinstance(kinds, str) else next(k for k in kinds if k != "null")
    )


def _column(values: list[Any], about: Mapping[str, Any], *, flat: bool) -> pa.Array:
    kind = plain_type(about)
    if kind in _TYPES:
        return pa.array(values, _TYPES[kind])
    if kind == "array" and not flat and plain_type(about["items"]) == "string":
        return pa.array(values, pa.list_(pa.string()))
    texts = pa.array([_text(value) for value in values], pa.string())
    if about.get("format") == "date" and not flat:
        return texts.cast(pa.date32())
    return texts


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return orjson.dumps(value).decode()
