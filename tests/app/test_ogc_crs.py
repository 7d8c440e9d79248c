"""OGC API - Features Part 2 (18-058r1), by its abstract tests."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/{}"
PROJECTED = [EPSG.format(3857), EPSG.format(8857)]
ALL = [CRS84, EPSG.format(4326), *PROJECTED]


def points(atlas, **parameters):
    found = atlas.items("deployments", limit=10_000, **parameters)["features"]
    return {
        f["id"]: f["geometry"]["coordinates"]
        for f in found
        if f["geometry"] is not None
    }


def test_crs_uri_and_default_are_listed(atlas):
    """/conf/crs/crs-uri, /conf/crs/default-crs, /conf/crs/storageCrs-valid-value"""
    document = atlas.json("/api/collections")
    assert document["crs"] == ALL
    for collection in document["collections"]:
        assert collection["crs"][0] == CRS84
        assert collection["storageCrs"] in collection["crs"]


@pytest.mark.parametrize("crs", ALL)
def test_the_answer_names_its_system(atlas, crs):
    """/conf/crs/ogc-crs-header, ogc-crs-header-value"""
    for path in ("/items", "/items/khm-phnom-penh-cctv"):
        answer = atlas.get(f"/api/collections/deployments{path}?crs={crs}")
        assert answer.headers["content-crs"] == f"<{crs}>"


def test_latitude_comes_first_in_epsg_4326(atlas):
    """/conf/crs/crs-parameter, axis order of the authority"""
    straight, turned = points(atlas), points(atlas, crs=EPSG.format(4326))
    assert turned == {name: [lat, lon] for name, (lon, lat) in straight.items()}


@pytest.mark.parametrize("crs", PROJECTED)
def test_projected_points_lie_where_pyproj_puts_them(atlas, crs):
    moved = points(atlas, crs=crs)
    code = f"EPSG:{crs.rpartition('/')[2]}"
    transformer = Transformer.from_crs("OGC:CRS84", code, always_xy=True)
    for name, (lon, lat) in points(atlas).items():
        assert moved[name] == pytest.approx(transformer.transform(lon, lat), abs=0.01)


@pytest.mark.parametrize("collection", ["countries", "boundaries", "supply-links"])
@pytest.mark.parametrize("crs", PROJECTED)
def test_areas_and_lines_stay_finite_to_the_poles(atlas, collection, crs):
    text = atlas.get(f"/api/collections/{collection}/items?limit=10000&crs={crs}").text
    assert "Infinity" not in text
    assert "NaN" not in text
    assert '"coordinates":[[[[' in text or '"coordinates":[[[' in text


@pytest.mark.parametrize("name", ["crs", "bbox-crs", "filter-crs"])
def test_an_unknown_system_is_refused(atlas, name):
    """/conf/crs/crs-parameter-invalid, bbox-crs-parameter-invalid"""
    address = f"/api/collections/places/items?bbox=1,2,3,4&{name}=http://x.org/4327"
    problem = atlas.problem(address)
    assert problem["parameter"] == name
    assert problem["allowed"] == ALL


def test_crs_is_refused_where_coordinates_have_names(atlas):
    crs = EPSG.format(3857)
    for form in ("csv", "kml", "jsonld"):
        atlas.problem(f"/api/collections/places/items?f={form}&crs={crs}")


def test_a_box_means_the_same_in_every_system(atlas):
    """/conf/crs/bbox-crs-action"""
    straight = atlas.ids("deployments", bbox="90,-10,130,30")
    turned = atlas.ids("deployments", bbox="-10,90,30,130", bbox_crs=EPSG.format(4326))
    transformer = Transformer.from_crs("OGC:CRS84", "EPSG:3857", always_xy=True)
    west, south = transformer.transform(90, -10)
    east, north = transformer.transform(130, 30)
    box = f"{west},{south},{east},{north}"
    projected = atlas.ids("deployments", bbox=box, bbox_crs=EPSG.format(3857))
    assert straight
    assert straight == turned == projected


def test_a_projected_box_counts_what_has_no_point(atlas):
    world = "-20000000,-10000000,20000000,10000000"
    crs = EPSG.format(8857)
    found = atlas.items("deployments", bbox=world, bbox_crs=crs, limit=1)
    total = atlas.items("deployments", limit=1)["numberMatched"]
    assert found["numberMatched"] + found["numberWithoutGeometry"] == total


@given(
    west=st.floats(-180, 180),
    width=st.floats(0.01, 359),
    share=st.floats(0.01, 0.99),
    south=st.floats(-90, 89),
)
@settings(max_examples=60, deadline=None)
def test_two_halves_of_a_box_make_the_whole(atlas, west, width, share, south):
    def wrapped(lon):
        return (lon + 180) % 360 - 180

    def ids(left, right):
        return set(atlas.ids("places", bbox=f"{left!r},{south!r},{right!r},90"))

    middle, east = wrapped(west + width * share), wrapped(west + width)
    assert ids(west, middle) | ids(middle, east) == ids(west, east)
