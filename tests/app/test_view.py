"""Held to the same vectors as ``app/static/js/view.js``."""

import json
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.problems import Refusal
from app.view import LANGUAGES, LAYERS, Camera, View, read_view, write_view
from geodata.bbox import BBox

VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors" / "view.json").read_text("utf-8")
)


def as_plain(view):
    plain = {field.name: getattr(view, field.name) for field in fields(View)}
    for name, value in plain.items():
        if isinstance(value, tuple):
            plain[name] = list(value)
    if (box := view.bbox) is not None:
        plain["bbox"] = [box.west, box.south, box.east, box.north]
    if (camera := view.view) is not None:
        plain["view"] = [camera.zoom, camera.lat, camera.lon]
    return plain


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda c: c["query"] or "empty")
def test_reading_a_query_gives_the_view_of_the_vectors(case):
    assert as_plain(read_view(case["query"])) == case["view"]


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda c: c["query"] or "empty")
def test_writing_a_view_gives_the_canonical_query(case):
    assert write_view(read_view(case["query"])) == case["canonical"]


@pytest.mark.parametrize("fault", VECTORS["faults"], ids=lambda f: f["query"])
def test_a_fault_is_refused_by_the_name_of_its_parameter(fault):
    with pytest.raises(Refusal) as refused:
        read_view(fault["query"])
    assert refused.value.members["parameter"] == fault["parameter"]
    assert refused.value.status == 400


def test_unknown_names_are_passed_over_only_when_lenient():
    assert read_view("utm_source=mail&q=x", lenient=True) == View(q="x")


def decimals(low, high, digits):
    whole = st.integers(int(low * 10**digits), int(high * 10**digits))
    return whole.map(lambda n: n / 10**digits)


SLUGS = st.from_regex(r"\A[a-z0-9]+(-[a-z0-9]+){0,2}\Z")
LISTS = st.lists(SLUGS, unique=True, max_size=3).map(lambda v: tuple(sorted(v)))
LAYER_SETS = st.sets(st.sampled_from(LAYERS))
DATES = st.dates().map(str) | st.integers(1, 9999).map(lambda y: f"{y:04d}")
BOXES = st.builds(
    lambda west, east, south, north: BBox(west, *sorted((south, north))[:1], east, 90),
    *(decimals(-180, 180, 6),) * 2,
    *(decimals(-90, 90, 6),) * 2,
)
VIEWS = st.builds(
    View,
    layers=LAYER_SETS.map(lambda s: tuple(n for n in LAYERS if n in s)),
    country=LISTS,
    technology=LISTS,
    supplier=LISTS,
    status=LISTS,
    evidence=LISTS,
    datetime=st.just("")
    | DATES
    | DATES.map("../{}".format)
    | DATES.map("{}/..".format),
    certainty=st.sampled_from(["possible", "certain"]),
    bbox=st.none() | BOXES,
    q=st.text(st.characters(codec="utf-8"), max_size=20).map(
        lambda t: " ".join(t.split())
    ),
    select=st.just("") | SLUGS | SLUGS.map("supplier:{}".format),
    view=st.none()
    | st.builds(
        Camera, decimals(0, 20, 2), decimals(-90, 90, 4), decimals(-540, 540, 4)
    ),
    lang=st.sampled_from(LANGUAGES),
    theme=st.sampled_from(["", "light", "dark"]),
    release=st.just("") | SLUGS,
    form=st.sampled_from(["map", "table"]),
)


@given(VIEWS)
def test_reading_what_was_written_gives_the_same_view(view):
    assert read_view(write_view(view)) == view


@given(VIEWS)
def test_the_spelling_is_canonical(view):
    spelling = write_view(view)
    assert write_view(read_view(spelling)) == spelling


@given(VIEWS)
def test_an_address_is_plain_ascii_without_space(view):
    assert all(33 <= ord(letter) <= 126 for letter in write_view(view))
