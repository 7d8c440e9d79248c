"""What the parts of a CQL2 filter are: expressions of a kind, and verdicts.

A comparison with an unknown value is neither true nor false, and stays so under NOT, as
in SQL: a verdict therefore keeps two masks, and what is in neither is unknown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray

from app.api.table import Table
from app.query import read_moment

Kind = Literal["text", "number", "boolean", "date", "array", "interval", "null"]
Mask = NDArray[np.bool_]
OPEN_START, OPEN_END = -(10**9), 10**9


class FilterError(ValueError):
    """A filter cannot be used; the message completes "filter: ..."."""


@dataclass(frozen=True, slots=True)
class Expression:
    """One value for each feature: its kind, its name for messages, and how to read it.

    Dates are ordinals, intervals pairs of them, arrays frozen sets of texts; an unknown
    value is ``None``.
    """

    kind: Kind
    name: str
    values: Callable[[Table], list[Any]]

    @classmethod
    def constant(cls, kind: Kind, value: Any) -> Self:
        """Return the same value for every feature."""
        return cls(kind, repr(value), lambda table: [value] * len(table))


@dataclass(frozen=True, slots=True)
class Verdict:
    """For which features a predicate is true, and for which it is false."""

    yes: Mask
    no: Mask

    @classmethod
    def of(cls, outcomes: list[bool | None]) -> Self:
        """Return the verdict of one outcome for each feature, ``None`` if unknown."""
        yes = np.array([outcome is True for outcome in outcomes], bool)
        no = np.array([outcome is False for outcome in outcomes], bool)
        return cls(yes, no)

    def __and__(self, other: Self) -> Self:
        """Return where both hold."""
        return type(self)(self.yes & other.yes, self.no | other.no)

    def __or__(self, other: Self) -> Self:
        """Return where either holds."""
        return type(self)(self.yes | other.yes, self.no & other.no)

    def __invert__(self) -> Self:
        """Return where it does not hold; unknown stays unknown."""
        return type(self)(self.no, self.yes)


def kind_of(about: Mapping[str, Any]) -> Kind | None:
    """Return the kind of a property by its schema, ``None`` if it cannot be queried."""
    named = about.get("type", "string")
    allowed = {named} if isinstance(named, str) else set(named)
    if "array" in allowed:
        return "array" if about.get("items", {}).get("type") == "string" else None
    if "object" in allowed:
        return None
    if allowed & {"number", "integer"}:
        return "number"
    if "boolean" in allowed:
        return "boolean"
    return "date" if about.get("format") == "date" else "text"


def queryables(schema: Mapping[str, Mapping[str, Any]]) -> dict[str, Kind]:
    """Return the kind of every property a filter may name, ``id`` first."""
    found: dict[str, Kind] = {"id": "text"}
    for name, about in schema.items():
        if (kind := kind_of(about)) is not None:
            found[name] = kind
    return found


def read_day(text: Any) -> int:
    """Return the ordinal of a date, or of a moment's day in UTC."""
    try:
        day = read_moment(text).date() if "T" in text.upper() else _date(text)
    except (ValueError, AttributeError):
        msg = f"{text!r} is not a date such as 2015-01-31"
        raise FilterError(msg) from None
    return day.toordinal()


def _date(text: str) -> date:
    if len(text) != len("2015-01-31"):
        raise ValueError(text)
    return date.fromisoformat(text)
