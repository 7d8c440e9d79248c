"""What came first: the deployments of a country beside its policies, by date.

For each technology of a country the first dated deployment is set beside every dated
policy. That one followed the other says nothing of why: order is not cause, and the
description of the layer says so wherever it goes. Dates known to a year can leave the
order open; then it is ``unclear``, never guessed.
"""

from collections.abc import Iterator, Mapping
from datetime import date as Day  # noqa: N812 - dates are EDTF here
from typing import Any

from geodata.collection import Collection
from geodata.edtf import Edtf
from geodata.models import Deployment, Policy
from layers.feature import Feature, Filter, LayerDraft
from layers.query import normalise
from layers.records import country_words, technology_words
from layers.schemas import schema

_RUNGS = ("announced", "agreed", "started", "operational")
_TEXT = {"type": "string"}
_OWN: Mapping[str, Mapping[str, Any]] = {
    "technology": {"title": "Technology", "description": "Technology id", **_TEXT},
    "deployment": {
        "title": "Deployment",
        "description": "Id of the country's first dated deployment of the technology",
        **_TEXT,
    },
    "deployment_title": {
        "title": "Deployment title",
        "description": "Title of that deployment",
        **_TEXT,
    },
    "deployment_date": {
        "title": "Deployment date",
        "description": "EDTF date of the first dated rung of its ladder",
        **_TEXT,
    },
    "policy": {"title": "Policy", "description": "Id of the policy", **_TEXT},
    "policy_title": {
        "title": "Policy title",
        "description": "Title of the policy",
        **_TEXT,
    },
    "policy_date": {
        "title": "Policy date",
        "description": "EDTF date of adoption, or of taking effect if that is known",
        **_TEXT,
    },
    "order": {
        "title": "Order",
        "description": "Whether the policy came before or after the deployment",
        "enum": ["before", "after", "unclear"],
        **_TEXT,
    },
    "years": {
        "title": "Years",
        "description": "Year of the policy less year of the deployment",
        "type": "integer",
    },
}
_NAMES = (
    *("kind", "country", "country_name", "technology", "deployment"),
    *("deployment_title", "deployment_date", "policy", "policy_title"),
    *("policy_type", "direction", "chinese_model", "policy_date", "order", "years"),
)


def sequence_layer(collection: Collection) -> LayerDraft:
    """Return the layer of sequences, a row for each pair, by id."""
    features = [
        feature
        for country in collection.countries
        for feature in _sequences(country, collection)
    ]
    technologies = tuple(collection.vocabularies["technologies"])
    return LayerDraft(
        id="sequences",
        title="Sequences",
        description=(
            "The first dated deployment of each technology of a country beside each "
            "of its dated policies, and which came first. Order is not cause."
        ),
        geometry_type="Point",
        has_time=False,
        schema=schema(_NAMES, Policy, collection, _OWN),
        filters={
            "country": Filter("country", tuple(collection.countries)),
            "technology": Filter("technology", technologies),
        },
        features=sorted(features, key=lambda feature: feature.id),
    )


def first_rung(deployment: Deployment) -> Edtf | None:
    """Return the earliest date of the ladder before its end, if one has a beginning."""
    dated = [getattr(deployment, rung) for rung in _RUNGS]
    known = [edtf for edtf in dated if edtf is not None and edtf.earliest is not None]
    return min(known, key=_day, default=None)


def order_of(deployment: Edtf, policy: Edtf) -> str:
    """Tell whether the policy came before or after, if the dates can tell."""
    if _ends_before(deployment, policy):
        return "after"
    return "before" if _ends_before(policy, deployment) else "unclear"


def _ends_before(first: Edtf, second: Edtf) -> bool:
    known = first.latest is not None and second.earliest is not None
    return known and first.latest < second.earliest  # type: ignore[operator]


def _sequences(country: str, collection: Collection) -> Iterator[Feature]:
    firsts = _first_deployments(country, collection)
    for policy in collection.policies:
        date = policy.adopted or policy.in_force
        if policy.country != country or date is None or date.earliest is None:
            continue
        for technology, first in firsts.items():
            yield _feature(collection, technology, first, policy, date)


def _first_deployments(
    country: str, collection: Collection
) -> dict[str, tuple[Deployment, Edtf]]:
    """Return the first dated deployment of each technology, by technology."""
    dated = [
        (rung, deployment)
        for deployment in collection.deployments
        if deployment.country == country and (rung := first_rung(deployment))
    ]
    dated.sort(key=lambda pair: (_day(pair[0]), pair[1].id))
    firsts: dict[str, tuple[Deployment, Edtf]] = {}
    for rung, deployment in dated:
        for technology in deployment.technologies:
            firsts.setdefault(technology, (deployment, rung))
    return dict(sorted(firsts.items()))


def _feature(
    collection: Collection,
    technology: str,
    first: tuple[Deployment, Edtf],
    policy: Policy,
    date: Edtf,
) -> Feature:
    deployment, rung = first
    properties = {
        "kind": "sequence",
        "country": policy.country,
        "country_name": collection.countries[policy.country].name,
        "technology": technology,
        "deployment": deployment.id,
        "deployment_title": deployment.title,
        "deployment_date": rung.text,
        "policy": policy.id,
        "policy_title": policy.title,
        "policy_type": policy.policy_type,
        "direction": policy.direction,
        "chinese_model": policy.chinese_model,
        "policy_date": date.text,
        "order": order_of(rung, date),
        "years": _day(date).year - _day(rung).year,
    }
    words = [
        deployment.title,
        policy.title,
        country_words(collection, policy.country),
        technology_words(collection, technology),
    ]
    return Feature(
        id=f"{policy.id}--{technology}",
        properties=properties,
        words=normalise(" ".join(words)),
    )


def _day(date: Edtf) -> Day:
    """Return the first day of a date; only those that have one come here."""
    return date.earliest or Day.max
