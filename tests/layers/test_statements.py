"""Outside counts stand beside ours and are never mixed into them."""

from pathlib import Path

import geodata
from geodata.checking import read_collection
from layers.statements import COUNTS, statement_layer

REAL = Path(geodata.__file__).parent


def test_every_statement_has_our_count_a_reason_and_a_source():
    collection = read_collection(REAL)
    features = statement_layer(collection).features
    assert len(features) == len(collection.statements) > 0
    for feature in features:
        assert feature.properties["our_count"] == (
            COUNTS[collection.statements[features.index(feature)].ours][1](collection)
        )
        assert feature.properties["difference"]
        assert len(feature.properties["sources"]) == 1


def test_our_counts_follow_the_records():
    collection = read_collection(REAL)
    documented = {d.country for d in collection.deployments}
    counts = {name: count(collection) for name, (_, count) in COUNTS.items()}
    assert counts["documented"] == len(documented)
    assert counts["documented-members"] <= counts["documented"]
    assert counts["documented-safe-city"] <= counts["documented"]
