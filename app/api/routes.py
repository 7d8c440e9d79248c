"""The addresses under ``/api``: what each reads of a request, and what answers it."""

from collections.abc import Callable, Mapping
from typing import Any

import orjson
from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response

from app.api import documents
from app.api.answering import Page, answer_items, shaped
from app.api.asking import DOCUMENTS, Ask, read_ask, read_form
from app.api.crs import CRS84, Crs, read_crs
from app.api.forms import FORMS, OFFERS, Context
from app.api.links import GEOJSON, JSON, SCHEMA, Link, header, link, spell
from app.problems import Refusal
from app.query import read_pairs, refuse_unknown
from app.serving import Serving
from app.settings import base_url
from layers.layer import Layer
from layers.query import Query

router = APIRouter(prefix="/api")
_FEATURE_OFFERS = {"geojson": GEOJSON, "json": JSON}


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
    value: Any, media_type: str = JSON, links: tuple[Link, ...] = ()
) -> Response:
    """Return a JSON document, with its links in the header too."""
    headers = {"Link": header(links)} if links else {}
    return Response(orjson.dumps(value), 200, headers, media_type)


def _document(
    request: Request, build: Callable[[list[Link]], dict[str, Any]], where: str
) -> Response:
    """Answer with a document about the data, in the form the client wants."""
    values = parameters(request)
    refuse_unknown(values, ("f",), where)
    offers = {"json": DOCUMENTS["json"]}
    form = read_form(values, request.headers.get("accept", ""), offers)
    here = f"{base_url(request)}{request.url.path}"
    links = documents.alternates(here, offers, form)
    return answer_json(build(links), JSON, tuple(links))


@router.get("")
async def landing(request: Request) -> Response:
    """Answer with the landing page."""
    base = base_url(request)
    return _document(request, lambda links: documents.landing(base, links), "/api")


@router.get("/conformance")
async def conformance(request: Request) -> Response:
    """Answer with the classes our tests prove."""
    claimed = {"conformsTo": list(documents.CONFORMANCE)}
    return _document(request, lambda _: claimed, "/api/conformance")


@router.get("/collections")
async def collections(request: Request) -> Response:
    """Answer with all collections."""
    served, base = serving(request), base_url(request)

    def build(links: list[Link]) -> dict[str, Any]:
        return documents.collections(served.shelf, base, served.time_stamp, links)

    return _document(request, build, "/api/collections")


@router.get("/collections/{collection_id}")
async def collection(request: Request, collection_id: str) -> Response:
    """Answer with one collection."""
    layer, base = layer_of(request, collection_id), base_url(request)
    return _document(
        request,
        lambda links: documents.collection(layer, base, links),
        f"/api/collections/{collection_id}",
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
    served = serving(request)
    table = served.table(layer)
    plain = not (ask.filter or ask.order or ask.frame) and ask.form == "geojson"
    if plain:
        page = answer_items(layer, table, ask)
    else:
        page = await run_sync(answer_items, layer, table, ask)
    links = tuple(_page_links(f"{base_url(request)}{request.url.path}", values, page))
    context = Context(links, served.time_stamp, base_url(request))
    writer = FORMS[ask.form]
    body = (
        writer.write(page, context)
        if plain
        else await run_sync(writer.write, page, context)
    )
    return Response(body, 200, _item_headers(page, links), writer.media_type)


def _item_headers(page: Page, links: tuple[Link, ...]) -> dict[str, str]:
    return {
        "Link": header(links),
        "Content-Crs": f"<{page.ask.crs.uri}>",
        "OGC-NumberMatched": str(page.matched),
        "OGC-NumberReturned": str(page.returned),
    }


def _page_links(address: str, values: Mapping[str, str], page: Page) -> list[Link]:
    media_type = FORMS[page.ask.form].media_type
    found = [link(address + spell(values), "self", media_type, "This page")]
    for name, form in FORMS.items():
        if name != page.ask.form:
            other = address + spell({**values, "f": name})
            found.append(link(other, "alternate", form.media_type, form.title))
    ask = page.ask
    if (offset := page.next_offset) is not None:
        later = spell({**values, "offset": str(offset)})
        found.append(link(address + later, "next", media_type, "Next page"))
    if ask.offset > 0:
        earlier = str(max(0, ask.offset - ask.limit))
        before = spell({**values, "offset": earlier})
        found.append(link(address + before, "prev", media_type, "Previous page"))
    collection = address.removesuffix("/items")
    found.append(link(collection, "collection", JSON, page.layer.title))
    return found


@router.get("/collections/{collection_id}/items/{feature_id}")
async def feature(request: Request, collection_id: str, feature_id: str) -> Response:
    """Answer with one feature, or with why there is none."""
    layer = layer_of(request, collection_id)
    values = parameters(request)
    refuse_unknown(values, ("crs", "f"), "a feature")
    read_form(values, request.headers.get("accept", ""), _FEATURE_OFFERS)
    crs = read_crs("crs", values["crs"]) if "crs" in values else CRS84
    found = layer.feature(feature_id)
    if found is None:
        raise _missing(serving(request), layer, feature_id)
    address = f"{base_url(request)}{request.url.path}"
    links = _feature_links(address, values, layer)
    body = _with_links(found, crs, links)
    headers = {"Link": header(links), "Content-Crs": f"<{crs.uri}>"}
    return Response(body, 200, headers, GEOJSON)


def _feature_links(address: str, values: Mapping[str, str], layer: Layer) -> list[Link]:
    collection = address.rpartition("/items/")[0]
    return [
        link(address + spell(values), "self", GEOJSON, "This feature"),
        link(address, "canonical", GEOJSON, "Permanent address"),
        link(collection, "collection", JSON, layer.title),
    ]


def _with_links(found: bytes, crs: Crs, links: list[Link]) -> bytes:
    ask = Ask(query=Query(), form="geojson", crs=crs)
    opening = shaped(found, ask)[:-1]
    return b"".join((opening, b',"links":', orjson.dumps(links), b"}"))


def _missing(served: Serving, layer: Layer, feature_id: str) -> Refusal:
    reason = served.shelf.tombstones.get(feature_id)
    if reason is not None:
        return Refusal(
            "gone", f"{feature_id} was withdrawn: {reason}", value=feature_id
        )
    detail = f"there is no {feature_id!r} in {layer.id}"
    return Refusal("not-found", detail, value=feature_id)
