"""CSV that spreadsheets and data frames both read: RFC 4180, UTF-8, one row a feature.

A cell of text that begins like a formula gets an apostrophe before it, because a
spreadsheet would run it. Lists are JSON text, as in the files of a release. A point is
two columns, ``lon`` and ``lat``; with WKT any geometry is one.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson
from shapely import to_wkt
from shapely.geometry import shape

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(
    features: Iterable[Mapping[str, Any]], columns: Sequence[str], *, wkt: bool = False
) -> bytes:
    """Return the features as CSV with an id, ``columns`` and the geometry.

    >>> point = {"type": "Point", "coordinates": [1, 2]}
    >>> row = {"id": "a", "geometry": point, "properties": {"title": "=1+1"}}
    >>> write_csv([row], ["title"]).decode().splitlines()
    ['id,title,lon,lat', "a,'=1+1,1,2"]
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    named = [name for name in columns if name not in ("id", "lon", "lat", "geometry")]
    writer.writerow(["id", *named, *(["geometry"] if wkt else ["lon", "lat"])])
    for feature in features:
        cells = [cell(feature["properties"].get(name)) for name in named]
        place = _place(feature["geometry"], wkt=wkt)
        writer.writerow([cell(feature["id"]), *cells, *place])
    return stream.getvalue().encode()


def cell(value: Any) -> str:
    """Return a value as the text of one cell; unknown is empty.

    >>> cell(["cctv", "dna"]), cell(-1.5), cell("-1.5")
    ('["cctv","dna"]', '-1.5', "'-1.5")
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return orjson.dumps(value).decode()


def _place(geometry: dict[str, Any] | None, *, wkt: bool) -> list[str]:
    if wkt:
        return ["" if geometry is None else to_wkt(shape(geometry), trim=True)]
    if geometry is None or geometry["type"] != "Point":
        return ["", ""]
    return [str(number) for number in geometry["coordinates"]]
