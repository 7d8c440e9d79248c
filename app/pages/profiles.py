"""What is known of a country or of a supplier, put together for a page."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from app.pages.cards import Card, Cards
from app.pages.dates import say_date
from app.pages.words import Words
from app.view import RECORD_LAYERS
from layers.query import Query
from layers.shelf import Shelf

_PARTNERS = 8


@dataclass(frozen=True)
class Profiles:
    """Looks things up in the layers."""

    shelf: Shelf
    cards: Cards

    @property
    def words(self) -> Words:
        """The words of the reader's language."""
        return self.cards.words

    def country(self, iso3: str) -> dict[str, Any] | None:
        """Return the profile of a country, ``None`` if there is none."""
        said = self._properties("countries", iso3)
        if said is None:
            return None
        groups = [(name, self._cards(name, "country", iso3)) for name in RECORD_LAYERS]
        link = self.cards.country(iso3)
        return {
            "iso3": iso3,
            "name": link.label,
            "region": self.words.term("regions", said["region"]),
            "state": said["state"],
            "coverage": self._coverage(said["coverage"]),
            "membership": self._membership(said),
            "counts": {name: len(cards) for name, cards in groups},
            "first": (said["first_deployment"] or "")[:4],
            "groups": groups,
            "readings": [self._reading(reading, said) for reading in said["readings"]],
            "sources": [self.cards.source(source) for source in said["sources"]],
        }

    def supplier(self, identifier: str) -> dict[str, Any] | None:
        """Return the profile of a supplier, ``None`` if there is none."""
        said = self._properties("suppliers", identifier)
        if said is None:
            return None
        cards = self._cards("deployments", "supplier", identifier)
        countries = Counter(card.country for card in cards)
        return {
            **said,
            "id": identifier,
            "head_office": self._head_office(said),
            "cards": cards,
            "countries": countries.most_common(),
            "technologies": self._technologies(said["technologies"]),
            "partners": self._partners(cards, identifier),
            "first": min((card.start[:4] for card in cards if card.start), default=""),
            "sources": [self.cards.source(source) for source in said["sources"]],
        }

    def record(self, identifier: str) -> Card | None:
        """Return a record, ``None`` if none with this id is published."""
        for name in RECORD_LAYERS:
            feature = self.shelf.layers[name].feature(identifier)
            if feature is not None:
                return self.cards.card(orjson.loads(feature))
        return None

    def incidents_of(self, deployment: str, country: str) -> list[Card]:
        """Return the incidents and agreements that name a deployment."""
        found = []
        for name in ("incidents", "agreements"):
            cards = self._cards(name, "country", country)
            found += [
                card
                for card in cards
                if any(link.select == deployment for link in card.related)
            ]
        return found

    def _properties(self, layer: str, identifier: str) -> Mapping[str, Any] | None:
        feature = self.shelf.layers[layer].feature(identifier)
        return None if feature is None else orjson.loads(feature)["properties"]

    def _cards(self, layer_id: str, name: str, value: str) -> list[Card]:
        """Return the records of a layer that have a value, the earliest first."""
        layer = self.shelf.layers[layer_id]
        query = Query(terms=((name, (value,)),))
        features = layer.select(query, limit=len(layer)).features
        cards = [self.cards.card(orjson.loads(feature)) for feature in features]
        return sorted(cards, key=lambda card: (card.order, card.id))

    def _coverage(self, coverage: Mapping[str, Any] | None) -> dict[str, Any] | None:
        if coverage is None:
            return None
        return {
            **coverage,
            "date": say_date(coverage["searched_on"], self.words),
            "outcome": self.words.term("search_outcomes", coverage["outcome"]),
        }

    def _membership(self, said: Mapping[str, Any]) -> str:
        if not said["member"]:
            return self.words.say("membership.none")
        if said["left"]:
            dates = {name: say_date(said[name], self.words) for name in ("left",)}
            joined = say_date(said["joined"], self.words) if said["joined"] else "?"
            return self.words.say("membership.left", joined=joined, **dates)
        if not said["joined"]:
            return self.words.say("membership.undated")
        joined = say_date(said["joined"], self.words)
        return self.words.say("membership.joined", joined=joined)

    def _reading(
        self, reading: Mapping[str, Any], said: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return a row of an outside index with its source."""
        sources = {source["id"]: source for source in said["sources"]}
        values = [
            (self.words.say(f"reading.{name}"), self.words.say(_YES_NO[value]))
            for name, value in reading["values"].items()
        ]
        source = self.cards.source(sources[reading["index"]])
        return {**reading, "values": values, "source": source}

    def _head_office(self, said: Mapping[str, Any]) -> str:
        country = said["country"]
        name = self.cards.country(country).label if country else ""
        return ", ".join(part for part in (said["city"], name) if part)

    def _technologies(self, counts: Mapping[str, int]) -> list[tuple[str, int]]:
        ranked = sorted(counts.items(), key=lambda item: -item[1])
        return [(self.words.term("technologies", name), n) for name, n in ranked]

    def _partners(self, cards: list[Card], identifier: str) -> list[tuple[Any, int]]:
        """Return who supplied the same deployments most often."""
        counts = Counter(link for card in cards for link in card.suppliers)
        del counts[self.cards.supplier(identifier)]
        return counts.most_common(_PARTNERS)


_YES_NO = {True: "answer.yes", False: "answer.no", None: "answer.unknown"}
