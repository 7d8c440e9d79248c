"""The addresses under ``/api``: what each reads of a request, and what answers it."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

import orjson
from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response

from app.api import documents, openapi, pages
from app.api.answering import Page, answer_items, shaped
from app.api.asking import DOCUMENTS, FEATURE, Ask, read_ask, read_form
from app.api.context import Context
from app.api.crs import CRS84, read_crs
from app.api.forms import DEGREES_ONLY, FORMS, OFFERS, TITLES
from app.api.links import (
    GEOJSON,
    JSON,
    OPENAPI,
    SCHEMA,
    Link,
    Spelling,
    header,
    link,
    spell,
)
from app.problems import Refusal, invalid
from app.query import read_pairs, refuse_unknown
from app.serving import Serving
from app.settings import base_url
from layers.layer import Layer
from layers.query import Query

router = APIRouter(prefix="/api")


def serving(request: Request) -> Serving:
    """Return the generation that answers this request."""
    found: Serving = request.app.state.serving
    return found


def parameters(request: Request) -> dict[str, str]:
    """Return the parameters of the request by name."""
    return read_pairs(request.scope["query_string"])


def layer_of(request: Request, collection_id: str) -> Layer:
    """Return the layer of that name; refuse a name there is not."""
    layers = serving(request).shelf.layers
    if collection_id not in layers:
        known = list(layers)
        detail = f"there is no collection {collection_id!r}, only {', '.join(known)}"
        raise Refusal("not-found", detail, value=collection_id, allowed=known)
    return layers[collection_id]


def answer_json(
    value: Any, media_type: str = JSON, links: Iterable[Link] = ()
) -> Response:
    """Return a JSON document, with its links in the header too."""
    headers = {"Link": header(links)} if links else {}
    return Response(orjson.dumps(value), 200, headers, media_type)


def _document(
    request: Request,
    build: Callable[[list[Link]], dict[str, Any]],
    draw: Callable[[list[Link]], Response],
) -> Response:
    """Answer with a document about the data, in the form the client wants."""
    values = parameters(request)
    refuse_unknown(values, ("f",), request.url.path)
    form = read_form(values, request.headers.get("accept", ""), DOCUMENTS)
    here = f"{base_url(request)}{request.url.path}"
    links = documents.alternates(here, DOCUMENTS, form)
    if form == "html":
        return draw(links)
    return answer_json(build(links), JSON, tuple(links))


@router.get("")
@router.get("/")
async def landing(request: Request) -> Response:
    """Answer with the landing page."""
    base = base_url(request)
    return _document(
        request,
        partial(documents.landing, base),
        partial(pages.landing_page, request),
    )


@router.get("/conformance")
async def conformance(request: Request) -> Response:
    """Answer with the classes our tests prove."""
    claimed = {"conformsTo": list(documents.CONFORMANCE)}
    return _document(
        request, lambda _: claimed, partial(pages.conformance_page, request)
    )


@router.get("/openapi.json")
async def openapi_document(request: Request) -> Response:
    """Answer with the description of this service in OpenAPI 3.0."""
    refuse_unknown(parameters(request), ("f",), "the description")
    described = openapi.describe(serving(request).shelf, base_url(request))
    return answer_json(described, OPENAPI)


@router.get("/docs")
async def docs(request: Request) -> Response:
    """Answer with the reference for people."""
    refuse_unknown(parameters(request), ("f",), "the reference")
    return pages.docs_page(request)


@router.get("/collections")
async def collections(request: Request) -> Response:
    """Answer with all collections."""
    served = serving(request)
    build = partial(documents.collections, served, base_url(request))
    return _document(request, build, partial(pages.collections_page, request))


@router.get("/collections/{collection_id}")
async def collection(request: Request, collection_id: str) -> Response:
    """Answer with one collection."""
    layer, base = layer_of(request, collection_id), base_url(request)
    return _document(
        request,
        partial(documents.collection, layer, serving(request).table(layer), base),
        partial(pages.collection_page, request, layer),
    )


_SCHEMAS: Mapping[str, Callable[[Layer, str], dict[str, Any]]] = {
    "schema": documents.schema,
    "queryables": documents.queryable_schema,
    "sortables": documents.sortable_schema,
}


@router.get("/collections/{collection_id}/{about}")
async def schema(request: Request, collection_id: str, about: str) -> Response:
    """Answer with the schema, queryables, sortables or items of a collection."""
    layer = layer_of(request, collection_id)
    if about == "items":
        return await _items(request, layer)
    if about not in _SCHEMAS:
        known = [*_SCHEMAS, "items"]
        detail = f"{collection_id} has no {about!r}, only {', '.join(known)}"
        raise Refusal("not-found", detail, value=about, allowed=known)
    values = parameters(request)
    refuse_unknown(values, ("f",), about)
    read_form(
        values, request.headers.get("accept", ""), {"json": SCHEMA, "schema": JSON}
    )
    here = f"{base_url(request)}{request.url.path}"
    return answer_json(_SCHEMAS[about](layer, here), SCHEMA)


async def _items(request: Request, layer: Layer) -> Response:
    values = parameters(request)
    form = read_form(values, request.headers.get("accept", ""), OFFERS)
    ask = read_ask(values, layer, "geojson" if form == "json" else form)
    _refuse_system(ask)
    served = serving(request)
    table = served.table(layer)
    plain = not ask.needs_table and ask.form == "geojson"
    if plain:
        page = answer_items(layer, table, ask)
    else:
        page = await run_sync(answer_items, layer, table, ask)
    links = _page_links(f"{base_url(request)}{request.url.path}", values, page)
    if ask.form == "html":
        return pages.items_page(request, page, links)
    context = Context(tuple(links), served.time_stamp, base_url(request))
    write = partial(FORMS[ask.form].write, page, context)
    body = write() if plain else await run_sync(write)
    return Response(body, 200, _item_headers(page, links), FORMS[ask.form].media_type)


def _refuse_system(ask: Ask) -> None:
    if ask.form in DEGREES_ONLY and ask.crs is not CRS84:
        expected = f"no other system than CRS84 for f={ask.form}"
        raise invalid("crs", ask.crs.uri, expected, CRS84.uri)


def _item_headers(page: Page, links: list[Link]) -> dict[str, str]:
    return {
        "Link": header(links),
        "Content-Crs": f"<{page.ask.crs.uri}>",
        "OGC-NumberMatched": str(page.matched),
        "OGC-NumberReturned": str(page.returned),
    }


def _page_links(address: str, values: Mapping[str, str], page: Page) -> list[Link]:
    media_type = OFFERS[page.ask.form]
    ask, asked = page.ask, Spelling(address, values)
    found = [link(asked.address(), "self", media_type, "This page")]
    for name, title in TITLES.items():
        if name != ask.form:
            found.append(link(asked.address(f=name), "alternate", OFFERS[name], title))
    if (offset := page.next_offset) is not None:
        later = asked.address(offset=str(offset))
        found.append(link(later, "next", media_type, "Next page"))
    if ask.offset > 0:
        earlier = asked.address(offset=str(max(0, ask.offset - ask.limit)))
        found.append(link(earlier, "prev", media_type, "Previous page"))
    collection = address.removesuffix("/items")
    found.append(link(collection, "collection", JSON, page.layer.title))
    return found


@router.get("/collections/{collection_id}/items/{feature_id}")
async def feature(request: Request, collection_id: str, feature_id: str) -> Response:
    """Answer with one feature, or with why there is none."""
    layer = layer_of(request, collection_id)
    values = parameters(request)
    refuse_unknown(values, ("crs", "f"), "a feature")
    form = read_form(values, request.headers.get("accept", ""), FEATURE)
    crs = read_crs("crs", values["crs"]) if "crs" in values else CRS84
    found = layer.feature(feature_id)
    if found is None:
        raise _missing(serving(request), layer, feature_id)
    shown = shaped(found, Ask(query=Query(), form=form, crs=crs))
    address = f"{base_url(request)}{request.url.path}"
    links = _feature_links(address, values, layer, form)
    if form == "html":
        return pages.feature_page(request, layer, orjson.loads(shown), links)
    body = b"".join((shown[:-1], b',"links":', orjson.dumps(links), b"}"))
    headers = {"Link": header(links), "Content-Crs": f"<{crs.uri}>"}
    return Response(body, 200, headers, GEOJSON)


def _feature_links(
    address: str, values: Mapping[str, str], layer: Layer, form: str
) -> list[Link]:
    collection = address.rpartition("/items/")[0]
    other = "geojson" if form == "html" else "html"
    elsewhere = address + spell({**values, "f": other})
    return [
        link(address + spell(values), "self", FEATURE[form], "This feature"),
        link(elsewhere, "alternate", FEATURE[other], f"As {other}"),
        link(address, "canonical", GEOJSON, "Permanent address"),
        link(collection, "collection", JSON, layer.title),
    ]


def _missing(served: Serving, layer: Layer, feature_id: str) -> Refusal:
    reason = served.shelf.tombstones.get(feature_id)
    if reason is not None:
        return Refusal(
            "gone", f"{feature_id} was withdrawn: {reason}", value=feature_id
        )
    detail = f"there is no {feature_id!r} in {layer.id}"
    return Refusal("not-found", detail, value=feature_id)
