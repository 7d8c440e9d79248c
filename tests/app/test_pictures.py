"""Pictures: the right tones and marks, safe text, the same bytes twice."""

import json
import struct
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest

import app
from app.pictures.classes import breaks, class_of, ranges
from app.pictures.colours import read_colours
from app.pictures.drawing import draw
from app.pictures.paint import Size
from app.pictures.projection import eastward, project
from app.pictures.raster import rasterise
from app.pictures.scene import Legend, Mark, Scene
from app.pictures.world import World

TESTS = Path(__file__).parents[1]
TOKENS = (Path(app.__file__).parent / "static/css/tokens.css").read_text("utf-8")
SHARE = Size(1200, 630)
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</title><script>alert(1)</script>"${x}<img onerror=1>'
# A synthetic world of two square countries and one disputed line between them.
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [
        [[0, 0], [0, 20], [20, 0], [0, -20], [-20, 0]],
        [[40, 0], [0, 20], [20, 0], [0, -20], [-20, 0]],
        [[20, 0], [0, 20]],
    ],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "AAA", "arcs": [[0]]},
                {"type": "MultiPolygon", "id": "BBB", "arcs": [[[1]]]},
                {"type": "Polygon", "arcs": [[1]]},
            ],
        },
        "disputed": {
            "type": "GeometryCollection",
            "geometries": [{"type": "MultiLineString", "arcs": [[2]]}],
        },
    },
}
WORLD = World.decode(TOPOLOGY)


def scene(**fields):
    base = {
        "title": "Synthetic title",
        "sentence": "Synthetic sentence",
        "credit": "Synthetic credit",
        "description": "Synthetic description",
        "lang": "en",
        "counts": {"AAA": 4},
        "breaks": (1, 2, 4),
        "states": {"AAA": "documented", "BBB": "searched"},
        "members": frozenset({"AAA"}),
        "legend": Legend("Counts", "Member", "Searched", "Not yet", "Out"),
        "marks": (Mark(10, 10, "deployment"), Mark(11, 10, "incident", "diamond")),
    }
    return Scene(**(base | fields))


def parsed(svg):
    return ET.fromstring(svg)  # noqa: S314 - our own picture


def picture(theme="light", size=SHARE, **fields):
    return draw(scene(**fields), WORLD, size, read_colours(TOKENS, theme))


def fills(svg):
    return {path.get("fill") for path in parsed(svg).iter(f"{SVG}path")}


def test_projection_agrees_with_the_vectors_of_the_page():
    path = TESTS / "vectors" / "projection.json"
    points = json.loads(path.read_text(encoding="utf-8"))["points"]
    placed = project([point["lonlat"] for point in points])
    assert np.allclose(placed, [point["xy"] for point in points], atol=1e-6)


def test_a_longitude_from_outside_is_brought_onto_the_map():
    assert [eastward(lon) for lon in (-170.0, -169.0, 0.0, 180.0, 191.0)] == [
        190.0,
        -169.0,
        0.0,
        180.0,
        -169.0,
    ]


def test_a_count_gets_the_tone_of_its_class():
    colours = read_colours(TOKENS, "light")
    assert colours["count-3"] in fills(picture())
    assert colours["count-1"] not in fills(picture())


def test_the_four_states_have_patterns_and_tones_of_their_own():
    drawn = fills(picture(counts={}, states={"AAA": "searched"}, members=frozenset()))
    assert "url(#dots)" in drawn
    assert "url(#hatch)" not in drawn
    assert "url(#hatch)" in fills(picture())


def test_dark_and_light_take_different_sides_of_the_tokens():
    assert picture("light") != picture("dark")
    day, night = (read_colours(TOKENS, theme)["paper"] for theme in ("light", "dark"))
    assert f'fill="{day}"' in picture("light")
    assert f'fill="{night}"' in picture("dark")


def test_the_same_scene_gives_the_same_bytes():
    assert picture() == picture()


def test_hostile_text_stays_text():
    svg = picture(
        title=HOSTILE, sentence=HOSTILE, credit=HOSTILE, description=HOSTILE, lang='"x'
    )
    root = parsed(svg)
    assert root.find(f"{SVG}title").text == HOSTILE
    assert not [element for element in root.iter() if "script" in element.tag]
    assert not [element for element in root.iter() if "img" in element.tag]


def test_the_picture_says_what_it_shows():
    root = parsed(picture())
    assert root.get("role") == "img"
    assert root.find(f"{SVG}desc").text == "Synthetic description"
    words = " ".join(text.text for text in root.iter(f"{SVG}text"))
    for said in ("Synthetic title", "Synthetic credit", "Counts", "Member", "Searched"):
        assert said in words


def test_uncertain_marks_are_outlined():
    certain = picture(marks=(Mark(10, 10, "deployment"),))
    possible = picture(marks=(Mark(10, 10, "deployment", certain=False),))
    colour = read_colours(TOKENS, "light")["deployment"]
    assert f'fill="{colour}"' in certain
    assert f'stroke="{colour}"' in possible


@pytest.mark.parametrize("size", [Size(600, 400), Size(1080, 1080), Size(1600, 900)])
def test_words_stay_inside_the_picture(size):
    sentence = "a rather long synthetic sentence that has to be broken " * 4
    root = parsed(picture(size=size, sentence=sentence))
    for text in root.iter(f"{SVG}text"):
        assert 0 < float(text.get("y")) < size.height
        assert 0 < float(text.get("x")) < size.width


def test_png_has_the_size_asked_for():
    png = rasterise(picture(size=Size(600, 400)), ())
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">II", png[16:24]) == (600, 400)


def test_classes_rise_and_end_open():
    lowest = breaks([1, 3, 12])
    assert lowest == (1, 2, 3, 5, 8)
    assert [class_of(count, lowest) for count in (0, 1, 4, 12)] == [0, 1, 3, 5]
    assert ranges(lowest)[0] == "1"
    assert ranges(lowest)[-1] == "8+"


@pytest.mark.parametrize("window", ["", "datetime=2015/2016"])
def test_a_solid_mark_is_one_that_was_certainly_there(atlas, window):
    view = f"layers=deployments&{window}"
    picture = parsed(atlas.get(f"/image.svg?{view}").text)
    circles = [c for c in picture.iter(f"{SVG}circle") if c.get("stroke-width")]
    hollow = [c for c in circles if c.get("stroke-width") == "1.3"]
    times = window or "datetime=../.."
    asked = f"/api/collections/deployments/items?limit=10000&{times}"
    placed = f"{asked}&certainty=certain&bbox=-180,-90,180,90"
    assert len(circles) - len(hollow) == atlas.json(placed)["numberMatched"]
