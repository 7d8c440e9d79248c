"""What followed: for every country, deployments above a line of time and laws below it.

A view of order, never of cause, and the page says so first. Everything is drawn on the
server, each mark is a link to its record, and nothing needs a script.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from app.pages.axis import Axis
from app.pages.reference import Reference, Row
from app.pages.words import Words
from app.problems import invalid

SORTS = ("first", "recognition", "gap", "region", "name")
_RECOGNITION = "facial-recognition"
_ABOVE = frozenset({"deployments"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A record on the line: percent from the start edge, and what a pointer is told."""

    id: str
    x: float
    shape: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """One country; ``gap`` is the years from its first deployment to a policy."""

    id: str
    name: str
    region: str
    above: Sequence[Mark]
    below: Sequence[Mark]
    undated: int
    first: date | None
    recognition: date | None
    gap: int | None


@dataclass(frozen=True, slots=True)
class Bar:
    """How many policies came so many years after the first deployment."""

    years: int
    expands: int
    restricts: int


@dataclass(frozen=True)
class Followed:
    """The strips of one build in one language."""

    reference: Reference
    words: Words
    axis: Axis

    def strips(self, sort: str) -> list[Strip]:
        """Return the countries with a deployment, in the order asked for."""
        by_country: dict[str, list[Row]] = defaultdict(list)
        for row in self.reference.rows.values():
            by_country[row.country].append(row)
        strips = [
            self._strip(country, rows)
            for country, rows in by_country.items()
            if any(row.kind in _ABOVE for row in rows)
        ]
        return sorted(strips, key=lambda strip: _key(strip, sort))

    def bars(self) -> list[Bar]:
        """Return the policies of these countries by years from the first deployment."""
        counts: Counter[tuple[int, str]] = Counter()
        firsts = {s.id: s.first for s in self.strips("name")}
        for row in self.reference.rows.values():
            first = firsts.get(row.country)
            if row.kind == "policies" and row.start and first:
                apart = row.start.year - first.year
                counts[apart, self._directions[row.id]] += 1
        years = [apart for apart, _ in counts] or [0]
        return [
            Bar(y, counts[y, "expands"], counts[y, "restricts"])
            for y in range(min(years), max(years) + 1)
        ]

    def _strip(self, country: str, rows: Iterable[Row]) -> Strip:
        place = self.reference.places[country]
        dated = sorted((r for r in rows if r.start), key=lambda r: (_day(r), r.id))
        above = [row for row in dated if row.kind in _ABOVE]
        below = [row for row in dated if row.kind not in _ABOVE]
        first = _day(above[0]) if above else None
        return Strip(
            id=country,
            name=self.words.country(place.id, place.name),
            region=self._regions[country],
            above=[self._mark(row) for row in above],
            below=[self._mark(row) for row in below],
            undated=sum(1 for row in rows if not row.start),
            first=first,
            recognition=next(
                (_day(row) for row in above if _RECOGNITION in row.technology), None
            ),
            gap=_gap(first, below),
        )

    def _mark(self, row: Row) -> Mark:
        kind = self.words.say(f"kind.{row.kind}")
        label = f"{_day(row).year} · {kind}: {row.title}"
        return Mark(row.id, self.axis.position(_day(row)), self._shape(row), label)

    def _shape(self, row: Row) -> str:
        if row.kind == "deployments":
            return "recognition" if _RECOGNITION in row.technology else "deployment"
        if row.kind == "policies":
            return self._directions[row.id]
        return "incident" if row.kind == "incidents" else "agreement"

    @cached_property
    def _directions(self) -> Mapping[str, str]:
        columns = self.reference.columns["columns"]
        return dict(zip(columns["id"], columns["direction"], strict=True))

    @cached_property
    def _regions(self) -> Mapping[str, str]:
        countries: Mapping[str, Any] = self.reference.columns["countries"]
        return dict(zip(countries["id"], countries["region"], strict=True))


def read_sort(text: str) -> str:
    """Return the order asked for; raises ``Refusal`` with those there are."""
    if text not in SORTS:
        raise invalid("sort", text, f"one of {', '.join(SORTS)}", SORTS[0])
    return text


def _day(row: Row) -> date:
    return row.start or date.max


def _gap(first: date | None, below: Iterable[Row]) -> int | None:
    """Return the years to the first policy in or after the year of the deployment."""
    if first is None:
        return None
    years = (_day(r).year - first.year for r in below if r.kind == "policies")
    return min((year for year in years if year >= 0), default=None)


def _key(strip: Strip, sort: str) -> tuple[Any, ...]:
    name = strip.name
    if sort == "first":
        return (strip.first or date.max, name)
    if sort == "recognition":
        return (strip.recognition or date.max, strip.first or date.max, name)
    if sort == "gap":
        return (99 if strip.gap is None else strip.gap, strip.first or date.max, name)
    return (strip.region, name) if sort == "region" else (name,)


def legend(words: Words) -> Iterator[tuple[str, str]]:
    """Yield each shape with its meaning."""
    for shape in ("deployment", "recognition", "expands", "restricts", "incident"):
        yield shape, words.say(f"followed.mark.{shape}")
    yield "agreement", words.say("kind.agreements")
