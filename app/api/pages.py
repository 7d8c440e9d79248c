"""The API's answers as pages a person reads: same address, ``f=html`` or a browser.

They extend the documents of the site, so they look like it; record text is escaped by
the templates and nothing else.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import Request, Response

from app.api import documents
from app.api.answering import Page
from app.api.asking import sortables
from app.api.cql_types import queryables
from app.api.filtering import EXAMPLE
from app.api.forms import FORMS
from app.api.links import Link, header, spell
from app.api.recipes import RECIPES
from app.pages.rendering import Reading, reference, render
from app.problems import PROBLEMS
from app.settings import base_url
from app.view import View
from layers.layer import Layer

# Columns a reader recognises a feature by; the rest is one click away.
_TELLING = (
    "title",
    "name",
    "country_name",
    "place",
    "technologies",
    "start",
    "end",
    "status",
    "evidence",
)


def page(
    request: Request, template: str, links: Iterable[Link], **context: Any
) -> Response:
    """Return a page, with its links in the header too."""
    reading = Reading(request, View(), reference(request))
    found = list(links)
    # The reference is in English, and its addresses take no language.
    english: dict[str, Any] = {"endonyms": {"en": "English"}, "alternates": []}
    answer = render(reading, template, links=found, **english, **context)
    answer.headers["Link"] = header(found)
    return answer


def landing_page(request: Request, links: list[Link]) -> Response:
    """Return the landing page with the collections a reader looks for."""
    shelf = request.app.state.shelf
    return page(
        request,
        "api_landing.html",
        links,
        title="API",
        abstract=documents.ABSTRACT,
        layers=list(shelf.layers.values()),
        release=shelf.release,
    )


def conformance_page(request: Request, links: list[Link]) -> Response:
    """Return the classes that are claimed."""
    classes = documents.CONFORMANCE
    title = "Standards kept"
    return page(request, "api_conformance.html", links, title=title, classes=classes)


def collections_page(request: Request, links: list[Link]) -> Response:
    """Return all collections."""
    layers = list(request.app.state.shelf.layers.values())
    title = "Collections"
    return page(request, "api_collections.html", links, title=title, layers=layers)


def collection_page(request: Request, layer: Layer, links: list[Link]) -> Response:
    """Return what a collection has, how to filter it and in which forms to take it."""
    return page(
        request,
        "api_collection.html",
        links,
        title=layer.title,
        layer=layer,
        offered=FORMS,
        queryables=queryables(layer.schema),
        sortables=sortables(layer),
        example=spell({"filter": EXAMPLE}) if "status" in layer.filters else "",
    )


def items_page(request: Request, found: Page, links: list[Link]) -> Response:
    """Return a page of features as a table."""
    columns = [n for n in _TELLING if n in found.layer.schema]
    if found.ask.properties is not None:
        columns = list(found.ask.properties)
    address = f"{base_url(request)}{request.url.path}"
    return page(
        request,
        "api_items.html",
        links,
        title=found.layer.title,
        layer=found.layer,
        found=found,
        columns=columns,
        features=found.parsed(),
        address=address,
        first=min(found.ask.offset + 1, found.matched),
    )


def feature_page(
    request: Request, layer: Layer, feature: Mapping[str, Any], links: list[Link]
) -> Response:
    """Return one feature with all it says."""
    known = feature["properties"]
    title = known.get("title") or known.get("name") or feature["id"]
    return page(
        request, "api_feature.html", links, title=title, layer=layer, feature=feature
    )


def docs_page(request: Request) -> Response:
    """Return the reference: every collection, parameter, form and recipe."""
    layers = list(request.app.state.shelf.layers.values())
    return page(
        request,
        "api_docs.html",
        (),
        title="How to use the API",
        layers=layers,
        forms=FORMS,
        problems=PROBLEMS,
        recipes=RECIPES,
        base=base_url(request),
    )
