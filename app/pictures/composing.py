"""From a view to a scene: the same records, counts and words as the page shows.

Pictures speak the view's language where the typeface that travels with the atlas has
its letters; in Arabic and Chinese they speak English, and say so in ``lang``.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import orjson

from app.api.views import query_of
from app.pages.overview import Overview
from app.pages.reference import Reference
from app.pages.sentence import sentence
from app.pages.words import Words
from app.pictures.classes import breaks
from app.pictures.scene import Legend, Mark, Scene
from app.view import View
from layers.shelf import Shelf

DRAWN_LANGUAGES = ("en", "fr", "es", "ru")
_TOKENS = {"deployments": "deployment", "incidents": "incident"}
_NAMED = 5
_ALL_TIME = "../.."


@dataclass(frozen=True)
class Composer:
    """Composes scenes of one build."""

    shelf: Shelf
    reference: Reference

    def compose(self, view: View) -> Scene:
        """Return what a picture of the view shows; raises ``Refusal`` as pages do."""
        lang = view.lang if view.lang in DRAWN_LANGUAGES else "en"
        words = self.reference.words[lang]
        overview = Overview(self.shelf, self.reference, view, words)
        said = sentence(overview.summary(), words)
        ranking = overview.ranking()
        return Scene(
            title=self._title(view, words),
            sentence=said,
            credit=self._credit(words),
            description=_description(said, ranking),
            lang=lang,
            counts={row["id"]: row["count"] for row in ranking},
            breaks=self._breaks,
            states={p.id: p.state for p in self.reference.places.values()},
            members=self._members(view),
            legend=_legend(words),
            marks=self._marks(view),
            selected=frozenset({view.select} & self.reference.places.keys()),
        )

    def _title(self, view: View, words: Words) -> str:
        place = self.reference.places.get(view.select)
        title = words.say("atlas.title")
        if place is None:
            return title
        return f"{words.country(place.id, place.name)} · {title}"

    def _credit(self, words: Words) -> str:
        release = self.reference.release
        return (
            f"{words.say('atlas.title')} {release} · {words.say('credit.boundaries')}"
        )

    @cached_property
    def _breaks(self) -> tuple[int, ...]:
        rows = self.reference.rows.values()
        counts = Counter(row.country for row in rows if row.kind == "deployments")
        return breaks(counts.values())

    @cached_property
    def _points(self) -> Mapping[str, tuple[float, float]]:
        columns = self.reference.columns["columns"]
        points = zip(columns["id"], columns["lon"], columns["lat"], strict=True)
        return {i: (lon, lat) for i, lon, lat in points if lon is not None}

    def _members(self, view: View) -> frozenset[str]:
        """Return the members in the time shown, undated ones where it has no bound."""
        if "memberships" not in view.layers:
            return frozenset()
        layer = self.shelf.layers["memberships"]
        asked = View(datetime=view.datetime, certainty=view.certainty)
        query = query_of(asked, layer)
        found = layer.take(layer.select_positions(query)) if query else ()
        return frozenset(_country(feature) for feature in found)

    def _marks(self, view: View) -> tuple[Mark, ...]:
        """Return the points of the layers shown; incidents last, so that they show.

        Without a window the question is whether it was certainly there at any time, as
        on the map.
        """
        sure_view = replace(
            view, certainty="certain", datetime=view.datetime or _ALL_TIME
        )
        return tuple(
            Mark(
                *self._points[feature_id],
                token,
                "diamond" if name == "incidents" else "circle",
                certain=feature_id in sure,
            )
            for name, token in _TOKENS.items()
            if name in view.layers
            for sure in [frozenset(self._ids(sure_view, name))]
            for feature_id in self._ids(view, name)
            if feature_id in self._points
        )

    def _ids(self, view: View, name: str) -> tuple[str, ...]:
        layer = self.shelf.layers[name]
        query = query_of(view, layer)
        return () if query is None else layer.ids(layer.select_positions(query))


def _country(feature: bytes) -> str:
    return str(orjson.loads(feature)["properties"]["country"])


def _description(said: str, ranking: list[dict[str, Any]]) -> str:
    """Return the text alternative: the sentence, and where most of it is."""
    most = ", ".join(f"{row['name']} {row['count']}" for row in ranking[:_NAMED])
    return f"{said}. {most}." if most else f"{said}."


def _legend(words: Words) -> Legend:
    return Legend(
        counts=words.say("overview.count.deployments"),
        member=words.say("map.legend-member"),
        searched=words.say("state.searched.heading"),
        not_researched=words.say("state.not-researched.heading"),
        out_of_scope=words.say("state.out-of-scope.heading"),
    )
