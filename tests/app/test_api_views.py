"""The data of a view agrees with the API, whatever is asked."""

import csv
import io

import pytest

RECORDS = ("deployments", "policies", "incidents", "agreements")
VIEWS = (
    "",
    "layers=deployments",
    "layers=deployments,policies,incidents,agreements",
    "country=KHM",
    "country=KHM,LAO,FJI",
    "country=FJI",
    "country=KIR",
    "datetime=2015",
    "datetime=2013/2016",
    "datetime=../2012",
    "datetime=2020/..",
    "datetime=2013/2016&certainty=certain",
    "bbox=170,-25,-165,5",
    "bbox=90,-10,130,30&datetime=2018",
    "q=safe city",
    "q=金边",
    "technology=facial-recognition",
    "supplier=huawei,zte&layers=deployments",
    "status=operational&layers=deployments,policies",
    "evidence=official",
    "layers=memberships",
)
SHARED = ("country", "technology", "supplier", "status", "evidence", "datetime",
          "certainty", "bbox", "q")  # fmt: skip


def expected(atlas, shelf, query):
    """Return the ids by the API: a layer without a filtered property has none."""
    asked = dict(part.split("=") for part in query.split("&") if part)
    layers = asked.get("layers", "deployments,policies,incidents").split(",")
    ids = []
    for name in RECORDS:
        given = {k: v for k, v in asked.items() if k in SHARED}
        lacking = {"country", "technology", "supplier", "status", "evidence"} - set(
            shelf.layers[name].filters
        )
        if name in layers and not lacking & set(given):
            known = given.get("status")
            if known and known not in shelf.layers[name].enumerations["status"]:
                continue
            ids += atlas.ids(name, **given)
    return ids


@pytest.mark.parametrize("query", VIEWS)
def test_geojson_and_csv_hold_what_the_api_says(atlas, shelf, query):
    ids = expected(atlas, shelf, query)
    found = atlas.json(f"/view.geojson?{query}")
    assert [feature["id"] for feature in found["features"]] == ids
    assert found["numberMatched"] == len(ids)
    rows = csv.DictReader(io.StringIO(atlas.get(f"/view.csv?{query}").text))
    assert [row["id"] for row in rows] == ids


def test_certain_is_a_part_of_possible(atlas):
    for collection in ("deployments", "policies", "incidents", "memberships"):
        for window in ("2010", "2015", "2013/2018", "../2014", "2020/.."):
            possible = atlas.ids(collection, datetime=window)
            certain = atlas.ids(collection, datetime=window, certainty="certain")
            assert set(certain) <= set(possible)


@pytest.mark.parametrize(
    "query", ["colour=red", "country=XXX", "technology=x", "bbox=1"]
)
def test_a_view_that_cannot_be_read_is_refused(atlas, query):
    atlas.problem(f"/view.geojson?{query}")
    atlas.problem(f"/view.csv?{query}")
