"""Bounding boxes in CRS84, on either side of the antimeridian.

``west > east`` is not an error: it is how RFC 7946 (5.2) and OGC API - Features write a
box across 180 degrees. Such a box is two boxes, and nothing else needs to know.
"""

import math
from dataclasses import dataclass

from shapely import Polygon, box


@dataclass(frozen=True, slots=True)
class BBox:
    """West, south, east, north in decimal degrees (CRS84, longitude first)."""

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        """Refuse edges that are no place on Earth, naming the edge and its value."""
        for name, value, limit in (
            ("west", self.west, 180),
            ("south", self.south, 90),
            ("east", self.east, 180),
            ("north", self.north, 90),
        ):
            if not math.isfinite(value) or abs(value) > limit:
                msg = f"{name} must lie between -{limit} and {limit}; got {value:g}"
                raise ValueError(msg)
        if self.south > self.north:
            msg = (
                f"south ({self.south:g}) lies north of north ({self.north:g}); "
                "the order is west,south,east,north"
            )
            raise ValueError(msg)

    @property
    def crosses_antimeridian(self) -> bool:
        """Whether the box runs from ``west`` eastward over 180 degrees to ``east``."""
        return self.west > self.east

    def boxes(self) -> tuple[Polygon, ...]:
        """Return the box as one polygon, or as two when it crosses 180 degrees.

        >>> [b.bounds for b in BBox(170, -20, -170, 0).boxes()]
        [(170.0, -20.0, 180.0, 0.0), (-180.0, -20.0, -170.0, 0.0)]
        """
        if not self.crosses_antimeridian:
            return (box(self.west, self.south, self.east, self.north),)
        return (
            box(self.west, self.south, 180, self.north),
            box(-180, self.south, self.east, self.north),
        )
