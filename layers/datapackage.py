"""A release as other catalogues describe it: Data Package, schema.org and DCAT.

Addresses are relative, so that a release reads the same wherever it is copied to. The
CSV files are the tables of the Data Package; the other forms of a collection are listed
as files beside them, since a table has to be one that every reader of packages opens.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from layers.layer import Layer
from layers.tabular import plain_type

_PROFILE = "https://datapackage.org/profiles/2.0"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
TITLE = "Digital Silk Road Atlas"
ABOUT = (
    "An open, sourced collection of Chinese-supplied surveillance technology in the "
    "countries of the Belt and Road Initiative, and of the policies and incidents that "
    "followed it."
)
KEYWORDS = (
    "Belt and Road Initiative",
    "Digital Silk Road",
    "surveillance technology",
    "GeoJSON",
)
FORMS = {
    "geojson": "application/geo+json",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "fgb": "application/flatgeobuf",
}


@dataclass(frozen=True, slots=True)
class File:
    """One file of a collection: where it is below the release, and what it holds."""

    collection: str
    path: str
    form: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class About:
    """What names a release."""

    name: str
    date: date
    previous: str | None


def data_package(
    about: About, layers: Mapping[str, Layer], files: Sequence[File]
) -> dict[str, Any]:
    """Return ``datapackage.json`` by the Data Package standard, version 2."""
    return {
        "$schema": f"{_PROFILE}/datapackage.json",
        "name": "digital-silk-road-atlas",
        "title": TITLE,
        "description": ABOUT,
        "version": about.name,
        "created": f"{about.date.isoformat()}T00:00:00Z",
        "keywords": list(KEYWORDS),
        "licenses": [
            {"name": "CC-BY-4.0", "path": LICENCE, "title": "CC BY 4.0"},
        ],
        "contributors": [{"title": f"{TITLE} contributors", "roles": ["author"]}],
        "resources": [_resource(file, layers[file.collection]) for file in files],
    }


def _resource(file: File, layer: Layer) -> dict[str, Any]:
    name = layer.id if file.form == "csv" else f"{layer.id}.{file.form}"
    resource = {
        "name": name,
        "path": file.path,
        "title": layer.title,
        "description": layer.description,
        # As plain "parquet", readers of packages take it for a table of plain columns.
        "format": "geoparquet" if file.form == "parquet" else file.form,
        "mediatype": FORMS[file.form],
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
    }
    if file.form != "csv":
        return resource
    profile = {"$schema": f"{_PROFILE}/dataresource.json", "type": "table"}
    return {**profile, **resource, "encoding": "utf-8", "schema": table_schema(layer)}


def table_schema(layer: Layer) -> dict[str, Any]:
    """Return the Table Schema of a collection's CSV."""
    fields = [_field(name, about) for name, about in layer.schema.items()]
    identity = {
        "name": "id",
        "type": "string",
        "description": "Stable id, never reused",
        "constraints": {"required": True, "unique": True},
    }
    if layer.geometry_type == "Point":
        for name, said, limit in (("lon", "east", 180), ("lat", "north", 90)):
            description = f"Degrees {said}, WGS 84; empty where no place is known"
            constraints = {"minimum": -limit, "maximum": limit}
            fields.append(
                {
                    "name": name,
                    "type": "number",
                    "description": description,
                    "constraints": constraints,
                }
            )
    return {
        "$schema": f"{_PROFILE}/tableschema.json",
        "fields": [identity, *fields],
        "primaryKey": ["id"],
        "missingValues": [""],
    }


def _field(name: str, about: Mapping[str, Any]) -> dict[str, Any]:
    kind = "date" if about.get("format") == "date" else plain_type(about)
    field: dict[str, Any] = {"name": name, "type": kind}
    for key in ("title", "description"):
        if key in about:
            field[key] = about[key]
    if kind == "array":
        field["description"] = f"{about.get('description', name)} (a JSON array)"
    if "enum" in about:
        known = [value for value in about["enum"] if value is not None]
        field["constraints"] = {"enum": known}
    return field


def schema_org(
    about: About, layers: Mapping[str, Layer], files: Sequence[File]
) -> dict[str, Any]:
    """Return the release as a schema.org ``Dataset``, as search engines read it."""
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": "./",
        "name": TITLE,
        "description": ABOUT,
        "version": about.name,
        "dateModified": about.date.isoformat(),
        "license": LICENCE,
        "keywords": list(KEYWORDS),
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": f"{TITLE} contributors"},
        "spatialCoverage": {"@type": "Place", "name": "World"},
        "hasPart": [
            {
                "@type": "Dataset",
                "name": layer.title,
                "description": layer.description,
                "license": LICENCE,
                "distribution": [
                    {
                        "@type": "DataDownload",
                        "contentUrl": file.path,
                        "encodingFormat": FORMS[file.form],
                        "contentSize": f"{file.size} B",
                        "sha256": file.sha256,
                    }
                    for file in files
                    if file.collection == layer.id
                ],
            }
            for layer in layers.values()
        ],
    }


_DCAT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_MEDIA = "https://www.iana.org/assignments/media-types"


def dcat(
    about: About, layers: Mapping[str, Layer], files: Sequence[File]
) -> dict[str, Any]:
    """Return the release as a DCAT 3 catalogue in JSON-LD, a data set a collection."""
    issued = {"@type": "xsd:date", "@value": about.date.isoformat()}
    common = {
        "dct:license": {"@id": LICENCE},
        "dct:issued": issued,
        "dcat:version": about.name,
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": f"{TITLE} contributors"},
    }
    return {
        "@context": _DCAT,
        "@id": "./",
        "@type": "dcat:Catalog",
        "dct:title": TITLE,
        "dct:description": ABOUT,
        **common,
        "dcat:dataset": [
            {
                "@id": f"#{layer.id}",
                "@type": "dcat:Dataset",
                "dct:title": layer.title,
                "dct:description": layer.description,
                "dct:identifier": f"{layer.id}@{about.name}",
                **common,
                "dcat:distribution": [
                    _distribution(file) for file in files if file.collection == layer.id
                ],
            }
            for layer in layers.values()
        ],
    }


def _distribution(file: File) -> dict[str, Any]:
    checksum = {
        "@type": "spdx:Checksum",
        "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
        "spdx:checksumValue": file.sha256,
    }
    return {
        "@type": "dcat:Distribution",
        "dct:title": file.path,
        "dcat:downloadURL": {"@id": file.path},
        "dcat:mediaType": {"@id": f"{_MEDIA}/{FORMS[file.form]}"},
        "dcat:byteSize": file.size,
        "spdx:checksum": checksum,
    }
