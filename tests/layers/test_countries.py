import json

import pytest

from geodata.bbox import BBox
from layers.query import Query


def country(shelf, code):
    return json.loads(shelf.layers["countries"].feature(code))["properties"]


def test_the_four_states_are_told_apart(small_shelf):
    states = {
        code: country(small_shelf, code)["state"] for code in ("FJI", "TON", "KIR")
    }
    assert states == {"FJI": "documented", "TON": "searched", "KIR": "not-researched"}
    assert country(small_shelf, "VAT")["state"] == "out-of-scope"
    assert country(small_shelf, "CHN")["state"] == "out-of-scope"


def test_a_country_counts_what_is_published_of_it(small_shelf):
    fiji = country(small_shelf, "FJI")
    counts = {
        n: fiji[n] for n in ("deployments", "policies", "incidents", "agreements")
    }
    assert counts == {"deployments": 2, "policies": 1, "incidents": 0, "agreements": 1}
    assert fiji["technologies"] == {"synthetic-cameras": 2}
    assert fiji["first_deployment"] == "2014-01-01"


def test_membership_and_search_stand_on_the_country(small_shelf):
    kiribati, tonga = country(small_shelf, "KIR"), country(small_shelf, "TON")
    assert (kiribati["member"], kiribati["joined"], kiribati["left"]) == (
        True,
        "2020",
        None,
    )
    assert kiribati["sources"][0]["id"] == "synthetic-source"
    assert tonga["coverage"]["outcome"] == "nothing-found"
    assert tonga["coverage"]["queries"] == ["synthetic"]
    assert tonga["readings"][0]["values"] == {"safe_city": True}
    assert tonga["member"] is False


def test_a_country_without_outline_is_found_in_its_disc(small_shelf):
    rome = Query(bbox=BBox(12.44, 41.89, 12.46, 41.91))
    countries = small_shelf.layers["countries"]
    assert countries.ids(countries.select_positions(rome)) == ("VAT",)
    assert country(small_shelf, "VAT")["outline"] == "disc"
    assert country(small_shelf, "FJI")["outline"] == "boundary"


def test_italy_and_panama_left(real_shelf):
    assert country(real_shelf, "ITA")["member"] is False
    assert country(real_shelf, "ITA")["joined"] == "2019"
    assert country(real_shelf, "ITA")["left"] is not None
    assert country(real_shelf, "PAN")["member"] is False


@pytest.mark.parametrize(
    ("box", "inside", "outside"),
    [
        (BBox(170, -25, -170, 0), {"FJI", "TON", "WSM", "TUV"}, {"RUS", "NZL", "USA"}),
        (BBox(177, 66, -170, 72), {"RUS"}, {"USA", "FJI"}),
        (BBox(-180, -90, 180, -85), {"ATA"}, {"NZL"}),
        (BBox(170, 50, 180, 54), {"USA"}, {"CAN"}),
        (BBox(102, 9, 108, 15), {"KHM", "VNM", "THA", "LAO"}, {"MYS"}),
    ],
)
def test_boxes_find_the_countries_in_them(real_shelf, box, inside, outside):
    countries = real_shelf.layers["countries"]
    found = set(countries.ids(countries.select_positions(Query(bbox=box))))
    assert inside <= found
    assert not outside & found


def test_every_published_geometry_is_as_the_layer_says(real_shelf):
    for layer in real_shelf.layers.values():
        for raw in layer.select(Query(), limit=10_000).features:
            geometry = json.loads(raw)["geometry"]
            assert geometry is None or geometry["type"] == layer.geometry_type


def test_counts_of_countries_add_up_to_the_layers(real_shelf):
    countries = real_shelf.layers["countries"].select(Query(), limit=1000).features
    properties = [json.loads(raw)["properties"] for raw in countries]
    for kind in ("deployments", "policies", "incidents", "agreements"):
        assert sum(p[kind] for p in properties) == len(real_shelf.layers[kind])
