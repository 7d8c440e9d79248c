import shapely

from layers.topology import Grid, Member, topology
from tests.layers.reading import shapes

GRID = Grid(-169, -90, 0.5)


def squares():
    west = shapely.MultiPolygon([shapely.box(0, 0, 10, 10)])
    east = shapely.MultiPolygon([shapely.box(10, 0, 20, 10)])
    return west, east


def test_a_common_boundary_is_written_once_and_walked_both_ways():
    west, east = squares()
    encoded = topology({"all": [Member(west, "W"), Member(east, "E")]}, GRID)
    walked = [
        index
        for geometry in encoded["objects"]["all"]["geometries"]
        for index in geometry["arcs"][0][0]
    ]
    shared = {index if index >= 0 else ~index for index in walked if ~index in walked}
    assert len(shared) == 1
    assert len(encoded["arcs"]) == 3


def test_decoding_gives_the_shapes_back():
    west, east = squares()
    hole = shapely.MultiPolygon(
        [shapely.box(30, 0, 40, 10) - shapely.box(33, 3, 36, 6)]
    )
    island = shapely.MultiPolygon([shapely.box(33, 3, 36, 6)])
    members = [
        Member(s, n) for s, n in zip((west, east, hole, island), "WEHI", strict=True)
    ]
    line = Member(
        shapely.MultiLineString([[(10, 0), (10, 10)]]), "line", {"name": "Line"}
    )
    encoded = topology({"all": members, "lines": [line]}, GRID)
    decoded = shapes(encoded, "all")
    for member in members:
        assert decoded[member.id].equals(member.geometry), member.id
    assert shapes(encoded, "lines")["line"].equals(line.geometry)
    assert encoded["objects"]["lines"]["geometries"][0]["properties"] == {
        "name": "Line"
    }


def test_an_island_and_the_hole_around_it_share_an_arc():
    island = shapely.MultiPolygon([shapely.box(33, 3, 36, 6)])
    around = shapely.MultiPolygon(
        [shapely.box(30, 0, 40, 10) - shapely.box(33, 3, 36, 6)]
    )
    encoded = topology({"all": [Member(around, "A"), Member(island, "I")]}, GRID)
    assert len(encoded["arcs"]) == 2


def test_what_vanishes_on_the_grid_is_left_out():
    speck = shapely.box(50, 50, 50.01, 50.01)
    member = Member(shapely.MultiPolygon([shapely.box(0, 0, 9, 9), speck]), "S")
    encoded = topology({"all": [member]}, GRID)
    assert len(encoded["objects"]["all"]["geometries"][0]["arcs"]) == 1
