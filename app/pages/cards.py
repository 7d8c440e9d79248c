"""A record as readers meet it: every field in words, each with what it rests on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.pages.axis import Axis, Bar
from app.pages.dates import say_date
from app.pages.reference import Reference
from app.pages.words import Words

COLLECTIONS = {
    "deployment": "deployments",
    "policy": "policies",
    "incident": "incidents",
    "agreement": "agreements",
}
LADDERS = {
    "deployment": (
        *("announced", "agreed", "started", "operational", "last_confirmed", "ended"),
    ),
    "policy": ("adopted", "in_force", "repealed"),
    "incident": ("date",),
    "agreement": ("date",),
}
_TYPES = {
    "policy_type": "policy_types",
    "incident_type": "incident_types",
    "agreement_type": "agreement_types",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a record: what it is about, and what is said; ``raw`` is English.

    ``explained`` says what the word means here, and whether it says so in English.
    """

    name: str
    text: str
    raw: bool = False
    explained: tuple[str, bool] = ("", False)


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another page of ours."""

    label: str
    path: str
    select: str
    raw: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One record, ready to be shown.

    ``start`` is the first day it may have been there, empty where nobody dates its
    beginning; lists go by ``order``, which then falls back on when it was seen.
    """

    id: str
    collection: str
    title: str
    country: Link
    type: str
    place: str
    when: str
    bar: Bar | None
    facts: Sequence[Fact]
    ladder: Sequence[Fact]
    technologies: Sequence[str]
    suppliers: Sequence[Link]
    related: Sequence[Link]
    summary: str
    disputed: str | None
    note: str | None
    read: str
    sources: Sequence[Mapping[str, Any]]
    start: str
    order: str


@dataclass(frozen=True, slots=True)
class Cards:
    """Makes cards of features, in one language, on one axis."""

    reference: Reference
    words: Words
    axis: Axis

    def card(self, feature: Mapping[str, Any]) -> Card:
        """Return the card of a record's feature."""
        said = feature["properties"]
        collection = COLLECTIONS[said["kind"]]
        return Card(
            id=feature["id"],
            collection=collection,
            title=said["title"],
            country=self.country(said["country"]),
            type=self._type(said),
            place=said.get("place") or "",
            when=self._when(said),
            bar=self.axis.bar(said),
            facts=list(self._facts(said)),
            ladder=list(self._ladder(said)),
            technologies=self._terms("technologies", said.get("technologies", ())),
            suppliers=[self.supplier(i) for i in said.get("suppliers", ())],
            related=[self._record(i) for i in said.get("deployments", ())],
            summary=said["summary"],
            disputed=said["disputed"],
            note=said["note"],
            read=self.words.say(f"read.{said['read']}"),
            sources=[self.source(source) for source in said["sources"]],
            start=said["start"] or "",
            order=said["start"] or said["start_certain"] or said["end"] or "9999",
        )

    def source(self, source: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a source with its dates in words."""
        dates = {
            name: say_date(source[name], self.words) if source[name] else ""
            for name in ("published", "accessed")
        }
        return {**source, **dates}

    def country(self, iso3: str) -> Link:
        """Return the link to a country's profile."""
        name = self.words.country(iso3, self.reference.places[iso3].name)
        return Link(name, f"/country/{iso3}", iso3)

    def supplier(self, identifier: str) -> Link:
        """Return the link to a supplier's profile."""
        name = self.reference.suppliers.get(identifier, identifier)
        return Link(name, f"/supplier/{identifier}", f"supplier:{identifier}", raw=True)

    def _record(self, identifier: str) -> Link:
        row = self.reference.rows.get(identifier)
        title = row.title if row else identifier
        return Link(title, f"/record/{identifier}", identifier, raw=True)

    def _terms(self, vocabulary: str, ids: Sequence[str]) -> list[str]:
        return [self.words.term(vocabulary, identifier) for identifier in ids]

    def _type(self, said: Mapping[str, Any]) -> str:
        for name, vocabulary in _TYPES.items():
            if name in said:
                return self.words.term(vocabulary, said[name])
        return self.words.joined(self._terms("technologies", said["technologies"]))

    def _when(self, said: Mapping[str, Any]) -> str:
        """Return the years of a record in a word or two, for lists.

        A beginning nobody dates is told by the year in which it was seen to work.
        """
        names = ("start", "start_certain", "end")
        start, seen, end = ((said[name] or "")[:4] for name in names)
        if start and end:
            if start == end:
                return self.words.say("years.one", year=start)
            return self.words.say("years.range", **{"from": start, "to": end})
        if start:
            return self.words.say("years.from", **{"from": start})
        if end:
            return self.words.say("years.until", to=end)
        if seen:
            return self.words.say("date.by", date=seen)
        return self.words.say("years.undated")

    def _ladder(self, said: Mapping[str, Any]) -> Iterator[Fact]:
        for rung in LADDERS[said["kind"]]:
            if said[rung]:
                text = say_date(said[rung], self.words)
                yield Fact(self.words.say(f"rung.{rung}"), text)

    def _facts(self, said: Mapping[str, Any]) -> Iterator[Fact]:
        yield from self._graded(said)
        if said.get("place_precision"):
            term = self.words.term("place_precisions", said["place_precision"])
            place = f"{said['place']} ({term})" if said["place"] else term
            yield Fact(self.words.say("fact.place"), place)
        for name, vocabulary in (
            ("direction", "directions"),
            ("chinese_model", "chinese_models"),
            ("legal_basis", "legal_bases"),
        ):
            if said.get(name):
                text = self.words.term(vocabulary, said[name])
                meaning = self.words.meaning(vocabulary, said[name])
                yield Fact(self.words.say(f"fact.{name}"), text, explained=meaning)
        if said.get("operator"):
            yield Fact(self.words.say("fact.operator"), said["operator"], raw=True)
        if said.get("parties"):
            parties = "; ".join(said["parties"])
            yield Fact(self.words.say("fact.parties"), parties, raw=True)
        for financing in said.get("financing", ()):
            text = self._money(financing)
            yield Fact(self.words.say("fact.financing"), text, raw=True)
        for scale in said.get("scale", ()):
            yield Fact(self.words.say("fact.scale"), self._scale(scale), raw=True)

    def _graded(self, said: Mapping[str, Any]) -> Iterator[Fact]:
        if said.get("status"):
            text = self.words.term("statuses", said["status"])
            if said.get("status_as_of"):
                date = say_date(said["status_as_of"], self.words)
                text = self.words.say("fact.as-of", text=text, date=date)
            vocabulary = "policy_statuses" if said["kind"] == "policy" else "statuses"
            meaning = self.words.meaning(vocabulary, said["status"])
            note = (said.get("status_note") or "", True)
            explained = note if note[0] else meaning
            yield Fact(self.words.say("fact.status"), text, explained=explained)
        if said.get("evidence"):
            text = self.words.term("evidence", said["evidence"])
            meaning = self.words.meaning("evidence", said["evidence"])
            yield Fact(self.words.say("fact.evidence"), text, explained=meaning)
        if said.get("reported_by"):
            publishers = ", ".join(said["reported_by"])
            yield Fact(self.words.say("fact.reported_by"), publishers, raw=True)

    def _money(self, financing: Mapping[str, Any]) -> str:
        parts = [financing["institution"]]
        if financing["instrument"]:
            parts.append(financing["instrument"].replace("-", " "))
        if financing["amount"] is not None:
            amount = self.words.number(financing["amount"])
            parts.append(f"{financing['currency'] or ''} {amount}".strip())
        return ", ".join(parts)

    def _scale(self, scale: Mapping[str, Any]) -> str:
        text = f"{self.words.number(scale['value'])} {scale['quantity']}"
        if not scale["as_of"]:
            return text
        date = say_date(scale["as_of"], self.words)
        return self.words.say("fact.as-of", text=text, date=date)
