"""The documents about the data: landing page, conformance, collections, schemas."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.api.asking import COMMON, sortables
from app.api.cql_types import queryables
from app.api.crs import CRS84, CRSS
from app.api.forms import FORMS
from app.api.links import HTML, JSON, OGC_REL, OPENAPI, SCHEMA, Link, link
from app.api.table import Table
from app.serving import Serving
from layers.layer import Layer

TITLE = "Digital Silk Road Atlas"
ABSTRACT = (
    "Which Belt and Road countries have Chinese-supplied surveillance technology, "
    "since when and on whose evidence, and which policies and incidents followed. "
    "Open data with a source for every claim. A mark that is absent is not the absence "
    "of surveillance."
)
LICENCE = "https://creativecommons.org/licenses/by/4.0/"

# Claimed because a test of tests/app/test_ogc_*.py proves each.
_FEATURES = "http://www.opengis.net/spec/ogcapi-features-{}/1.0/conf/{}"
_CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf/{}"
_COMMON = "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/{}"
CONFORMANCE = (
    *(_COMMON.format(name) for name in ("core", "json", "html", "oas30")),
    *(_FEATURES.format(1, name) for name in ("core", "geojson", "html", "oas30")),
    _FEATURES.format(2, "crs"),
    *(_FEATURES.format(3, n) for n in ("queryables", "filter", "features-filter")),
    *(
        _CQL2.format(name)
        for name in (
            "cql2-text",
            "cql2-json",
            "basic-cql2",
            "advanced-comparison-operators",
            "case-insensitive-comparison",
            "accent-insensitive-comparison",
            "basic-spatial-functions",
            "basic-spatial-functions-plus",
            "spatial-functions",
            "temporal-functions",
            "array-functions",
            "property-property",
            "arithmetic",
        )
    ),
)


def alternates(address: str, offers: Mapping[str, str], chosen: str) -> list[Link]:
    """Return the link to a document itself and to its other forms."""
    found = []
    for name, media_type in offers.items():
        rel = "self" if name == chosen else "alternate"
        found.append(link(f"{address}?f={name}", rel, media_type, f"As {name}"))
    return sorted(found, key=lambda item: item["rel"] != "self")


def landing(base: str, links: Iterable[Link]) -> dict[str, Any]:
    """Return the landing page."""
    api = f"{base}/api"
    catalog = f"{base}/.well-known/api-catalog"
    return {
        "title": TITLE,
        "description": ABSTRACT,
        "attribution": f"{TITLE}, CC BY 4.0",
        "links": [
            *links,
            link(f"{api}/openapi.json", "service-desc", OPENAPI, "OpenAPI 3.0"),
            link(f"{api}/docs", "service-doc", HTML, "How to use this service"),
            link(f"{api}/conformance", "conformance", JSON, "Standards kept"),
            link(f"{api}/collections", "data", JSON, "The collections"),
            link(catalog, "api-catalog", "application/linkset+json", "API catalog"),
            link(LICENCE, "license", HTML, "CC BY 4.0"),
            link(f"{base}/", "related", HTML, "The map"),
        ],
    }


def collections(served: Serving, base: str, links: Iterable[Link]) -> dict[str, Any]:
    """Return the list of all collections."""
    layers = served.shelf.layers.values()
    return {
        "timeStamp": served.time_stamp,
        "numberMatched": len(layers),
        "numberReturned": len(layers),
        "crs": list(CRSS),
        "links": list(links),
        "collections": [
            collection(layer, served.table(layer), base) for layer in layers
        ],
    }


def collection(
    layer: Layer, table: Table, base: str, links: Iterable[Link] = ()
) -> dict[str, Any]:
    """Return what a collection is, where and when its features are, and their address.

    Without ``links`` of its own, as in the list, it links to itself alone.
    """
    here = f"{base}/api/collections/{layer.id}"
    own = list(links) or [link(here, "self", JSON, layer.title)]
    return {
        "id": layer.id,
        "title": layer.title,
        "description": layer.description,
        "attribution": f"{TITLE}, CC BY 4.0",
        "itemType": "feature",
        "itemCount": len(layer),
        "extent": _extent(layer, table),
        "crs": list(CRSS),
        "storageCrs": CRS84.uri,
        "links": [*own, *_item_links(layer, here)],
    }


def _item_links(layer: Layer, here: str) -> list[Link]:
    items = [
        link(f"{here}/items?f={name}", "items", form.media_type, form.title)
        for name, form in FORMS.items()
    ]
    return [
        *items,
        link(f"{here}/queryables", f"{OGC_REL}/queryables", SCHEMA, "Queryables"),
        link(f"{here}/sortables", f"{OGC_REL}/sortables", SCHEMA, "Sortables"),
        link(f"{here}/schema", f"{OGC_REL}/schema", SCHEMA, f"Schema of {layer.title}"),
        link(f"{here}/schema", "describedby", SCHEMA, f"Schema of {layer.title}"),
        link(LICENCE, "license", HTML, "CC BY 4.0"),
    ]


def _extent(layer: Layer, table: Table) -> dict[str, Any]:
    """Return where the features are, and from which to which day they are dated.

    What is still going on reaches beyond the last day; a null would hide that day from
    clients that draw a timeline, and the official test suite cannot read it.
    """
    extent: dict[str, Any] = {}
    if (box := layer.bbox) is not None:
        edges = [box.west, box.south, box.east, box.north]
        extent["spatial"] = {"bbox": [edges], "crs": CRS84.uri}
    if layer.has_time and (days := table.known_days) is not None:
        interval = [[f"{day}T00:00:00Z" for day in days]]
        trs = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
        extent["temporal"] = {"interval": interval, "trs": trs}
    return extent


def schema(layer: Layer, here: str) -> dict[str, Any]:
    """Return the JSON Schema of a feature's properties, with the roles of Part 5."""
    properties = {
        "id": {"type": "string", "title": "Stable id", "x-ogc-role": "id"},
        **_titled(layer.schema),
        "geometry": {
            "title": "Where it is; none where only the country is known",
            "x-ogc-role": "primary-geometry",
            "format": f"geometry-{layer.geometry_type.lower()}",
        },
    }
    if layer.has_time:
        for name, role in (("start", "start"), ("end", "end")):
            if name in properties:
                properties[name]["x-ogc-role"] = f"primary-interval-{role}"
    return _document(layer, here, properties)


def queryable_schema(layer: Layer, here: str) -> dict[str, Any]:
    """Return the properties a CQL2 filter may name."""
    known = _titled(layer.schema)
    properties = {
        name: known.get(name, {"type": "string", "title": "Stable id"})
        for name in queryables(layer.schema)
    }
    for name, property_name in layer.filters.items():
        if property_name in properties and name != property_name:
            properties[property_name]["x-atlas-parameter"] = name
    properties["geometry"] = {"format": f"geometry-{layer.geometry_type.lower()}"}
    document = _document(layer, here, properties)
    return {**document, "additionalProperties": False}


def sortable_schema(layer: Layer, here: str) -> dict[str, Any]:
    """Return the properties ``sortby`` may name."""
    known = _titled(layer.schema)
    properties = {
        name: known.get(name, {"type": "string", "title": "Stable id"})
        for name in sortables(layer)
    }
    return _document(layer, here, properties)


def _titled(properties: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        name: {"title": name.replace("_", " ").capitalize(), **about}
        for name, about in properties.items()
    }


def _document(layer: Layer, here: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": here,
        "title": layer.title,
        "description": layer.description,
        "type": "object",
        "properties": properties,
    }


def parameters(layer: Layer) -> list[str]:
    """Return every parameter the items of a collection take."""
    return sorted({*COMMON, *layer.filters})
