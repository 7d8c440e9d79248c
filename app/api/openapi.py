"""The service described in OpenAPI 3.0, from the collections it really has.

FastAPI writes 3.1 and knows nothing of our parameters, which are read and refused by
``app/query.py``; the conformance class demands 3.0. So the document is made here. Every
collection has paths of its own, because each has its own filters and properties.
"""

from collections.abc import Mapping
from typing import Any

from app.api.asking import sortables
from app.api.crs import CRSS, EPSG4326
from app.api.documents import ABSTRACT, TITLE
from app.api.filtering import EXAMPLE
from app.api.forms import FORMS, OFFERS
from app.api.links import GEOJSON, HTML, JSON, PROBLEM, SCHEMA
from app.query import CERTAINTIES, LIMIT_DEFAULT, LIMIT_MAXIMUM
from layers.layer import Layer
from layers.shelf import Shelf

Node = dict[str, Any]
_NUMBERS = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6}
_DATETIME = (
    "An instant or an interval that features have to touch: a year, month, day or "
    "RFC 3339 date-time; .. leaves a side open. Undated features match only where "
    "there is no bound, and are counted in numberUndated."
)


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
            "parameters": _parameters(),
            "responses": _responses(),
            "schemas": _schemas(shelf),
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
        for name in _parameters()
        if name != "featureId"
    ]
    feature = {"$ref": f"#/components/schemas/{layer.id}Collection"}
    content: Node = {GEOJSON: {"schema": feature}}
    for form in list(FORMS.values())[1:]:
        kind = {"type": "object"} if "json" in form.media_type else {"type": "string"}
        content[form.media_type.partition(";")[0]] = {"schema": kind}
    content[HTML] = {"schema": {"type": "string"}}
    parameters = [*shared, *_filters(layer), *_lists(layer), *_f(list(OFFERS))]
    summary = f"Features of {layer.title}"
    return _operation(summary, "Data", content, parameters)


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
    parameters = [identity, crs, *_f(["geojson", "json", "html"])]
    missing = {"$ref": "#/components/responses/notFound"}
    gone = {"$ref": "#/components/responses/gone"}
    summary = f"One feature of {layer.title}"
    return _operation(
        summary, "Data", content, parameters, **{"404": missing, "410": gone}
    )


def _parameters() -> Node:
    """Return the parameters that every collection takes."""
    crs = {"type": "string", "format": "uri", "enum": list(CRSS)}
    text = {"type": "string"}
    limit = {
        "type": "integer",
        "minimum": 1,
        "maximum": LIMIT_MAXIMUM,
        "default": LIMIT_DEFAULT,
    }
    offset = {"type": "integer", "minimum": 0, "maximum": 10**9, "default": 0}
    languages = {"type": "string", "enum": ["cql2-text", "cql2-json"]}
    certainty = {"type": "string", "enum": list(CERTAINTIES), "default": "possible"}
    told: Mapping[str, tuple[str, Node]] = {
        "bbox": ("West, south, east, north; west > east crosses 180°.", _NUMBERS),
        "datetime": (_DATETIME, text),
        "limit": ("How many features; more count as the maximum.", limit),
        "offset": ("How many features to pass over.", offset),
        "certainty": ("Whether possible or only certain presence counts.", certainty),
        "q": ("Words that all have to be found in title, place or names.", text),
        "filter": ("A CQL2 filter over the queryables.", text),
        "filter-lang": ("The language of filter.", languages),
        "filter-crs": ("The system of geometries in filter.", crs),
        "crs": ("The system of the answer.", crs),
        "bbox-crs": ("The system of bbox.", crs),
    }
    found = {
        name: _parameter(name, description, schema)
        for name, (description, schema) in told.items()
    }
    found["featureId"] = {
        "name": "featureId",
        "in": "path",
        "required": True,
        "description": "The feature's stable id.",
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9-]+$", "maxLength": 200},
    }
    return found


_EXAMPLES: Node = {
    "bbox": [90, -10, 130, 30],
    "datetime": "2013/2020",
    "limit": 100,
    "offset": 0,
    "certainty": "certain",
    "q": "phnom penh",
    "filter": EXAMPLE,
    "filter-lang": "cql2-text",
    "filter-crs": EPSG4326.uri,
    "crs": EPSG4326.uri,
    "bbox-crs": EPSG4326.uri,
}


def _parameter(name: str, description: str, schema: Node) -> Node:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "style": "form",
        "explode": False,
        "schema": schema,
        "example": _EXAMPLES[name],
    }


def _responses() -> Node:
    told = {
        "invalid": "A parameter is unknown or cannot be read",
        "notFound": "There is no such feature",
        "gone": "The record was withdrawn; the detail says why",
        "notAcceptable": "None of the forms asked for is offered",
        "tooMany": "Too many requests; see Retry-After",
        "failed": "The service failed",
    }
    problem = {"schema": {"$ref": "#/components/schemas/problem"}}
    # A reader with a browser gets the same in words.
    content = {PROBLEM: problem, HTML: {"schema": {"type": "string"}}}
    return {name: {"description": d, "content": content} for name, d in told.items()}


def _schemas(shelf: Shelf) -> Node:
    links = {"type": "array", "items": {"$ref": "#/components/schemas/link"}}
    found: Node = {
        "link": _object({"href": _TEXT, "rel": _TEXT, "type": _TEXT}, "href", "rel"),
        "problem": _object(
            {"type": _TEXT, "title": _TEXT, "status": _INTEGER, "detail": _TEXT},
            "type",
            "title",
            "status",
            "detail",
        ),
        "landingPage": _object({"title": _TEXT, "links": links}, "links"),
        "confClasses": _object({"conformsTo": _TEXTS}, "conformsTo"),
        "collections": _object(
            {
                "links": links,
                "collections": {
                    "type": "array",
                    "items": {"$ref": "#/components/schemas/collection"},
                },
            },
            "links",
            "collections",
        ),
        "collection": _object(
            {"id": _TEXT, "title": _TEXT, "links": links, "crs": _TEXTS}, "id", "links"
        ),
    }
    for layer in shelf.layers.values():
        found[f"{layer.id}Feature"] = _feature_schema(layer, links)
        found[f"{layer.id}Collection"] = _collection_schema(layer, links)
    return found


_COUNTS = (
    "numberMatched",
    "numberReturned",
    "numberWithoutGeometry",
    "numberUndated",
)
_TEXT = {"type": "string"}
_INTEGER = {"type": "integer", "minimum": 0}
_TEXTS = {"type": "array", "items": _TEXT}


def _object(properties: Node, *required: str) -> Node:
    return {"type": "object", "properties": properties, "required": list(required)}


def _feature_schema(layer: Layer, links: Node) -> Node:
    properties = {name: as_openapi(about) for name, about in layer.schema.items()}
    return _object(
        {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": _TEXT,
            "geometry": {"type": "object", "nullable": True},
            "properties": {"type": "object", "properties": properties},
            "links": links,
        },
        "type",
        "id",
        "geometry",
        "properties",
    )


def _collection_schema(layer: Layer, links: Node) -> Node:
    items = {"$ref": f"#/components/schemas/{layer.id}Feature"}
    return _object(
        {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": {"type": "array", "items": items},
            "links": links,
            "timeStamp": {"type": "string", "format": "date-time"},
            **dict.fromkeys(_COUNTS, _INTEGER),
        },
        "type",
        "features",
    )


def as_openapi(schema: Mapping[str, Any]) -> Node:
    """Return JSON Schema 2020-12 in the dialect of OpenAPI 3.0, where null is a flag.

    >>> as_openapi({"type": ["string", "null"], "enum": ["a", None]})
    {'type': 'string', 'enum': ['a', None], 'nullable': True}
    """
    found = {key: value for key, value in schema.items() if not key.startswith("$")}
    named = schema.get("type")
    if isinstance(named, list):
        kinds = [kind for kind in named if kind != "null"]
        if len(kinds) == 1:
            found["type"] = kinds[0]
        else:
            del found["type"]
        if "null" in named:
            found["nullable"] = True
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            found[key] = as_openapi(schema[key])
    if "properties" in schema:
        nested = schema["properties"].items()
        found["properties"] = {name: as_openapi(about) for name, about in nested}
    return found
