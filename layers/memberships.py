"""Memberships: a country in a programme, from when to when.

They have no geometry: the country has one, and a second copy of 150 outlines would only
weigh. ``country`` joins them to it.
"""

from geodata.collection import Collection
from geodata.ladder import membership_span
from geodata.models import Membership
from layers.feature import Feature, Filter, LayerDraft
from layers.query import normalise
from layers.records import country_words, plain, source_properties, span_properties
from layers.schemas import schema, vocabulary

_NAMES = (
    *("kind", "country", "country_name", "programme", "joined", "left"),
    *("left_announced", "start", "start_certain", "end_certain", "end", "note"),
    "sources",
)


def membership_layer(collection: Collection) -> LayerDraft:
    """Return the layer of memberships."""
    programmes = vocabulary("programme", Membership, collection)
    return LayerDraft(
        id="memberships",
        title="Memberships",
        description="Countries in the Belt and Road Initiative, with year and exit.",
        geometry_type="Point",
        has_time=True,
        schema=schema(_NAMES, Membership, collection),
        filters={
            "country": Filter("country", tuple(collection.countries)),
            "programme": Filter("programme", programmes),
        },
        features=[_feature(member, collection) for member in collection.memberships],
    )


def _feature(member: Membership, collection: Collection) -> Feature:
    sources = collection.cited(member.sources)
    span = membership_span(member, [source.accessed for source in sources])
    programme = collection.vocabularies["programmes"][member.programme]
    derived = {
        "kind": "membership",
        "country_name": collection.countries[member.country].name,
        "sources": [source_properties(source) for source in sources],
        **span_properties(span),
    }
    words = f"{country_words(collection, member.country)} {programme.label}"
    return Feature(
        id=f"{member.country.lower()}-{member.programme}",
        properties={
            name: derived[name] if name in derived else plain(getattr(member, name))
            for name in _NAMES
        },
        span=span,
        words=normalise(words),
    )
