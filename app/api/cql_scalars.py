"""Expressions of a CQL2 filter: properties, literals, functions, arithmetic."""

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any

from app.api.cql_types import (
    OPEN_END,
    OPEN_START,
    Expression,
    FilterError,
    Kind,
    queryables,
    read_day,
)
from app.api.table import Table
from layers.query import normalise

_ARITHMETIC: Mapping[str, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "%": lambda a, b: a % b,
    "div": lambda a, b: a // b,
    # Whole numbers would be raised to as many digits as memory holds.
    "^": lambda a, b: float(a) ** float(b),
}


def _without_accents(text: str) -> str:
    """Drop accents and keep the case, which ``normalise`` folds."""
    return "".join(_bare(letter) for letter in text)


def _bare(letter: str) -> str:
    bare = normalise(letter)
    return bare.upper() if letter.isupper() else bare


_TEXT_FUNCTIONS: Mapping[str, Callable[[str], str]] = {
    "casei": str.casefold,
    "accenti": _without_accents,
}


class Scalars:
    """Compiles the expressions of a filter over one collection's properties."""

    def __init__(self, schema: Mapping[str, Mapping[str, Any]]) -> None:
        """Know the properties that may be named."""
        self._kinds = queryables(schema)

    def expression(self, node: Any) -> Expression:
        """Return the expression a node of CQL2 JSON stands for."""
        if isinstance(node, bool):
            return Expression.constant("boolean", node)
        if isinstance(node, (int, float)):
            return Expression.constant("number", _finite(node))
        if isinstance(node, str):
            return Expression.constant("text", node)
        if node is None:
            return Expression.constant("null", None)
        if isinstance(node, list):
            return self._array(node)
        return self._object(node)

    def _object(self, node: Mapping[str, Any]) -> Expression:
        if "property" in node:
            return self._property(node["property"])
        if "date" in node:
            return Expression.constant("date", read_day(node["date"]))
        if "timestamp" in node:
            return Expression.constant("date", read_day(node["timestamp"]))
        if "interval" in node:
            return self._interval(node["interval"])
        if "op" in node:
            return self._function(node["op"], node.get("args", []))
        msg = f"{node!r} is no value to compare"
        raise FilterError(msg)

    def _property(self, name: str) -> Expression:
        if name not in self._kinds:
            known = ", ".join(self._kinds)
            msg = f"there is no property {name!r} to filter by, only {known}"
            raise FilterError(msg)
        kind = self._kinds[name]
        read = _READ.get(kind, lambda value: value)

        def values(table: Table) -> list[Any]:
            return [None if v is None else read(v) for v in table.values(name)]

        return Expression(kind, name, values)

    def _array(self, items: list[Any]) -> Expression:
        if not all(isinstance(item, str) for item in items):
            msg = "an array compared with a property holds texts only"
            raise FilterError(msg)
        return Expression.constant("array", frozenset(items))

    def _interval(self, sides: Any) -> Expression:
        if not isinstance(sides, list) or len(sides) != 2:  # noqa: PLR2004
            msg = "an interval has a start and an end"
            raise FilterError(msg)
        start, end = (self._side(side) for side in sides)

        def values(table: Table) -> list[Any]:
            pairs = zip(start.values(table), end.values(table), strict=True)
            return [_closed(a, b) for a, b in pairs]

        return Expression("interval", "interval", values)

    def _side(self, side: Any) -> Expression:
        if side in ("..", ""):
            return Expression.constant("date", None)
        if isinstance(side, str):
            return Expression.constant("date", read_day(side))
        found = self.expression(side)
        if found.kind != "date":
            msg = f"{found.name} is no date, and cannot bound an interval"
            raise FilterError(msg)
        return found

    def _function(self, name: str, arguments: list[Any]) -> Expression:
        if name in _TEXT_FUNCTIONS and len(arguments) == 1:
            return self._text_function(name, arguments[0])
        if name in _ARITHMETIC and len(arguments) == 2:  # noqa: PLR2004
            return self._arithmetic(name, *arguments)
        msg = f"there is no function {name} of {len(arguments)} values here"
        raise FilterError(msg)

    def _text_function(self, name: str, argument: Any) -> Expression:
        inner = self.expression(argument)
        if inner.kind != "text":
            msg = f"{name} takes a text, and {inner.name} is {inner.kind}"
            raise FilterError(msg)
        fold = _TEXT_FUNCTIONS[name]

        def values(table: Table) -> list[Any]:
            return [None if v is None else fold(v) for v in inner.values(table)]

        return Expression("text", f"{name}({inner.name})", values)

    def _arithmetic(self, name: str, left: Any, right: Any) -> Expression:
        a, b = self.expression(left), self.expression(right)
        for side in (a, b):
            if side.kind != "number":
                msg = f"{name} takes numbers, and {side.name} is {side.kind}"
                raise FilterError(msg)

        def values(table: Table) -> list[Any]:
            pairs = zip(a.values(table), b.values(table), strict=True)
            return [_computed(name, x, y) for x, y in pairs]

        return Expression("number", f"{a.name} {name} {b.name}", values)


_READ: Mapping[Kind, Callable[[Any], Any]] = {"date": read_day, "array": frozenset}


def _finite(number: float) -> float:
    if not isfinite(number):
        msg = "a number is too large"
        raise FilterError(msg)
    return number


def _closed(start: int | None, end: int | None) -> tuple[int, int] | None:
    """Return an interval, open where a side is not known; unknown if neither is."""
    if start is None and end is None:
        return None
    return OPEN_START if start is None else start, OPEN_END if end is None else end


def _computed(name: str, left: float | None, right: float | None) -> float | None:
    """Return the result, unknown where there is none (division by zero)."""
    if left is None or right is None:
        return None
    try:
        result = _ARITHMETIC[name](left, right)
    except (ArithmeticError, ValueError):
        return None
    return result if isinstance(result, (int, float)) and isfinite(result) else None
