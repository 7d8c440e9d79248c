"""A layer's features as values, for what finished bytes cannot answer.

The compiled layer answers the common filters from its columns. CQL2, sorting and other
coordinate systems need any property or the geometry itself: they read this table, which
is made from the finished features, so that both always say the same.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np
import orjson
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape

from layers.layer import Layer

SPAN = ("start", "start_certain", "end_certain", "end")


class Table:
    """Every feature of one layer, in the layer's order."""

    def __init__(self, layer: Layer) -> None:
        """Stand for ``layer``; nothing is read yet."""
        self._layer = layer

    def __len__(self) -> int:
        """Return how many features there are."""
        return len(self._layer)

    @cached_property
    def features(self) -> tuple[Mapping[str, Any], ...]:
        """The features, parsed."""
        everything = np.arange(len(self._layer), dtype=np.int64)
        return tuple(map(orjson.loads, self._layer.take(everything)))

    def values(self, name: str) -> list[Any]:
        """Return one property of every feature; ``id`` is the feature's own id."""
        if name == "id" and "id" not in self._layer.schema:
            return [feature["id"] for feature in self.features]
        return [feature["properties"][name] for feature in self.features]

    @cached_property
    def shapes(self) -> NDArray[np.object_]:
        """The geometries in CRS84, ``None`` where there is none."""
        found = [
            None if feature["geometry"] is None else shape(feature["geometry"])
            for feature in self.features
        ]
        shapes = np.array(found, dtype=object)
        shapely.prepare(shapes)
        return shapes

    @cached_property
    def known_days(self) -> tuple[str, str] | None:
        """The earliest and the latest day that any feature names, ``None`` if none.

        Open ends are not in it: it says where a timeline begins and ends.
        """
        days = [
            day
            for feature in self.features
            for name in SPAN
            if (day := feature["properties"].get(name)) is not None
        ]
        return (min(days), max(days)) if days else None
