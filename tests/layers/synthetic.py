"""Synthetic features and records; nothing here is said of a real country or company."""

import random
from datetime import date, timedelta

import shapely

from geodata.bbox import BBox
from geodata.boundaries import BaseMap
from geodata.collection import Collection
from geodata.models import (
    Agreement,
    Country,
    Deployment,
    Incident,
    Membership,
    Policy,
    Publisher,
    Reading,
    Search,
    Source,
    Supplier,
    Term,
)
from geodata.span import Span
from layers.feature import Feature, Filter, LayerDraft

WORLD = BBox(-180, -90, 180, 90)
COLOURS = ("amber", "blue", "cyan", "unused")
SIZES = ("large", "small")
WORDS = ("alpha", "beta", "gamma", "delta", "phi")
EVIL = "<img src=x onerror=alert(1)> ${alert(1)} </script> \u2028 \"'`"


def spans(dice):
    """Four days in an order that can be, some of them unknown."""
    first = date(2000, 1, 1) + timedelta(days=dice.randrange(9000))
    days = [first + timedelta(days=dice.randrange(900)) for _ in range(4)]
    start, end = min(days), max(days)
    sure = [day if dice.random() < 0.7 else None for day in days[:2]]
    if dice.random() < 0.1:
        return Span()
    return Span(
        start if dice.random() < 0.8 else None,
        sure[0],
        sure[1],
        end if dice.random() < 0.6 else None,
    )


def _point(dice):
    return shapely.Point(dice.choice((-180, 180, dice.uniform(-180, 180))), _lat(dice))


def _lat(dice):
    return dice.choice((-90, 90, dice.uniform(-90, 90), dice.uniform(-90, 90)))


def _area(dice):
    corners = [_point(dice).buffer(dice.uniform(0.5, 9), quad_segs=1) for _ in "12"]
    inside = shapely.intersection(
        shapely.union_all(corners), shapely.box(-180, -90, 180, 90)
    )
    return shapely.MultiPolygon(list(shapely.get_parts(inside)))


def _line(dice):
    ends = [(dice.uniform(-180, 180), dice.uniform(-90, 90)) for _ in "123"]
    return shapely.MultiLineString([ends[:2], ends[1:]])


SHAPES = {"Point": _point, "MultiPolygon": _area, "MultiLineString": _line}


def draft(geometry_type="Point", *, count=200, seed=1, has_time=True):
    """A layer of random features, some without place, date or colour."""
    dice = random.Random(seed)  # noqa: S311 - a fixed seed is the point
    features = []
    for number in range(count):
        colours = sorted(dice.sample(COLOURS[:3], dice.randrange(3)))
        size = dice.choice((*SIZES, None))
        words = " ".join(dice.sample(WORDS, 2))
        features.append(
            Feature(
                id=f"synthetic-{number:03}",
                properties={"title": words, "colours": colours, "size": size},
                geometry=SHAPES[geometry_type](dice) if dice.random() < 0.8 else None,
                span=spans(dice) if has_time else Span(),
                words=words,
            )
        )
    dice.shuffle(features)
    return LayerDraft(
        id="synthetic",
        title="Synthetic",
        description="Random features.",
        geometry_type=geometry_type,
        has_time=has_time,
        schema={name: {"type": "string"} for name in ("title", "colours", "size")},
        filters={"colour": Filter("colours", COLOURS), "size": Filter("size", SIZES)},
        features=features,
    )


SOURCE = Source(
    id="synthetic-source",
    title=f"Synthetic {EVIL}",
    publisher="Synthetic Press",
    url="https://example.org/synthetic",
    unarchived="read-in-stored-copy",
    accessed="2026-11",
)
_COMMON = {"summary": "Synthetic.", "read": "first", "sources": ["synthetic-source"]}
DEPLOYMENT = Deployment(
    id="fji-synthetic-cameras",
    country="FJI",
    title=f"Synthetic cameras {EVIL}",
    place="Taveuni",
    place_precision="city",
    lon=-179.95,
    lat=-16.8,
    technologies=["synthetic-cameras"],
    suppliers=["synthetic-supplier"],
    scale=[{"quantity": "cameras", "value": 12, "as_of": "2015"}],
    announced="2014",
    operational="2015-06",
    status="operational",
    status_as_of="2016",
    evidence="reported",
    **_COMMON,
)
COUNTRY_LEVEL = Deployment(
    id="fji-synthetic-network",
    country="FJI",
    title="Synthetic network",
    place_precision="country",
    technologies=["synthetic-cameras"],
    status="announced",
    evidence="reported",
    **_COMMON,
)
WITHDRAWN = Deployment(
    id="fji-synthetic-withdrawn",
    country="FJI",
    title="Synthetic mistake",
    place_precision="country",
    technologies=["synthetic-cameras"],
    status="announced",
    evidence="reported",
    withdrawn={"date": "2026", "reason": "Synthetic reason"},
    **_COMMON,
)
POLICY = Policy(
    id="fji-synthetic-policy",
    country="FJI",
    title="Synthetic policy",
    policy_type="synthetic-law",
    direction="expands",
    chinese_model="none-reported",
    adopted="2017-03-01",
    status="in-force",
    **_COMMON,
)
INCIDENT = Incident(
    id="ton-synthetic-incident",
    country="TON",
    title="Synthetic incident",
    incident_type="synthetic-protest",
    date="2018-02",
    place_precision="country",
    evidence="reported",
    **_COMMON,
)
AGREEMENT = Agreement(
    id="fji-synthetic-agreement",
    country="FJI",
    title="Synthetic agreement",
    agreement_type="synthetic-loan",
    **_COMMON,
)
SUPPLIER = Supplier(
    id="synthetic-supplier",
    name="Synthetic Süpplier",
    names={"zh": "合成"},
    aliases=["SynthCo"],
    country="CHN",
    city="Synthetic City",
    lat=22.5,
    lon=114.1,
)
_NAMES = {
    "FJI": "Fiji",
    "TON": "Tonga",
    "CHN": "China",
    "VAT": "Holy See",
    "KIR": "Kiribati",
}
_VOCABULARIES = {
    "technologies": ["synthetic-cameras", "synthetic-cables"],
    "statuses": ["announced", "operational"],
    "policy_statuses": ["in-force"],
    "evidence_grades": ["reported"],
    "place_precisions": ["site", "city", "region", "country"],
    "legal_bases": ["law"],
    "policy_types": ["synthetic-law"],
    "directions": ["expands", "restricts"],
    "chinese_models": ["none-reported"],
    "incident_types": ["synthetic-protest"],
    "agreement_types": ["synthetic-loan"],
    "programmes": ["belt-and-road"],
    "technology_groups": ["cameras", "other"],
    "search_outcomes": ["nothing-found"],
}


def _terms(names):
    return {
        name: Term(
            id=name, label=name.replace("-", " ").title(), definition="Synthetic."
        )
        for name in names
    }


def small_map(base_map):
    """The real base map with the shapes of the synthetic collection only."""
    few = {"lines": (), "merged": (), "undetermined": ()}
    points = tuple(p for p in base_map.policy.points if p.country in _NAMES)
    return BaseMap(
        {code: base_map.shapes[code] for code in _NAMES if code in base_map.shapes},
        base_map.policy.model_copy(update={**few, "points": points}),
    )


_PUBLISHER = Publisher(
    id="synthetic-press",
    name="Synthetic Press",
    aliases=("Another Press",),
    kind="news",
)
_MEMBERSHIP = Membership(
    country="KIR",
    programme="belt-and-road",
    joined="2020",
    sources=["synthetic-source"],
)
_READING = Reading(country="TON", index="synthetic-source", values={"safe_city": True})
_SEARCH = Search(
    country="TON",
    searched_on="2026-11-01",
    queries=["synthetic"],
    outcome="nothing-found",
)
_RECORDS = (AGREEMENT, DEPLOYMENT, COUNTRY_LEVEL, POLICY, WITHDRAWN, INCIDENT)


def _country(code):
    return Country(
        iso3=code,
        iso2=code[:2],
        region="Synthetic region",
        names={"en": _NAMES[code], "fr": f"{_NAMES[code]} (fr)"},
        aliases=(f"Former {_NAMES[code]}",),
        extent=(-180, -90, 180, 90),
    )


def collection(records=_RECORDS):
    """A small collection of synthetic records in the Pacific."""
    return Collection(
        countries={code: _country(code) for code in sorted(_NAMES)},
        vocabularies={name: _terms(words) for name, words in _VOCABULARIES.items()},
        groups={"synthetic-cameras": "cameras", "synthetic-cables": "other"},
        publishers={_PUBLISHER.id: _PUBLISHER},
        sources={SOURCE.id: SOURCE},
        suppliers={SUPPLIER.id: SUPPLIER},
        records={record.id: record for record in sorted(records, key=lambda r: r.id)},
        memberships=(_MEMBERSHIP,),
        readings=(_READING,),
        searches=(_SEARCH,),
    )
