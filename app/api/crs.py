"""Coordinate reference systems an answer may be in (OGC API - Features, Part 2).

Features are kept in CRS84, longitude first. EPSG:4326 is the same with latitude first:
the order is that of the authority, in boxes asked for as in coordinates answered.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry import mapping, shape

from app.problems import invalid
from app.query import read_bbox, read_numbers
from geodata.bbox import BBox

_OGC, _EPSG = (f"http://www.opengis.net/def/crs/{name}/" for name in ("OGC", "EPSG"))
# Web Mercator ends where its world is a square; nearer the poles it runs to infinity.
_MERCATOR_EDGE = 85.051129


@dataclass(frozen=True, slots=True)
class Crs:
    """A system by its URI, its name for pyproj and whether latitude comes first."""

    uri: str
    code: str
    latitude_first: bool = False
    decimals: int = 2

    @property
    def is_degrees(self) -> bool:
        """Whether it is CRS84 but for the order of the axes."""
        return self.code == "OGC:CRS84"


CRS84 = Crs(f"{_OGC}1.3/CRS84", "OGC:CRS84", decimals=6)
EPSG4326 = Crs(f"{_EPSG}0/4326", "OGC:CRS84", latitude_first=True, decimals=6)
WEB_MERCATOR = Crs(f"{_EPSG}0/3857", "EPSG:3857")
EQUAL_EARTH = Crs(f"{_EPSG}0/8857", "EPSG:8857")
CRSS: Mapping[str, Crs] = {
    crs.uri: crs for crs in (CRS84, EPSG4326, WEB_MERCATOR, EQUAL_EARTH)
}
_SHORT = {uri.rsplit("/", 1)[1]: uri for uri in CRSS}


def read_crs(name: str, text: str) -> Crs:
    """Return the system a URI names; ``EPSG:4326``, ``[EPSG:4326]`` and CURIEs too.

    >>> read_crs("crs", "[EPSG:3857]") is WEB_MERCATOR
    True
    """
    bare = text.removeprefix("[").removesuffix("]")
    uri = _SHORT.get(bare.rpartition(":")[2], "") if "/" not in bare else bare
    if uri not in CRSS:
        expected = "one of the systems the collection lists"
        raise invalid(name, text, expected, EPSG4326.uri, allowed=list(CRSS))
    return CRSS[uri]


@cache
def _transformer(source: str, target: str) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def project(points: NDArray[np.float64], crs: Crs) -> NDArray[np.float64]:
    """Return longitude and latitude as coordinates of ``crs``, in its axis order."""
    if crs.is_degrees:
        return points[:, ::-1] if crs.latitude_first else points
    lon, lat = points.T
    if crs is WEB_MERCATOR:
        lat = np.clip(lat, -_MERCATOR_EDGE, _MERCATOR_EDGE)
    return np.column_stack(_transformer(CRS84.code, crs.code).transform(lon, lat))


def to_degrees(crs: Crs) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    """Return what moves points of ``crs``, in its axis order, to CRS84."""

    def move(points: NDArray[np.float64]) -> NDArray[np.float64]:
        if crs.is_degrees:
            return points[:, ::-1] if crs.latitude_first else points
        x, y = points.T
        return np.column_stack(_transformer(crs.code, CRS84.code).transform(x, y))

    return move


def transform(feature: Mapping[str, Any], crs: Crs) -> dict[str, Any]:
    """Return a feature with its geometry in ``crs``."""
    if feature.get("geometry") is None or crs is CRS84:
        return dict(feature)
    moved = shapely.transform(shape(feature["geometry"]), lambda p: project(p, crs))
    coordinates = _rounded(mapping(moved)["coordinates"], crs.decimals)
    geometry = {"type": moved.geom_type, "coordinates": coordinates}
    return {**feature, "geometry": geometry}


def _rounded(coordinates: Any, decimals: int) -> Any:
    if isinstance(coordinates, float):
        return round(coordinates, decimals)
    return [_rounded(part, decimals) for part in coordinates]


@dataclass(frozen=True, slots=True)
class Frame:
    """A box of a projected system, which in degrees is no box."""

    crs: Crs
    area: shapely.Polygon

    def meets(self, shapes: NDArray[np.object_]) -> NDArray[np.bool_]:
        """Tell which geometries, given in CRS84, touch the box."""
        moved = shapely.transform(shapes, lambda points: project(points, self.crs))
        return np.asarray(shapely.intersects(moved, self.area), bool)


def read_box(text: str, crs: Crs) -> BBox | Frame:
    """Return the box of a ``bbox`` parameter whose numbers are in ``crs``."""
    if crs is CRS84:
        return read_bbox(text)
    expected = f"four numbers in {crs.uri}"
    edges = read_numbers("bbox", text, (4, 6), expected)
    if len(edges) == 6:  # noqa: PLR2004 - with heights: the features have none
        del edges[5], edges[2]
    if crs.is_degrees:
        south, west, north, east = edges
        return read_bbox(",".join(map(repr, (west, south, east, north))))
    left, low, right, high = edges
    if left > right or low > high:
        example = "0,0,1000000,1000000"
        raise invalid("bbox", text, f"{expected}, the lower ones first", example)
    return Frame(crs, shapely.box(left, low, right, high))
