"""The world as the map draws it: simplified together, cut where the map is cut.

Countries are simplified as one coverage, so that neighbours keep a common boundary, and
in a space where a degree of longitude narrows towards the poles as it does on the map:
otherwise half the weight would go into the Arctic.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.boundaries import BaseMap, Shapes, cut, disputed_lines, multipolygon
from layers.topology import Grid, Member, topology

# Central meridian 11 E: the cut runs through the Bering Strait and spares Chukotka.
WEST = -169.0
_NARROWEST = 85.0


@dataclass(frozen=True, slots=True)
class Detail:
    """How much of the base map is kept, in degrees at the equator.

    ``tolerance`` is the side of the square whose area a bend must have to stay,
    ``smallest`` that of the smallest island, ``step`` the grid of the coordinates.
    """

    tolerance: float
    smallest: float
    step: float


# 60 kB and 25 kB of brotli are what page and embed can spend; see tests/layers.
WORLD = Detail(tolerance=0.075, smallest=0.12, step=0.025)
WORLD_SMALL = Detail(tolerance=0.25, smallest=0.35, step=0.05)


def world(base_map: BaseMap, detail: Detail) -> dict[str, Any]:
    """Return TopoJSON with ``countries`` (ids ISO 3166-1) and ``disputed`` lines.

    Longitudes run from -169 to 191. Land that belongs to no country has no id. A
    country keeps its largest part; one smaller than the grid or without an outline is
    left out, and drawn as a dot at the place of its name.
    """
    shapes = {code: cut(shape, WEST) for code, shape in base_map.shapes.items()}
    kept = _simplified(_without_islets(shapes, detail.smallest), detail.tolerance)
    policy = base_map.policy
    countries = [Member(s, id=code) for code, s in policy.assign(kept).items()]
    nobodys = [Member(kept[entry.shape]) for entry in policy.undetermined]
    names = {line.id: line.name for line in policy.lines}
    disputed = [
        Member(line, id=line_id, properties={"name": names[line_id]})
        for line_id, line in disputed_lines(policy.lines, kept).items()
    ]
    objects = {"countries": [*countries, *nobodys], "disputed": disputed}
    return topology(objects, Grid(WEST, -90, detail.step))


def _without_islets(shapes: Shapes, side: float) -> dict[str, shapely.MultiPolygon]:
    """Drop small islands; what borders on other land stays, or a hole would gape."""
    tree = shapely.STRtree([p for shape in shapes.values() for p in shape.geoms])

    def is_kept(part: shapely.Polygon) -> bool:
        if _drawn_area(part) >= side**2:
            return True
        return len(tree.query(part, predicate="intersects")) > 1

    return {
        code: shapely.MultiPolygon(
            [part for part in shape.geoms if is_kept(part)]
            or [max(shape.geoms, key=_drawn_area)]
        )
        for code, shape in shapes.items()
    }


def _drawn_area(polygon: shapely.Polygon) -> float:
    return float(shapely.transform(polygon, _narrowed).area)


def _simplified(
    shapes: Mapping[str, shapely.MultiPolygon], tolerance: float
) -> dict[str, shapely.MultiPolygon]:
    drawn = shapely.transform(np.array(list(shapes.values()), object), _narrowed)
    simple = shapely.coverage_simplify(drawn, tolerance)
    back = shapely.transform(simple, _widened)
    return {code: multipolygon(shape) for code, shape in zip(shapes, back, strict=True)}


def _narrowed(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
    return coordinates * _widths(coordinates)


def _widened(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
    return coordinates / _widths(coordinates)


def _widths(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
    lat = np.minimum(np.abs(coordinates[:, 1]), _NARROWEST)
    return np.column_stack([np.cos(np.radians(lat)), np.ones(len(lat))])
