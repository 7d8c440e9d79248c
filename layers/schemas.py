"""JSON Schemas of published properties, in the order of publication.

The words that describe a property stand once, on the field of the model it comes from;
what is only derived is described here. Every property is always present; a type with
``null`` says that the value may be unknown.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from geodata.collection import Collection

Schema = dict[str, dict[str, Any]]

# Which vocabulary a property speaks; a policy's status has one of its own.
VOCABULARIES = {
    "technologies": "technologies",
    "status": "statuses",
    "evidence": "evidence_grades",
    "place_precision": "place_precisions",
    "legal_basis": "legal_bases",
    "policy_type": "policy_types",
    "direction": "directions",
    "chinese_model": "chinese_models",
    "incident_type": "incident_types",
    "agreement_type": "agreement_types",
    "programme": "programmes",
}
_DERIVED = {
    "kind": "What the feature is about",
    "country": "ISO 3166-1 alpha-3 code of the country; XKX is user-assigned",
    "country_name": "English short name of the country",
    "supplier_names": "Names of the suppliers, in the order of their ids",
    "reported_by": "Publishers that report it on their own; copies are not counted",
    "programme": "Programme of which it is a member",
    "note": "What the editors could not establish",
    "start": "Earliest day it may have begun",
    "start_certain": "Latest day by which it had begun",
    "end_certain": "Earliest day it may have ended: it lasted at least until then",
    "end": "Latest day it may have lasted; null where open or unknown",
    "sources": "The sources in full",
}
_DAYS = frozenset({"start", "start_certain", "end_certain", "end", "first_deployment"})
_TEXTS = frozenset(
    {
        "technologies",
        "suppliers",
        "supplier_names",
        "deployments",
        "parties",
        "reported_by",
        "aliases",
        "countries",
    }
)
_KNOWN = {"type": "string"}
_UNKNOWN = {"type": ["string", "null"]}
_SOURCE = {
    "id": _KNOWN,
    "title": _KNOWN,
    "publisher": _KNOWN,
    "url": _KNOWN,
    "archived": _UNKNOWN,
    "published": _UNKNOWN,
    "accessed": _KNOWN,
}
_OBJECTS = {
    "financing": {
        "institution": _KNOWN,
        "instrument": _UNKNOWN,
        "amount": {"type": ["number", "null"]},
        "currency": _UNKNOWN,
    },
    "scale": {
        "quantity": _KNOWN,
        "value": {"type": "number"},
        "as_of": _UNKNOWN,
    },
    "sources": _SOURCE,
}


def schema(
    names: Sequence[str],
    model: type[BaseModel] | None,
    collection: Collection,
    own: Mapping[str, Mapping[str, Any]] | None = None,
) -> Schema:
    """Return the JSON Schema of each named property.

    ``own`` describes properties that only this layer has, and goes before all else.
    """
    described = own or {}
    return {
        name: dict(described[name])
        if name in described
        else _property(name, model, collection)
        for name in names
    }


def title(name: str) -> str:
    """Return the name of a property for readers.

    >>> title("place_precision")
    'Place precision'
    """
    return name.replace("_", " ").capitalize()


def _property(
    name: str, model: type[BaseModel] | None, collection: Collection
) -> dict[str, Any]:
    fields = {} if model is None else model.model_fields
    known = fields.get(name)
    text = _DERIVED.get(name) or (known.description if known else None)
    kind = _type(name, model, collection)
    may_be_unknown = name in _DAYS or (known is not None and _may_be_none(known))
    described = {"title": title(name), "description": text, **kind}
    return nullable(described) if may_be_unknown else described


def nullable(described: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON Schema of the same property where it may be unknown."""
    nulled = {**described, "type": [described["type"], "null"]}
    if "enum" in described:
        nulled["enum"] = [*described["enum"], None]
    return nulled


def _may_be_none(field: FieldInfo) -> bool:
    return not field.is_required() and field.default is None


def _type(
    name: str, model: type[BaseModel] | None, collection: Collection
) -> dict[str, Any]:
    if name in _OBJECTS:
        items = {"type": "object", "properties": _OBJECTS[name]}
        return {"type": "array", "items": items}
    values = _enumeration(name, model, collection)
    if name in _TEXTS:
        return {"type": "array", "items": {"type": "string", **values}}
    if name in _DAYS:
        return {"type": "string", "format": "date"}
    return {"type": "string", **values}


def _enumeration(
    name: str, model: type[BaseModel] | None, collection: Collection
) -> dict[str, Any]:
    if name == "country":
        return {"enum": list(collection.countries)}
    if name == "read":
        return {"enum": ["first", "second"]}
    if name not in VOCABULARIES:
        return {}
    return {"enum": list(vocabulary(name, model, collection))}


def vocabulary(
    name: str, model: type[BaseModel] | None, collection: Collection
) -> tuple[str, ...]:
    """Return the words a property may hold, in the order of their vocabulary."""
    is_policy_status = name == "status" and getattr(model, "kind", "") == "policy"
    words = "policy_statuses" if is_policy_status else VOCABULARIES[name]
    return tuple(collection.vocabularies[words])
