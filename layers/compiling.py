"""Features into the files of a layer, which ``layers.layer`` maps into memory.

A request should filter a few columns and join finished bytes, nothing more. So every
feature is serialised here, once. The layout, all of it immutable and little-endian:

- ``features.bin``, ``features.npy``: finished features with a comma after each, and
  where each begins (one more entry than features)
- ``words.bin``, ``words.npy``: the text that is searched, a line a feature, likewise
- ``shapes.bin``, ``shapes.npy``: WKB likewise, where geometries are not points
- ``ids.npy``: ids as bytes, ascending: features stand in the order of their ids
- ``bounds.npy``: west, south, east, north; NaN for a feature without geometry
- ``start.npy``, ``start_certain.npy``, ``end_certain.npy``, ``end.npy``: days since
  1970; an unknown day is the far end of the numbers that keeps its comparisons true
- ``postings/<filter>.npy``, ``.starts.npy``: for each value the features that have it
- ``schema.json``: what the layer is, and the JSON Schema of its properties
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import orjson
import shapely
from shapely.geometry import mapping

from geodata.boundaries import PRECISION
from geodata.span import Span
from layers.feature import Feature, LayerDraft

EARLIEST = np.iinfo(np.int32).min
LATEST = np.iinfo(np.int32).max
_EPOCH = date(1970, 1, 1).toordinal()


class CompileError(ValueError):
    """A feature does not fit the layer it should go into."""


def compile_layer(draft: LayerDraft, target: Path) -> None:
    """Write a layer into the directory ``target``, which must not exist yet."""
    features = [_rounded(feature) for feature in draft.features]
    features.sort(key=lambda feature: feature.id)
    _refuse_misfits(draft, features)
    target.mkdir(parents=True)
    _write_blobs(target / "features", (_serialise(f) + b"," for f in features))
    words = (feature.words.replace("\n", " ").encode() + b"\n" for feature in features)
    _write_blobs(target / "words", words)
    _write_ids(target, features)
    _write_space(draft, target, features)
    _write_days(target, [feature.span for feature in features])
    for name, filter_ in draft.filters.items():
        values = [_values(f.properties[filter_.property]) for f in features]
        _write_postings(target / "postings" / name, filter_.values, values)
    _write_schema(draft, target, features)


def days(day: date) -> int:
    """Return the days from 1970-01-01 to ``day``."""
    return day.toordinal() - _EPOCH


def _rounded(feature: Feature) -> Feature:
    """Return the feature with coordinates as they are published.

    Points keep what the record gives them, six decimals at most; lines and areas have
    four. Rounding comes first, so that a box selects what is published.
    """
    if feature.geometry is None:
        return feature
    decimals = 6 if feature.geometry.geom_type == "Point" else PRECISION
    geometry = shapely.transform(feature.geometry, lambda c: np.round(c, decimals))
    return replace(feature, geometry=geometry)


def _serialise(feature: Feature) -> bytes:
    geometry = None if feature.geometry is None else mapping(feature.geometry)
    return orjson.dumps(
        {
            "type": "Feature",
            "id": feature.id,
            "geometry": geometry,
            "properties": dict(feature.properties),
        }
    )


def _refuse_misfits(draft: LayerDraft, features: Sequence[Feature]) -> None:
    names = tuple(draft.schema)
    for feature, follower in pairwise(features):
        if follower.id == feature.id:
            msg = f"{draft.id}/{feature.id}: the id stands twice"
            raise CompileError(msg)
    for feature in features:
        where = f"{draft.id}/{feature.id}"
        if tuple(feature.properties) != names:
            odd = sorted(set(names) ^ set(feature.properties)) or "their order"
            msg = f"{where}: properties differ from the schema: {odd}"
            raise CompileError(msg)
        for name, filter_ in draft.filters.items():
            values = set(_values(feature.properties[filter_.property]))
            if unknown := sorted(values.difference(filter_.values)):
                msg = f"{where}: {name} does not know {', '.join(unknown)}"
                raise CompileError(msg)


def _values(value: object) -> tuple[str, ...]:
    """Return what a filter compares: one value, each of a list, each key of a count."""
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if isinstance(value, (Mapping, Sequence)):
        return tuple(value)
    msg = f"a filter reads texts, lists and counts; got {value!r}"
    raise CompileError(msg)


def _write_blobs(path: Path, blobs: Iterable[bytes]) -> None:
    offsets = [0]
    with path.with_suffix(".bin").open("wb") as stream:
        for blob in blobs:
            offsets.append(offsets[-1] + stream.write(blob))
    np.save(path.with_suffix(".npy"), np.array(offsets, np.int64))


def _write_ids(target: Path, features: Sequence[Feature]) -> None:
    ids = [feature.id.encode() for feature in features]
    np.save(target / "ids.npy", np.array(ids, np.bytes_))


def _write_space(draft: LayerDraft, target: Path, features: Sequence[Feature]) -> None:
    geometries = np.array([feature.geometry for feature in features], object)
    np.save(target / "bounds.npy", shapely.bounds(geometries).reshape(-1, 4))
    if draft.geometry_type != "Point":
        blobs = (b"" if g is None else shapely.to_wkb(g) for g in geometries)
        _write_blobs(target / "shapes", blobs)


def _write_days(target: Path, spans: Sequence[Span]) -> None:
    """Write the four days of each span; an undated one starts late and ends early."""
    columns = {
        "start": [_or(s.start, EARLIEST if s.is_dated else LATEST) for s in spans],
        "start_certain": [_or(s.start_certain, LATEST) for s in spans],
        "end_certain": [_or(s.end_certain, EARLIEST) for s in spans],
        "end": [_or(s.end, LATEST if s.is_dated else EARLIEST) for s in spans],
    }
    for name, column in columns.items():
        np.save(target / f"{name}.npy", np.array(column, np.int32))


def _or(day: date | None, unknown: int) -> int:
    return unknown if day is None else days(day)


def _write_postings(
    path: Path, known: Sequence[str], values: Sequence[tuple[str, ...]]
) -> None:
    positions: dict[str, list[int]] = {value: [] for value in known}
    for position, having in enumerate(values):
        for value in sorted(set(having)):
            positions[value].append(position)
    starts = np.cumsum([0, *(len(having) for having in positions.values())])
    path.parent.mkdir(exist_ok=True)
    flat = [position for having in positions.values() for position in having]
    np.save(path.with_suffix(".npy"), np.array(flat, np.int32))
    np.save(path.with_suffix(".starts.npy"), starts.astype(np.int64))


def _write_schema(draft: LayerDraft, target: Path, features: Sequence[Feature]) -> None:
    spans = [feature.span for feature in features if feature.span.is_dated]
    placed = [f.geometry for f in features if f.geometry is not None]
    about = {
        "id": draft.id,
        "title": draft.title,
        "description": draft.description,
        "geometry_type": draft.geometry_type,
        "has_time": draft.has_time,
        "bbox": shapely.total_bounds(placed).tolist() if placed else None,
        "interval": [
            _extreme(min, [span.start for span in spans]),
            _extreme(max, [span.end for span in spans]),
        ],
        "filters": {
            name: {"property": filter_.property, "values": filter_.values}
            for name, filter_ in draft.filters.items()
        },
        "properties": draft.schema,
    }
    option = orjson.OPT_INDENT_2
    (target / "schema.json").write_bytes(orjson.dumps(about, option=option))


def _extreme(
    pick: Callable[[list[date]], date], sides: Sequence[date | None]
) -> date | None:
    """Return the first or last day, or ``None`` where some side is open."""
    closed = [day for day in sides if day is not None]
    return pick(closed) if closed and len(closed) == len(sides) else None
