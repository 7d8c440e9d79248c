"""The service described in OpenAPI 3.0, from the collections it really has.

FastAPI writes 3.1 and knows nothing of our parameters, which are read and refused by
``app/query.py``; the conformance class demands 3.0. So the document is made here. Every
collection has paths of its own, because each has its own filters and properties.
"""

from collections.abc import Mapping

from app.api.asking import sortables
from app.api.documents import ABSTRACT, TITLE
from app.api.filtering import EXAMPLE
from app.api.forms import FORMS, OFFERS
from app.api.links import GEOJSON, HTML, JSON, SCHEMA
from app.api.openapi_parts import Node, parameters, responses, schemas
from layers.layer import Layer
from layers.shelf import Shelf


def describe(shelf: Shelf, base: str) -> Node:
    """Return the document, with ``base`` as the server."""
    paths: Node = {}
    for path, (summary, media_type, tag) in _FIXED.items():
        paths[path] = _operation(summary, tag, _documents(media_type), _forms("json"))
    for layer in shelf.layers.values():
        paths |= _collection_paths(layer)
    return {
        "openapi": "3.0.3",
        "info": {
            "title": TITLE,
            "version": shelf.release,
            "description": ABSTRACT,
            "license": {
                "name": "CC BY 4.0",
                "url": "https://creativecommons.org/licenses/by/4.0/",
            },
        },
        "servers": [{"url": f"{base}/api", "description": "This server"}],
        "tags": [{"name": n, "description": d} for n, d in _TAGS.items()],
        "paths": paths,
        "components": {
            "parameters": parameters(),
            "responses": responses(),
            "schemas": schemas(shelf),
        },
    }


_TAGS = {
    "Capabilities": "What this service is and has",
    "Data": "The features of a collection",
    "Schemas": "What the features say, and what can be asked",
}
_FIXED: Mapping[str, tuple[str, str, str]] = {
    "/": ("Landing page", "landingPage", "Capabilities"),
    "/conformance": ("Standards kept", "confClasses", "Capabilities"),
    "/collections": ("All collections", "collections", "Capabilities"),
}


def _collection_paths(layer: Layer) -> Node:
    here = f"/collections/{layer.id}"
    about = _documents("collection")
    paths = {
        here: _operation(layer.title, "Capabilities", about, _forms("json")),
        f"{here}/items": _items(layer),
        f"{here}/items/{{featureId}}": _feature(layer),
    }
    for name in ("queryables", "sortables", "schema"):
        summary = f"{name.capitalize()} of {layer.title}"
        content = {SCHEMA: {"schema": {"type": "object"}}}
        paths[f"{here}/{name}"] = _operation(summary, "Schemas", content, _f(["json"]))
    return paths


def _operation(
    summary: str, tag: str, content: Node, parameters: list[Node], **more: Node
) -> Node:
    name = "".join(part.capitalize() for part in summary.replace("-", " ").split())
    responses = {
        "200": {"description": summary, "content": content},
        "400": {"$ref": "#/components/responses/invalid"},
        "406": {"$ref": "#/components/responses/notAcceptable"},
        "429": {"$ref": "#/components/responses/tooMany"},
        "500": {"$ref": "#/components/responses/failed"},
        **more,
    }
    return {
        "get": {
            "summary": summary,
            "operationId": f"get{name}",
            "tags": [tag],
            "parameters": parameters,
            "responses": responses,
        }
    }


def _documents(schema: str) -> Node:
    reference = {"$ref": f"#/components/schemas/{schema}"}
    return {JSON: {"schema": reference}, HTML: {"schema": {"type": "string"}}}


def _forms(example: str) -> list[Node]:
    return _f(["json", "html"], example)


def _f(names: list[str], example: str = "json") -> list[Node]:
    return [
        {
            "name": "f",
            "in": "query",
            "description": "The form of the answer; else the Accept header decides.",
            "schema": {"type": "string", "enum": names},
            "example": example,
        }
    ]


def _items(layer: Layer) -> Node:
    shared = [
        {"$ref": f"#/components/parameters/{name}"}
        for name in parameters()
        if name != "featureId"
    ]
    feature = {"$ref": f"#/components/schemas/{layer.id}Collection"}
    content: Node = {GEOJSON: {"schema": feature}}
    for form in list(FORMS.values())[1:]:
        kind = {"type": "object"} if "json" in form.media_type else {"type": "string"}
        content[form.media_type.partition(";")[0]] = {"schema": kind}
    content[HTML] = {"schema": {"type": "string"}}
    own = [*_filters(layer), _cql2(layer), *_lists(layer)]
    summary = f"Features of {layer.title}"
    return _operation(summary, "Data", content, [*shared, *own, *_f(list(OFFERS))])


def _filters(layer: Layer) -> list[Node]:
    return [
        {
            "name": name,
            "in": "query",
            "description": f"Only features that have any of these for {name}.",
            "style": "form",
            "explode": False,
            "schema": {
                "type": "array",
                "minItems": 1,
                "items": {"type": "string", "enum": list(layer.enumerations[name])},
            },
            "example": list(layer.enumerations[name][:2]),
        }
        for name in layer.filters
    ]


def _cql2(layer: Layer) -> Node:
    has_ladder = {"status", "start"} <= set(layer.schema)
    schema = {"type": "string", "format": "cql2-text", "minLength": 1}
    return {
        "name": "filter",
        "in": "query",
        "description": "A CQL2 filter over the queryables.",
        "schema": schema,
        "example": EXAMPLE if has_ladder else "id LIKE 'k%'",
    }


def _lists(layer: Layer) -> list[Node]:
    """Return the parameters that name properties of this collection."""
    keys = [f"{sign}{name}" for name in sortables(layer) for sign in ("", "-", "+")]
    named = {
        "properties": ("Only these properties.", list(layer.schema)),
        "sortby": ("Sort by these; - before one descends. Unknown stands last.", keys),
    }
    return [
        {
            "name": name,
            "in": "query",
            "description": description,
            "style": "form",
            "explode": False,
            "schema": {
                "type": "array",
                "minItems": 1,
                "items": {"type": "string", "enum": values},
            },
            "example": values[:1],
        }
        for name, (description, values) in named.items()
    ]


def _feature(layer: Layer) -> Node:
    schema = {"$ref": f"#/components/schemas/{layer.id}Feature"}
    content = {GEOJSON: {"schema": schema}, HTML: {"schema": {"type": "string"}}}
    identity = {"$ref": "#/components/parameters/featureId"}
    crs = {"$ref": "#/components/parameters/crs"}
    asked = [identity, crs, *_f(["geojson", "json", "html"])]
    missing = {"$ref": "#/components/responses/notFound"}
    gone = {"$ref": "#/components/responses/gone"}
    summary = f"One feature of {layer.title}"
    return _operation(summary, "Data", content, asked, **{"404": missing, "410": gone})
