"""What changed between two builds: every record added, changed, withdrawn or gone.

Compared are the published features, not the files curators edit, because a reader asks
what changed in what was shown. A record that vanished without a tombstone is told apart
as ``removed``: ids are for ever, so that is a mistake to look at.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

import orjson

from layers.layer import Layer
from layers.shelf import Shelf
from layers.tabular import parsed

Kind = Literal["added", "changed", "withdrawn", "removed"]
Feature = Mapping[str, Any]

COMPARED = (
    "deployments",
    "policies",
    "incidents",
    "agreements",
    "memberships",
    "suppliers",
)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One property, as it was and as it is; ``None`` where it was not known."""

    name: str
    was: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one feature; ``fields`` for ``changed``, ``reason`` for gone."""

    collection: str
    id: str
    kind: Kind
    title: str
    fields: tuple[FieldChange, ...] = ()
    reason: str | None = None

    def lines(self) -> Iterator[str]:
        """Yield the change as lines of plain text, the first one naming it."""
        yield f"{self.kind} {self.collection}/{self.id}: {self.title}"
        if self.reason is not None:
            yield f"    reason: {self.reason}"
        for field in self.fields:
            yield f"    {field.name}: {_spell(field.was)} -> {_spell(field.now)}"

    def document(self) -> dict[str, Any]:
        """Return the change as JSON has it; ``read_change`` reads it back."""
        fields = [{"name": f.name, "was": f.was, "now": f.now} for f in self.fields]
        known = {"collection": self.collection, "id": self.id, "kind": self.kind}
        return {**known, "title": self.title, "fields": fields, "reason": self.reason}


def read_change(document: Mapping[str, Any]) -> Change:
    """Return the change that ``document`` wrote down."""
    fields = tuple(FieldChange(**field) for field in document["fields"])
    return Change(**{**document, "fields": fields})


@dataclass(frozen=True, slots=True)
class Published:
    """What a build or a release shows: its features, and what it has withdrawn.

    ``features`` are by collection and id, ``tombstones`` are reasons by id.
    """

    features: Mapping[str, Mapping[str, Feature]]
    tombstones: Mapping[str, str]

    @classmethod
    def of(cls, shelf: Shelf) -> "Published":
        """Return what a build that is open shows."""
        layers = {name: shelf.layers.get(name) for name in COMPARED}
        return cls(
            {n: _features(layer) for n, layer in layers.items()}, shelf.tombstones
        )

    @classmethod
    def open(cls, path: Path) -> "Published":
        """Return what the build or release in a folder shows.

        A release is read from its GeoJSON, which outlives how layers are compiled.
        Raises ``ShelfError`` for a folder that is neither.
        """
        about = path / "release.json"
        if not about.is_file():
            return cls.of(Shelf.open(path))
        files = {name: path / "data" / f"{name}.geojson" for name in COMPARED}
        features = {n: _read_geojson(f) for n, f in files.items() if f.is_file()}
        return cls(features, orjson.loads(about.read_bytes())["tombstones"])


def compare(before: Published, after: Published) -> tuple[Change, ...]:
    """Return every change from one build to another, by collection and id."""
    return tuple(
        change for name in COMPARED for change in _compare(name, before, after)
    )


def _compare(name: str, before: Published, after: Published) -> Iterator[Change]:
    old, new = before.features.get(name, {}), after.features.get(name, {})
    for feature_id in sorted(old.keys() | new.keys()):
        was, now = old.get(feature_id), new.get(feature_id)
        if now is None:
            reason = after.tombstones.get(feature_id)
            kind: Kind = "removed" if reason is None else "withdrawn"
            gone = cast("Feature", was)
            yield Change(name, feature_id, kind, _title(gone), reason=reason)
        elif was is None:
            yield Change(name, feature_id, "added", _title(now))
        elif was != now:
            differing = tuple(_differing(was, now))
            yield Change(name, feature_id, "changed", _title(now), differing)


def _features(layer: Layer | None) -> dict[str, Feature]:
    return {} if layer is None else {f["id"]: f for f in parsed(layer)}


def _read_geojson(path: Path) -> dict[str, Feature]:
    document = orjson.loads(path.read_bytes())
    return {feature["id"]: feature for feature in document["features"]}


def _title(feature: Mapping[str, Any]) -> str:
    properties = feature["properties"]
    return str(properties.get("title") or properties.get("name") or feature["id"])


def _differing(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[FieldChange]:
    old = {"geometry": was["geometry"], **was["properties"]}
    new = {"geometry": now["geometry"], **now["properties"]}
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            yield FieldChange(name, old.get(name), new.get(name))


def _spell(value: Any) -> str:
    return "unknown" if value is None else orjson.dumps(value).decode()
