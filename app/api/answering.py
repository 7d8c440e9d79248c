"""From what was asked to a page of features.

The common question is answered by the compiled layer alone. Only where a request also
filters by CQL2, sorts, or frames by a projected box is the table of values read; both
ways answer in the same order and count the same.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from app.api.asking import Ask
from app.api.crs import transform
from app.api.filtering import compile_filter
from app.api.table import SPAN, Table
from layers.layer import Layer, Positions, Selection
from layers.query import Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The features of one answer, and what the answer says about the rest."""

    layer: Layer
    ask: Ask
    matched: int
    features: tuple[bytes, ...]
    undated: int | None = None
    unplaced: int | None = None

    @property
    def returned(self) -> int:
        """How many features this page has."""
        return len(self.features)

    @property
    def next_offset(self) -> int | None:
        """Where the next page begins, if there is one."""
        end = self.ask.offset + self.returned
        return end if self.returned and end < self.matched else None

    def parsed(self) -> list[dict[str, Any]]:
        """Return the features as values."""
        return [orjson.loads(feature) for feature in self.features]


def answer_items(layer: Layer, table: Table, ask: Ask) -> Page:
    """Return the page of ``layer`` that was asked for."""
    if ask.needs_table:
        selection = _select_from_table(layer, table, ask)
    else:
        selection = layer.select(ask.query, limit=ask.limit, offset=ask.offset)
    return Page(
        layer=layer,
        ask=ask,
        matched=selection.matched,
        features=tuple(shaped(feature, ask) for feature in selection.features),
        undated=selection.undated,
        unplaced=selection.unplaced,
    )


def shaped(feature: bytes, ask: Ask) -> bytes:
    """Return a feature with the properties and in the system asked for."""
    if ask.crs.uri.endswith("CRS84") and ask.properties is None:
        return bytes(feature)
    value = transform(orjson.loads(feature), ask.crs)
    if ask.properties is not None:
        kept = {name: value["properties"][name] for name in ask.properties}
        value["properties"] = kept
    return orjson.dumps(value)


def _select_from_table(layer: Layer, table: Table, ask: Ask) -> Selection:
    keeps = _kept(layer, table, ask)

    def matching(query: Query) -> Positions:
        positions = layer.select_positions(query)
        return positions[keeps[positions]]

    framed = _framed(table, ask)
    found = matching(ask.query)
    placed = framed[found]
    ordered = _ordered(found[placed], table, ask)
    undated = unplaced = None
    if ask.frame is not None or ask.query.bbox is not None:
        everywhere = matching(replace(ask.query, bbox=None))
        unplaced = int(np.count_nonzero(_without_geometry(table)[everywhere]))
    if _asks_time(layer, ask.query):
        always = matching(replace(ask.query, interval=None, certainty="possible"))
        undated = int(np.count_nonzero(_undated(table)[always] & framed[always]))
    page = layer.take(ordered[ask.offset : ask.offset + ask.limit])
    return Selection(len(ordered), page, undated, unplaced)


def _kept(layer: Layer, table: Table, ask: Ask) -> NDArray[np.bool_]:
    if ask.filter is None:
        return np.ones(len(layer), bool)
    compiled = compile_filter(ask.filter, ask.filter_lang, ask.filter_crs, layer)
    return compiled(table)


def _framed(table: Table, ask: Ask) -> NDArray[np.bool_]:
    if ask.frame is None:
        return np.ones(len(table), bool)
    return ask.frame.meets(table.shapes)


def _without_geometry(table: Table) -> NDArray[np.bool_]:
    return np.array([shape is None for shape in table.shapes], bool)


def _undated(table: Table) -> NDArray[np.bool_]:
    rows = [f["properties"] for f in table.features]
    return np.array([all(row[day] is None for day in SPAN) for row in rows], bool)


def _asks_time(layer: Layer, query: Query) -> bool:
    if query.interval is None or not layer.has_time:
        return False
    return query.interval.is_bounded or query.certainty == "certain"


def _ordered(positions: Positions, table: Table, ask: Ask) -> Positions:
    """Sort by the last key first: each sort keeps the order of the ones before.

    Unknown values stand last, whichever way a key runs.
    """
    found = positions.tolist()
    for name, descends in reversed(ask.order):
        values = table.values(name)
        known = [position for position in found if values[position] is not None]
        unknown = [position for position in found if values[position] is None]
        known.sort(key=values.__getitem__, reverse=descends)
        found = known + unknown
    return np.array(found, np.int64)
