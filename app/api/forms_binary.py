"""Forms for data frames and desktop systems: FlatGeobuf and GeoParquet.

Both keep features without geometry and the order of the page, which is why FlatGeobuf
is written without its spatial index. Heavy libraries are imported by the first request
that needs them.
"""

# ruff: noqa: PLC0415

import io
from typing import TYPE_CHECKING, Any

import orjson
from shapely.geometry import shape

from app.api.answering import Page
from app.api.asking import types
from app.api.context import Context

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


def write_flatgeobuf(page: Page, _: Context) -> bytes:
    """Return FlatGeobuf; lists and anything deeper are JSON text."""
    import pyogrio

    stream = io.BytesIO()
    frame = _frame(page, lists=False)
    pyogrio.write_dataframe(
        frame,
        stream,
        driver="FlatGeobuf",
        layer=page.layer.id,
        geometry_type=_geometry_type(page),
        SPATIAL_INDEX="NO",
    )
    return stream.getvalue()


def write_parquet(page: Page, _: Context) -> bytes:
    """Return GeoParquet 1.1; lists of texts are lists, anything deeper is JSON."""
    stream = io.BytesIO()
    _frame(page, lists=True).to_parquet(
        stream, index=False, compression="zstd", schema_version="1.1.0"
    )
    return stream.getvalue()


def _geometry_type(page: Page) -> str:
    return str(page.layer.geometry_type) if page.layer.bbox is not None else "Unknown"


def _frame(page: Page, *, lists: bool) -> "GeoDataFrame":
    """Return the page as a data frame whose columns have the types of the schema."""
    import geopandas
    import pandas as pd

    features = page.parsed()
    columns: dict[str, Any] = {"id": pd.array([f["id"] for f in features], "string")}
    for name, about in _columns(page).items():
        values = [feature["properties"][name] for feature in features]
        columns[name] = _column(values, types(about), lists=lists)
    shapes: Any = [
        None if f["geometry"] is None else shape(f["geometry"]) for f in features
    ]
    geometry = geopandas.GeoSeries(shapes, crs=_code(page))
    if page.ask.crs.latitude_first:
        # These formats keep x before y whatever the authority says.
        geometry = geometry.transform(lambda points: points[:, ::-1])
    return geopandas.GeoDataFrame(columns, geometry=geometry)


def _code(page: Page) -> str:
    return "EPSG:4326" if page.ask.crs.is_degrees else page.ask.crs.code


def _columns(page: Page) -> dict[str, Any]:
    wanted = page.ask.properties or tuple(page.layer.schema)
    return {n: page.layer.schema[n] for n in wanted if n not in ("id", "geometry")}


def _column(values: list[Any], allowed: set[str], *, lists: bool) -> Any:
    import pandas as pd

    if "array" in allowed and lists and all(_is_plain(value) for value in values):
        return pd.Series(values, dtype=object)
    kinds = {"integer": "Int64", "number": "Float64", "boolean": "boolean"}
    kind = next((kinds[name] for name in kinds if name in allowed), "string")
    return pd.array([_cell(value) for value in values], kind)  # type: ignore[call-overload]


def _is_plain(value: Any) -> bool:
    return value is None or all(isinstance(part, str) for part in value)


def _cell(value: Any) -> Any:
    return orjson.dumps(value).decode() if isinstance(value, (list, dict)) else value
