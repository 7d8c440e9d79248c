"""TopoJSON read back by the letter of its specification, to hold the encoder to it."""

import shapely


def _arc(encoded, index):
    (scale_x, scale_y), (west, south) = (
        encoded["transform"]["scale"],
        encoded["transform"]["translate"],
    )
    x = y = 0
    points = []
    for dx, dy in encoded["arcs"][index if index >= 0 else ~index]:
        x, y = x + dx, y + dy
        points.append((x * scale_x + west, y * scale_y + south))
    return points if index >= 0 else points[::-1]


def _path(encoded, indexes):
    points = []
    for index in indexes:
        arc = _arc(encoded, index)
        assert not points or points[-1] == arc[0], "arcs do not meet"
        points.extend(arc[1:] if points else arc)
    return points


def shapes(encoded, name):
    """The geometries of one object by id."""
    found = {}
    for geometry in encoded["objects"][name]["geometries"]:
        if geometry["type"] == "MultiLineString":
            paths = [_path(encoded, indexes) for indexes in geometry["arcs"]]
            found[geometry.get("id")] = shapely.MultiLineString(paths)
            continue
        polygons = [
            [_path(encoded, ring) for ring in polygon] for polygon in geometry["arcs"]
        ]
        found[geometry.get("id")] = shapely.MultiPolygon(
            [(shell, holes) for shell, *holes in polygons]
        )
    return found
