"""The pages of text: profiles, records, method and data. All readable without a script.

Each has one ``article``, which the map's side panel takes when it shows a profile.
"""

from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

import orjson
from fastapi import Request
from fastapi.responses import HTMLResponse

import geodata
from app.pages import linked
from app.pages.axis import Axis
from app.pages.cards import Cards
from app.pages.followed import SORTS, Followed, legend, read_sort
from app.pages.profiles import Profiles
from app.pages.rendering import Reading, embedded_json, reference, render
from app.problems import PROBLEMS, Refusal
from app.releases import listed
from app.settings import base_url
from app.view import View
from geodata.boundaries import read_policy
from layers.query import Query

_SUMMARY = 155


def country(reading: Reading, iso3: str) -> HTMLResponse:
    """Return the profile of a country."""
    profile = profiles(reading).country(iso3.upper())
    if profile is None or iso3 != iso3.upper():
        raise _unknown("country", iso3, "an ISO 3166-1 alpha-3 code, such as KHM")
    say, counts = reading.words.say, profile["counts"]
    said = say("country.description", name=profile["name"], **counts)
    return _document(
        reading,
        "country.html",
        title=say("country.title", name=profile["name"]),
        description=said,
        linked_data=linked.country(reading, profile),
        profile=profile,
        axis=profiles(reading).cards.axis,
    )


def supplier(reading: Reading, identifier: str) -> HTMLResponse:
    """Return the profile of a supplier."""
    profile = profiles(reading).supplier(identifier)
    if profile is None:
        raise _unknown("supplier", identifier, "an id of ours, such as huawei")
    say = reading.words.say
    deployments, countries = len(profile["cards"]), len(profile["countries"])
    said = {"name": profile["name"], "deployments": deployments, "count": countries}
    return _document(
        reading,
        "supplier.html",
        title=say("supplier.title", name=profile["name"]),
        description=say("supplier.description", **said),
        linked_data=linked.supplier(reading, profile),
        profile=profile,
        axis=profiles(reading).cards.axis,
    )


def record(reading: Reading, identifier: str) -> HTMLResponse:
    """Return a record; one that was withdrawn is gone, with the reason."""
    shelf = reading.shelf
    if identifier in shelf.tombstones:
        raise Refusal("gone", f"{identifier}: {shelf.tombstones[identifier]}")
    found = profiles(reading).record(identifier)
    if found is None:
        raise _unknown("record", identifier, "an id of ours")
    related = []
    if found.collection == "deployments":
        related = profiles(reading).incidents_of(identifier, found.country.select)
    return _document(
        reading,
        "record.html",
        title=f"{found.title} · {found.country.label}",
        description=_shortened(found.summary),
        linked_data=linked.record(reading, found),
        card=found,
        related=related,
        axis=profiles(reading).cards.axis,
    )


def followed(reading: Reading, sort: str) -> HTMLResponse:
    """Return what followed, country by country."""
    say, axis = reading.words.say, profiles(reading).cards.axis
    page = Followed(reading.reference, reading.words, axis)
    return _document(
        reading,
        "followed.html",
        title=say("followed.title"),
        description=say("followed.caveat"),
        linked_data=None,
        strips=page.strips(read_sort(sort)),
        bars=page.bars(),
        legend=legend(reading.words),
        axis=axis,
        sort=sort,
        sorts=SORTS,
    )


def about(reading: Reading) -> HTMLResponse:
    """Return the method: evidence, time, borders, limits, corrections."""
    return _document(
        reading,
        "about.html",
        title=reading.words.say("about.title"),
        description=reading.words.say("about.description"),
        borders=_border_policy(),
        statements=_statements(reading),
        definitions=reading.reference.labels["definitions"],
    )


def data(reading: Reading) -> HTMLResponse:
    """Return where the data are, in which forms and on what terms."""
    shelf = reading.request.app.state.shelf
    collections = [
        {"id": layer.id, "size": len(layer), "description": layer.description}
        for layer in shelf.layers.values()
    ]
    return _document(
        reading,
        "data.html",
        title=reading.words.say("data.title"),
        description=reading.words.say("data.description"),
        linked_data=linked.dataset(reading),
        collections=collections,
        release=reading.reference.release,
        releases=listed(reading.request.app.state.settings),
        base=base_url(reading.request),
    )


def problem(request: Request, slug: str, detail: str = "") -> HTMLResponse:
    """Return the page of a problem, in English; with a ``detail``, as the answer to it.

    An article shows what its frame gets: a refused embed may be framed, or its reader
    would see a broken frame instead of the reason.
    """
    told = PROBLEMS[slug]
    return render(
        Reading(request, View(), reference(request)),
        "problem.html",
        ancestors="*" if request.url.path == "/embed" else "'none'",
        status=told.status if detail else HTTPStatus.OK,
        title=told.title,
        description=told.explanation,
        canonical=None,
        discovery=[],
        endonyms={"en": "English"},
        code=told.status,
        detail=detail,
        explanation=told.explanation,
        slug=slug,
    )


def profiles(reading: Reading) -> Profiles:
    """Return the profiles of what is being read, in the reader's language."""
    first, last = reading.reference.years
    axis = Axis(first, last, right_to_left=reading.words.direction == "rtl")
    cards = Cards(reading.reference, reading.words, axis)
    return Profiles(reading.shelf, cards)


def _document(reading: Reading, template: str, **context: Any) -> HTMLResponse:
    found = context.pop("linked_data", None)
    return render(
        reading,
        template,
        linked_data=None if found is None else embedded_json(found),
        **context,
    )


def _unknown(kind: str, value: str, expected: str) -> Refusal:
    return Refusal("not-found", f"{kind}: expected {expected}; got {value!r}")


def _shortened(text: str) -> str:
    """Return the beginning of a text, ended at a word, for a search result."""
    if len(text) <= _SUMMARY:
        return text
    return text[:_SUMMARY].rsplit(" ", 1)[0].rstrip(".,;:") + " …"


def _statements(reading: Reading) -> list[dict[str, Any]]:
    """Return what others count, in the order of the layer."""
    layer = reading.request.app.state.shelf.layers["statements"]
    features = layer.select(Query(), limit=len(layer)).features
    return [orjson.loads(feature)["properties"] for feature in features]


@cache
def _border_policy() -> tuple[str, ...]:
    return read_policy(Path(geodata.__file__).parent / "boundaries.yaml").policy
