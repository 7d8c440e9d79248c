"""What a record's feature says, and that its text stays text."""

import json
from datetime import date

import pytest

from geodata.bbox import BBox
from geodata.interval import Interval
from layers.query import Query
from tests.layers import synthetic


def feature(shelf, layer, feature_id):
    return json.loads(shelf.layers[layer].feature(feature_id))


def test_a_feature_says_all_that_its_record_says(small_shelf):
    cameras = feature(small_shelf, "deployments", "fji-synthetic-cameras")
    assert cameras["geometry"] == {"type": "Point", "coordinates": [-179.95, -16.8]}
    properties = cameras["properties"]
    assert properties["kind"] == "deployment"
    assert properties["country_name"] == "Fiji"
    assert properties["technologies"] == ["synthetic-cameras"]
    assert properties["suppliers"] == ["synthetic-supplier"]
    assert properties["supplier_names"] == ["Synthetic Süpplier"]
    assert properties["scale"] == [
        {"quantity": "cameras", "value": 12, "as_of": "2015"}
    ]
    assert properties["announced"] == "2014"
    assert properties["agreed"] is None
    assert (properties["start"], properties["start_certain"]) == (
        "2014-01-01",
        "2015-06-30",
    )
    assert (properties["end_certain"], properties["end"]) == ("2016-01-01", None)


def test_sources_are_given_in_full(small_shelf):
    policy = feature(small_shelf, "policies", "fji-synthetic-policy")
    assert policy["properties"]["sources"] == [
        {
            "id": "synthetic-source",
            "title": f"Synthetic {synthetic.EVIL}",
            "publisher": "Synthetic Press",
            "url": "https://example.org/synthetic",
            "archived": None,
            "published": None,
            "accessed": "2026-11",
        }
    ]


def test_markup_in_a_record_stays_data(small_shelf):
    raw = small_shelf.layers["deployments"].feature("fji-synthetic-cameras")
    title = json.loads(raw)["properties"]["title"]
    assert title == f"Synthetic cameras {synthetic.EVIL}"
    titles = json.loads((small_shelf.path / "map/titles.json").read_bytes())
    assert title in titles["title"]


def test_a_country_level_record_has_no_point_and_is_counted(small_shelf):
    network = feature(small_shelf, "deployments", "fji-synthetic-network")
    assert network["geometry"] is None
    around = Query(bbox=BBox(177, -20, -177, -15))
    selection = small_shelf.layers["deployments"].select(around, limit=10)
    assert selection.matched == 1
    assert selection.unplaced == 1


def test_a_withdrawn_record_is_a_tombstone_only(small_shelf):
    assert small_shelf.layers["deployments"].feature("fji-synthetic-withdrawn") is None
    assert small_shelf.tombstones == {"fji-synthetic-withdrawn": "Synthetic reason"}


@pytest.mark.parametrize(
    "text",
    ["taveuni", "FORMER fiji", "Fiji (fr)", "合成", "synthco", "cameras  SUPPLIER"],
)
def test_a_record_is_found_by_the_names_around_it(small_shelf, text):
    deployments = small_shelf.layers["deployments"]
    found = deployments.ids(deployments.select_positions(Query(text=text)))
    assert "fji-synthetic-cameras" in found


def test_a_summary_is_not_searched(small_shelf):
    policies = small_shelf.layers["policies"]
    assert len(policies.select_positions(Query(text="synthetic."))) == 0


def test_a_policy_has_no_technology_to_match(small_shelf):
    query = Query(terms=(("technology", ("synthetic-cameras",)),))
    assert small_shelf.layers["policies"].select(query, limit=9).matched == 0
    assert small_shelf.layers["deployments"].select(query, limit=9).matched == 2


def test_an_undated_agreement_is_counted_as_undated(small_shelf):
    query = Query(interval=Interval(date(2010, 1, 1), None))
    selection = small_shelf.layers["agreements"].select(query, limit=9)
    assert (selection.matched, selection.undated) == (0, 1)


def test_every_feature_has_exactly_the_properties_of_its_schema(real_shelf):
    for layer in real_shelf.layers.values():
        for raw in layer.select(Query(), limit=10_000).features:
            assert list(json.loads(raw)["properties"]) == list(layer.schema), layer.id


_TYPES = {
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}


def fits(value, described):
    """Tell whether a value is as JSON Schema describes it, as far as we use it."""
    named = described["type"]
    types = [_TYPES[name] for name in ([named] if isinstance(named, str) else named)]
    if not any(isinstance(value, kind) for kind in types):
        return False
    if "enum" in described and value not in described["enum"]:
        return False
    if isinstance(value, list):
        return all(fits(part, described["items"]) for part in value)
    if isinstance(value, dict):
        parts = described.get("properties", {})
        return all(fits(value[name], parts[name]) for name in parts)
    return True


def test_values_are_as_the_schema_describes_them(real_shelf):
    for layer in real_shelf.layers.values():
        for raw in layer.select(Query(), limit=10_000).features:
            feature = json.loads(raw)
            for name, value in feature["properties"].items():
                assert fits(value, layer.schema[name]), (feature["id"], name, value)


def test_the_schema_admits_unknown_only_where_something_can_be(real_shelf):
    schema = real_shelf.layers["deployments"].schema
    assert schema["agreed"]["type"] == ["string", "null"]
    assert schema["title"]["type"] == "string"
    assert schema["legal_basis"]["enum"][-1] is None
    assert None not in schema["status"]["enum"]


def test_every_property_says_what_it_means(real_shelf):
    for layer in real_shelf.layers.values():
        for name, described in layer.schema.items():
            assert described["title"], (layer.id, name)
            assert described["description"], (layer.id, name)
            assert described["type"], (layer.id, name)


def test_filters_know_their_whole_vocabulary(real_shelf, real_collection):
    deployments = real_shelf.layers["deployments"].enumerations
    assert deployments["country"] == tuple(real_collection.countries)
    assert deployments["technology"] == tuple(
        real_collection.vocabularies["technologies"]
    )
    assert deployments["supplier"] == tuple(real_collection.suppliers)
    policies = real_shelf.layers["policies"].enumerations["status"]
    assert policies == tuple(real_collection.vocabularies["policy_statuses"])


def test_the_article_s_cameras_are_found_by_place_and_year(real_shelf):
    deployments = real_shelf.layers["deployments"]
    query = Query(
        terms=(("country", ("KHM",)), ("technology", ("video-surveillance",))),
        interval=Interval(date(2015, 1, 1), date(2016, 12, 31)),
        text="Phnom Pénh",
    )
    found = deployments.ids(deployments.select_positions(query))
    assert "khm-phnom-penh-cctv" in found
