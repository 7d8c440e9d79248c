"""Dates as precise as their source: EDTF, ISO 8601-2, as the records write it.

Our own small parser, because the one on PyPI turns an unknown end into ten years and an
open end into a float. It reads level 0, level 1 and, of level 2, qualifiers and
unspecified digits anywhere in a date. Sets, exponents, significant digits and years
outside 0001-9999 are refused with the reason. Qualifiers (``?``, ``~``, ``%``) are kept
in the text and flagged, but widen nothing: how far "about" reaches nobody can say.

https://www.loc.gov/standards/datetime/
"""

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Literal

from geodata.interval import Interval
from geodata.span import Span

End = Literal["known", "open", "unknown"]

_QUALIFIERS = "?~%"
_DATE = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?")
_TIME = re.compile(r"T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}(?::\d{2})?)?")
# ISO 8601-2 leaves the hemisphere of a plain season open, so it may fall in any month.
_SEASONS = range(21, 25)
_MONTHS_OF_GROUP = {
    33: (1, 3),
    34: (4, 6),
    35: (7, 9),
    36: (10, 12),
    37: (1, 4),
    38: (5, 8),
    39: (9, 12),
    40: (1, 6),
    41: (7, 12),
}
_REFUSED = (
    (re.compile(r"[\[{]"), "sets of dates are not used here; write the range as a/b"),
    (re.compile(r"^[?~%]*(Y|-)"), "only years from 0001 to 9999 are used here"),
    (re.compile(r"S\d"), "significant digits are not used here; write 195X"),
)


class EdtfError(ValueError):
    """A text that is no date the records may hold; the message says what would do."""


@dataclass(frozen=True, slots=True)
class Edtf:
    """An EDTF text with the days it can mean.

    ``earliest`` and ``latest`` bound the whole expression; ``None`` where that side is
    open or unknown, which ``start_side`` and ``end_side`` tell apart.
    """

    text: str
    span: Span
    start_side: End = "known"
    end_side: End = "known"

    @property
    def earliest(self) -> date | None:
        """The first day the text can mean."""
        return self.span.start

    @property
    def latest(self) -> date | None:
        """The last day the text can mean."""
        return self.span.end

    @property
    def interval(self) -> Interval:
        """Every day the text can mean, as one closed run."""
        return Interval(self.earliest, self.latest)

    @property
    def is_approximate(self) -> bool:
        """Whether the source says "about" (``~`` or ``%``)."""
        return any(mark in self.text for mark in "~%")

    @property
    def is_uncertain(self) -> bool:
        """Whether the source doubts the date (``?`` or ``%``)."""
        return any(mark in self.text for mark in "?%")

    def __str__(self) -> str:
        """Return the text as its author typed it."""
        return self.text


def parse_edtf(text: str) -> Edtf:
    """Read an EDTF text.

    A closed interval ``a/b`` means "some time from a to b", as the records use it;
    ``a/..`` is still going on, ``a/`` has an unknown end. Raises ``EdtfError``.

    >>> parse_edtf("2014-06").interval
    Interval(start=datetime.date(2014, 6, 1), end=datetime.date(2014, 6, 30))
    >>> parse_edtf("2019/").end_side
    'unknown'
    """
    for pattern, reason in _REFUSED:
        if pattern.search(text):
            msg = f"'{text}' is valid EDTF beyond what is read here: {reason}"
            raise EdtfError(msg)
    if "/" in text:
        return _parse_interval(text)
    days = _parse_date(text, whole=text)
    return Edtf(text, _event(days))


def _event(days: tuple[date, date]) -> Span:
    first, last = days
    return Span(first, last, first, last)


def _parse_interval(text: str) -> Edtf:
    sides = text.split("/")
    if len(sides) != 2 or not any(side not in ("", "..") for side in sides):  # noqa: PLR2004
        raise EdtfError(_unreadable(text))
    first, last = (
        None if side in ("", "..") else _parse_date(side, whole=text) for side in sides
    )
    start_side, end_side = (_side(side) for side in sides)
    if first and last and first[0] > last[1]:
        msg = f"'{text}' ends before it starts; write {sides[1]}/{sides[0]}"
        raise EdtfError(msg)
    return Edtf(text, _interval_span(first, last, end_side), start_side, end_side)


def _side(text: str) -> End:
    return {"": "unknown", "..": "open"}.get(text, "known")  # type: ignore[return-value]


def _interval_span(
    first: tuple[date, date] | None, last: tuple[date, date] | None, end_side: End
) -> Span:
    if first and last:
        return _event((first[0], last[1]))
    if first:
        # Still going: there on the last day it can have begun. Unknown: perhaps not.
        lasting = first[1] if end_side == "open" else first[0]
        return Span(first[0], first[1], lasting, None)
    if last:
        return Span(None, last[1], last[0], last[1])
    raise AssertionError  # pragma: no cover - refused by the caller


def _parse_date(text: str, *, whole: str) -> tuple[date, date]:
    """Return the first and the last day a single date can mean."""
    bare = text.translate({ord(mark): None for mark in _QUALIFIERS})
    bare = _TIME.sub("", bare) if "T" in bare else bare
    match = _DATE.fullmatch(bare)
    if match is None or match[1].startswith("X"):
        raise EdtfError(_unreadable(whole))
    year, month, day = match.groups()
    years = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if years[0] == 0:
        msg = f"'{whole}' has the year 0000; only years from 0001 to 9999 are used here"
        raise EdtfError(msg)
    months = _months(month, whole)
    if day is None:
        return date(years[0], months[0], 1), _last_day(years[1], months[1])
    return _days(years, months, day, whole)


def _months(month: str | None, whole: str) -> tuple[int, int]:
    if month is None:
        return 1, 12
    if month.isdigit() and int(month) in _SEASONS:
        return 1, 12
    if month.isdigit() and int(month) in _MONTHS_OF_GROUP:
        return _MONTHS_OF_GROUP[int(month)]
    found = [m for m in range(1, 13) if _fits(month, m)]
    if not found:
        raise EdtfError(_unreadable(whole))
    return found[0], found[-1]


def _days(
    years: tuple[int, int], months: tuple[int, int], day: str, whole: str
) -> tuple[date, date]:
    """Return the first and last real day; 29 February may skip years to be one."""
    forward = range(years[0], years[1] + 1)
    first = next(_fitting(forward, range(months[0], months[1] + 1), day, 1), None)
    last = next(
        _fitting(reversed(forward), range(months[1], months[0] - 1, -1), day, -1), None
    )
    if first is None or last is None:
        msg = f"'{whole}' is not a day of the calendar; write 2014-06 or 2014-06-30"
        raise EdtfError(msg)
    return first, last


def _fitting(
    years: Iterable[int], months: Iterable[int], day: str, step: int
) -> Iterator[date]:
    for year, month in product(years, months):
        length = calendar.monthrange(year, month)[1]
        for number in range(1, length + 1)[::step]:
            if _fits(day, number):
                yield date(year, month, number)


def _fits(pattern: str, number: int) -> bool:
    digits = f"{number:02d}"
    return all(p in ("X", d) for p, d in zip(pattern, digits, strict=True))


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _unreadable(text: str) -> str:
    return f"'{text}' is not a date; write 2014, 2014-06 or 2014-06-30"
