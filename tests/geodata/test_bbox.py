import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from geodata.bbox import BBox

LONS = st.integers(-180, 180)
LATS = st.integers(-90, 90)


@st.composite
def bboxes(draw):
    south, north = sorted((draw(LATS), draw(LATS)))
    return BBox(draw(LONS), south, draw(LONS), north)


@given(bboxes(), LONS, LATS)
def test_boxes_hold_what_lies_eastward_from_west_to_east(bbox, lon, lat):
    inside = bbox.south <= lat <= bbox.north
    if bbox.crosses_antimeridian:
        inside &= lon >= bbox.west or lon <= bbox.east
    else:
        inside &= bbox.west <= lon <= bbox.east
    point = Point(lon, lat)
    assert any(box.intersects(point) for box in bbox.boxes()) == inside


def test_a_box_across_the_antimeridian_is_two():
    east, west = BBox(177, -20, -177, 0).boxes()
    assert (east.bounds, west.bounds) == ((177, -20, 180, 0), (-180, -20, -177, 0))


@pytest.mark.parametrize(
    ("edges", "complaint"),
    [
        ((-200, 0, 10, 10), "west must lie between -180 and 180; got -200"),
        ((0, 0, 10, 91), "north must lie between -90 and 90; got 91"),
        ((0, 10, 10, 0), r"south \(10\) lies north of north \(0\)"),
        ((float("nan"), 0, 10, 10), "west must lie between"),
        ((0, 0, float("inf"), 10), "east must lie between"),
    ],
)
def test_edges_that_are_no_place_are_named(edges, complaint):
    with pytest.raises(ValueError, match=complaint):
        BBox(*edges)
