"""The files the map loads: slim, columnar, each under an immutable address.

The map draws every record at once and filters in the browser, so it gets columns of
numbers instead of features: a tenth of the bytes. Titles are a file of their own, in
the same order, because nothing is drawn from them. What a reader opens comes from the
API. The names of keys are a contract with ``app/static/js/records.js``.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import orjson

from geodata.boundaries import BaseMap, Outline
from geodata.collection import AnyRecord, Collection
from geodata.edtf import Edtf
from geodata.models import Agreement, Deployment, Incident, Policy, Supplier
from layers.compiling import days
from layers.countries import Dossier, dossiers
from layers.freshness import Edition
from layers.query import normalise
from layers.records import (
    country_words,
    span_of,
    supplier_words,
    technology_words,
)
from layers.world import WORLD, WORLD_SMALL, world

KINDS = ("deployments", "policies", "incidents", "agreements")
# Countries whose largest part is smaller are drawn as a dot too.
MICRO_KM2 = 700
_KIND_OF = {"deployment": 0, "policy": 1, "incident": 2, "agreement": 3}
_TYPES = ("policy_types", "incident_types", "agreement_types")
_LABELS = {
    "technologies": "technologies",
    "statuses": "statuses",
    "policy_statuses": "policy_statuses",
    "evidence": "evidence_grades",
    "place_precisions": "place_precisions",
    "directions": "directions",
    "chinese_models": "chinese_models",
    "legal_bases": "legal_bases",
    "policy_types": "policy_types",
    "incident_types": "incident_types",
    "agreement_types": "agreement_types",
    "technology_groups": "technology_groups",
    "search_outcomes": "search_outcomes",
}


def map_files(
    collection: Collection,
    base_map: BaseMap,
    outlines: Mapping[str, Outline],
    edition: Edition,
) -> dict[str, bytes]:
    """Return the content of each file of the map, by name."""
    contents: dict[str, Any] = {
        "records.json": records(collection, outlines, edition),
        "titles.json": {"title": [record.title for record in collection.published]},
        "search.json": search_words(collection),
        "labels.json": labels(collection),
        "world.json": world(base_map, WORLD),
        "world-small.json": world(base_map, WORLD_SMALL),
        **{
            f"names.{language}.json": {"countries": names}
            for language, names in country_names(collection).items()
        },
    }
    return {name: orjson.dumps(content) for name, content in contents.items()}


def records(
    collection: Collection, outlines: Mapping[str, Outline], edition: Edition
) -> dict[str, Any]:
    """Return every published record as columns, with the lists they index."""
    vocabularies = collection.vocabularies
    statuses = [*vocabularies["statuses"], *vocabularies["policy_statuses"]]
    indexes = {
        "country": _ranks(collection.countries),
        "technologies": _ranks(vocabularies["technologies"]),
        "suppliers": _ranks(collection.suppliers),
        "status": _ranks(dict.fromkeys(statuses)),
        "evidence": _ranks(vocabularies["evidence_grades"]),
        "type": _ranks(term for name in _TYPES for term in vocabularies[name]),
    }
    rows = [_row(record, indexes, collection) for record in collection.published]
    return {
        "release": edition.release,
        "as_of": edition.as_of,
        "collections": KINDS,
        "technologies": list(indexes["technologies"]),
        "groups": [collection.groups[t] for t in indexes["technologies"]],
        "suppliers": [_supplier(s) for s in collection.suppliers.values()],
        "statuses": list(indexes["status"]),
        "evidences": list(indexes["evidence"]),
        "types": list(indexes["type"]),
        "countries": _columns(
            _country(dossier, outlines[code])
            for code, dossier in dossiers(collection).items()
        ),
        "columns": _columns(rows),
    }


def search_words(collection: Collection) -> dict[str, dict[str, str]]:
    """Return the normalised words of countries, suppliers and technologies."""
    return {
        "countries": {
            code: normalise(country_words(collection, code))
            for code in collection.countries
        },
        "suppliers": {
            supplier.id: normalise(supplier_words(supplier))
            for supplier in collection.suppliers.values()
        },
        "technologies": {
            technology: normalise(technology_words(collection, technology))
            for technology in collection.vocabularies["technologies"]
        },
    }


def country_names(collection: Collection) -> dict[str, dict[str, str]]:
    """Return the names of countries by language other than English, then by code."""
    every = {lang for c in collection.countries.values() for lang in c.names}
    return {
        lang: {
            code: country.names[lang]
            for code, country in collection.countries.items()
            if lang in country.names
        }
        for lang in sorted(every - {"en"})
    }


def labels(collection: Collection) -> dict[str, Any]:
    """Return the label of each term by vocabulary, and under it what each means."""
    terms = {
        name: collection.vocabularies[vocabulary]
        for name, vocabulary in _LABELS.items()
    }
    return {
        **{name: {t.id: t.label for t in v.values()} for name, v in terms.items()},
        "definitions": {
            name: {t.id: t.definition for t in v.values()} for name, v in terms.items()
        },
    }


def _row(
    record: AnyRecord, indexes: Mapping[str, Mapping[str, int]], collection: Collection
) -> dict[str, Any]:
    """Return one record with numbers for words; what its kind lacks is null."""
    span = span_of(record, collection)
    status, evidence = (
        getattr(record, "status", None),
        getattr(record, "evidence", None),
    )
    technologies = getattr(record, "technologies", ())
    suppliers = record.suppliers if isinstance(record, Deployment) else ()
    return {
        "id": record.id,
        "kind": _KIND_OF[record.kind],
        "country": indexes["country"][record.country],
        "place": getattr(record, "place", None),
        "precision": getattr(record, "place_precision", None),
        "lon": getattr(record, "lon", None),
        "lat": getattr(record, "lat", None),
        "technologies": [indexes["technologies"][t] for t in technologies],
        "suppliers": [indexes["suppliers"][s] for s in suppliers],
        "status": None if status is None else indexes["status"][status],
        "evidence": None if evidence is None else indexes["evidence"][evidence],
        "disputed": int(record.disputed is not None),
        "type": _type(record, indexes["type"]),
        "direction": getattr(record, "direction", None),
        "start": _day(span.start),
        "start_certain": _day(span.start_certain),
        "end_certain": _day(span.end_certain),
        "end": _day(span.end),
    }


def _type(record: AnyRecord, ranks: Mapping[str, int]) -> int | None:
    if isinstance(record, Policy):
        return ranks[record.policy_type]
    if isinstance(record, Incident):
        return ranks[record.incident_type]
    if isinstance(record, Agreement):
        return ranks[record.agreement_type]
    return None


def _country(dossier: Dossier, outline: Outline) -> dict[str, Any]:
    member, search = dossier.membership, dossier.search
    return {
        "id": dossier.country.iso3,
        "iso2": dossier.country.iso2,
        "name": dossier.country.name,
        "region": dossier.country.region,
        "state": dossier.state,
        "searched": None if search is None else search.searched_on.text,
        "member": int(member is not None),
        "joined": None if member is None else _year(member.joined),
        "left": None if member is None else _year(member.left),
        "lon": outline.label.x,
        "lat": outline.label.y,
        "area": round(outline.area_km2),
        "micro": int(outline.largest_part_km2 < MICRO_KM2),
    }


def _supplier(supplier: Supplier) -> dict[str, Any]:
    return {
        "id": supplier.id,
        "name": supplier.name,
        "lon": supplier.lon,
        "lat": supplier.lat,
    }


def _columns(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Turn rows into columns; every row has the same keys.

    >>> _columns([{"id": "a", "lon": 1}, {"id": "b", "lon": 2}])
    {'id': ['a', 'b'], 'lon': [1, 2]}
    """
    table = list(rows)
    return {name: [row[name] for row in table] for name in (table[0] if table else ())}


def _ranks(values: Iterable[str]) -> dict[str, int]:
    return {value: rank for rank, value in enumerate(values)}


def _day(day: date | None) -> int | None:
    return None if day is None else days(day)


def _year(edtf: Edtf | None) -> int | None:
    if edtf is None or edtf.earliest is None:
        return None
    return edtf.earliest.year
