"""What a picture shows, as plain values: nothing here knows SVG or the layers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Mark:
    """One point in degrees, its colour token, and whether it is certain."""

    lon: float
    lat: float
    token: str
    shape: Literal["circle", "diamond"] = "circle"
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Legend:
    """The words beside the swatches, in the language of the picture."""

    counts: str
    member: str
    searched: str
    not_researched: str
    out_of_scope: str


@dataclass(frozen=True, slots=True)
class Scene:
    """A view ready to be drawn.

    ``counts`` and ``states`` are by ISO 3166-1 alpha-3; ``breaks`` are the lowest
    counts of the classes. ``description`` is the picture's text alternative.
    """

    title: str
    sentence: str
    credit: str
    description: str
    lang: str
    counts: Mapping[str, int]
    breaks: tuple[int, ...]
    states: Mapping[str, str]
    members: frozenset[str]
    legend: Legend
    marks: tuple[Mark, ...] = field(default=())
    selected: frozenset[str] = frozenset()
