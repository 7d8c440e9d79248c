"""Stretches of days, and whether two of them touch.

A date in a record rarely names one day: "2014" may be any day of that year. Whatever
filters by time therefore works on closed runs of days; this is the only type that
compares them.
"""

from dataclasses import dataclass
from datetime import date
from typing import Self


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed run of days, ``start <= day <= end``; ``None`` leaves that side open."""

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        """Refuse an interval that holds no day."""
        if self.start is not None and self.end is not None and self.start > self.end:
            msg = (
                f"an interval ends before it starts: {self.start}/{self.end}; "
                f"write {self.end}/{self.start}"
            )
            raise ValueError(msg)

    @property
    def is_bounded(self) -> bool:
        """Whether at least one side is closed; an unbounded interval is all of time."""
        return self.start is not None or self.end is not None

    def intersects(self, other: Self) -> bool:
        """Tell whether some day lies in both; shared ends count (OGC ``datetime``).

        >>> y2014 = Interval(date(2014, 1, 1), date(2014, 12, 31))
        >>> y2014.intersects(Interval(date(2014, 12, 31), None))
        True
        """
        return not (_before(self.end, other.start) or _before(other.end, self.start))


def _before(end: date | None, start: date | None) -> bool:
    return end is not None and start is not None and end < start
