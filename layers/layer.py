"""A compiled layer: columns mapped into memory, and features as finished bytes.

Everything a selection needs is read from files that never change, so any number of
processes share one copy in the page cache. Filters become one mask a column; only boxes
over lines and areas look at geometries themselves, and those are few.
"""

import mmap
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

import numpy as np
import orjson
import shapely
from numpy.typing import NDArray

from geodata.bbox import BBox
from geodata.interval import Interval
from layers.compiling import EARLIEST, LATEST, days
from layers.query import Query, normalise

Positions = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Selection:
    """A page of what a query matched, and what it could not judge.

    ``undated`` counts features that met every filter but have no date, where the query
    asked for one; ``unplaced`` those without geometry, where it asked for a box.
    """

    matched: int
    features: tuple[bytes, ...]
    undated: int | None
    unplaced: int | None


@dataclass(frozen=True, slots=True)
class _Blobs:
    """Byte strings laid end to end in a file, with the offset of each."""

    data: bytes | mmap.mmap
    offsets: Positions

    @classmethod
    def open(cls, path: Path) -> "_Blobs":
        offsets = np.load(path.with_suffix(".npy"), mmap_mode="r")
        with path.with_suffix(".bin").open("rb") as stream:
            if offsets[-1] == 0:
                # An empty file cannot be mapped.
                return cls(b"", offsets)
            data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            return cls(data, offsets)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def take(self, positions: Positions, *, trim: int = 0) -> Iterator[bytes]:
        """Yield the strings at ``positions``, each without its last ``trim`` bytes."""
        starts = self.offsets[positions].tolist()
        ends = (self.offsets[positions + 1] - trim).tolist()
        return (self.data[a:b] for a, b in zip(starts, ends, strict=True))

    def containing(self, text: bytes) -> list[int]:
        """Return the positions of the strings that contain ``text``."""
        hits = (hit.start() for hit in re.finditer(re.escape(text), self.data))
        starts = np.fromiter(hits, np.int64)
        found = np.unique(np.searchsorted(self.offsets, starts, "right") - 1)
        return [int(position) for position in found]


class Layer:
    """One collection of a build; see ``layers.compiling`` for its files."""

    def __init__(self, path: Path) -> None:
        """Map the files under ``path``; raises ``OSError`` or ``ValueError``."""
        self._path = path
        about = orjson.loads((path / "schema.json").read_bytes())
        self.id: str = about["id"]
        self.title: str = about["title"]
        self.description: str = about["description"]
        self.geometry_type: str = about["geometry_type"]
        self.has_time: bool = about["has_time"]
        self.schema: Mapping[str, Mapping[str, Any]] = MappingProxyType(
            about["properties"]
        )
        self.bbox = None if about["bbox"] is None else BBox(*about["bbox"])
        self.interval = Interval(*map(_day, about["interval"]))
        self.enumerations: Mapping[str, tuple[str, ...]] = MappingProxyType(
            {name: tuple(known["values"]) for name, known in about["filters"].items()}
        )
        self.filters: Mapping[str, str] = MappingProxyType(
            {name: known["property"] for name, known in about["filters"].items()}
        )
        self._features = _Blobs.open(path / "features")
        self._words = _Blobs.open(path / "words")
        self._ids = self._column("ids")
        self._bounds = self._column("bounds")
        self._start = self._column("start")
        self._start_certain = self._column("start_certain")
        self._end_certain = self._column("end_certain")
        self._end = self._column("end")

    def __len__(self) -> int:
        """Return how many features the layer has."""
        return len(self._features)

    def select(self, query: Query, *, limit: int, offset: int = 0) -> Selection:
        """Return one page of the features that match, in the order of their ids."""
        others, in_time, in_space = self._masks(query)
        found = np.flatnonzero(others & in_time & in_space)
        undated = unplaced = None
        if query.bbox is not None:
            placed = ~np.isnan(self._bounds[0])
            unplaced = int(np.count_nonzero(others & in_time & ~placed))
        if self._asks_time(query):
            undated = int(np.count_nonzero(others & in_space & ~self._is_dated))
        page = self.take(found[offset : offset + limit])
        return Selection(len(found), page, undated, unplaced)

    def select_positions(self, query: Query) -> Positions:
        """Return the positions of all that matches, ascending."""
        others, in_time, in_space = self._masks(query)
        return np.flatnonzero(others & in_time & in_space)

    def take(self, positions: Positions) -> tuple[bytes, ...]:
        """Return finished features in the order of ``positions``."""
        return tuple(self._features.take(positions, trim=1))

    def feature(self, feature_id: str) -> bytes | None:
        """Return one finished feature, or ``None`` if there is none with this id."""
        position = self.position(feature_id)
        return None if position is None else self.take(np.array([position]))[0]

    def position(self, feature_id: str) -> int | None:
        """Return where a feature stands in the layer, or ``None``."""
        wanted = feature_id.encode()
        position = int(np.searchsorted(self._ids, wanted))
        if position < len(self) and self._ids[position] == wanted:
            return position
        return None

    def ids(self, positions: Positions) -> tuple[str, ...]:
        """Return the ids of the features at ``positions``."""
        return tuple(i.decode() for i in self._ids[positions].tolist())

    def _column(self, name: str) -> NDArray[Any]:
        return cast("NDArray[Any]", np.load(self._path / f"{name}.npy", mmap_mode="r"))

    def _masks(self, query: Query) -> tuple[Mask, Mask, Mask]:
        others = self._all()
        for name, values in query.terms:
            known = self._ranks.get(name, {})
            ranks = [known[value] for value in values if value in known]
            others &= self._having(name, ranks)
        for word in normalise(query.text).split():
            others &= self._having("words", self._words.containing(word.encode()))
        if query.ids:
            positions = [self.position(feature_id) for feature_id in query.ids]
            others &= self._at([p for p in positions if p is not None])
        in_time = self._in_time(query) if self._asks_time(query) else self._all()
        in_space = self._all() if query.bbox is None else self._in_space(query.bbox)
        return others, in_time, in_space

    def _all(self) -> Mask:
        return np.ones(len(self), np.bool_)

    def _at(self, positions: list[int] | Positions) -> Mask:
        mask = np.zeros(len(self), np.bool_)
        mask[np.asarray(positions, np.int64)] = True
        return mask

    def _having(self, name: str, ranks: Iterable[int]) -> Mask:
        """Return the features that have any of these values, given by their rank."""
        mask = np.zeros(len(self), np.bool_)
        for rank in ranks:
            flat, starts = self._postings[name]
            mask[flat[starts[rank] : starts[rank + 1]]] = True
        return mask

    @cached_property
    def _ranks(self) -> Mapping[str, Mapping[str, int]]:
        return {
            name: {value: rank for rank, value in enumerate(values)}
            for name, values in self.enumerations.items()
        }

    @cached_property
    def _postings(self) -> Mapping[str, tuple[NDArray[Any], list[int]]]:
        return {
            name: (
                self._column(f"postings/{name}"),
                self._column(f"postings/{name}.starts").tolist(),
            )
            for name in (*self.filters, "words")
        }

    def _asks_time(self, query: Query) -> bool:
        if query.interval is None or not self.has_time:
            return False
        return query.interval.is_bounded or query.certainty == "certain"

    @property
    def _is_dated(self) -> Mask:
        return cast("Mask", self._start != LATEST)

    def _in_time(self, query: Query) -> Mask:
        window = query.interval or Interval()
        mask = self._is_dated & _touches(self._start, self._end, window)
        if query.certainty == "certain":
            mask &= self._start_certain != LATEST
            mask &= self._end_certain != EARLIEST
            mask &= _touches(self._start_certain, self._end_certain, window)
        return mask

    def _in_space(self, bbox: BBox) -> Mask:
        west, south, east, north = self._bounds
        mask = np.zeros(len(self), np.bool_)
        for box in bbox.boxes():
            x0, y0, x1, y1 = box.bounds
            near = (west <= x1) & (east >= x0) & (south <= y1) & (north >= y0)
            mask |= near if self.geometry_type == "Point" else self._meeting(box, near)
        return mask

    def _meeting(self, box: shapely.Polygon, near: Mask) -> Mask:
        positions = np.flatnonzero(near)
        meets = shapely.intersects(self._shapes[positions], box)
        return self._at(positions[meets])

    @cached_property
    def _shapes(self) -> NDArray[np.object_]:
        """Geometries of a layer of lines or areas, prepared for many questions."""
        blobs = _Blobs.open(self._path / "shapes")
        wkb = [blob or None for blob in blobs.take(np.arange(len(self)))]
        shapes = np.array(shapely.from_wkb(wkb), object)
        shapely.prepare(shapes)
        return shapes


def _touches(start: NDArray[Any], end: NDArray[Any], window: Interval) -> Mask:
    mask = np.ones(len(start), np.bool_)
    if window.end is not None:
        mask &= start <= days(window.end)
    if window.start is not None:
        mask &= end >= days(window.start)
    return mask


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
