"""What a request for items asks: parameters become one value, checked by collection.

Which filters a collection takes follows from its schema. A filter that another
collection has is refused here with the filters that would do.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.accepting import best
from app.api.crs import CRS84, Crs, Frame, read_box, read_crs
from app.api.links import GEOJSON, HTML, JSON
from app.problems import Refusal, invalid
from app.query import (
    LIMIT_DEFAULT,
    read_certainty,
    read_datetime,
    read_limit,
    read_list,
    read_offset,
    refuse_unknown,
)
from geodata.bbox import BBox
from layers.layer import Layer
from layers.query import Query

COMMON = (
    "bbox",
    "bbox-crs",
    "certainty",
    "crs",
    "datetime",
    "f",
    "filter",
    "filter-crs",
    "filter-lang",
    "limit",
    "offset",
    "properties",
    "q",
    "sortby",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A page of the features that match, in a form and a reference system.

    ``frame`` is a box that only the geometries themselves can be held against;
    ``order`` is property and whether it descends; ``properties`` of ``None`` are all.
    """

    query: Query
    form: str
    limit: int = LIMIT_DEFAULT
    offset: int = 0
    crs: Crs = CRS84
    frame: Frame | None = None
    filter: str | None = None
    filter_lang: str = "cql2-text"
    filter_crs: Crs = CRS84
    order: tuple[tuple[str, bool], ...] = ()
    properties: tuple[str, ...] | None = None

    @property
    def needs_table(self) -> bool:
        """Whether finished bytes and columns are not enough to answer."""
        return self.filter is not None or bool(self.order) or self.frame is not None


def read_ask(values: Mapping[str, str], layer: Layer, form: str) -> Ask:
    """Return what the parameters ask of ``layer``; raises ``Refusal``."""
    _refuse_foreign_filters(values, layer)
    refuse_unknown(values, (*COMMON, *layer.filters), f"the collection {layer.id}")
    crs = read_crs("crs", values["crs"]) if "crs" in values else CRS84
    box = _read_box(values)
    return Ask(
        query=_read_query(values, layer, box if isinstance(box, BBox) else None),
        form=form,
        limit=read_limit(values),
        offset=read_offset(values),
        crs=crs,
        frame=box if isinstance(box, Frame) else None,
        filter=values.get("filter"),
        filter_lang=_read_filter_lang(values),
        filter_crs=read_crs("filter-crs", values.get("filter-crs", CRS84.uri)),
        order=_read_order(values, layer),
        properties=_read_properties(values, layer),
    )


def _refuse_foreign_filters(values: Mapping[str, str], layer: Layer) -> None:
    for name in ("country", "technology", "supplier", "status", "evidence"):
        if name in values and name not in layer.filters:
            filters = sorted(layer.filters)
            detail = (
                f"{name}: {layer.id} have no {name}; "
                f"filter them by {', '.join(filters) or 'bbox'}"
            )
            raise Refusal("unknown-parameter", detail, parameter=name, allowed=filters)


def _read_box(values: Mapping[str, str]) -> BBox | Frame | None:
    crs = read_crs("bbox-crs", values.get("bbox-crs", CRS84.uri))
    return read_box(values["bbox"], crs) if "bbox" in values else None


def _read_query(values: Mapping[str, str], layer: Layer, bbox: BBox | None) -> Query:
    terms = tuple(
        (name, read_list(name, values[name], layer.enumerations[name]))
        for name in sorted(layer.filters)
        if name in values
    )
    interval = read_datetime(values["datetime"]) if "datetime" in values else None
    return Query(
        bbox=bbox,
        interval=interval,
        certainty=read_certainty(values),
        terms=terms,
        text=values.get("q", ""),
    )


def _read_filter_lang(values: Mapping[str, str]) -> str:
    text = values.get("filter-lang", "cql2-text")
    if text not in ("cql2-text", "cql2-json"):
        raise invalid("filter-lang", text, "cql2-text or cql2-json", "cql2-json")
    return text


def _read_order(
    values: Mapping[str, str], layer: Layer
) -> tuple[tuple[str, bool], ...]:
    if "sortby" not in values:
        return ()
    order = []
    for key in values["sortby"].split(","):
        # A plus sign that was not encoded arrives as a space.
        name = key.lstrip("+- ")
        if name not in sortables(layer):
            example = f"-{sortables(layer)[-1]}"
            expected = "properties, each with - before it to descend"
            raise invalid("sortby", key, expected, example, allowed=sortables(layer))
        order.append((name, key.startswith("-")))
    return tuple(order)


def sortables(layer: Layer) -> list[str]:
    """Return the properties a layer can be sorted by: those of one plain value."""
    plain = {"string", "integer", "number", "boolean"}
    found = [name for name, about in layer.schema.items() if types(about) & plain]
    return list(dict.fromkeys(["id", *found]))


def types(about: Mapping[str, object]) -> set[str]:
    """Return the JSON types a property's schema allows."""
    named = about.get("type", "string")
    return {named} if isinstance(named, str) else set(named)  # type: ignore[call-overload]


def _read_properties(values: Mapping[str, str], layer: Layer) -> tuple[str, ...] | None:
    if "properties" not in values:
        return None
    wanted = values["properties"].split(",")
    for name in wanted:
        if name not in layer.schema:
            expected = "properties of the collection, joined by commas"
            known = list(layer.schema)
            raise invalid("properties", name, expected, known[0], allowed=known)
    return tuple(name for name in layer.schema if name in wanted)


def read_form(values: Mapping[str, str], accept: str, offers: Mapping[str, str]) -> str:
    """Return the name of the form wanted: by ``f``, else by the ``Accept`` header.

    ``offers`` has the media type of each form's name; the first is the default.
    """
    if "f" in values:
        name = values["f"]
        if name not in offers:
            expected = f"one of {', '.join(offers)}"
            raise invalid("f", name, expected, next(iter(offers)), allowed=list(offers))
        return name
    chosen = best(accept, list(offers.values()))
    if chosen is None:
        detail = f"Accept: {accept!r} takes none of {', '.join(offers.values())}"
        raise Refusal("not-acceptable", detail, allowed=list(offers.values()))
    return next(name for name, media_type in offers.items() if media_type == chosen)


DOCUMENTS: Mapping[str, str] = {"json": JSON, "html": HTML}
FEATURE: Mapping[str, str] = {"geojson": GEOJSON, "json": JSON, "html": HTML}
