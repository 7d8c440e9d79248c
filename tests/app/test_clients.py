"""GIS clients read every collection completely, without a word of advice.

Skipped only where the client is not installed.
"""

import json
import shutil
import subprocess
from pathlib import Path

import geopandas
import pandas as pd
import pytest

from app.api.recipes import RECIPES

needs_gdal = pytest.mark.skipif(
    shutil.which("ogr2ogr") is None, reason="GDAL's ogr2ogr is not installed"
)


def gdal(command, *arguments):
    done = subprocess.run(
        [command, *arguments], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout, done.stderr


def ids_by_gdal(site, collection, tmp_path, *arguments):
    """Return the ids GDAL copies out of a collection."""
    target = tmp_path / "copy.geojsonl"
    source = f"OAPIF:{site}/api"
    gdal("ogr2ogr", "-f", "GeoJSONSeq", target, source, collection, *arguments)
    lines = target.read_text("utf-8").splitlines()
    # A text id becomes an attribute: GDAL numbers features itself.
    return [json.loads(line.strip("\x1e"))["properties"]["id"] for line in lines]


@pytest.fixture(scope="module")
def collections(shelf):
    return list(shelf.layers)


@needs_gdal
def test_gdal_lists_every_collection(site, collections):
    listed, _ = gdal("ogrinfo", "-q", f"OAPIF:{site}/api")
    for name in collections:
        assert f": {name} " in listed or f": {name}\n" in listed


@needs_gdal
def test_gdal_copies_every_collection_whole(atlas, site, collections, tmp_path):
    for name in collections:
        copied = ids_by_gdal(site, name, tmp_path)
        assert sorted(copied) == sorted(atlas.ids(name)), name
        (tmp_path / "copy.geojsonl").unlink()


@needs_gdal
def test_gdal_asks_for_a_box(atlas, site, tmp_path):
    copied = ids_by_gdal(
        site, "deployments", tmp_path, "-spat", *["90", "-10", "130", "30"]
    )
    assert sorted(copied) == atlas.ids("deployments", bbox="90,-10,130,30")


@needs_gdal
def test_gdal_filters_by_attribute(atlas, site, tmp_path):
    where = ("-where", "country = 'KHM'")
    copied = ids_by_gdal(site, "deployments", tmp_path, *where)
    assert sorted(copied) == atlas.ids("deployments", country="KHM")


@needs_gdal
@pytest.mark.parametrize("form", ["fgb", "kml", "csv-wkt", "jsonfg", "ndjson"])
def test_gdal_opens_every_form(atlas, form, tmp_path):
    suffix = {"csv-wkt": "csv", "jsonfg": "json", "ndjson": "geojsonl"}.get(form, form)
    path = tmp_path / f"places.{suffix}"
    address = f"/api/collections/places/items?f={form}&limit=10000"
    path.write_bytes(atlas.get(address).content)
    told, _ = gdal("ogrinfo", "-so", "-al", path)
    assert f"Feature Count: {len(atlas.ids('places'))}" in told


# For the system's Python, which QGIS belongs to; pages are small, so there are several.
BY_QGIS = """
import json, sys
from qgis.core import QgsApplication, QgsVectorLayer

def read(address, name):
    source = f"url='{address}' typename='{name}' pageSize='100'"
    layer = QgsVectorLayer(source, name, "OAPIF")
    assert layer.isValid(), layer.error().summary()
    return [feature["id"] for feature in layer.getFeatures()]

application = QgsApplication([], False)
application.initQgis()
print(json.dumps({name: read(sys.argv[1], name) for name in sys.argv[2:]}))
application.exitQgis()
"""


def has_qgis():
    tried = ["/usr/bin/python3", "-c", "import qgis.core"]
    return (
        Path(tried[0]).exists()
        and subprocess.run(tried, capture_output=True, check=False).returncode == 0
    )


def test_qgis_reads_every_collection(atlas, site, collections, tmp_path):
    if not has_qgis():
        pytest.skip("QGIS for the system's Python is not installed")
    done = subprocess.run(
        ["/usr/bin/python3", "-c", BY_QGIS, f"{site}/api", *collections],
        env={"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    read = json.loads(done.stdout.splitlines()[-1])
    for name in collections:
        assert sorted(read[name]) == sorted(atlas.ids(name)), name


def test_owslib_reads_every_collection(atlas, site, collections):
    features = pytest.importorskip("owslib.ogcapi.features")
    service = features.Features(f"{site}/api")
    assert service.feature_collections() == collections
    for name in collections:
        found = service.collection_items(name, limit=10_000)
        assert [f["id"] for f in found["features"]] == atlas.ids(name)
    box = service.collection_items("deployments", bbox=[90, -10, 130, 30], limit=10_000)
    assert [f["id"] for f in box["features"]] == atlas.ids(
        "deployments", bbox="90,-10,130,30"
    )
    assert service.collection_queryables("deployments")["properties"]


def test_geopandas_reads_every_collection(atlas, site, collections):
    for name in collections:
        address = f"{site}/api/collections/{name}/items?limit=10000"
        frame = geopandas.read_file(address)
        assert frame["id"].tolist() == atlas.ids(name)


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.client)
def test_a_recipe_works_as_it_is_written(atlas, site, recipe, tmp_path):
    """Recipes for clients that no registry brings here are read, not run."""
    text = recipe.text.replace("{base}", site)
    if recipe.language == "python":
        pytest.importorskip("owslib" if "owslib" in text else "geopandas")
        told = {}
        exec(text, told)  # noqa: S102 - our own words
        frames = [v for v in told.values() if isinstance(v, pd.DataFrame)]
        assert len(frames[0] if frames else told["found"]["features"]) > 0
    elif recipe.language == "sh":
        program = text.split()[0]
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
        done = subprocess.run(["sh", "-c", text], cwd=tmp_path, check=True,
                              capture_output=True)  # fmt: skip
        made = tmp_path / "atlas.gpkg"
        assert made.exists() or json.loads(done.stdout)["numberMatched"]
    elif "items" in text:
        address = text.partition("'")[2].partition("'")[0].partition("?")
        assert atlas.json("".join(address))["features"]
    else:
        assert atlas.json(f"{site}/api")["links"]
    assert recipe.client in atlas.get("/api/docs").text
