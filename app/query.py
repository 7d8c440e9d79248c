"""What a request's text means: the one place where parameters become types.

Nothing is guessed and nothing dropped: a parameter that is not known, comes twice or
cannot be read is refused by name (``app/problems.py``). The one exception is the
standard's: a ``limit`` above the maximum counts as the maximum (17-069r4, 7.15.2).
"""

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches
from typing import Literal
from urllib.parse import parse_qsl

from app.problems import Refusal, invalid
from geodata.bbox import BBox
from geodata.interval import Interval

LIMIT_DEFAULT = 10
LIMIT_MAXIMUM = 10_000
OFFSET_MAXIMUM = 10**9
LONGEST_QUERY = 8_000
# A problem lists every value there is, unless that would bury the near ones.
_MOST_LISTED = 100

Certainty = Literal["possible", "certain"]
CERTAINTIES: tuple[Certainty, ...] = ("possible", "certain")

_YEAR, _MONTH, _DAY = (
    re.compile(pattern, re.ASCII)
    for pattern in (r"\d{4}", r"\d{4}-\d\d", r"\d{4}-\d\d-\d\d")
)
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)
_DURATION = re.compile(
    r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T[\dHMS.]+)?", re.ASCII
)
_DATETIME_EXAMPLE = "2015, 2015-06, 2013/2020, ../2019 or 2013-05-01T00:00:00Z/.."
_BBOX_EXAMPLE = "34,-5,42,5"
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)


def read_pairs(query_string: bytes) -> dict[str, str]:
    """Return the parameters by name, decoded; refuse repeats and broken encoding.

    >>> read_pairs(b"country=KHM,LAO&q=Phnom+Penh")
    {'country': 'KHM,LAO', 'q': 'Phnom Penh'}
    """
    if len(query_string) > LONGEST_QUERY:
        detail = f"the query string has {len(query_string)} characters of 8000 allowed"
        raise Refusal("too-long", detail)
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"), keep_blank_values=True, errors="strict"
        )
    except ValueError:
        text = query_string.decode("ascii", "backslashreplace")
        detail = f"the query string is not percent-encoded UTF-8: {text!r}"
        raise Refusal("invalid-parameter", detail, value=text) from None
    values: dict[str, str] = {}
    for name, value in pairs:
        if name in values:
            joined = f"{values[name]},{value}"
            expected = "one value (lists are written with commas)"
            raise invalid(name, joined, expected, f"{name}={joined}")
        values[name] = value
    return values


def refuse_unknown(names: Iterable[str], allowed: Collection[str], where: str) -> None:
    """Refuse the first of ``names`` that is not among ``allowed``."""
    for name in names:
        if name not in allowed:
            near = get_close_matches(name, allowed, n=3)
            hint = f"did you mean {' or '.join(near)}?" if near else "see allowed"
            raise Refusal(
                "unknown-parameter",
                f"{name}: {where} takes no such parameter; {hint}",
                parameter=name,
                near=near,
                allowed=sorted(allowed),
            )


def read_integer(name: str, text: str, least: int, example: int) -> int:
    """Return the whole number ``text`` writes, at least ``least``."""
    if re.fullmatch(r"\d{1,12}", text, re.ASCII) and int(text) >= least:
        return int(text)
    raise invalid(name, text, f"a whole number from {least} up", str(example))


def read_limit(values: Mapping[str, str]) -> int:
    """Return how many features one answer may hold."""
    if "limit" not in values:
        return LIMIT_DEFAULT
    return min(read_integer("limit", values["limit"], 1, 100), LIMIT_MAXIMUM)


def read_offset(values: Mapping[str, str]) -> int:
    """Return how many features to pass over."""
    text = values.get("offset", "0")
    offset = read_integer("offset", text, 0, 10)
    if offset > OFFSET_MAXIMUM:
        raise invalid("offset", text, f"at most {OFFSET_MAXIMUM}", "10")
    return offset


def read_numbers(name: str, text: str, counts: Sequence[int], hint: str) -> list[float]:
    """Return the numbers of a comma list that has one of ``counts`` of them."""
    parts = text.split(",")
    if len(parts) not in counts or not all(map(_NUMBER.fullmatch, parts)):
        raise invalid(name, text, hint, _BBOX_EXAMPLE)
    return [float(part) for part in parts]


def read_bbox(text: str) -> BBox:
    """Return the box of four numbers, or of six whose heights are not looked at.

    >>> read_bbox("177,65,-177,70").crosses_antimeridian
    True
    """
    hint = "west,south,east,north in degrees"
    edges = read_numbers("bbox", text, (4, 6), hint)
    if len(edges) == 6:  # noqa: PLR2004 - with heights: the features have none
        if edges[2] > edges[5]:
            raise invalid("bbox", text, "the lowest before the highest height", hint)
        del edges[5], edges[2]
    try:
        return BBox(*edges)
    except ValueError as fault:
        raise invalid("bbox", text, f"{hint} ({fault})", _BBOX_EXAMPLE) from None


def read_datetime(text: str) -> Interval:
    """Return the days an OGC ``datetime`` means; ``..`` or nothing leaves a side open.

    Beside the RFC 3339 date-times of the standard it may name a year, a month or a day,
    each meaning all its days. A moment means its day in UTC.

    >>> read_datetime("2013/2014-02")
    Interval(start=datetime.date(2013, 1, 1), end=datetime.date(2014, 2, 28))
    >>> read_datetime("../2019").start is None
    True
    >>> read_datetime("2015-01-01/P1Y2D").end
    datetime.date(2016, 1, 3)
    """
    sides = text.split("/")
    try:
        if len(sides) == 1:
            first, last = _days(text)
            return Interval(first, last)
        start, end = sides
        return Interval(
            None if start in ("", "..") else _days(start)[0],
            None if end in ("", "..") else _end(start, end),
        )
    except (ValueError, OverflowError) as fault:
        expected = "a date, an instant or an interval of them"
        if "interval ends before" in str(fault):
            expected = "an interval that does not end before it starts"
        raise invalid("datetime", text, expected, _DATETIME_EXAMPLE) from None


def _end(start: str, end: str) -> date:
    """Return the last day of an interval, which may be told by how long it lasts.

    The standard's grammar has no durations; its official test suite asks for them.
    """
    lasts = _DURATION.fullmatch(end)
    if lasts is None or not any(lasts.groups()):
        return _days(end)[1]
    years, months, weeks, days = (int(number or 0) for number in lasts.groups())
    first = _days(start)[0]
    month = first.month - 1 + months + 12 * years
    year, month = first.year + month // 12, month % 12 + 1
    day = min(first.day, monthrange(year, month)[1])
    return date(year, month, day) + timedelta(weeks=weeks, days=days)


def _days(text: str) -> tuple[date, date]:
    if _YEAR.fullmatch(text):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    if _MONTH.fullmatch(text):
        year, month = int(text[:4]), int(text[5:])
        first = date(year, month, 1)
        return first, first.replace(day=monthrange(year, month)[1])
    if _DAY.fullmatch(text):
        return (day := date.fromisoformat(text)), day
    return (day := read_moment(text).date()), day


def read_moment(text: str) -> datetime:
    """Return in UTC the moment of an RFC 3339 date-time, or raise ``ValueError``."""
    if not _MOMENT.fullmatch(text):
        msg = f"not a date-time: {text!r}"
        raise ValueError(msg)
    # A leap second is the last moment of its day, and days are all that counts here.
    whole = text.upper().replace(":60", ":59", 1) if ":60" in text[16:] else text
    try:
        return datetime.fromisoformat(whole.upper()).astimezone(UTC)
    except OverflowError as fault:
        raise ValueError(*fault.args) from None


def read_certainty(values: Mapping[str, str]) -> Certainty:
    """Return whether possible or only certain presence counts."""
    text = values.get("certainty", "possible")
    if text not in CERTAINTIES:
        raise invalid("certainty", text, "possible or certain", "certain")
    return text


def read_list(name: str, text: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the values of a comma list, sorted; refuse what is not ``known``.

    The refusal lists near values: another case, a beginning, a slip of the pen.
    """
    values = tuple(sorted(set(text.split(","))))
    for value in values:
        if value not in known:
            near = nearest(value, known)
            hint = near or sorted(known)[:5]
            expected = f"values of {name}, several joined by commas"
            allowed = sorted(known) if len(known) <= _MOST_LISTED else None
            example = hint[0] if hint else ""
            raise invalid(name, value, expected, example, near=near, allowed=allowed)
    return values


def nearest(value: str, known: Collection[str]) -> list[str]:
    """Return up to five known values that ``value`` may have meant.

    >>> nearest("facial", ["facial-recognition", "traffic-control"])
    ['facial-recognition']
    """
    folded: dict[str, str] = {term.casefold(): term for term in known}
    wanted = value.casefold()
    starting = [term for low, term in folded.items() if wanted and wanted in low]
    alike = [folded[low] for low in get_close_matches(wanted, folded, n=5)]
    return list(dict.fromkeys([*alike, *sorted(starting)]))[:5]
