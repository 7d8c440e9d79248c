"""Great-circle lines: the shortest way between two points, as GeoJSON can hold it."""

import math

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod

# A vertex each 250 km bends like the arc at every zoom of the map.
_STEP_KM = 250
_EDGE = 180.0
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
    return shapely.MultiLineString(
        [part for part in _cut(track) if np.ptp(part, axis=0).any()]
    )


def _cut(track: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Return a track that may run on over 180 degrees once as two that do not."""
    beyond = np.abs(track[:, 0]) > _EDGE
    if not beyond.any():
        return [track]
    first = int(np.argmax(beyond))
    edge = np.copysign(_EDGE, track[first, 0])
    (lon_a, lat_a), (lon_b, lat_b) = track[first - 1], track[first]
    lat = lat_a + (edge - lon_a) / (lon_b - lon_a) * (lat_b - lat_a)
    return [
        np.vstack([track[:first], (edge, lat)]),
        np.vstack([(-edge, lat), track[first:] - (2 * edge, 0)]),
    ]
