"""What every page needs of a build at hand: names, labels, and the map's own data.

Pages count from the same ``records.json`` that the map draws from, so that the first
page and the script that takes over can never disagree.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, Self, cast

import orjson

from app.pages.words import ENDONYMS, Words

_EPOCH = date(1970, 1, 1)
_FIRST_YEAR = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A country as the map knows it."""

    id: str
    name: str
    state: str
    member: bool
    joined: int | None
    left: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A record as the map and the table know it; ``kind`` is its collection."""

    id: str
    kind: str
    country: str
    title: str
    place: str | None
    technology: tuple[str, ...]
    supplier: tuple[str, ...]
    status: str | None
    evidence: str | None
    start: date | None
    end: date | None

    def values(self, facet: str) -> tuple[str, ...]:
        """Return what the record has for a facet, under the filter's name."""
        value = getattr(self, facet)
        if isinstance(value, tuple):
            return cast("tuple[str, ...]", value)
        return () if value is None else (value,)


@dataclass(frozen=True)
class Reference:
    """Names, labels and records of one build."""

    release: str
    columns: Mapping[str, Any]
    names: Mapping[str, Mapping[str, str]]
    labels: Mapping[str, Mapping[str, Any]]

    @classmethod
    def open(cls, build: Path) -> Self:
        """Read what ``layers`` wrote for the map under ``build/map``."""
        folder = build / "map"
        columns = orjson.loads((folder / "records.json").read_bytes())
        columns["columns"] |= orjson.loads((folder / "titles.json").read_bytes())
        labels = orjson.loads((folder / "labels.json").read_bytes())
        # Deployments and policies have statuses of their own; pages have one list.
        labels["statuses"] = labels["policy_statuses"] | labels["statuses"]
        names = {
            lang: orjson.loads((folder / f"names.{lang}.json").read_bytes())
            for lang in ENDONYMS
            if lang != "en"
        }
        countries = {lang: said["countries"] for lang, said in names.items()}
        return cls(columns["release"], columns, countries, labels)

    @property
    def as_of(self) -> str:
        """The day as of which the records speak, as ISO text."""
        return cast("str", self.columns["as_of"])

    @cached_property
    def words(self) -> Mapping[str, Words]:
        """The words of every language."""
        return {
            lang: Words.read(lang, self.names.get(lang, {}), self.labels)
            for lang in ENDONYMS
        }

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Every country by its code."""
        fields = ("id", "name", "state", "member", "joined", "left")
        listed = self.columns["countries"]
        values = zip(*(listed[field] for field in fields), strict=True)
        places = (Place(**dict(zip(fields, row, strict=True))) for row in values)
        return {place.id: place for place in places}

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """Every record by its id."""
        return {row.id: row for row in self._decoded()}

    @cached_property
    def totals(self) -> Mapping[str, int]:
        """How many records each collection has."""
        collections = self.columns["collections"]
        kinds = self.columns["columns"]["kind"]
        return {name: kinds.count(at) for at, name in enumerate(collections)}

    @cached_property
    def suppliers(self) -> Mapping[str, str]:
        """The name of each supplier by its id."""
        return {said["id"]: said["name"] for said in self.columns["suppliers"]}

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first and the last year of the timeline.

        A few laws are older than the first year; the timeline's first step means
        "until then", so that they neither stretch it nor fall out of it.
        """
        starts = [row.start.year for row in self.rows.values() if row.start]
        return max(min(starts), _FIRST_YEAR), max(starts)

    def _decoded(self) -> Iterator[Row]:
        listed, columns = self.columns, self.columns["columns"]
        for at, identifier in enumerate(columns["id"]):
            said = {name: column[at] for name, column in columns.items()}
            suppliers = (
                listed["suppliers"][index]["id"] for index in said["suppliers"]
            )
            yield Row(
                id=identifier,
                kind=listed["collections"][said["kind"]],
                country=listed["countries"]["id"][said["country"]],
                title=said["title"],
                place=said["place"],
                technology=_named(listed["technologies"], said["technologies"]),
                supplier=tuple(suppliers),
                status=_one(listed["statuses"], said["status"]),
                evidence=_one(listed["evidences"], said["evidence"]),
                start=_day(said["start"]),
                end=_day(said["end"]),
            )


def _named(names: list[str], indices: list[int]) -> tuple[str, ...]:
    return tuple(names[index] for index in indices)


def _one(names: list[str], index: int | None) -> str | None:
    return None if index is None else names[index]


def _day(days: int | None) -> date | None:
    return None if days is None else _EPOCH + timedelta(days=days)
