"""Every form of a collection holds the same ids, and opens in what it is made for."""

import io
import json
from xml.etree import ElementTree as ET

import geopandas
import pandas as pd
import pytest

from app.api.csv_text import cell
from layers import tabular

KML = "{http://www.opengis.net/kml/2.2}"
COLLECTIONS = ("deployments", "policies", "countries", "supply-links", "memberships")


def body(atlas, collection, form, **headers):
    address = f"/api/collections/{collection}/items?f={form}&limit=10000"
    return atlas.get(address, **headers).content


def from_csv(content):
    return pd.read_csv(io.BytesIO(content), usecols=["id"])["id"].tolist()


def from_lines(content):
    return [json.loads(line)["id"] for line in content.splitlines()]


def from_kml(content):
    marks = ET.fromstring(content).iter(f"{KML}Placemark")  # noqa: S314 - our own
    return [mark.get("id").removeprefix("record.") for mark in marks]


READERS = {
    "json": lambda c: [f["id"] for f in json.loads(c)["features"]],
    "jsonfg": lambda c: [f["id"] for f in json.loads(c)["features"]],
    "ndjson": from_lines,
    "jsonld": lambda c: [node["identifier"] for node in json.loads(c)["@graph"]],
    "csv": from_csv,
    "csv-wkt": from_csv,
    "fgb": lambda c: geopandas.read_file(io.BytesIO(c))["id"].tolist(),
    "parquet": lambda c: geopandas.read_parquet(io.BytesIO(c))["id"].tolist(),
    "kml": from_kml,
}


@pytest.mark.parametrize("collection", COLLECTIONS)
@pytest.mark.parametrize("form", READERS)
def test_every_form_holds_the_same_ids_in_the_same_order(atlas, collection, form):
    expected = atlas.ids(collection)
    assert READERS[form](body(atlas, collection, form)) == expected


@pytest.mark.parametrize("collection", COLLECTIONS)
@pytest.mark.parametrize("form", ["fgb", "parquet"])
def test_binary_forms_keep_the_geometry(atlas, collection, form):
    read = geopandas.read_parquet if form == "parquet" else geopandas.read_file
    frame = read(io.BytesIO(body(atlas, collection, form)))
    straight = atlas.items(collection, limit=10_000)["features"]
    for geometry, feature in zip(frame.geometry, straight, strict=True):
        assert (geometry is None) == (feature["geometry"] is None)
        if geometry is not None and geometry.geom_type == "Point":
            assert [geometry.x, geometry.y] == feature["geometry"]["coordinates"]


def test_geoparquet_keeps_lists(atlas):
    frame = geopandas.read_parquet(io.BytesIO(body(atlas, "deployments", "parquet")))
    first = atlas.items("deployments", limit=1)["features"][0]
    assert list(frame.technologies[0]) == first["properties"]["technologies"]


def test_binary_forms_have_x_before_y_whatever_the_authority_says(atlas):
    crs = "http://www.opengis.net/def/crs/EPSG/0/4326"
    for form in ("fgb", "parquet"):
        address = f"/api/collections/places/items?f={form}&limit=5&crs={crs}"
        content = io.BytesIO(atlas.get(address).content)
        read = geopandas.read_parquet if form == "parquet" else geopandas.read_file
        frame = read(content)
        straight = atlas.items("places", limit=5)["features"]
        expected = [f["geometry"]["coordinates"] for f in straight]
        assert [[p.x, p.y] for p in frame.geometry] == expected


def test_jsonfg_says_when(atlas):
    found = json.loads(body(atlas, "deployments", "jsonfg"))
    assert found["conformsTo"]
    for feature in found["features"]:
        known, time = feature["properties"], feature["time"]
        if known["start"] is None and known["end"] is None:
            assert time is None
        else:
            assert time == {"interval": [known["start"] or "..", known["end"] or ".."]}


def test_jsonfg_keeps_other_systems_out_of_geometry(atlas):
    address = "/api/collections/places/items?f=jsonfg&limit=1&crs=EPSG:3857"
    feature = atlas.json(address)["features"][0]
    assert feature["geometry"] is None
    assert feature["place"]["type"] == "Point"


def test_pandas_reads_csv_from_the_address(atlas, site):
    address = f"{site}/api/collections/deployments/items?f=csv&limit=10000"
    table = pd.read_csv(address)
    assert table["id"].tolist() == atlas.ids("deployments")
    placed = table.dropna(subset=["lon"])
    assert placed["lon"].between(-180, 180).all()
    assert placed["lat"].between(-90, 90).all()


def test_geopandas_reads_geojson_from_the_address(atlas, site):
    address = f"{site}/api/collections/deployments/items?limit=10000&f=json"
    frame = geopandas.read_file(address)
    assert frame["id"].tolist() == atlas.ids("deployments")


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/geo+json"),
        ("application/json", "application/geo+json"),
        ("application/geo+json", "application/geo+json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/flatgeobuf", "application/flatgeobuf"),
        ("text/csv;q=0.1, application/vnd.google-earth.kml+xml;q=0.5",
         "application/vnd.google-earth.kml+xml"),
    ],
)  # fmt: skip
def test_the_accept_header_chooses_the_form(atlas, accept, media_type):
    answer = atlas.get("/api/collections/places/items", Accept=accept)
    assert answer.headers["content-type"] == media_type
    assert "Accept" in answer.headers["vary"]


def test_a_form_that_is_not_offered_is_refused(atlas):
    answer = atlas.get("/api/collections/places/items", 406, Accept="image/png")
    assert answer.json()["allowed"]
    assert atlas.problem("/api/collections/places/items?f=shp")["allowed"]


def test_links_lead_to_every_form(atlas):
    found = atlas.items("places", limit=2)
    for link in found["links"]:
        if link["rel"] == "alternate":
            answer = atlas.get(link["href"])
            kind = answer.headers["content-type"].partition(";")[0]
            assert kind == link["type"].partition(";")[0]


def test_a_page_has_its_links_in_the_header_too(atlas):
    answer = atlas.get("/api/collections/places/items?limit=2")
    assert 'rel="next"' in answer.headers["link"]
    assert int(answer.headers["ogc-numbermatched"]) == answer.json()["numberMatched"]


def test_a_cell_is_written_as_in_the_files_of_a_release(atlas):
    for feature in atlas.items("deployments", limit=10_000)["features"]:
        for value in feature["properties"].values():
            assert cell(value) == tabular.cell(value)
