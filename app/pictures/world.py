"""The base map of a picture: decoded once, projected once, framed on demand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely

from app.pictures.projection import HALF_WIDTH, Array, project

# The map shows no land south of this but Antarctica, which has no records.
_SOUTH, _NORTH = -56.0, 82.0
_WEST, _EAST = -112.0, 178.0
_WIDE = 1.75
# In pixels: half of what a stroke of the border covers.
_TOLERANCE = 0.3


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the sphere lies in a picture: ``x * scale + left``, ``top - y * scale``."""

    scale: float
    left: float
    top: float

    def place(self, points: Array) -> Array:
        """Return projected points in pixels, y downwards."""
        return points * (self.scale, -self.scale) + (self.left, self.top)

    def moved(self, down: float) -> "Frame":
        """Return the frame so many pixels further down."""
        return Frame(self.scale, self.left, self.top + down)


@dataclass(frozen=True, slots=True)
class Outlines:
    """The base map as SVG path data for one frame."""

    countries: Mapping[str, str]
    disputed: str
    sphere: str


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """Projected rings of every country and projected disputed lines."""

    countries: Mapping[str, tuple[Array, ...]]
    disputed: tuple[Array, ...]
    outline: Array

    @classmethod
    def decode(cls, topology: Mapping[str, Any]) -> "World":
        """Read the map's TopoJSON (objects ``countries`` and ``disputed``)."""
        arcs = _arcs(topology)
        objects = topology["objects"]
        countries = {
            # Disputed ground that belongs to no country has no code.
            str(shape.get("id", f"disputed-{at}")): tuple(
                project(_ring(ring, arcs)) for ring in _rings(shape)
            )
            for at, shape in enumerate(objects["countries"]["geometries"])
        }
        disputed = tuple(
            project(_ring(line, arcs))
            for shape in objects["disputed"]["geometries"]
            for line in _lines(shape)
        )
        return cls(countries, disputed, project(_sphere()))

    @lru_cache(maxsize=32)  # noqa: B019 - a server has one world, and few frames
    def outlines(self, placed: Frame) -> Outlines:
        """Return the path data in pixels, as simple as the pixels allow."""
        return Outlines(
            countries={
                code: _path(rings, placed, close=True)
                for code, rings in self.countries.items()
            },
            disputed=_path(self.disputed, placed, close=False),
            sphere=_path([self.outline], placed, close=True),
        )


def frame(width: float, height: float) -> Frame:
    """Return the frame that shows the inhabited world in a box of these pixels.

    A box less wide than 1.75 of its height loses some of the Pacific, not the scale.
    """
    lats = project([(11, _SOUTH), (11, _NORTH)])[:, 1]
    lons = project([(_WEST, 15), (_EAST, 15)])[:, 0]
    if width / height >= _WIDE:
        lons = np.array([-HALF_WIDTH, HALF_WIDTH])
    scale = min(width / (lons[1] - lons[0]), height / (lats[1] - lats[0]))
    left = width / 2 - scale * (lons[0] + lons[1]) / 2
    top = height / 2 + scale * (lats[0] + lats[1]) / 2
    return Frame(scale, left, top)


def _path(lines: Iterable[Array], placed: Frame, *, close: bool) -> str:
    end = "Z" if close else ""
    return "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line.tolist()) + end
        for line in _simplified(lines, placed)
    )


def _simplified(lines: Iterable[Array], placed: Frame) -> Iterator[Array]:
    """Yield lines in pixels without the vertices and islands that no eye can see."""
    for line in lines:
        drawn = shapely.simplify(shapely.linestrings(placed.place(line)), _TOLERANCE)
        points = shapely.get_coordinates(drawn)
        if np.ptp(points, axis=0).max() >= 2 * _TOLERANCE:
            yield points


def _arcs(topology: Mapping[str, Any]) -> list[Array]:
    scale = np.array(topology["transform"]["scale"])
    shift = np.array(topology["transform"]["translate"])
    return [
        np.cumsum(np.array(arc, dtype=np.float64), axis=0) * scale + shift
        for arc in topology["arcs"]
    ]


def _ring(indices: Sequence[int], arcs: Sequence[Array]) -> Array:
    parts = [arcs[~index][::-1] if index < 0 else arcs[index] for index in indices]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def _rings(shape: Mapping[str, Any]) -> Iterator[Sequence[int]]:
    is_single = shape["type"] == "Polygon"
    for polygon in [shape["arcs"]] if is_single else shape["arcs"]:
        yield from polygon


def _lines(shape: Mapping[str, Any]) -> Iterator[Sequence[int]]:
    if shape["type"] == "LineString":
        yield shape["arcs"]
    elif shape["type"]:
        yield from shape["arcs"]


def _sphere() -> Array:
    lats = np.linspace(-90, 90, 91)
    east = np.column_stack((np.full(91, 191.0), lats))
    west = np.column_stack((np.full(91, -169.0), lats[::-1]))
    return np.concatenate((east, west))
