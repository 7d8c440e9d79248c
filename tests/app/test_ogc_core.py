"""OGC API - Features Part 1 (17-069r4), requirement by requirement.

Each test bears the name of the abstract test (annex A) it carries out.
"""

from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest

COLLECTIONS = (
    "countries",
    "memberships",
    "deployments",
    "policies",
    "incidents",
    "agreements",
    "suppliers",
    "supply-links",
    "sequences",
    "statements",
    "boundaries",
    "places",
)
every_collection = pytest.mark.parametrize("name", COLLECTIONS)


def rels(document):
    return {link["rel"] for link in document["links"]}


def test_http_and_crs84(atlas):
    """A.2.1, /conf/core/http and /conf/core/crs84"""
    answer = atlas.get("/api/collections/deployments/items")
    assert answer.headers["content-crs"] == (
        "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
    )


def test_root_op_and_success(atlas):
    """A.2.2.1, /conf/core/root-op, /conf/core/root-success"""
    landing = atlas.json("/api")
    assert {"service-desc", "service-doc", "conformance", "data", "self"} <= rels(
        landing
    )
    assert all(
        link["href"].startswith(("http://", "https://")) for link in landing["links"]
    )


def test_api_definition_op_and_success(atlas):
    """A.2.2.2, /conf/core/api-definition-op, -success"""
    for link in atlas.json("/api")["links"]:
        if link["rel"] in ("service-desc", "service-doc"):
            answer = atlas.get(link["href"])
            kind = answer.headers["content-type"].replace(" ", "")
            assert kind.startswith(link["type"])


def test_conformance_op_and_success(atlas):
    """A.2.2.3, /conf/core/conformance-op, -success"""
    classes = atlas.json("/api/conformance")["conformsTo"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in classes
    assert len(classes) == len(set(classes))


def test_fc_md_op_success_links_and_items(atlas, shelf):
    """A.2.3, /conf/core/fc-md-*"""
    document = atlas.json("/api/collections")
    assert "self" in rels(document)
    assert "alternate" in rels(document)
    assert [c["id"] for c in document["collections"]] == list(shelf.layers)
    assert set(COLLECTIONS) == set(shelf.layers), "every collection has to be tested"
    for collection in document["collections"]:
        items = [link for link in collection["links"] if link["rel"] == "items"]
        assert items
        assert all(link["type"] and link["href"] for link in items)


@every_collection
def test_fc_md_extent(atlas, name):
    """A.2.3, /conf/core/fc-md-extent: every feature lies within"""
    extent = atlas.json(f"/api/collections/{name}").get("extent", {})
    if "spatial" in extent:
        west, south, east, north = extent["spatial"]["bbox"][0]
        box = f"{west},{south},{east},{north}"
        placed = atlas.items(name, bbox=box, limit=1)
        total = atlas.items(name, limit=1)["numberMatched"]
        assert placed["numberMatched"] + placed["numberWithoutGeometry"] == total
    if "temporal" in extent:
        for start, end in extent["temporal"]["interval"]:
            assert datetime.fromisoformat(start) <= datetime.fromisoformat(end)
            inside = atlas.items(name, datetime=f"{start}/{end}", limit=1)
            total = atlas.items(name, limit=1)["numberMatched"]
            assert inside["numberMatched"] + inside["numberUndated"] == total


@every_collection
def test_sfc_md_op_and_success(atlas, name):
    """A.2.3, /conf/core/sfc-md-op, -success: same as in the list"""
    alone = atlas.json(f"/api/collections/{name}")
    listed = next(
        c for c in atlas.json("/api/collections")["collections"] if c["id"] == name
    )
    for key in ("id", "title", "description", "extent", "itemType", "crs"):
        assert alone.get(key) == listed.get(key)
    assert {"self", "items"} <= rels(alone)


@every_collection
def test_fc_op_and_response(atlas, name):
    """A.2.4, /conf/core/fc-op, fc-response, fc-links, fc-timeStamp, fc-number*"""
    found = atlas.items(name)
    assert found["type"] == "FeatureCollection"
    assert {"self", "alternate", "collection"} <= rels(found)
    assert all("type" in link for link in found["links"])
    assert datetime.fromisoformat(found["timeStamp"])
    assert found["numberReturned"] == len(found["features"]) <= 10
    for feature in found["features"]:
        assert feature["type"] == "Feature"
        assert {"id", "geometry", "properties"} <= set(feature)


@every_collection
def test_fc_links_self_answers_the_same(atlas, name):
    found = atlas.items(name, limit=3)
    here = next(link["href"] for link in found["links"] if link["rel"] == "self")
    assert atlas.json(here)["features"] == found["features"]


@every_collection
@pytest.mark.parametrize("limit", [1, 7, 10_000])
def test_fc_limit(atlas, name, limit):
    """A.2.4, /conf/core/fc-limit-definition, -response"""
    found = atlas.items(name, limit=limit)
    assert found["numberReturned"] == min(limit, found["numberMatched"])


@every_collection
def test_pages_give_each_feature_once(atlas, name):
    """/rec/core/fc-next-*: the union of the pages is what numberMatched says"""
    page = atlas.items(name, limit=29)
    ids = [feature["id"] for feature in page["features"]]
    while after := [link for link in page["links"] if link["rel"] == "next"]:
        page = atlas.json(after[0]["href"])
        ids += [feature["id"] for feature in page["features"]]
    assert len(ids) == len(set(ids)) == page["numberMatched"]
    assert ids == atlas.ids(name)


def test_previous_page_leads_back(atlas):
    page = atlas.items("deployments", limit=5, offset=5)
    back = next(link["href"] for link in page["links"] if link["rel"] == "prev")
    assert parse_qs(urlsplit(back).query)["offset"] == ["0"]


@every_collection
def test_fc_bbox(atlas, name):
    """A.2.4, /conf/core/fc-bbox-definition, -response"""
    whole = atlas.items(name, bbox="-180,-90,180,90", limit=1)
    total = atlas.items(name, limit=1)["numberMatched"]
    assert whole["numberMatched"] + whole["numberWithoutGeometry"] == total
    with_heights = atlas.items(name, bbox="-180,-90,0,180,90,9000", limit=1)
    assert with_heights["numberMatched"] == whole["numberMatched"]


def test_fc_bbox_selects_points_inside(atlas):
    found = atlas.items("deployments", bbox="100,0,120,25", limit=10_000)
    assert found["numberMatched"] > 0
    for feature in found["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        assert 100 <= lon <= 120
        assert 0 <= lat <= 25


def test_fc_bbox_across_the_antimeridian(atlas):
    """A box from Fiji to Samoa takes what its halves take, and no more"""
    across = atlas.ids("countries", bbox="170,-25,-165,0")
    halves = {
        *atlas.ids("countries", bbox="170,-25,180,0"),
        *atlas.ids("countries", bbox="-180,-25,-165,0"),
    }
    assert set(across) == halves
    assert {"FJI", "WSM"} <= set(across)
    assert "KEN" not in across


@every_collection
@pytest.mark.parametrize(
    "moment",
    [
        "2016-02-12T23:20:50Z",
        "2016-02-29",
        "2013-01-01T00:00:00Z/2018-03-18T12:31:12Z",
        "2018-02-12T00:00:00Z/..",
        "../2018-03-18T12:31:12Z",
        "2018-02-12T00:00:00Z/",
        "/2018-03-18T12:31:12Z",
        "2018-02-12T00:00:00Z/P1Y",
    ],
)
def test_fc_time(atlas, name, moment):
    """A.2.4, /conf/core/fc-time-definition, -response"""
    found = atlas.items(name, datetime=moment, limit=10_000)
    first, _, last = moment.partition("/")
    start, end = first[:10], (last if "/" in moment else first)[:10]
    end = "2019-02-12" if end == "P1Y" else end
    for feature in found["features"]:
        known = feature["properties"]
        if end not in ("", "..") and known.get("start"):
            assert known["start"] <= end
        if start not in ("", "..") and known.get("end"):
            assert known["end"] >= start


def test_fc_time_leaves_out_the_undated_and_counts_them(atlas):
    total = atlas.items("deployments", limit=1)["numberMatched"]
    dated = atlas.items("deployments", datetime="0001-01-01/9999-12-31", limit=1)
    assert dated["numberMatched"] + dated["numberUndated"] == total


@every_collection
def test_f_op_success_and_links(atlas, name):
    """A.2.5, /conf/core/f-op, f-success, f-links"""
    listed = atlas.items(name, limit=1)["features"][0]
    alone = atlas.json(f"/api/collections/{name}/items/{listed['id']}")
    assert {key: alone[key] for key in listed} == listed
    assert {"self", "alternate", "collection"} <= rels(alone)


@pytest.mark.parametrize(
    "query",
    ["bbox=1,2,3", "limit=0", "datetime=x", "unknown=1", "f=nothing", "offset=-1"],
)
def test_query_param_invalid_and_unknown(atlas, query):
    """/conf/core/query-param-invalid, query-param-unknown"""
    name = query.partition("=")[0]
    problem = atlas.problem(f"/api/collections/deployments/items?{query}")
    assert problem["parameter"] == name


@pytest.mark.parametrize(
    "path", ["", "/conformance", "/collections", "/collections/places"]
)
def test_query_param_unknown_is_refused_on_every_document(atlas, path):
    assert atlas.problem(f"/api{path}?colour=red")["parameter"] == "colour"


def test_geojson_class(atlas):
    """A.3, /conf/geojson/definition, content"""
    answer = atlas.get(
        "/api/collections/deployments/items", Accept="application/geo+json"
    )
    assert answer.headers["content-type"] == "application/geo+json"


@every_collection
def test_html_class(atlas, name):
    """A.4, /conf/html/definition, content: every resource is a page with all it has"""
    feature = atlas.items(name, limit=1)["features"][0]
    here = f"/api/collections/{name}"
    for path in (here, f"{here}/items?limit=2", f"{here}/items/{feature['id']}"):
        answer = atlas.get(path, Accept="text/html")
        assert answer.headers["content-type"].startswith("text/html")
        assert answer.text.startswith("<!doctype html>")
        assert "</html>" in answer.text


@pytest.mark.parametrize("path", ["", "/conformance", "/collections", "/docs"])
def test_html_class_for_documents(atlas, path):
    assert atlas.get(f"/api{path}", Accept="text/html").text.startswith(
        "<!doctype html>"
    )
