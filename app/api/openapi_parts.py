"""What the paths of the OpenAPI document refer to: parameters, answers, schemas.

Nothing here names a collection, but for the schema of its features.
"""

from collections.abc import Mapping
from typing import Any

from app.api.crs import CRS84, CRSS, EPSG4326
from app.api.links import HTML, PROBLEM
from app.query import CERTAINTIES, LIMIT_DEFAULT, LIMIT_MAXIMUM, OFFSET_MAXIMUM
from layers.layer import Layer
from layers.shelf import Shelf

Node = dict[str, Any]
_NUMBERS = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6}
_DATETIME = (
    "An instant or an interval that features have to touch: a year, month, day or "
    "RFC 3339 date-time; .. leaves a side open. Undated features match only where "
    "there is no bound, and are counted in numberUndated."
)


def parameters() -> Node:
    """Return the parameters that every collection takes."""
    crs = {"type": "string", "format": "uri", "enum": list(CRSS)}
    text = {"type": "string"}
    limit = {
        "type": "integer",
        "minimum": 1,
        "maximum": LIMIT_MAXIMUM,
        "default": LIMIT_DEFAULT,
    }
    offset = {"type": "integer", "minimum": 0, "maximum": OFFSET_MAXIMUM, "default": 0}
    languages = {"type": "string", "enum": ["cql2-text", "cql2-json"]}
    certainty = {"type": "string", "enum": list(CERTAINTIES), "default": "possible"}
    told: Mapping[str, tuple[str, Node]] = {
        "bbox": ("West, south, east, north; west > east crosses 180°.", _NUMBERS),
        "datetime": (_DATETIME, {"type": "string", "format": "ogc-datetime"}),
        "limit": ("How many features; more count as the maximum.", limit),
        "offset": ("How many features to pass over.", offset),
        "certainty": ("Whether possible or only certain presence counts.", certainty),
        "q": ("Words that all have to be found in title, place or names.", text),
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
    "filter-lang": "cql2-text",
    "filter-crs": EPSG4326.uri,
    "crs": EPSG4326.uri,
    "bbox-crs": CRS84.uri,
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


def responses() -> Node:
    """Return every answer that is a problem."""
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


def schemas(shelf: Shelf) -> Node:
    """Return the schemas of documents, and of each collection's features."""
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
