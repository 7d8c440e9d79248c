"""What the first page says of a view: the sentence, the facets, the list, the table.

Selecting is left to the layers, which the API asks too: the counts are the API's.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.api.views import query_of, refuse_unknown_values
from app.pages.reference import Place, Reference, Row
from app.pages.rendering import changed
from app.pages.sentence import Summary, Tally
from app.pages.words import Words
from app.view import LAYERS, RECORD_LAYERS, View, write_view
from layers.layer import Selection
from layers.shelf import Shelf

FACETS = ("technology", "supplier", "status", "evidence")
VOCABULARIES = {
    "technology": "technologies",
    "status": "statuses",
    "evidence": "evidence",
}
BLANK_STATES = ("searched", "not-researched")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, and how many records it would show."""

    id: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Chip:
    """One active filter, and the address without it."""

    facet: str
    value: str
    label: str
    without: str


@dataclass(frozen=True)
class Overview:
    """One view of one build in one language."""

    shelf: Shelf
    reference: Reference
    view: View
    words: Words

    def summary(self) -> Summary:
        """Return what the sentence says."""
        refuse_unknown_values(self.shelf, self.view)
        found = {name: self._found(name) for name in RECORD_LAYERS}
        totals = self.reference.totals
        names = [name for name in RECORD_LAYERS if name in self.view.layers]
        tallies = [Tally(name, found[name].matched, totals[name]) for name in names]
        first = self._rows(replace(self.view, layers=tuple(names[:1])))
        return Summary(
            tallies=tuple(tallies),
            countries=len({row.country for row in first}),
            datetime=self.view.datetime,
            certainty=self.view.certainty,
            undated=sum(found[name].undated or 0 for name in names),
            unplaced=sum(found[name].unplaced or 0 for name in names),
        )

    def facets(self) -> Mapping[str, Sequence[Choice]]:
        """Return the choices of every facet, counted as other filters leave them."""
        return {
            **{facet: self._choices(facet) for facet in FACETS},
            "layers": self._layer_choices(),
        }

    def ranking(self) -> list[dict[str, Any]]:
        """Return the countries with deployments shown, most first."""
        view = replace(self.view, layers=("deployments",))
        counts = Counter(row.country for row in self._rows(view))
        if "deployments" not in self.view.layers:
            counts = Counter(row.country for row in self._rows(self.view))
        most = max(counts.values(), default=1)
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return [
            {
                "id": iso3,
                "name": self._name(self.reference.places[iso3]),
                "count": count,
                "share": round(100 * count / most, 1),
            }
            for iso3, count in ranked
        ]

    def blanks(self) -> list[dict[str, Any]]:
        """Return the countries without a documented deployment, by the reason."""
        places = self.reference.places.values()
        groups = []
        for state in BLANK_STATES:
            found = [
                {"id": p.id, "name": self._name(p)} for p in places if p.state == state
            ]
            found.sort(key=lambda country: country["name"])
            groups.append({"state": state, "countries": found})
        return groups

    def chips(self) -> list[Chip]:
        """Return the active filters."""
        return list(self._chips())

    def table(self) -> Iterator[dict[str, str]]:
        """Return the records shown as the cells of a table."""
        cells = map(self._cells, self._rows(self.view))
        yield from sorted(cells, key=lambda cell: (cell["country_name"], cell["id"]))

    def label(self, facet: str, value: str) -> str:
        """Name a value of a facet in the reader's language."""
        if facet == "supplier":
            return self.reference.suppliers.get(value, value)
        if facet == "country":
            place = self.reference.places.get(value)
            return self._name(place) if place else value
        return self.words.term(VOCABULARIES[facet], value)

    def _found(self, name: str) -> Selection:
        """Return what a layer has for the view: the numbers, without the features."""
        layer = self.shelf.layers[name]
        query = query_of(self.view, layer)
        if query is None:
            return Selection(0, (), None, None)
        return layer.select(query, limit=0)

    def _rows(self, view: View) -> list[Row]:
        rows = self.reference.rows
        found: list[str] = []
        for name in RECORD_LAYERS:
            layer = self.shelf.layers[name]
            query = query_of(view, layer) if name in view.layers else None
            if query is not None:
                found += layer.ids(layer.select_positions(query))
        return [rows[identifier] for identifier in found]

    def _choices(self, facet: str) -> list[Choice]:
        chosen = getattr(self.view, facet)
        others = self._rows(changed(self.view, **{facet: ()}))
        counts = Counter(value for row in others for value in row.values(facet))
        every = {v for row in self.reference.rows.values() for v in row.values(facet)}
        totals = Counter(
            v for row in self.reference.rows.values() for v in row.values(facet)
        )
        ranked = sorted(every | set(chosen), key=lambda v: (-totals[v], v))
        return [Choice(v, self.label(facet, v), counts[v]) for v in ranked]

    def _layer_choices(self) -> list[Choice]:
        every = self._rows(replace(self.view, layers=RECORD_LAYERS))
        counts = Counter(row.kind for row in every)
        members = [p for p in self.reference.places.values() if p.member]
        counts["memberships"] = len(members)
        counts["supply-links"] = counts["deployments"]
        return [
            Choice(name, self.words.say(f"layer.{name}"), counts[name])
            for name in LAYERS
        ]

    def _chips(self) -> Iterator[Chip]:
        for facet in ("country", *FACETS):
            values = getattr(self.view, facet)
            for value in values:
                rest = tuple(other for other in values if other != value)
                without = "/?" + write_view(changed(self.view, **{facet: rest}))
                yield Chip(facet, value, self.label(facet, value), without)
        if self.view.q:
            without = "/?" + write_view(replace(self.view, q=""))
            yield Chip(
                "q", self.view.q, self.words.say("quoted", text=self.view.q), without
            )

    def _name(self, place: Place) -> str:
        return self.words.country(place.id, place.name)

    def _cells(self, row: Row) -> dict[str, str]:
        place = self.reference.places[row.country]
        return {
            "id": row.id,
            "title": row.title,
            "kind": self.words.say(f"kind.{row.kind}"),
            "country": row.country,
            "country_name": self._name(place),
            "place": row.place or "",
            "technologies": self.words.joined(
                self.label("technology", v) for v in row.technology
            ),
            "suppliers": self.words.joined(
                self.label("supplier", v) for v in row.supplier
            ),
            "status": self.label("status", row.status) if row.status else "",
            "evidence": self.label("evidence", row.evidence) if row.evidence else "",
            "start": str(row.start.year) if row.start else "",
            "end": str(row.end.year) if row.end else "",
        }
