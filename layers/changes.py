"""What changed between two builds: every record added, changed, withdrawn or gone.

Compared are the published features, not the files curators edit, because a reader asks
what changed in what was shown. A record that vanished without a tombstone is told apart
as ``removed``: ids are for ever, so that is a mistake to look at.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import orjson

from layers.layer import Layer
from layers.shelf import Shelf

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
    kind: Literal["added", "changed", "withdrawn", "removed"]
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


def compare(before: Shelf, after: Shelf) -> tuple[Change, ...]:
    """Return every change from one build to another, by collection and id."""
    return tuple(
        change
        for name in COMPARED
        for change in _compare_layers(
            name, before.layers.get(name), after.layers.get(name), after.tombstones
        )
    )


def _compare_layers(
    name: str, before: Layer | None, after: Layer | None, tombs: Mapping[str, str]
) -> Iterator[Change]:
    old, new = _features(before), _features(after)
    for feature_id in sorted(old.keys() | new.keys()):
        was, now = old.get(feature_id), new.get(feature_id)
        if was is None and now is not None:
            yield Change(name, feature_id, "added", _title(now))
        elif now is None and was is not None:
            reason = tombs.get(feature_id)
            kind = "removed" if reason is None else "withdrawn"
            yield Change(name, feature_id, kind, _title(was), reason=reason)  # type: ignore[arg-type]
        elif was is not None and now is not None and was != now:
            yield Change(
                name, feature_id, "changed", _title(now), tuple(_differing(was, now))
            )


def _features(layer: Layer | None) -> dict[str, dict[str, Any]]:
    if layer is None:
        return {}
    every = layer.take(np.arange(len(layer)))
    return {feature["id"]: feature for feature in map(orjson.loads, every)}


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
