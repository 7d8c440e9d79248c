"""How long something lasted, when its beginning and its end are only roughly known.

Two questions are asked of an uncertain span: was it *possibly* there in a window of
days, and was it *certainly* there? Four days answer both. The same law stands in
``app/static/js/time.js``; both are held to ``tests/vectors/span.json``.
"""

from dataclasses import dataclass
from datetime import date

from geodata.interval import Interval


@dataclass(frozen=True, slots=True)
class Span:
    """The four days that bound an uncertain beginning and an uncertain end.

    ``start`` is the earliest day it may have begun, ``start_certain`` the latest day by
    which it had begun, ``end_certain`` the earliest day it may have ended and ``end``
    the latest. ``start`` or ``end`` is ``None`` where open or unknown;
    ``start_certain`` or ``end_certain`` is ``None`` where nothing is certain. A span of
    four ``None`` is undated.
    """

    start: date | None = None
    start_certain: date | None = None
    end_certain: date | None = None
    end: date | None = None

    @property
    def is_dated(self) -> bool:
        """Whether any of the four days is known."""
        days = (self.start, self.start_certain, self.end_certain, self.end)
        return any(day is not None for day in days)

    def possibly_in(self, window: Interval) -> bool:
        """Tell whether it may have been there on some day of ``window``.

        An undated span is possible only where the window has no bound.
        """
        if not self.is_dated:
            return not window.is_bounded
        possible = _Run(self.start, self.end)
        return possible.touches(window)

    def certainly_in(self, window: Interval) -> bool:
        """Tell whether it was there on some day of ``window`` however the dates fall.

        Always implies ``possibly_in``.

        >>> in_2019 = Span(date(2019, 1, 1), date(2019, 12, 31), date(2019, 1, 1), None)
        >>> in_2019.certainly_in(Interval(date(2019, 1, 1), date(2019, 12, 31)))
        True
        >>> in_2019.certainly_in(Interval(date(2019, 3, 1), date(2019, 3, 31)))
        False
        """
        if self.start_certain is None or self.end_certain is None:
            return False
        sure = _Run(self.start_certain, self.end_certain)
        return sure.touches(window) and self.possibly_in(window)


@dataclass(frozen=True, slots=True)
class _Run:
    """Two days that, unlike those of an interval, may stand in either order.

    Something that began and was last seen "in 2019" is certain to have begun by 31
    December and certain to have lasted until 1 January: the certain run is reversed.
    """

    start: date | None
    end: date | None

    def touches(self, window: Interval) -> bool:
        """Tell whether the run begins by the window's end and ends after its start."""
        begins = self.start is None or window.end is None or self.start <= window.end
        lasts = self.end is None or window.start is None or self.end >= window.start
        return begins and lasts
