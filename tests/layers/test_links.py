import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from layers.links import great_circle, length_km

SHENZHEN = shapely.Point(114.0683, 22.5455)
places = st.builds(
    shapely.Point,
    st.floats(-180, 180).map(lambda lon: round(lon, 4)),
    st.floats(-89, 89).map(lambda lat: round(lat, 4)),
)


def test_the_way_to_quito_crosses_the_pacific():
    line = great_circle(SHENZHEN, shapely.Point(-78.5, -0.2))
    assert len(line.geoms) == 2
    assert line.geoms[0].coords[0] == (114.0683, 22.5455)
    assert line.geoms[0].coords[-1][0] == 180
    assert line.geoms[1].coords[0][0] == -180
    assert line.geoms[0].coords[-1][1] == pytest.approx(line.geoms[1].coords[0][1])
    assert line.geoms[1].coords[-1] == (-78.5, -0.2)


def test_a_great_circle_bends_towards_the_pole():
    line = great_circle(SHENZHEN, shapely.Point(13.4, 52.5))
    assert line.bounds[3] > 54


def test_the_same_place_has_no_line():
    assert great_circle(SHENZHEN, SHENZHEN) is None


def test_lengths_are_those_of_the_ellipsoid():
    assert length_km(shapely.Point(0, 0), shapely.Point(90, 0)) == pytest.approx(
        10018.75, 1e-4
    )


@given(places, places)
def test_a_line_stays_on_earth_and_joins_its_ends(start, end):
    line = great_circle(start, end)
    if line is None:
        assert length_km(start, end) == 0
        return
    west, _, east, _ = line.bounds
    assert -180 <= west <= east <= 180
    first, last = line.geoms[0].coords[0], line.geoms[-1].coords[-1]
    ends = [{point.coords[0] for point in (start, end)}, {first, last}]
    turned = [{(round(lon % 360, 6), round(lat, 6)) for lon, lat in p} for p in ends]
    assert turned[0] == turned[1]
