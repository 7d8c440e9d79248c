"""The drawn world: light enough, whole where it is cut, nobody lost."""

import brotli
import orjson
import pytest
import shapely

from layers.map_data import MICRO_KM2
from layers.world import WORLD, WORLD_SMALL, world
from tests.layers.reading import shapes

BUDGETS = {"world": (WORLD, 60_000), "world-small": (WORLD_SMALL, 25_000)}


@pytest.fixture(scope="module", params=BUDGETS)
def drawn(request, base_map):
    detail, budget = BUDGETS[request.param]
    return world(base_map, detail), budget


def test_the_world_fits_its_budget(drawn):
    encoded, budget = drawn
    assert len(brotli.compress(orjson.dumps(encoded))) <= budget


def test_only_countries_that_get_a_dot_are_left_out(drawn, base_map, country_codes):
    outlines = base_map.outlines(country_codes)
    found = shapes(drawn[0], "countries")
    assert found.keys() - {None} <= outlines.keys()
    missing = outlines.keys() - found.keys()
    assert missing >= {"GIB", "UMI", "VAT"}
    assert all(outlines[code].largest_part_km2 < MICRO_KM2 for code in missing)
    assert all(shape.area > 0 for shape in found.values())


def test_longitudes_run_from_169_west_eastward(drawn):
    for shape in shapes(drawn[0], "countries").values():
        west, _, east, _ = shape.bounds
        assert west >= -169
        assert east <= 191 + 0.05


def test_chukotka_and_the_aleutians_lie_in_the_east(drawn):
    found = shapes(drawn[0], "countries")
    assert shapely.Point(185, 66.5).within(found["RUS"])
    assert found["RUS"].bounds[0] > 0
    assert shapely.Point(-98, 39).within(found["USA"])


def test_neighbours_keep_a_common_boundary(drawn):
    found = shapes(drawn[0], "countries")
    for one, other in (("SRB", "XKX"), ("USA", "CAN"), ("KHM", "VNM"), ("ISR", "PSE")):
        assert shapely.relate(found[one], found[other])[0] == "F", (one, other)
        shared = shapely.intersection(found[one].boundary, found[other].boundary)
        assert shared.length > 0.3, (one, other)


def test_disputed_lines_lie_on_drawn_boundaries(drawn):
    found = shapes(drawn[0], "countries")
    lines = shapes(drawn[0], "disputed")
    assert found["SRB"].boundary.covers(lines["kosovo"])
    assert found["MAR"].boundary.covers(lines["western-sahara"])
    names = {g["id"]: g["properties"]["name"] for g in _disputed(drawn[0])}
    assert names["kosovo"] == "Line between Kosovo and Serbia"


def _disputed(encoded):
    return encoded["objects"]["disputed"]["geometries"]


def test_siachen_is_land_of_nobody(drawn):
    found = shapes(drawn[0], "countries")
    siachen = found[None]
    assert shapely.Point(77.1, 35.45).distance(siachen) < 0.3
    for code in ("IND", "PAK", "CHN"):
        assert shapely.intersection(found[code], siachen).area == 0
