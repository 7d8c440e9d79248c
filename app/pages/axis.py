"""Bars on a time axis: when something may have been there, and when it surely was.

Positions are percentages of the width, which SVG takes in its attributes: the content
security policy lets no style be written into a page. In a language that is read from
right to left time runs the same way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

_STEP = 5
_LEAST = 1.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the axis: where it begins and how wide it is, in percent."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """What a record leaves on the axis; ``open`` where no end is known."""

    possible: Stretch
    certain: Stretch | None
    open: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """From the first day of one year to the last day of another."""

    first: int
    last: int
    right_to_left: bool = False

    def ticks(self) -> list[tuple[int, float]]:
        """Return the years to label, every five, and where each begins."""
        start = -(-self.first // _STEP) * _STEP
        years = range(start, self.last + 1, _STEP)
        return [(year, self._mirrored(self._at(date(year, 1, 1)), 0)) for year in years]

    def position(self, day: date) -> float:
        """Return where a day lies, in percent from the left."""
        return self._mirrored(self._at(day), 0)

    def bar(self, properties: Mapping[str, Any]) -> Bar | None:
        """Return the bar of a feature, ``None`` if it is undated."""
        names = ("start", "start_certain", "end_certain", "end")
        days = [date.fromisoformat(d) if (d := properties[n]) else None for n in names]
        start, start_certain, end_certain, end = days
        if not any(days):
            return None
        possible = self._stretch(start, end)
        certain = None
        if start_certain and end_certain and start_certain <= end_certain:
            certain = self._stretch(start_certain, end_certain)
        return Bar(possible, certain, open=end is None)

    def _stretch(self, start: date | None, end: date | None) -> Stretch:
        left = 0.0 if start is None else self._at(start)
        right = 100.0 if end is None else self._at(end)
        width = max(right - left, _LEAST)
        left = min(left, 100 - width)
        return Stretch(round(self._mirrored(left, width), 2), round(width, 2))

    def _at(self, day: date) -> float:
        start = date(self.first, 1, 1)
        whole = date(self.last + 1, 1, 1) - start
        return min(max(100 * ((day - start) / whole), 0), 100)

    def _mirrored(self, x: float, width: float) -> float:
        return round(100 - x - width, 2) if self.right_to_left else round(x, 2)
