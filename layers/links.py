"""Great-circle lines: the shortest way between two points, as GeoJSON can hold it."""

import math

import numpy as np
import shapely
from pyproj import Geod
from shapely.affinity import translate

from geodata.boundaries import multilinestring

# A vertex each 250 km bends like the arc at every zoom of the map.
_STEP_KM = 250
_GEOD = Geod(ellps="WGS84")


def length_km(start: shapely.Point, end: shapely.Point) -> float:
    """Return the length of the shortest way on the WGS 84 ellipsoid."""
    return float(_GEOD.inv(start.x, start.y, end.x, end.y)[2]) / 1000


def great_circle(
    start: shapely.Point, end: shapely.Point
) -> shapely.MultiLineString | None:
    """Return the shortest way, cut at 180 degrees; ``None`` between equal points."""
    length = length_km(start, end)
    if length == 0:
        return None
    inner = math.ceil(length / _STEP_KM) - 1
    between = _GEOD.npts(start.x, start.y, end.x, end.y, inner) if inner else []
    track = np.array([(start.x, start.y), *between, (end.x, end.y)])
    turns = np.cumsum(np.round(np.diff(track[:, 0]) / 360))
    track[1:, 0] -= 360 * turns
    return _cut(shapely.LineString(track))


def _cut(line: shapely.LineString) -> shapely.MultiLineString:
    """Return an unwrapped line with every longitude between -180 and 180."""
    world = shapely.box(-180, -90, 180, 90)
    turned = [shapely.intersection(translate(line, 360 * k), world) for k in (-1, 0, 1)]
    return multilinestring(shapely.GeometryCollection(turned))
