"""Features into the files of a layer, which ``layers.layer`` maps into memory.

A request should filter a few columns and join finished bytes, nothing more. So every
feature is serialised here, once. The layout, all of it immutable and little-endian:

- ``features.bin``, ``features.npy``: finished features with a comma after each, and
  where each begins (one more entry than features)
- ``words.bin``, ``words.npy``: every word that can be searched, likewise
- ``shapes.bin``, ``shapes.npy``: WKB likewise, where geometries are not points
- ``ids.npy``: ids as bytes, ascending: features stand in the order of their ids
- ``bounds.npy``: rows west, south, east, north; NaN for a feature without geometry
- ``start.npy``, ``start_certain.npy``, ``end_certain.npy``, ``end.npy``: days since
  1970; an unknown day is the far end of the numbers that keeps its comparisons true
- ``postings/<filter>.npy``, ``.starts.npy``: for each value the features that have it,
  ``postings/words`` for each word
- ``schema.json``: what the layer is, and the JSON Schema of its properties
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
import orjson
import shapely
from numpy.typing import NDArray

from geodata.boundaries import PRECISION
from geodata.span import Span
from layers.feature import Feature, LayerDraft

Geometries = NDArray[np.object_]

EARLIEST = np.iinfo(np.int32).min
LATEST = np.iinfo(np.int32).max
_EPOCH = date(1970, 1, 1).toordinal()


class CompileError(ValueError):
    """A feature does not fit the layer it should go into."""


def compile_layer(draft: LayerDraft, target: Path) -> None:
    """Write a layer into the directory ``target``, which must not exist yet."""
    features = sorted(draft.features, key=lambda feature: feature.id)
    _refuse_misfits(draft, features)
    geometries = _rounded(draft, features)
    target.mkdir(parents=True)
    _write_features(target, features, geometries)
    _write_ids(target, features)
    _write_space(draft, target, geometries)
    _write_days(target, [feature.span for feature in features])
    _write_words(target, features)
    for name, filter_ in draft.filters.items():
        values = [_values(f.properties[filter_.property]) for f in features]
        _write_postings(target / "postings" / name, filter_.values, values)
    _write_schema(draft, target, features, geometries)


def days(day: date) -> int:
    """Return the days from 1970-01-01 to ``day``."""
    return day.toordinal() - _EPOCH


def _rounded(draft: LayerDraft, features: Sequence[Feature]) -> Geometries:
    """Return the geometries as they are published, ``None`` where there is none.

    Points keep what the record gives them, six decimals at most; lines and areas have
    four. Rounding comes first, so that a box selects what is published.
    """
    decimals = 6 if draft.geometry_type == "Point" else PRECISION
    geometries = np.empty(len(features), object)
    geometries[:] = [feature.geometry for feature in features]
    return shapely.transform(geometries, lambda c: np.round(c, decimals))


def _write_features(
    target: Path, features: Sequence[Feature], geometries: Geometries
) -> None:
    shapes = shapely.to_geojson(geometries)
    finished = (
        orjson.dumps(
            {
                "type": "Feature",
                "id": feature.id,
                "geometry": None if shape is None else orjson.Fragment(shape),
                "properties": dict(feature.properties),
            }
        )
        for feature, shape in zip(features, shapes, strict=True)
    )
    _write_blobs(target / "features", (feature + b"," for feature in finished))


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


def _write_space(draft: LayerDraft, target: Path, geometries: Geometries) -> None:
    bounds = shapely.bounds(geometries).reshape(-1, 4)
    np.save(target / "bounds.npy", np.ascontiguousarray(bounds.T))
    if draft.geometry_type != "Point":
        blobs = (b"" if g is None else shapely.to_wkb(g) for g in geometries)
        _write_blobs(target / "shapes", blobs)


def _write_days(target: Path, spans: Sequence[Span]) -> None:
    """Write the four days of each span; an undated one starts after all of time."""
    columns = {
        "start": [_or(s.start, EARLIEST if s.is_dated else LATEST) for s in spans],
        "start_certain": [_or(s.start_certain, LATEST) for s in spans],
        "end_certain": [_or(s.end_certain, EARLIEST) for s in spans],
        "end": [_or(s.end, LATEST) for s in spans],
    }
    for name, column in columns.items():
        np.save(target / f"{name}.npy", np.array(column, np.int32))


def _or(day: date | None, unknown: int) -> int:
    return unknown if day is None else days(day)


def _write_words(target: Path, features: Sequence[Feature]) -> None:
    """Write each word that occurs, once, and for each the features that have it.

    What is searched for has no blank in it, so it stands in a text exactly when it
    stands in one of its words, and words are far fewer than texts.
    """
    texts = [tuple(feature.words.split()) for feature in features]
    words = sorted({word for text in texts for word in text})
    _write_blobs(target / "words", (word.encode() + b"\n" for word in words))
    _write_postings(target / "postings" / "words", words, texts)


def _write_postings(
    path: Path, known: Sequence[str], values: Sequence[tuple[str, ...]]
) -> None:
    """Write the positions of the features that have each known value."""
    ranks = {value: rank for rank, value in enumerate(known)}
    found = [{ranks[value] for value in having} for having in values]
    flat = np.fromiter(chain.from_iterable(found), np.int32)
    positions = np.repeat(np.arange(len(found), dtype=np.int32), [*map(len, found)])
    by_value = np.lexsort((positions, flat))
    starts = np.searchsorted(flat[by_value], np.arange(len(known) + 1))
    path.parent.mkdir(exist_ok=True)
    np.save(path.with_suffix(".npy"), positions[by_value])
    np.save(path.with_suffix(".starts.npy"), starts)


def _write_schema(
    draft: LayerDraft,
    target: Path,
    features: Sequence[Feature],
    geometries: Geometries,
) -> None:
    spans = [feature.span for feature in features if feature.span.is_dated]
    placed = geometries[~shapely.is_missing(geometries)]
    about = {
        "id": draft.id,
        "title": draft.title,
        "description": draft.description,
        "geometry_type": draft.geometry_type,
        "has_time": draft.has_time,
        "bbox": shapely.total_bounds(placed).tolist() if len(placed) else None,
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
