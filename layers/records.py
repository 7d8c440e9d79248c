"""Records into published features: deployments, policies, incidents and agreements.

A feature says all its record says, with sources in full, so that nobody has to ask
twice. A record without coordinates is published without geometry: its country is known,
but a pin in the middle of it would say more than any source does.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import shapely
from pydantic import BaseModel

from geodata.collection import AnyRecord, Collection
from geodata.edtf import Edtf
from geodata.ladder import deployment_span, event_span, policy_span
from geodata.models import (
    Agreement,
    Deployment,
    Incident,
    Located,
    Policy,
    Source,
    Supplier,
)
from geodata.span import Span
from layers.feature import Feature, Filter, LayerDraft
from layers.query import normalise
from layers.schemas import schema, vocabulary

_HEAD = ("kind", "country", "country_name", "title", "summary")
_SPAN = ("start", "start_certain", "end_certain", "end")
_TAIL = (*_SPAN, "disputed", "note", "read", "sources")
_NAMES: dict[type[AnyRecord], tuple[str, ...]] = {
    Deployment: (
        *(*_HEAD, "place", "place_precision", "technologies", "suppliers"),
        *("supplier_names", "operator", "financing", "scale", "evidence"),
        *("reported_by", "status"),
        *("status_as_of", "legal_basis", "announced", "agreed", "started"),
        *("operational", "ended", "last_confirmed", *_TAIL),
    ),
    Policy: (
        *(*_HEAD, "policy_type", "direction", "chinese_model", "status"),
        *("status_note", "adopted", "in_force", "repealed", *_TAIL),
    ),
    Incident: (
        *(*_HEAD, "incident_type", "date", "place", "place_precision"),
        *("technologies", "deployments", "evidence", "reported_by", *_TAIL),
    ),
    Agreement: (*_HEAD, "agreement_type", "date", "parties", "deployments", *_TAIL),
}
_LAYERS: tuple[tuple[str, str, str, type[AnyRecord]], ...] = (
    (
        "deployments",
        "Deployments",
        "Chinese-supplied surveillance technology in a place, as sources report it.",
        Deployment,
    ),
    (
        "policies",
        "Policies",
        "Laws, decrees, bans, blocks and rulings that widen or narrow surveillance.",
        Policy,
    ),
    (
        "incidents",
        "Incidents",
        "Dated uses, exposures, protests and withdrawals.",
        Incident,
    ),
    (
        "agreements",
        "Agreements",
        "Memoranda, loans, donations and police cooperation.",
        Agreement,
    ),
)
# The name of a filter, and the property it reads.
_FILTERS = {
    "country": "country",
    "technology": "technologies",
    "supplier": "suppliers",
    "status": "status",
    "evidence": "evidence",
    "policy_type": "policy_type",
    "direction": "direction",
    "chinese_model": "chinese_model",
    "incident_type": "incident_type",
    "agreement_type": "agreement_type",
}


def record_layers(collection: Collection) -> list[LayerDraft]:
    """Return the four layers of records, withdrawn ones left out."""
    return [
        LayerDraft(
            id=layer_id,
            title=title,
            description=description,
            geometry_type="Point",
            has_time=True,
            schema=schema(_NAMES[model], model, collection),
            filters=record_filters(_NAMES[model], model, collection),
            features=[
                _feature(record, collection)
                for record in collection.published
                if isinstance(record, model)
            ],
        )
        for layer_id, title, description, model in _LAYERS
    ]


def record_filters(
    names: Iterable[str], model: type[BaseModel] | None, collection: Collection
) -> dict[str, Filter]:
    """Return the filters that a layer with these properties has, by reader's name."""
    present = frozenset(names)
    return {
        name: Filter(of, _known(of, model, collection))
        for name, of in _FILTERS.items()
        if of in present
    }


def span_of(record: AnyRecord, collection: Collection) -> Span:
    """Return from when to when a record may, and must, have been there."""
    if isinstance(record, Deployment):
        return deployment_span(record)
    if isinstance(record, Policy):
        sources = collection.cited(record.sources)
        return policy_span(record, [source.accessed for source in sources])
    return event_span(record)


def span_properties(span: Span) -> dict[str, Any]:
    """Return the four days of a span, null where there is none."""
    return {name: getattr(span, name) for name in _SPAN}


def plain(value: object) -> Any:
    """Return a value of a record as JSON has it; dates stay EDTF text."""
    if isinstance(value, Edtf):
        return value.text
    if isinstance(value, BaseModel):
        return {name: plain(part) for name, part in value}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def source_properties(source: Source) -> dict[str, Any]:
    """Return a source as a feature gives it."""
    names = ("id", "title", "publisher", "url", "archived", "published", "accessed")
    return {name: plain(getattr(source, name)) for name in names}


def position(thing: BaseModel) -> shapely.Point | None:
    """Return where a record or a supplier's head office is, if that is known."""
    lon, lat = getattr(thing, "lon", None), getattr(thing, "lat", None)
    return None if lon is None or lat is None else shapely.Point(lon, lat)


def country_words(collection: Collection, country: str) -> str:
    """Return every name of a country: six languages, former and official ones."""
    known = collection.countries[country]
    return " ".join([*known.names.values(), *known.aliases])


def supplier_words(supplier: Supplier) -> str:
    """Return every name of a supplier."""
    return " ".join([supplier.name, *supplier.names.values(), *supplier.aliases])


def technology_words(collection: Collection, technology: str) -> str:
    """Return the label and the id of a technology."""
    return f"{collection.vocabularies['technologies'][technology].label} {technology}"


def record_words(record: AnyRecord, collection: Collection) -> str:
    """Return the normalised text in which a search for records looks."""
    place = record.place if isinstance(record, Located) else None
    technologies = getattr(record, "technologies", ())
    words = [
        record.title,
        *([place] if place else []),
        country_words(collection, record.country),
        *(supplier_words(supplier) for supplier in _suppliers(record, collection)),
        *(technology_words(collection, technology) for technology in technologies),
    ]
    return normalise(" ".join(words))


def _known(
    of: str, model: type[BaseModel] | None, collection: Collection
) -> tuple[str, ...]:
    if of == "country":
        return tuple(collection.countries)
    if of == "suppliers":
        return tuple(collection.suppliers)
    return vocabulary(of, model, collection)


def _feature(record: AnyRecord, collection: Collection) -> Feature:
    span = span_of(record, collection)
    derived = {
        "kind": record.kind,
        "country_name": collection.countries[record.country].name,
        "supplier_names": [s.name for s in _suppliers(record, collection)],
        "reported_by": [voice.name for voice in collection.voices(record.sources)],
        "sources": [source_properties(s) for s in collection.cited(record.sources)],
        **span_properties(span),
    }
    return Feature(
        id=record.id,
        properties=_properties(record, derived),
        geometry=position(record),
        span=span,
        words=record_words(record, collection),
    )


def _properties(record: AnyRecord, derived: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: derived[name] if name in derived else plain(getattr(record, name))
        for name in _NAMES[type(record)]
    }


def _suppliers(record: AnyRecord, collection: Collection) -> list[Supplier]:
    ids = record.suppliers if isinstance(record, Deployment) else ()
    return [collection.suppliers[supplier_id] for supplier_id in ids]
