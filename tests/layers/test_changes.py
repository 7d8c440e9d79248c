import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.building import build
from layers.changes import Published, compare, read_change
from layers.shelf import Shelf, ShelfError
from tests.layers import synthetic

VALUES = st.none() | st.text(max_size=3) | st.lists(st.integers(0, 3), max_size=2)
FEATURES = st.dictionaries(
    st.sampled_from(["fji-a", "fji-b", "fji-c", "fji-d"]),
    st.dictionaries(st.sampled_from(["title", "status", "note"]), VALUES),
)


def published(records, tombstones=()):
    features = {
        name: {"id": name, "geometry": None, "properties": properties}
        for name, properties in records.items()
    }
    return Published({"deployments": features}, dict.fromkeys(tombstones, "A reason"))


def known(properties):
    return {name: value for name, value in properties.items() if value is not None}


@pytest.fixture
def built(small_map, tmp_path):
    """Return a function that builds the synthetic records, some of them replaced."""

    def build_with(*records):
        target = tmp_path / str(len(list(tmp_path.iterdir())))
        build(synthetic.collection(list(records)), small_map, target)
        return Published.of(Shelf.open(target))

    return build_with


@given(FEATURES)
def test_nothing_changes_between_a_build_and_itself(records):
    assert compare(published(records), published(records)) == ()


@given(FEATURES, FEATURES)
def test_changes_applied_to_the_old_give_the_new(old, new):
    result = {name: known(properties) for name, properties in old.items()}
    for change in compare(published(old), published(new)):
        if change.kind == "added":
            result[change.id] = known(new[change.id])
        elif change.kind == "removed":
            del result[change.id]
        for field in change.fields:
            assert old[change.id].get(field.name) == field.was
            result[change.id] = known({**result[change.id], field.name: field.now})
    assert result == {name: known(properties) for name, properties in new.items()}


@given(FEATURES, FEATURES)
def test_looking_back_swaps_added_and_removed(old, new):
    there = {(c.id, c.kind) for c in compare(published(old), published(new))}
    back = {(c.id, c.kind) for c in compare(published(new), published(old))}
    opposite = {"added": "removed", "removed": "added", "changed": "changed"}
    assert back == {(name, opposite[kind]) for name, kind in there}


def test_a_withdrawn_record_is_told_with_its_reason():
    old, new = published({"fji-a": {}}), published({}, tombstones=["fji-a"])
    (change,) = compare(old, new)
    assert (change.kind, change.reason) == ("withdrawn", "A reason")
    assert list(change.lines()) == [
        "withdrawn deployments/fji-a: fji-a",
        "    reason: A reason",
    ]


def test_a_record_is_compared_field_by_field_as_it_is_published(built):
    before = built(synthetic.DEPLOYMENT)
    after = built(
        synthetic.DEPLOYMENT.model_copy(update={"lat": -16.9, "operator": "Police"})
    )
    (change,) = compare(before, after)
    assert [field.name for field in change.fields] == ["geometry", "operator"]
    assert '    operator: unknown -> "Police"' in list(change.lines())


def test_a_changed_source_shows_in_the_record_that_cites_it(built, small_map, tmp_path):
    collection = synthetic.collection([synthetic.POLICY])
    source = synthetic.SOURCE.model_copy(update={"title": "Another title"})
    changed = replace(collection, sources={source.id: source})
    build(changed, small_map, tmp_path / "changed")
    after = Published.of(Shelf.open(tmp_path / "changed"))
    changes = compare(built(synthetic.POLICY), after)
    assert ("policies", "fji-synthetic-policy") in [
        (c.collection, c.id) for c in changes
    ]


@given(FEATURES, FEATURES)
def test_a_change_survives_json(old, new):
    for change in compare(published(old), published(new)):
        assert read_change(json.loads(json.dumps(change.document()))) == change


def test_a_folder_that_is_neither_build_nor_release_is_refused(tmp_path):
    with pytest.raises(ShelfError, match="no build of the atlas"):
        Published.open(tmp_path)
