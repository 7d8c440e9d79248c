"""A published feature before it is compiled, and what a layer says of its features."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from shapely.geometry.base import BaseGeometry

from geodata.span import Span

GeometryType = Literal["Point", "MultiPolygon", "MultiLineString"]
Schema = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that is published: what is said of it, where, when, and its words.

    ``words`` is the normalised text that a search looks in. A feature of a layer
    without time has an undated span.
    """

    id: str
    properties: Mapping[str, Any]
    geometry: BaseGeometry | None = None
    span: Span = field(default_factory=Span)
    words: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter by value: the property it reads, and every value it knows."""

    property: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LayerDraft:
    """A named set of features before it is compiled.

    ``schema`` has the JSON Schema of each property, in the order of publication;
    ``filters`` are by the name a reader uses (``technology``, not ``technologies``).
    """

    id: str
    title: str
    description: str
    geometry_type: GeometryType
    has_time: bool
    schema: Schema
    filters: Mapping[str, Filter]
    features: Sequence[Feature]
