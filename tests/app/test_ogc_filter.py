"""Filtering (19-079r2) with CQL2 (24-031): examples, laws and refusals."""

import json
from datetime import date
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

HERE = "/api/collections/deployments/items"


@pytest.fixture(scope="module")
def rows(atlas):
    return atlas.items("deployments", limit=10_000)["features"]


def chosen(rows, holds):
    return [row["id"] for row in rows if holds(row["properties"]) is True]


def cql(atlas, text, **parameters):
    return atlas.ids("deployments", filter=text, **parameters)


LAWS = {
    "status = 'operational'": lambda p: p["status"] == "operational",
    "status <> 'operational'": lambda p: p["status"] != "operational",
    "NOT status = 'operational'": lambda p: p["status"] != "operational",
    "status IN ('operational','ended')": lambda p: (
        p["status"] in ("operational", "ended")
    ),
    "status NOT IN ('operational')": lambda p: p["status"] != "operational",
    "country BETWEEN 'K' AND 'M'": lambda p: "K" <= p["country"] <= "M",
    "place IS NULL": lambda p: p["place"] is None,
    "place IS NOT NULL": lambda p: p["place"] is not None,
    "start >= DATE('2015-01-01')": lambda p: (p["start"] or "") >= "2015-01-01",
    "start < '2015-01-01'": lambda p: p["start"] and p["start"] < "2015-01-01",
    "title LIKE '%camera%'": lambda p: "camera" in p["title"],
    "title LIKE 'S_fe %'": lambda p: p["title"][:1] == "S" and p["title"][2:5] == "fe ",
    "CASEI(title) LIKE casei('%SAFE CITY%')": lambda p: (
        "safe city" in p["title"].lower()
    ),
    "CASEI(status) = CASEI('OPERATIONAL')": lambda p: p["status"] == "operational",
    "A_CONTAINS(technologies, ('facial-recognition'))": (
        lambda p: "facial-recognition" in p["technologies"]
    ),
    "A_CONTAINS(technologies, ('facial-recognition','video-surveillance'))": (
        lambda p: {"facial-recognition", "video-surveillance"} <= set(p["technologies"])
    ),
    "A_EQUALS(suppliers, ('huawei'))": lambda p: p["suppliers"] == ["huawei"],
    "A_CONTAINEDBY(suppliers, ('huawei','zte'))": (
        lambda p: set(p["suppliers"]) <= {"huawei", "zte"}
    ),
    "A_OVERLAPS(suppliers, ('huawei','zte'))": (
        lambda p: bool(set(p["suppliers"]) & {"huawei", "zte"})
    ),
    "T_AFTER(start, DATE('2018-12-31'))": lambda p: (p["start"] or "") > "2018-12-31",
    "T_BEFORE(start, TIMESTAMP('2015-01-01T00:00:00Z'))": (
        lambda p: p["start"] and p["start"] < "2015-01-01"
    ),
    "T_INTERSECTS(INTERVAL(start, end), INTERVAL('2015-01-01','2016-12-31'))": (
        lambda p: (
            (p["start"] or p["end"])
            and (p["start"] or "") <= "2016-12-31"
            and (p["end"] or "9") >= "2015-01-01"
        )
    ),
    "T_DURING(start, INTERVAL('2015-01-01','..'))": (
        lambda p: (p["start"] or "") > "2015-01-01"
    ),
    "status = 'operational' AND (evidence = 'official' OR country = 'KHM')": (
        lambda p: (
            p["status"] == "operational"
            and (p["evidence"] == "official" or p["country"] == "KHM")
        )
    ),
    "start = start_certain": lambda p: p["start"] and p["start"] == p["start_certain"],
    "TRUE": lambda _: True,
    "place = NULL": lambda _: None,
    "NOT place = 'Phnom Penh'": lambda p: (
        p["place"] is not None and p["place"] != "Phnom Penh"
    ),
}


@pytest.mark.parametrize("text", LAWS)
def test_a_filter_takes_what_its_words_say(atlas, rows, text):
    expected = chosen(rows, lambda p: bool(LAWS[text](p)))
    assert cql(atlas, text) == expected


@pytest.mark.parametrize(
    "text",
    [text for text in LAWS if text not in ("TRUE", "place = NULL", "place IS NULL")],
)
def test_the_examples_tell_something(atlas, rows, text):
    assert 0 < len(cql(atlas, text)) < len(rows)


def test_number_comparison_and_arithmetic(atlas):
    few = atlas.ids("countries", filter="deployments > 3")
    same = atlas.ids("countries", filter="deployments * 2 - 1 > 3 * 2")
    found = atlas.items("countries", limit=10_000)["features"]
    assert few == [f["id"] for f in found if f["properties"]["deployments"] > 3]
    assert set(few) <= set(same)
    assert atlas.ids("countries", filter="deployments / 0 = 1") == []
    member = atlas.ids("countries", filter="member")
    assert member == atlas.ids("countries", filter="member = TRUE")
    assert len(member) > 100


@pytest.mark.parametrize(
    ("predicate", "box"),
    [
        ("S_INTERSECTS(geometry, BBOX(100,0,120,25))", "100,0,120,25"),
        ("S_INTERSECTS(BBOX(170,-20,-170,0), geometry)", "170,-20,-170,0"),
        (
            "S_INTERSECTS(geometry, POLYGON((100 0,120 0,120 25,100 25,100 0)))",
            "100,0,120,25",
        ),
    ],
)
@pytest.mark.parametrize("collection", ["places", "countries"])
def test_a_spatial_filter_agrees_with_a_box(atlas, predicate, box, collection):
    assert atlas.ids(collection, filter=predicate) == atlas.ids(collection, bbox=box)


def test_spatial_relations_exclude_and_complete_each_other(atlas):
    area = "POLYGON((95 5,106 5,106 21,95 21,95 5))"
    meets = set(atlas.ids("countries", filter=f"S_INTERSECTS(geometry, {area})"))
    apart = set(atlas.ids("countries", filter=f"S_DISJOINT(geometry, {area})"))
    within = set(atlas.ids("countries", filter=f"S_WITHIN(geometry, {area})"))
    placed = set(atlas.ids("countries", filter="geometry IS NOT NULL"))
    assert not meets & apart
    assert meets | apart == placed
    assert within < meets
    assert {"THA", "KHM"} <= meets


def test_filter_crs_turns_the_axes(atlas):
    crs = "http://www.opengis.net/def/crs/EPSG/0/4326"
    straight = atlas.ids("places", filter="S_INTERSECTS(geometry, BBOX(100,0,120,25))")
    turned = atlas.ids(
        "places", filter="S_INTERSECTS(geometry, BBOX(0,100,25,120))", filter_crs=crs
    )
    assert straight
    assert straight == turned


def test_accents_do_not_count_under_accenti(atlas):
    text = "CASEI(ACCENTI(name)) LIKE 'cote d%'"
    assert "CIV" in atlas.ids("countries", filter=text)


def test_a_tower_of_powers_is_unknown_and_costs_nothing(atlas):
    tower = {"op": "^", "args": [9, {"op": "^", "args": [9, 9]}]}
    tree = {"op": ">", "args": [{"property": "deployments"}, tower]}
    asked = {"filter-lang": "cql2-json", "filter": json.dumps(tree)}
    address = "/api/collections/countries/items"
    assert atlas.client.get(address, params=asked).json()["numberMatched"] == 0


def test_json_and_text_say_the_same(atlas):
    value = {
        "op": "and",
        "args": [
            {"op": "=", "args": [{"property": "status"}, "operational"]},
            {"op": ">=", "args": [{"property": "start"}, {"date": "2015-01-01"}]},
        ],
    }
    found = atlas.ids("deployments", filter=json.dumps(value), filter_lang="cql2-json")
    assert found
    assert found == cql(atlas, "status='operational' AND start >= DATE('2015-01-01')")


def test_a_filter_joins_the_other_parameters(atlas):
    both = cql(atlas, "status = 'operational'", country="KHM")
    assert set(both) == set(cql(atlas, "status = 'operational' AND country = 'KHM'"))


def test_counts_of_the_undated_follow_the_filter(atlas, rows):
    found = atlas.items(
        "deployments", filter="status <> 'x'", datetime="0001/9999", limit=1
    )
    assert found["numberMatched"] + found["numberUndated"] == len(rows)


REFUSED = [
    "status =",
    "nothing = 1",
    "title = 5",
    "title",
    "foo(title) = 1",
    "AVG(title) > 1",
    "sources = 'x'",
    "A_CONTAINS(title, ('x'))",
    "T_AFTER(title, DATE('2015-01-01'))",
    "start > DATE('2015-13-01')",
    "start > 'yesterday'",
    "S_INTERSECTS(title, POINT(1 2))",
    "S_INTERSECTS(geometry, BBOX(1,2,3))",
    "S_INTERSECTS(geometry, BBOX(1,95,3,97))",
    "title LIKE 5",
    "A_EQUALS(technologies, (1,2))",
    "title = 1e400",
    "(" * 200 + "TRUE" + ")" * 200,
    "NOT " * 1000 + "TRUE",
    "-" * 4000 + "1 = 1",
    "1" + "+1" * 1500 + " = 1",
]


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:40])
def test_what_cannot_be_asked_is_refused_with_the_reason(atlas, text):
    problem = atlas.problem(f"{HERE}?filter={quote(text)}")
    assert problem["parameter"] == "filter"
    assert problem["detail"].startswith("filter: ")
    assert problem["example"]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"op":"not","args":[]}', '{"op":"=","args":[1]}', "[[[["]
)
def test_json_that_is_no_filter_is_refused(atlas, text):
    address = f"{HERE}?filter-lang=cql2-json&filter={quote(text)}"
    atlas.problem(address)


def test_queryables_name_what_filters_may(atlas):
    """/conf/queryables: each is accepted in a filter, nothing else is"""
    schema = atlas.json("/api/collections/deployments/queryables")
    assert schema["$schema"].endswith("2020-12/schema")
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is False
    for name in schema["properties"]:
        cql(atlas, f"{name} IS NOT NULL")


def test_sortables_name_what_sortby_may(atlas):
    names = atlas.json("/api/collections/deployments/sortables")["properties"]
    for name in names:
        atlas.items("deployments", sortby=f"-{name}", limit=1)


def test_sorting_is_stable_and_puts_the_unknown_last(atlas, rows):
    known = [r for r in rows if r["properties"]["start"]]
    unknown = [r["id"] for r in rows if not r["properties"]["start"]]
    known.sort(key=lambda r: r["properties"]["title"])
    known.sort(key=lambda r: r["properties"]["start"], reverse=True)
    found = atlas.ids("deployments", sortby="-start,title")
    assert found[: len(known)] == [r["id"] for r in known]
    assert set(found[len(known) :]) == set(unknown)


def test_chosen_properties_come_alone(atlas):
    found = atlas.items("deployments", properties="title,start", limit=3)["features"]
    assert all(set(row["properties"]) == {"title", "start"} for row in found)


WORDS = st.sampled_from(["operational", "announced", "ended", "KHM", "KEN", "huawei"])
LEAVES = st.one_of(
    st.builds(
        lambda op, word: (f"status {op} '{word}'", ("status", op, word)),
        st.sampled_from(["=", "<>", "<", ">="]),
        WORDS,
    ),
    st.builds(
        lambda op, day: (f"start {op} DATE('{day}')", ("start", op, str(day))),
        st.sampled_from(["=", "<>", "<", ">="]),
        st.dates(date(2005, 1, 1), date(2026, 1, 1)),
    ),
    st.builds(
        lambda op, word: (f"place {op} '{word}'", ("place", op, word)),
        st.sampled_from(["=", "<>", "<", ">="]),
        st.sampled_from(["Phnom Penh", "M", "Nairobi"]),
    ),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        inner.map(lambda a: (f"NOT ({a[0]})", ("not", a[1])))
        | st.tuples(st.sampled_from(["AND", "OR"]), inner, inner).map(
            lambda t: (f"({t[1][0]}) {t[0]} ({t[2][0]})", (t[0], t[1][1], t[2][1]))
        )
    ),
    max_leaves=6,
)


def truth(tree, row):
    """Three-valued logic, written the slow way."""
    if tree[0] == "not":
        inner = truth(tree[1], row)
        return None if inner is None else not inner
    if tree[0] in ("AND", "OR"):
        sides = [truth(tree[1], row), truth(tree[2], row)]
        decides = tree[0] == "OR"
        if decides in sides:
            return decides
        return None if None in sides else not decides
    name, op, literal = tree
    value = row["properties"][name]
    if value is None:
        return None
    return {
        "=": value == literal,
        "<>": value != literal,
        "<": value < literal,
        ">=": value >= literal,
    }[op]


@given(TREES)
@settings(max_examples=80, deadline=None)
def test_any_filter_agrees_with_a_slow_evaluation(atlas, rows, tree):
    text, meaning = tree
    assert cql(atlas, text) == [r["id"] for r in rows if truth(meaning, r) is True]


@given(st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_no_text_does_worse_than_a_refusal(atlas, text):
    answer = atlas.client.get(HERE, params={"filter": text, "limit": 1})
    assert answer.status_code in (200, 400)
