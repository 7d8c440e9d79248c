"""The base map as collections of its own: land boundaries, and places with names.

Whoever draws our data elsewhere should draw the same lines: the disputed ones carry who
contests them and why, the others only their two countries.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import shapely

from geodata.boundaries import BaseMap, DisputedLine, Outline, cut, multilinestring
from geodata.collection import Collection
from geodata.models import Located
from layers.feature import Feature, Filter, LayerDraft
from layers.query import normalise
from layers.records import country_words, position

_TEXT = {"type": "string"}
_BOUNDARY: dict[str, dict[str, Any]] = {
    "kind": {"description": "What the feature is about", **_TEXT},
    "name": {"description": "What the line is called here", **_TEXT},
    "countries": {
        "description": "The two countries it parts, or those that dispute it",
        "type": "array",
        "items": _TEXT,
    },
    "disputed": {
        "description": "Why it is disputed; null where it is not marked",
        "type": ["string", "null"],
    },
}
_PLACE: dict[str, dict[str, Any]] = {
    "kind": {"description": "What the feature is about", **_TEXT},
    "name": {"description": "Name of the place, as the records give it", **_TEXT},
    "country": {"description": "ISO 3166-1 alpha-3 code of the country", **_TEXT},
    "country_name": {"description": "English short name of the country", **_TEXT},
    "precision": {
        "description": "country for the point of a country's name, else the record's",
        **_TEXT,
        "enum": ["country", "region", "city", "site"],
    },
    "records": {"description": "Number of published records there", "type": "integer"},
}


def boundary_layer(collection: Collection, base_map: BaseMap) -> LayerDraft:
    """Return the land boundaries, disputed ones marked."""
    lines = base_map.disputed_lines()
    disputed = shapely.union_all(list(lines.values()))
    named = [
        _disputed(line, lines[line.id], collection) for line in base_map.policy.lines
    ]
    return LayerDraft(
        id="boundaries",
        title="Boundaries",
        description="Land boundaries of the base map; disputed lines say who and why.",
        geometry_type="MultiLineString",
        has_time=False,
        schema=_titled(_BOUNDARY),
        filters={"country": Filter("countries", tuple(collection.countries))},
        features=[*named, *_settled(collection, base_map, disputed)],
    )


def place_layer(collection: Collection, outlines: Mapping[str, Outline]) -> LayerDraft:
    """Return where the names of countries go, and every place of the records."""
    return LayerDraft(
        id="places",
        title="Places",
        description="Points for the names of countries, and the records' own places.",
        geometry_type="Point",
        has_time=False,
        schema=_titled(_PLACE),
        filters={"country": Filter("country", tuple(collection.countries))},
        features=[
            *(_label(outline, collection) for outline in outlines.values()),
            *_record_places(collection),
        ],
    )


def _titled(properties: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        name: {"title": name.replace("_", " ").capitalize(), **described}
        for name, described in properties.items()
    }


def _disputed(
    line: DisputedLine, geometry: shapely.MultiLineString, collection: Collection
) -> Feature:
    names = [country_words(collection, code) for code in line.parties]
    return Feature(
        id=line.id,
        properties={
            "kind": "boundary",
            "name": line.name,
            "countries": list(line.parties),
            "disputed": line.why,
        },
        geometry=geometry,
        words=normalise(" ".join([line.name, *names])),
    )


def _settled(
    collection: Collection,
    base_map: BaseMap,
    disputed: shapely.Geometry,
) -> Iterator[Feature]:
    """Yield what any two countries share, without its disputed parts."""
    whole = {code: cut(shape, -180) for code, shape in base_map.shapes.items()}
    shapes = base_map.policy.assign(whole)
    for one, other in _neighbours(shapes):
        shared = shapely.intersection(shapes[one].boundary, shapes[other].boundary)
        merged = shapely.line_merge(
            multilinestring(shapely.difference(shared, disputed))
        )
        if merged.is_empty:
            continue
        names = [collection.countries[code].name for code in (one, other)]
        words = [country_words(collection, code) for code in (one, other)]
        yield Feature(
            id=f"{one}-{other}".lower(),
            properties={
                "kind": "boundary",
                "name": " and ".join(names),
                "countries": [one, other],
                "disputed": None,
            },
            geometry=multilinestring(merged),
            words=normalise(" ".join(words)),
        )


def _neighbours(shapes: Mapping[str, shapely.MultiPolygon]) -> list[tuple[str, str]]:
    codes = list(shapes)
    tree = shapely.STRtree(list(shapes.values()))
    found = tree.query(list(shapes.values()), predicate="touches").T.tolist()
    return sorted((codes[a], codes[b]) for a, b in found if codes[a] < codes[b])


def _label(outline: Outline, collection: Collection) -> Feature:
    country = collection.countries[outline.code]
    return Feature(
        id=outline.code.lower(),
        properties={
            "kind": "place",
            "name": country.name,
            "country": outline.code,
            "country_name": country.name,
            "precision": "country",
            "records": sum(r.country == outline.code for r in collection.published),
        },
        geometry=outline.label,
        words=normalise(country_words(collection, outline.code)),
    )


def _record_places(collection: Collection) -> Iterator[Feature]:
    """Yield each named place once, where the first record by id puts it."""
    placed = [
        record
        for record in collection.published
        if isinstance(record, Located) and record.place and position(record)
    ]
    counts = Counter((record.country, record.place) for record in placed)
    slugs = Counter[str]()
    for record in {(r.country, r.place): r for r in reversed(placed)}.values():
        slug = f"{record.country.lower()}-{_slug(record.place or '')}"
        slugs[slug] += 1
        name = collection.countries[record.country].name
        words = f"{record.place} {country_words(collection, record.country)}"
        yield Feature(
            id=slug if slugs[slug] == 1 else f"{slug}-{slugs[slug]}",
            properties={
                "kind": "place",
                "name": record.place,
                "country": record.country,
                "country_name": name,
                "precision": record.place_precision,
                "records": counts[record.country, record.place],
            },
            geometry=position(record),
            words=normalise(words),
        )


def _slug(text: str) -> str:
    """Return a name as part of an id.

    >>> _slug("São Tomé")
    'sao-tome'
    """
    return "-".join(re.findall(r"[a-z0-9]+", normalise(text))) or "place"
