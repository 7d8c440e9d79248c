"""One view of the atlas and its spelling in an address.

The same query string means the same to the page, the embed, the picture and the data.
Reading and writing are inverse: ``read_view(write_view(v)) == v``. The spelling is
canonical (fixed order, defaults left out), shared with ``app/static/js/view.js`` and
held to ``tests/vectors/view.json``. Dates stay text here, as the reader typed them,
because ``2015`` and ``2015-01-01/2015-12-31`` are different addresses of one thing.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Literal, cast
from urllib.parse import quote

from app.problems import invalid
from app.query import (
    Certainty,
    read_bbox,
    read_certainty,
    read_datetime,
    read_numbers,
    read_pairs,
    refuse_unknown,
)
from geodata.bbox import BBox

RECORD_LAYERS = ("deployments", "policies", "incidents", "agreements")
LAYERS = (*RECORD_LAYERS, "memberships", "supply-links")
LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
_SELECTION = re.compile(r"[A-Z]{3}|(supplier:)?[a-z0-9]+(-[a-z0-9]+)*")
_RELEASE = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
_SHORT_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_ZOOM_MAXIMUM = 20


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the map looks: zoom (2 decimals), latitude and longitude (4 decimals)."""

    zoom: float
    lat: float
    lon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is shown; the fields stand in the order of the address."""

    layers: tuple[str, ...] = ("deployments", "policies", "incidents", "memberships")
    country: tuple[str, ...] = ()
    technology: tuple[str, ...] = ()
    supplier: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    datetime: str = ""
    certainty: Certainty = "possible"
    bbox: BBox | None = None
    q: str = ""
    select: str = ""
    view: Camera | None = None
    lang: str = "en"
    theme: Literal["", "light", "dark"] = ""
    release: str = ""
    form: Literal["map", "table"] = "map"

    @property
    def terms(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The filters by property, those that filter anything, sorted by name."""
        names = ("country", "evidence", "status", "supplier", "technology")
        return tuple(
            (name, values) for name in names if (values := getattr(self, name))
        )


PARAMETERS = tuple(field.name for field in fields(View))
_DEFAULT = View()


def read_view(query: str | bytes, *, lenient: bool = False) -> View:
    """Return the view a query string spells; ``lenient`` passes over unknown names.

    Raises ``Refusal`` naming the parameter that cannot be read. Whether a country or
    a technology exists is not asked here: the layers know.

    >>> read_view("technology=dna,cctv&datetime=/2019").technology
    ('cctv', 'dna')
    """
    text = query.encode("ascii", "replace") if isinstance(query, str) else query
    pairs = read_pairs(text.removeprefix(b"?"))
    if not lenient:
        refuse_unknown(pairs, PARAMETERS, "a view")
    read = {n: _READERS[n](v) for n, v in pairs.items() if n in _READERS}
    return View(**read)  # type: ignore[arg-type]


def write_view(view: View) -> str:
    """Return the canonical query string of ``view``, without a question mark.

    >>> write_view(View(datetime="2013/2020", q="Phnom Penh"))
    'datetime=2013/2020&q=Phnom%20Penh'
    """
    said = []
    for name in PARAMETERS:
        value = getattr(view, name)
        if value != getattr(_DEFAULT, name):
            said.append(f"{name}={quote(_spell(value), safe=',/:.')}")
    return "&".join(said)


def _spell(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, BBox):
        edges = (value.west, value.south, value.east, value.north)
        return ",".join(_number(edge, 6) for edge in edges)
    if isinstance(value, Camera):
        place = (_number(value.lat, 4), _number(value.lon, 4))
        return "/".join((_number(value.zoom, 2), *place))
    return str(value)


def _number(value: float, digits: int) -> str:
    """Write a number as JavaScript would: no trailing zeros, no minus zero."""
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _read_layers(text: str) -> tuple[str, ...]:
    asked = text.split(",") if text else []
    for name in asked:
        if name not in LAYERS:
            raise invalid("layers", name, f"some of {', '.join(LAYERS)}", LAYERS[0])
    return tuple(name for name in LAYERS if name in asked)


def _read_values(name: str) -> Callable[[str], tuple[str, ...]]:
    def read(text: str) -> tuple[str, ...]:
        values = tuple(sorted(set(text.split(","))))
        if "" in values:
            raise invalid(name, text, "values joined by commas", f"{name}=a,b")
        return values

    return read


def _read_dates(text: str) -> str:
    sides = [side or ".." for side in text.split("/")]
    if not all(side == ".." or _SHORT_DATE.fullmatch(side) for side in sides):
        raise invalid("datetime", text, "years, months or days", "2013/2020")
    read_datetime("/".join(sides))
    return "" if sides == ["..", ".."] else "/".join(sides)


def _read_box(text: str) -> BBox:
    box = read_bbox(text)
    edges = (box.west, box.south, box.east, box.north)
    return BBox(*(round(edge, 6) + 0.0 for edge in edges))


def _read_camera(text: str) -> Camera:
    example = "3/10/20"
    hint = f"zoom/lat/lon, such as {example}"
    zoom, lat, lon = read_numbers("view", text.replace("/", ","), (3,), hint)
    if not (0 <= zoom <= _ZOOM_MAXIMUM and abs(lat) <= 90 and abs(lon) <= 540):  # noqa: PLR2004
        raise invalid(
            "view", text, "zoom 0 to 20, degrees north, degrees east", example
        )
    return Camera(round(zoom, 2) + 0.0, round(lat, 4) + 0.0, round(lon, 4) + 0.0)


def _read_choice(name: str, *choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            expected = "one of " + ", ".join(choice for choice in choices if choice)
            raise invalid(name, text, expected, choices[-1])
        return text

    return read


def _read_pattern(
    name: str, pattern: re.Pattern[str], hint: str
) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text and not pattern.fullmatch(text):
            raise invalid(name, text, "an id as the atlas writes it", hint)
        return text

    return read


def _read_certainty(text: str) -> Certainty:
    return read_certainty({"certainty": text})


_READERS: Mapping[str, Callable[[str], object]] = {
    "layers": _read_layers,
    **{
        name: _read_values(name)
        for name in ("country", "technology", "supplier", "status", "evidence")
    },
    "datetime": _read_dates,
    "certainty": _read_certainty,
    "bbox": _read_box,
    "q": lambda text: " ".join(text.split()),
    "select": _read_pattern("select", _SELECTION, "KHM, huawei or supplier:huawei"),
    "view": _read_camera,
    "lang": _read_choice("lang", *LANGUAGES),
    "theme": cast(
        "Callable[[str], object]", _read_choice("theme", "", "light", "dark")
    ),
    "release": _read_pattern("release", _RELEASE, "2026.12"),
    "form": _read_choice("form", "map", "table"),
}
