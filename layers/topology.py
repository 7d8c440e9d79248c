"""Shapes into TopoJSON: whole numbers, and every shared boundary written once.

Our own encoder, because it is small: shapes arrive already simplified together
(``shapely.coverage_simplify``), so that all that is left is to find where boundaries
meet, and the same shapes have to give the same bytes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

Vertex = tuple[int, int]
Path = list[Vertex]


@dataclass(frozen=True, slots=True)
class Member:
    """A geometry of a TopoJSON object; ``id`` is ``None`` where it has none."""

    geometry: shapely.MultiPolygon | shapely.MultiLineString
    id: str | None = None
    properties: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """The whole numbers that coordinates become: an origin, and a step in degrees."""

    west: float
    south: float
    step: float

    def path(self, line: BaseGeometry) -> Path:
        """Return the vertices of a line or ring on the grid, repeated ones once."""
        degrees = shapely.get_coordinates(line) - (self.west, self.south)
        vertices = [tuple(v) for v in np.rint(degrees / self.step).astype(int).tolist()]
        return vertices[:1] + [b for a, b in pairwise(vertices) if a != b]


@dataclass(slots=True)
class _Arcs:
    """Arcs found so far, each once, whichever way it was walked first."""

    junctions: set[Vertex]
    arcs: list[Path] = field(default_factory=list)
    _indexes: dict[tuple[Vertex, ...], int] = field(default_factory=dict)

    def indexes(self, path: Path) -> list[int]:
        """Return the path as indexes of arcs; ``~index`` is an arc walked backwards."""
        return [self._index(tuple(arc)) for arc in self._cut(path)]

    def _cut(self, path: Path) -> Iterator[Path]:
        if path[0] == path[-1]:
            path = _rotated(path, self.junctions)
        begin = 0
        for position in range(1, len(path)):
            if path[position] in self.junctions or position == len(path) - 1:
                yield path[begin : position + 1]
                begin = position

    def _index(self, arc: tuple[Vertex, ...]) -> int:
        backwards = self._indexes.get(arc[::-1])
        if backwards is not None and arc not in self._indexes:
            return ~backwards
        if arc not in self._indexes:
            self._indexes[arc] = len(self.arcs)
            self.arcs.append(list(arc))
        return self._indexes[arc]


def topology(objects: Mapping[str, Sequence[Member]], grid: Grid) -> dict[str, Any]:
    """Return a TopoJSON Topology of polygons and lines on a grid.

    A geometry too small for the grid is left out.
    """
    placed = {
        name: [(member, _paths(member.geometry, grid)) for member in members]
        for name, members in objects.items()
    }
    every = (paths for members in placed.values() for _, paths in members)
    arcs = _Arcs(_junctions(path for part in every for rings in part for path in rings))
    members = {
        name: [_member(member, paths, arcs) for member, paths in parts if paths]
        for name, parts in placed.items()
    }
    return {
        "type": "Topology",
        "transform": {
            "scale": [grid.step, grid.step],
            "translate": [grid.west, grid.south],
        },
        "objects": {
            name: {"type": "GeometryCollection", "geometries": geometries}
            for name, geometries in members.items()
        },
        "arcs": [_deltas(arc) for arc in arcs.arcs],
    }


def _paths(
    geometry: shapely.MultiPolygon | shapely.MultiLineString, grid: Grid
) -> list[list[Path]]:
    """Return the rings of each polygon, or the one path of each line, on the grid."""
    if isinstance(geometry, shapely.MultiLineString):
        return [[path] for line in geometry.geoms if len(path := grid.path(line)) > 1]
    polygons = []
    for polygon in geometry.geoms:
        shell, *holes = [grid.path(r) for r in (polygon.exterior, *polygon.interiors)]
        if _has_area(shell):
            polygons.append([shell, *filter(_has_area, holes)])
    return polygons


def _has_area(ring: Path) -> bool:
    return sum(a[0] * b[1] - a[1] * b[0] for a, b in pairwise(ring)) != 0


def _junctions(paths: Iterable[Path]) -> set[Vertex]:
    """Return the vertices where boundaries meet: neighbours differ between paths."""
    neighbours: dict[Vertex, frozenset[Vertex]] = {}
    junctions: set[Vertex] = set()
    for path in paths:
        if path[0] != path[-1]:
            junctions |= {path[0], path[-1]}
            around = [*path]
        else:
            around = [path[-2], *path]
        for before, vertex, after in zip(around, around[1:], around[2:], strict=False):
            beside = frozenset((before, after))
            if neighbours.setdefault(vertex, beside) != beside:
                junctions.add(vertex)
    return junctions


def _rotated(ring: Path, junctions: set[Vertex]) -> Path:
    """Return a closed path begun at a junction, or else at its least vertex.

    Two rings that are the same island and the hole around it so begin alike.
    """
    start = next((i for i, v in enumerate(ring) if v in junctions), None)
    if start is None:
        start = ring.index(min(ring))
    return [*ring[start:-1], *ring[: start + 1]]


def _member(member: Member, paths: list[list[Path]], arcs: _Arcs) -> dict[str, Any]:
    encoded: dict[str, Any] = {}
    if isinstance(member.geometry, shapely.MultiLineString):
        encoded["type"] = "MultiLineString"
        encoded["arcs"] = [arcs.indexes(path) for (path,) in paths]
    else:
        encoded["type"] = "MultiPolygon"
        encoded["arcs"] = [[arcs.indexes(ring) for ring in rings] for rings in paths]
    if member.id is not None:
        encoded["id"] = member.id
    if member.properties is not None:
        encoded["properties"] = dict(member.properties)
    return encoded


def _deltas(arc: Path) -> list[Vertex]:
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(arc)]
    return [arc[0], *steps]
