"""What others count and fear, beside what the records give by the same yardstick.

Outside figures are never mixed into ours. Each stands with who says it, when, our own
count of the nearest thing, and why the two differ.
"""

from collections.abc import Callable, Mapping
from typing import Any

from geodata.collection import Collection
from geodata.models import Statement
from layers.feature import Feature, LayerDraft
from layers.query import normalise
from layers.records import plain, source_properties
from layers.schemas import schema

_OWN: Mapping[str, Mapping[str, Any]] = {
    "our_count": {
        "title": "Our count",
        "description": "The same yardstick laid to our records, see our_definition",
        "type": "integer",
    },
    "our_definition": {
        "title": "Our definition",
        "description": "What our_count counts",
        "type": "string",
    },
    "value": {
        "title": "Value",
        "description": "The figure, null for a statement without one",
        "type": ["number", "null"],
    },
}
_NAMES = (
    *("kind", "title", "statement", "said_by", "value", "unit", "date"),
    *("our_count", "our_definition", "difference", "sources"),
)


def statement_layer(collection: Collection) -> LayerDraft:
    """Return the layer of outside statements, by id."""
    return LayerDraft(
        id="statements",
        title="Statements of others",
        description="Counts and concerns others publish, beside our own counts.",
        geometry_type="Point",
        has_time=False,
        schema=schema(_NAMES, Statement, collection, _OWN),
        filters={},
        features=[_feature(said, collection) for said in collection.statements],
    )


def _feature(said: Statement, collection: Collection) -> Feature:
    definition, count = COUNTS[said.ours]
    derived = {
        "kind": "statement",
        "our_count": count(collection),
        "our_definition": definition,
        "sources": [source_properties(s) for s in collection.cited([said.source])],
    }
    words = f"{said.title} {said.statement} {said.said_by}"
    return Feature(
        id=said.id,
        properties={
            name: derived[name] if name in derived else plain(getattr(said, name))
            for name in _NAMES
        },
        words=normalise(words),
    )


def _documented(collection: Collection) -> int:
    return len({d.country for d in collection.deployments})


def _documented_members(collection: Collection) -> int:
    members = {m.country for m in collection.memberships if m.left is None}
    return len({d.country for d in collection.deployments} & members)


def _with_technology(technology: str) -> Callable[[Collection], int]:
    def count(collection: Collection) -> int:
        found = {
            d.country for d in collection.deployments if technology in d.technologies
        }
        return len(found)

    return count


def _huawei_safe_city(collection: Collection) -> int:
    return sum(
        "huawei" in d.suppliers and "safe-city" in d.technologies
        for d in collection.deployments
    )


def _dsr_agreements(collection: Collection) -> int:
    return sum(a.agreement_type == "dsr-mou" for a in collection.agreements)


def _data_transfer_claims(collection: Collection) -> int:
    return sum(i.incident_type == "data-transfer-claim" for i in collection.incidents)


COUNTS: Mapping[str, tuple[str, Callable[[Collection], int]]] = {
    "documented": ("Countries with a documented deployment", _documented),
    "documented-members": (
        "Members of the Belt and Road with a documented deployment",
        _documented_members,
    ),
    "documented-safe-city": (
        "Countries with a documented safe city platform",
        _with_technology("safe-city"),
    ),
    "documented-facial-recognition": (
        "Countries with documented facial recognition",
        _with_technology("facial-recognition"),
    ),
    "huawei-safe-city": ("Safe city deployments by Huawei", _huawei_safe_city),
    "dsr-agreements": ("Digital Silk Road memoranda on record", _dsr_agreements),
    "data-transfer-claims": (
        "Claims of data transfer on record",
        _data_transfer_claims,
    ),
}
