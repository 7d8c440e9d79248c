"""A compiled layer answers as a slow reading of the same features does."""

import json
from datetime import date, timedelta

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.bbox import BBox
from geodata.interval import Interval
from layers.compiling import compile_layer
from layers.layer import Layer
from layers.query import Query, normalise
from tests.layers import synthetic

KINDS = ("Point", "MultiPolygon", "MultiLineString")
DRAFTS = {kind: synthetic.draft(kind) for kind in KINDS}
TIMELESS = synthetic.draft(has_time=False)
EVERYTHING = 10_000


@pytest.fixture(scope="module")
def layers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("layers")
    for kind, draft in {**DRAFTS, "timeless": TIMELESS}.items():
        compile_layer(draft, folder / kind)
    return {kind: Layer(folder / kind) for kind in (*KINDS, "timeless")}


longitudes = st.floats(-180, 180) | st.sampled_from([-180.0, 0.0, 180.0])
latitudes = st.floats(-90, 90) | st.sampled_from([-90.0, 90.0])
days = st.dates(date(1999, 1, 1), date(2030, 1, 1))


@st.composite
def boxes(draw):
    south, north = sorted((draw(latitudes), draw(latitudes)))
    return BBox(draw(longitudes), south, draw(longitudes), north)


@st.composite
def intervals(draw):
    first, last = draw(st.none() | days), draw(st.none() | days)
    if first and last and first > last:
        first, last = last, first
    return Interval(first, last)


@st.composite
def queries(draw):
    terms = {
        "colour": draw(
            st.lists(st.sampled_from((*synthetic.COLOURS, "unknown")), max_size=2)
        ),
        "size": draw(st.lists(st.sampled_from(synthetic.SIZES), max_size=2)),
        "shape": draw(st.sampled_from([[], [], [], ["round"]])),
    }
    return Query(
        bbox=draw(st.none() | boxes()),
        interval=draw(st.none() | intervals()),
        certainty=draw(st.sampled_from(["possible", "certain"])),
        terms=tuple((name, tuple(values)) for name, values in terms.items() if values),
        text=draw(st.sampled_from(["", "", "ALPHA", "bét  pha", "phi lta", "nowhere"])),
        ids=draw(
            st.sampled_from([(), (), (), ("synthetic-007", "synthetic-011", "no")])
        ),
    )


def holds_words(feature, query):
    return all(word in feature.words for word in normalise(query.text).split())


def holds_terms(feature, query):
    properties = {"colour": "colours", "size": "size"}
    return all(
        name in properties
        and set(values) & set(feature.properties[properties[name]] or ())
        if name != "size"
        else feature.properties["size"] in values
        for name, values in query.terms
    )


def holds_others(feature, query):
    chosen = not query.ids or feature.id in query.ids
    return chosen and holds_words(feature, query) and holds_terms(feature, query)


def holds_time(feature, query):
    if query.interval is None:
        return True
    if query.certainty == "certain":
        return feature.span.certainly_in(query.interval)
    return feature.span.possibly_in(query.interval)


def holds_space(feature, query):
    if query.bbox is None:
        return True
    if feature.geometry is None:
        return False
    decimals = 6 if feature.geometry.geom_type == "Point" else 4
    published = shapely.transform(feature.geometry, lambda c: c.round(decimals))
    return any(shapely.intersects(published, box) for box in query.bbox.boxes())


def slowly(draft, query):
    """Return the ids that match, how many are undated and how many unplaced."""
    features = sorted(draft.features, key=lambda feature: feature.id)
    others = [f for f in features if holds_others(f, query)]
    found = [f.id for f in others if holds_time(f, query) and holds_space(f, query)]
    asked = query.interval is not None and (
        query.interval.is_bounded or query.certainty == "certain"
    )
    undated = [f for f in others if holds_space(f, query) and not f.span.is_dated]
    unplaced = [f for f in others if holds_time(f, query) and f.geometry is None]
    return (
        found,
        len(undated) if asked else None,
        len(unplaced) if query.bbox is not None else None,
    )


def ids(features):
    return [json.loads(feature)["id"] for feature in features]


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries())
def test_selecting_agrees_with_reading_every_feature(layers, kind, query):
    selection = layers[kind].select(query, limit=EVERYTHING)
    found, undated, unplaced = slowly(DRAFTS[kind], query)
    assert ids(selection.features) == found
    assert selection.matched == len(found)
    assert (selection.undated, selection.unplaced) == (undated, unplaced)
    assert list(layers[kind].ids(layers[kind].select_positions(query))) == found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries(), limit=st.integers(1, 90))
def test_pages_hold_each_feature_once_and_in_order(layers, query, limit):
    layer, pages = layers["Point"], []
    whole = layer.select(query, limit=EVERYTHING)
    for offset in range(0, whole.matched + limit, limit):
        page = layer.select(query, limit=limit, offset=offset)
        assert page.matched == whole.matched
        pages.extend(page.features)
    assert tuple(pages) == whole.features


@pytest.mark.parametrize("kind", KINDS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(box=boxes(), cut=st.floats(0, 1))
def test_two_halves_of_a_box_hold_what_the_box_holds(layers, kind, box, cut):
    def found(bbox):
        return set(layers[kind].select_positions(Query(bbox=bbox)).tolist())

    width = (
        (box.east - box.west) % 360 if box.crosses_antimeridian else box.east - box.west
    )
    middle = box.west + cut * width
    middle = middle - 360 if middle > 180 else middle
    west = BBox(box.west, box.south, middle, box.north)
    east = BBox(middle, box.south, box.east, box.north)
    halves = found(west) | found(east)
    # Halving may round the middle past an edge; then a half is the world's other side.
    if (
        west.crosses_antimeridian + east.crosses_antimeridian
        == box.crosses_antimeridian
    ):
        assert halves == found(box)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries())
def test_what_is_certain_is_possible(layers, query):
    def found(certainty):
        asked = Query(interval=query.interval, certainty=certainty)
        return set(layers["Point"].select_positions(asked).tolist())

    assert found("certain") <= found("possible")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(interval=intervals())
def test_a_layer_without_time_is_whole_at_every_time(layers, interval):
    selection = layers["timeless"].select(Query(interval=interval), limit=EVERYTHING)
    assert selection.matched == len(TIMELESS.features)
    assert selection.undated is None


def test_each_feature_is_found_by_its_id(layers):
    layer = layers["MultiPolygon"]
    for feature in DRAFTS["MultiPolygon"].features:
        assert json.loads(layer.feature(feature.id))["id"] == feature.id
    assert layer.feature("synthetic") is None
    assert layer.feature("zzz") is None
    assert layer.feature("synthetic-000\x00") is None


def test_a_box_that_only_touches_the_bounds_of_a_shape_misses_it(tmp_path):
    corner = shapely.MultiPolygon([shapely.Polygon([(0, 0), (10, 0), (0, 10)])])
    draft = synthetic.draft("MultiPolygon", count=1)
    (feature,) = draft.features
    alone = type(feature)(feature.id, feature.properties, corner, feature.span)
    compile_layer(
        type(draft)(**{**fields(draft), "features": [alone]}), tmp_path / "layer"
    )
    layer = Layer(tmp_path / "layer")
    assert len(layer.select_positions(Query(bbox=BBox(8, 8, 9, 9)))) == 0
    assert len(layer.select_positions(Query(bbox=BBox(4, 4, 9, 9)))) == 1


def test_days_around_the_span_decide(tmp_path):
    compile_layer(DRAFTS["Point"], tmp_path / "layer")
    layer = Layer(tmp_path / "layer")
    feature = next(f for f in DRAFTS["Point"].features if f.span.start and f.span.end)
    position = layer.position(feature.id)
    before = Interval(None, feature.span.start - timedelta(days=1))
    after = Interval(feature.span.end + timedelta(days=1), None)
    for outside in (before, after):
        assert position not in layer.select_positions(Query(interval=outside))
    touching = Interval(feature.span.end, None)
    assert position in layer.select_positions(Query(interval=touching))


def fields(draft):
    return {name: getattr(draft, name) for name in draft.__slots__}


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_layer_answers_every_query(tmp_path, kind):
    compile_layer(synthetic.draft(kind, count=0), tmp_path / "layer")
    layer = Layer(tmp_path / "layer")
    query = Query(
        bbox=synthetic.WORLD,
        interval=Interval(date(2020, 1, 1), None),
        terms=(("colour", ("blue",)),),
        text="alpha",
        ids=("synthetic-000",),
    )
    selection = layer.select(query, limit=9)
    assert (selection.matched, selection.undated, selection.unplaced) == (0, 0, 0)
    assert layer.feature("synthetic-000") is None
    assert layer.bbox is None
