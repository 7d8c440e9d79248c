"""Countries as features: where each lies, and what the atlas has about it.

Every country has one of four states, because an empty country on the map may mean three
different things, and none of them is "no surveillance here".
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geodata.boundaries import Outline
from geodata.collection import AnyRecord, Collection
from geodata.models import Country, Deployment, Membership, Search
from layers.feature import Feature, Filter, LayerDraft
from layers.query import normalise
from layers.records import country_words, plain, source_properties, span_of
from layers.schemas import VOCABULARIES, title

STATES = {
    "documented": "At least one deployment is published.",
    "searched": "Searched, and no deployment is published.",
    "not-researched": "Not yet searched; a Belt and Road member or with other records.",
    "out-of-scope": "Neither; China itself is the supplier's country.",
}
_SUPPLIERS_COUNTRY = "CHN"
_COUNT = {"type": "integer"}
_TEXT = {"type": "string"}
_UNKNOWN = {"type": ["string", "null"]}
_PROPERTIES: dict[str, tuple[str, dict[str, Any]]] = {
    "kind": ("What the feature is about", _TEXT),
    "country": ("ISO 3166-1 alpha-3 code; XKX is user-assigned", _TEXT),
    "iso2": ("ISO 3166-1 alpha-2 code", _TEXT),
    "name": ("English short name", _TEXT),
    "names": ("Short name by language code", {"type": "object"}),
    "region": ("Region of the World Bank's country grouping", _TEXT),
    "state": ("How far the atlas has looked", {**_TEXT, "enum": list(STATES)}),
    "member": ("Whether it is listed in the Belt and Road now", {"type": "boolean"}),
    "joined": ("EDTF date of joining, as listed", _UNKNOWN),
    "left": ("EDTF date of leaving, as listed", _UNKNOWN),
    "deployments": ("Number of published deployments", _COUNT),
    "policies": ("Number of published policies", _COUNT),
    "incidents": ("Number of published incidents", _COUNT),
    "agreements": ("Number of published agreements", _COUNT),
    "technologies": ("Number of deployments by technology", {"type": "object"}),
    "first_deployment": (
        "Earliest day on which the first dated deployment may have begun",
        {**_UNKNOWN, "format": "date"},
    ),
    "coverage": (
        "The newest search: searched_on, queries, outcome, note",
        {"type": ["object", "null"]},
    ),
    "readings": (
        "Its rows in outside indices: snapshots of others, not our records",
        {"type": "array", "items": {"type": "object"}},
    ),
    "label_lon": ("Longitude of the place for its name", {"type": "number"}),
    "label_lat": ("Latitude of the place for its name", {"type": "number"}),
    "area_km2": ("Area of the outline, generalised", {"type": "number"}),
    "outline": (
        "boundary, or disc where the base map has none at this scale",
        {**_TEXT, "enum": ["boundary", "disc"]},
    ),
    "sources": (
        "The sources of membership and readings in full",
        {"type": "array", "items": {"type": "object"}},
    ),
}


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that is published about one country."""

    country: Country
    records: tuple[AnyRecord, ...]
    membership: Membership | None
    search: Search | None

    @property
    def deployments(self) -> tuple[Deployment, ...]:
        """The deployments among the records."""
        return tuple(r for r in self.records if isinstance(r, Deployment))

    @property
    def state(self) -> str:
        """Which of ``STATES`` the country is in."""
        if self.country.iso3 == _SUPPLIERS_COUNTRY:
            return "out-of-scope"
        if self.deployments:
            return "documented"
        if self.search is not None:
            return "searched"
        if self.membership is not None or self.records:
            return "not-researched"
        return "out-of-scope"


def dossiers(collection: Collection) -> dict[str, Dossier]:
    """Return what is published about each country, by code."""
    records: dict[str, list[AnyRecord]] = {code: [] for code in collection.countries}
    for record in collection.published:
        records[record.country].append(record)
    memberships = {member.country: member for member in collection.memberships}
    searches = sorted(collection.searches, key=lambda s: s.searched_on.text)
    newest = {search.country: search for search in searches}
    return {
        code: Dossier(
            country, tuple(records[code]), memberships.get(code), newest.get(code)
        )
        for code, country in collection.countries.items()
    }


def country_layer(
    collection: Collection, outlines: Mapping[str, Outline]
) -> LayerDraft:
    """Return the layer of countries: every one of them, with or without records."""
    technologies = tuple(collection.vocabularies[VOCABULARIES["technologies"]])
    return LayerDraft(
        id="countries",
        title="Countries",
        description="Countries, what the atlas has about each, and how far it looked.",
        geometry_type="MultiPolygon",
        has_time=False,
        schema={
            name: {"title": title(name), "description": text, **kind}
            for name, (text, kind) in _PROPERTIES.items()
        },
        filters={
            "country": Filter("country", tuple(collection.countries)),
            "technology": Filter("technologies", technologies),
            "state": Filter("state", tuple(STATES)),
        },
        features=[
            _feature(dossier, outlines[code], collection)
            for code, dossier in dossiers(collection).items()
        ],
    )


def _feature(dossier: Dossier, outline: Outline, collection: Collection) -> Feature:
    code = dossier.country.iso3
    properties = {
        **_identity(dossier.country),
        **_membership(dossier),
        **_counts(dossier, collection),
        **_looked(dossier, collection),
        **_place(outline),
        "state": dossier.state,
        "sources": _sources(dossier, collection),
    }
    return Feature(
        id=code,
        properties={name: properties[name] for name in _PROPERTIES},
        geometry=outline.geometry,
        words=normalise(f"{country_words(collection, code)} {code}"),
    )


def _identity(country: Country) -> dict[str, Any]:
    return {
        "kind": "country",
        "country": country.iso3,
        "iso2": country.iso2,
        "name": country.name,
        "names": dict(country.names),
        "region": country.region,
    }


def _membership(dossier: Dossier) -> dict[str, Any]:
    member = dossier.membership
    return {
        "member": member is not None and member.left is None,
        "joined": None if member is None else plain(member.joined),
        "left": None if member is None else plain(member.left),
    }


def _counts(dossier: Dossier, collection: Collection) -> dict[str, Any]:
    kinds = Counter(record.kind for record in dossier.records)
    technologies = Counter(t for d in dossier.deployments for t in d.technologies)
    known = collection.vocabularies["technologies"]
    starts = [span_of(d, collection).start for d in dossier.deployments]
    return {
        "deployments": kinds["deployment"],
        "policies": kinds["policy"],
        "incidents": kinds["incident"],
        "agreements": kinds["agreement"],
        "technologies": {t: technologies[t] for t in known if technologies[t]},
        "first_deployment": min((day for day in starts if day), default=None),
    }


def _looked(dossier: Dossier, collection: Collection) -> dict[str, Any]:
    names = ("searched_on", "queries", "outcome", "note")
    search = dossier.search
    return {
        "coverage": None
        if search is None
        else {name: plain(getattr(search, name)) for name in names},
        "readings": [
            {
                "index": reading.index,
                "title": collection.sources[reading.index].title,
                "values": dict(reading.values),
                "companies": list(reading.companies),
            }
            for reading in collection.readings
            if reading.country == dossier.country.iso3
        ],
    }


def _place(outline: Outline) -> dict[str, Any]:
    return {
        "label_lon": outline.label.x,
        "label_lat": outline.label.y,
        "area_km2": round(outline.area_km2),
        "outline": "disc" if outline.is_disc else "boundary",
    }


def _sources(dossier: Dossier, collection: Collection) -> list[dict[str, Any]]:
    membership = () if dossier.membership is None else dossier.membership.sources
    code = dossier.country.iso3
    indices = [r.index for r in collection.readings if r.country == code]
    ids = dict.fromkeys([*membership, *indices])
    return [source_properties(source) for source in collection.cited(ids)]
