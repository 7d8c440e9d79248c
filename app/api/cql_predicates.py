"""Predicates of a CQL2 filter: what is true, false or unknown of each feature."""

import operator
import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial, reduce
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape

from app.api.cql_scalars import Scalars
from app.api.cql_types import Expression, FilterError, Verdict, read_day
from app.api.crs import CRS84, Crs, to_degrees
from app.api.table import Table
from geodata.bbox import BBox

Predicate = Callable[[Table], Verdict]
Days = tuple[int, int]

_COMPARE: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
_ARRAYS: Final[Mapping[str, Callable[[frozenset[str], frozenset[str]], bool]]] = {
    "a_equals": operator.eq,
    "a_contains": operator.ge,
    "a_containedby": operator.le,
    "a_overlaps": lambda a, b: bool(a & b),
}
_SPATIAL: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    f"s_{name}": getattr(shapely, name)
    for name in (
        "intersects",
        "equals",
        "disjoint",
        "touches",
        "within",
        "overlaps",
        "crosses",
        "contains",
    )
}
_TEMPORAL: Final[Mapping[str, Callable[[Days, Days], bool]]] = {
    "t_after": lambda a, b: a[0] > b[1],
    "t_before": lambda a, b: a[1] < b[0],
    "t_contains": lambda a, b: a[0] < b[0] and a[1] > b[1],
    "t_disjoint": lambda a, b: a[1] < b[0] or a[0] > b[1],
    "t_during": lambda a, b: a[0] > b[0] and a[1] < b[1],
    "t_equals": operator.eq,
    "t_finishedby": lambda a, b: a[0] < b[0] and a[1] == b[1],
    "t_finishes": lambda a, b: a[0] > b[0] and a[1] == b[1],
    "t_intersects": lambda a, b: a[0] <= b[1] and a[1] >= b[0],
    "t_meets": lambda a, b: a[1] == b[0],
    "t_metby": lambda a, b: a[0] == b[1],
    "t_overlappedby": lambda a, b: b[0] < a[0] < b[1] < a[1],
    "t_overlaps": lambda a, b: a[0] < b[0] < a[1] < b[1],
    "t_startedby": lambda a, b: a[0] == b[0] and a[1] > b[1],
    "t_starts": lambda a, b: a[0] == b[0] and a[1] < b[1],
}


class Compiler:
    """Compiles a filter over the properties of one collection."""

    def __init__(self, schema: Mapping[str, Mapping[str, Any]], crs: Crs) -> None:
        """Know the collection's properties, and the system of geometries given."""
        self._scalars = Scalars(schema)
        self._crs = crs

    def predicate(self, node: Any) -> Predicate:
        """Return the predicate a node of CQL2 JSON stands for."""
        if isinstance(node, bool) or (isinstance(node, dict) and "property" in node):
            return self._truth(node)
        if not isinstance(node, dict) or not isinstance(node.get("op"), str):
            msg = f"{node!r} is neither true nor false"
            raise FilterError(msg)
        name, arguments = node["op"], node.get("args")
        if not isinstance(arguments, list):
            msg = f"{name} has no arguments"
            raise FilterError(msg)
        return self._operation(name, arguments)

    def _operation(self, name: str, arguments: list[Any]) -> Predicate:
        low = name.lower()
        if low in ("and", "or") and arguments:
            return self._joined(low, arguments)
        compiled = self._compiled(low)
        if compiled is None:
            msg = f"there is no predicate {name} here"
            raise FilterError(msg)
        wanted = {"not": 1, "isnull": 1, "between": 3}.get(low, 2)
        if len(arguments) != wanted:
            msg = f"{name} takes {wanted} values, not {len(arguments)}"
            raise FilterError(msg)
        return compiled(*arguments)

    def _compiled(self, name: str) -> Callable[..., Predicate] | None:
        families: tuple[tuple[Mapping[str, Any], Callable[..., Predicate]], ...] = (
            (_COMPARE, self._comparison),
            (_ARRAYS, self._arrays),
            (_SPATIAL, self._spatial),
            (_TEMPORAL, self._temporal),
        )
        for family, compile_one in families:
            if name in family:
                return partial(compile_one, name)
        special: Mapping[str, Callable[..., Predicate]] = {
            "not": self._not,
            "isnull": self._is_null,
            "between": self._between,
            "in": self._in,
            "like": self._like,
        }
        return special.get(name)

    def _not(self, node: Any) -> Predicate:
        inner = self.predicate(node)
        return lambda table: ~inner(table)

    def _joined(self, name: str, arguments: list[Any]) -> Predicate:
        parts = [self.predicate(argument) for argument in arguments]
        join = operator.and_ if name == "and" else operator.or_
        return lambda table: reduce(join, (part(table) for part in parts))

    def _truth(self, node: Any) -> Predicate:
        found = self._scalars.expression(node)
        if found.kind != "boolean":
            msg = f"{found.name} is {found.kind}, neither true nor false"
            raise FilterError(msg)
        return lambda table: Verdict.of(found.values(table))

    def _is_null(self, node: Any) -> Predicate:
        if node == {"property": "geometry"}:
            return lambda table: Verdict.of([s is None for s in table.shapes])
        found = self._scalars.expression(node)
        return lambda table: Verdict.of([v is None for v in found.values(table)])

    def _comparison(self, name: str, left: Any, right: Any) -> Predicate:
        a, b = _alike(self._scalars.expression(left), self._scalars.expression(right))
        ordered = name not in ("=", "<>")
        if ordered and a.kind in ("boolean", "array"):
            msg = f"{a.name} has no order to compare by {name}"
            raise FilterError(msg)
        return _pairwise(_COMPARE[name], a, b)

    def _between(self, node: Any, low: Any, high: Any) -> Predicate:
        above = self._comparison(">=", node, low)
        below = self._comparison("<=", node, high)
        return lambda table: above(table) & below(table)

    def _in(self, node: Any, items: Any) -> Predicate:
        if not isinstance(items, list) or not items:
            msg = "IN takes a list of values"
            raise FilterError(msg)
        parts = [self._comparison("=", node, item) for item in items]
        return lambda table: reduce(operator.or_, (part(table) for part in parts))

    def _like(self, node: Any, pattern: Any) -> Predicate:
        a, b = self._scalars.expression(node), self._scalars.expression(pattern)
        if not a.kind == b.kind == "text":
            msg = f"LIKE compares texts, and {a.name} is {a.kind}, {b.name} {b.kind}"
            raise FilterError(msg)

        def like(text: str, pattern: str) -> bool:
            return _like_pattern(pattern).fullmatch(text) is not None

        return _pairwise(like, a, b)

    def _arrays(self, name: str, left: Any, right: Any) -> Predicate:
        a, b = (self._scalars.expression(side) for side in (left, right))
        for side in (a, b):
            if side.kind != "array":
                msg = f"{name} takes arrays, and {side.name} is {side.kind}"
                raise FilterError(msg)
        return _pairwise(_ARRAYS[name], a, b)

    def _temporal(self, name: str, left: Any, right: Any) -> Predicate:
        a, b = (_as_interval(self._scalars.expression(side)) for side in (left, right))
        return _pairwise(_TEMPORAL[name], a, b)

    def _spatial(self, name: str, left: Any, right: Any) -> Predicate:
        a, b = self._geometries(left), self._geometries(right)

        def verdict(table: Table) -> Verdict:
            one, other = a(table), b(table)
            known = ~(shapely.is_missing(one) | shapely.is_missing(other))
            holds = np.asarray(_SPATIAL[name](one, other), bool)
            return Verdict(known & holds, known & ~holds)

        return verdict

    def _geometries(self, node: Any) -> Callable[[Table], NDArray[np.object_]]:
        if node == {"property": "geometry"}:
            return lambda table: table.shapes
        given = _geometry(node, self._crs)
        return lambda table: np.full(len(table), given, dtype=object)


def _pairwise(
    holds: Callable[[Any, Any], bool], a: Expression, b: Expression
) -> Predicate:
    def verdict(table: Table) -> Verdict:
        pairs = zip(a.values(table), b.values(table), strict=True)
        return Verdict.of(
            [None if x is None or y is None else bool(holds(x, y)) for x, y in pairs]
        )

    return verdict


def _alike(a: Expression, b: Expression) -> tuple[Expression, Expression]:
    """Return both sides as one kind; a text beside a date has to be a date."""
    if a.kind == "date" and b.kind == "text":
        return a, _as_date(b)
    if b.kind == "date" and a.kind == "text":
        return _as_date(a), b
    if a.kind != b.kind and "null" not in (a.kind, b.kind):
        msg = f"{a.name} is {a.kind} and cannot be compared with {b.name}, {b.kind}"
        raise FilterError(msg)
    return a, b


def _as_date(text: Expression) -> Expression:
    def values(table: Table) -> list[Any]:
        return [None if v is None else read_day(v) for v in text.values(table)]

    return Expression("date", text.name, values)


def _as_interval(side: Expression) -> Expression:
    if side.kind == "interval":
        return side
    if side.kind != "date":
        msg = f"{side.name} is {side.kind}; compare dates or intervals of dates"
        raise FilterError(msg)

    def values(table: Table) -> list[Any]:
        return [None if day is None else (day, day) for day in side.values(table)]

    return Expression("interval", side.name, values)


@lru_cache(maxsize=256)
def _like_pattern(pattern: str) -> re.Pattern[str]:
    r"""Return ``%`` and ``_`` as a regular expression; a backslash takes them as is.

    What stands between two ``%`` is matched once, at the first place it fits: never
    going back keeps the time linear whatever the pattern.
    """
    parts = re.split(r"(\\.|%|_)", pattern, flags=re.DOTALL)
    spelt = [
        {"%": "%", "_": "."}.get(part, re.escape(part.removeprefix("\\")))
        for part in parts
    ]
    # An escaped percent sign is spelt "%" by re.escape too; mark the wild ones apart.
    wild = "".join(
        "\0" if part == "%" else s for part, s in zip(parts, spelt, strict=True)
    )
    first, *middle = wild.split("\0")
    if not middle:
        return re.compile(first, re.DOTALL)
    inner = "".join(f"(?>.*?{piece})" for piece in middle[:-1])
    return re.compile(f"{first}{inner}.*{middle[-1]}", re.DOTALL)


def _geometry(node: Any, crs: Crs) -> Any:
    """Return a geometry given in the filter, moved to CRS84."""
    try:
        if isinstance(node, dict) and "bbox" in node:
            return _box(node["bbox"], crs)
        given = shapely.force_2d(shape(node))
        return given if crs is CRS84 else shapely.transform(given, to_degrees(crs))
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as fault:
        msg = f"{node!r} is no geometry ({fault}), and the property is geometry"
        raise FilterError(msg) from None
    except shapely.errors.ShapelyError as fault:
        msg = f"{node!r} is no geometry: {fault}"
        raise FilterError(msg) from None


def _box(edges: list[float], crs: Crs) -> Any:
    numbers = edges if len(edges) == 4 else [*edges[:2], *edges[3:5]]  # noqa: PLR2004
    if crs.is_degrees:
        low, high = numbers[:2], numbers[2:]
        if crs.latitude_first:
            low, high = low[::-1], high[::-1]
        return shapely.union_all(BBox(*low, *high).boxes())
    left, low_y, right, high_y = numbers
    return shapely.transform(shapely.box(left, low_y, right, high_y), to_degrees(crs))
