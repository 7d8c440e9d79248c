"""Suppliers at their head offices, and the lines from there to what they supplied.

A supplier whose head office is not known is published without geometry; a link needs
both ends, so it exists only where deployment and supplier have a position.
"""

from collections.abc import Sequence
from typing import Any

import shapely

from geodata.collection import Collection
from geodata.models import Deployment, Supplier
from layers.feature import Feature, Filter, LayerDraft
from layers.links import great_circle, length_km
from layers.query import normalise
from layers.records import (
    country_words,
    plain,
    position,
    record_filters,
    record_words,
    source_properties,
    span_of,
    span_properties,
    supplier_words,
)
from layers.schemas import schema

_SUPPLIER = (
    *("kind", "name", "names", "aliases", "country", "country_name", "city", "parent"),
    *("ownership", "note", "deployments", "countries", "technologies", "sources"),
)
_SUPPLIER_OWN: dict[str, dict[str, Any]] = {
    "country_name": {
        "title": "Country name",
        "description": "English short name of the country",
        "type": ["string", "null"],
    },
    "names": {
        "title": "Names",
        "description": "Name by language code",
        "type": "object",
    },
    "deployments": {
        "title": "Deployments",
        "description": "Number of published deployments that name it",
        "type": "integer",
    },
    "countries": {
        "title": "Countries",
        "description": "Countries of those deployments",
        "type": "array",
        "items": {"type": "string"},
    },
    "technologies": {
        "title": "Technologies",
        "description": "Number of those deployments by technology",
        "type": "object",
    },
}
_LINK = (
    *("kind", "country", "country_name", "title", "deployment", "supplier"),
    *("supplier_name", "technologies", "status", "evidence", "length_km"),
    *("start", "start_certain", "end_certain", "end", "read"),
)
_LINK_OWN: dict[str, dict[str, Any]] = {
    "deployment": {
        "title": "Deployment",
        "description": "Id of the deployment",
        "type": "string",
    },
    "supplier": {
        "title": "Supplier",
        "description": "Id of the supplier",
        "type": "string",
    },
    "supplier_name": {
        "title": "Supplier name",
        "description": "Name of the supplier",
        "type": "string",
    },
    "length_km": {
        "title": "Length",
        "description": "Kilometres from head office to deployment",
        "type": "integer",
    },
}


def supplier_layer(collection: Collection) -> LayerDraft:
    """Return the layer of suppliers."""
    supplied: dict[str, list[Deployment]] = {name: [] for name in collection.suppliers}
    for deployment in collection.deployments:
        for supplier in deployment.suppliers:
            supplied[supplier].append(deployment)
    filters = record_filters(("country", "technologies"), Deployment, collection)
    return LayerDraft(
        id="suppliers",
        title="Suppliers",
        description="Companies and bodies that deployments name, at head offices.",
        geometry_type="Point",
        has_time=False,
        schema=schema(_SUPPLIER, Supplier, collection, _SUPPLIER_OWN),
        filters=filters,
        features=[
            _supplier(supplier, supplied[supplier.id], collection)
            for supplier in collection.suppliers.values()
        ],
    )


def link_layer(collection: Collection) -> LayerDraft:
    """Return the layer of great-circle lines from supplier to deployment."""
    filters = record_filters(_LINK, Deployment, collection)
    supplier = Filter("supplier", tuple(collection.suppliers))
    return LayerDraft(
        id="supply-links",
        title="Supply links",
        description="Lines from a supplier's head office to what it supplied.",
        geometry_type="MultiLineString",
        has_time=True,
        schema=schema(_LINK, Deployment, collection, _LINK_OWN),
        filters={**filters, "supplier": supplier},
        features=[
            _link(deployment, supplier, collection, (head_office, place))
            for deployment in collection.deployments
            for supplier in map(collection.suppliers.__getitem__, deployment.suppliers)
            if (head_office := position(supplier)) and (place := position(deployment))
        ],
    )


def _supplier(
    supplier: Supplier, supplied: Sequence[Deployment], collection: Collection
) -> Feature:
    technologies = [t for deployment in supplied for t in deployment.technologies]
    known = collection.vocabularies["technologies"]
    country = supplier.country
    derived = {
        "kind": "supplier",
        "names": dict(supplier.names),
        "country_name": None if country is None else collection.countries[country].name,
        "deployments": len(supplied),
        "countries": sorted({deployment.country for deployment in supplied}),
        "technologies": {t: technologies.count(t) for t in known if t in technologies},
        "sources": [source_properties(s) for s in collection.cited(supplier.sources)],
    }
    words = supplier_words(supplier)
    if country is not None:
        words = f"{words} {country_words(collection, country)}"
    return Feature(
        id=supplier.id,
        properties={
            name: derived[name] if name in derived else plain(getattr(supplier, name))
            for name in _SUPPLIER
        },
        geometry=position(supplier),
        words=normalise(words),
    )


def _link(
    deployment: Deployment,
    supplier: Supplier,
    collection: Collection,
    ends: tuple[shapely.Point, shapely.Point],
) -> Feature:
    span = span_of(deployment, collection)
    derived = {
        "kind": "supply-link",
        "country_name": collection.countries[deployment.country].name,
        "deployment": deployment.id,
        "supplier": supplier.id,
        "supplier_name": supplier.name,
        "length_km": round(length_km(*ends)),
        **span_properties(span),
    }
    return Feature(
        id=f"{deployment.id}--{supplier.id}",
        properties={
            name: derived[name] if name in derived else plain(getattr(deployment, name))
            for name in _LINK
        },
        geometry=great_circle(*ends),
        span=span,
        words=record_words(deployment, collection),
    )
