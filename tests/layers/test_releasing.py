import csv
import io
import json
import subprocess
import sys
from datetime import date

import geopandas
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.corrections import Correction
from layers.building import build
from layers.changes import Published
from layers.datapackage import About
from layers.freshness import newest_day
from layers.releasing import (
    Papers,
    ReleaseError,
    checksums,
    cite,
    names,
    order,
    seal,
    withdrawn,
    write_release,
)
from layers.shelf import Shelf
from layers.tabular import cell, parsed, write_flatgeobuf, write_parquet
from tests.layers import synthetic

PAPERS = Papers(
    "title: Synthetic\nversion: 0.1\ndate-released: 2020-01-01\n", "CC BY\n"
)
ABOUT = About("2026.12", date(2026, 12, 1), None)


def release(shelf, target, about=ABOUT, before=None):
    target.mkdir()
    write_release(shelf, target, about, before, PAPERS)
    seal(target)
    return target


@pytest.fixture(scope="module")
def released(small_shelf, tmp_path_factory):
    return release(small_shelf, tmp_path_factory.mktemp("releases") / "2026.12")


def ids_by_form(folder, name):
    rows = csv.DictReader(io.StringIO((folder / f"{name}.csv").read_text("utf-8")))
    geojson = json.loads((folder / f"{name}.geojson").read_bytes())
    return {
        "csv": [row["id"] for row in rows],
        "geojson": [feature["id"] for feature in geojson["features"]],
        "parquet": list(geopandas.read_parquet(folder / f"{name}.parquet")["id"]),
        "fgb": list(geopandas.read_file(folder / f"{name}.fgb")["id"]),
    }


def test_every_form_of_a_collection_has_the_same_ids_in_the_same_order(
    released, small_shelf
):
    for name, layer in small_shelf.layers.items():
        expected = [feature["id"] for feature in parsed(layer)]
        forms = ids_by_form(released / "data", name)
        assert all(ids == expected for ids in forms.values()), (name, forms)


def test_every_form_of_the_real_records_has_the_same_ids(real_shelf, tmp_path):
    folder = release(real_shelf, tmp_path / "2026.12") / "data"
    for name, layer in real_shelf.layers.items():
        expected = [feature["id"] for feature in parsed(layer)]
        forms = ids_by_form(folder, name)
        assert all(ids == expected for ids in forms.values()), name


def test_a_record_without_place_is_kept_in_every_form(released):
    name = "fji-synthetic-network"
    for read, form in (
        (geopandas.read_parquet, "parquet"),
        (geopandas.read_file, "fgb"),
    ):
        frame = read(released / "data" / f"deployments.{form}").set_index("id")
        assert frame.geometry[name] is None
        assert frame.geometry["fji-synthetic-cameras"].x == -179.95


def test_a_list_is_a_list_in_parquet_and_json_where_there_are_none(released):
    folder, name = released / "data", "fji-synthetic-cameras"
    parquet = geopandas.read_parquet(folder / "deployments.parquet").set_index("id")
    flat = geopandas.read_file(folder / "deployments.fgb").set_index("id")
    assert list(parquet.technologies[name]) == ["synthetic-cameras"]
    assert flat.technologies[name] == '["synthetic-cameras"]'
    scale = [{"quantity": "cameras", "value": 12, "as_of": "2015"}]
    assert json.loads(flat["scale"][name]) == scale
    assert json.loads(parquet["scale"][name]) == scale


def test_geoparquet_says_what_its_geometry_is(small_shelf):
    stream = io.BytesIO(write_parquet(small_shelf.layers["deployments"]))
    schema = pq.read_schema(stream)
    geo = json.loads(schema.metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    assert geo["columns"]["geometry"]["geometry_types"] == ["Point"]
    assert str(schema.field("start").type) == "date32[day]"


@given(st.text() | st.none() | st.lists(st.text()))
def test_no_cell_begins_a_formula_and_every_list_is_json(value):
    text = cell(value)
    assert not text.startswith(("=", "+", "-", "@", "\t", "\r"))
    if isinstance(value, list):
        assert json.loads(text) == value


def test_the_data_package_is_one_that_frictionless_accepts(released):
    assert validate(released) == (0, "")


def test_frictionless_finds_a_changed_cell(small_shelf, tmp_path):
    folder = release(small_shelf, tmp_path / "2026.12")
    path = folder / "data" / "suppliers.csv"
    path.write_bytes(path.read_bytes().replace(b"Synthetic City", b"Somewhere Else"))
    code, said = validate(folder)
    assert code == 1
    assert "hash" in said


def validate(folder):
    command = [sys.executable, "-m", "frictionless", "validate", "--json"]
    done = subprocess.run(
        [*command, "datapackage.json"], cwd=folder, capture_output=True, check=False
    )
    report = json.loads(done.stdout)
    errors = [e for task in report["tasks"] for e in task["errors"]] + report["errors"]
    return done.returncode, "".join(str(error) for error in errors)


def test_catalogues_name_every_file_with_its_checksum(released):
    known = checksums(released)
    for name, where in (("schema-org", "contentUrl"), ("dcat", "dcat:downloadURL")):
        text = (released / f"{name}.jsonld").read_text("utf-8")
        assert text.count(f'"{where}"') == len(list((released / "data").iterdir()))
        data = [path for path in known if path.startswith("data/")]
        assert all(known[path] in text and path in text for path in data)


def test_sha256sum_checks_every_file_of_a_release(released):
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    subprocess.run(command, cwd=released, check=True)
    every = {p.relative_to(released).as_posix() for p in released.rglob("*.*")}
    assert every <= checksums(released).keys()


def test_the_same_records_are_released_as_the_same_bytes(released, small_map, tmp_path):
    build(synthetic.collection(), small_map, tmp_path / "build", release="synthetic")
    again = release(Shelf.open(tmp_path / "build"), tmp_path / "2026.12")
    assert checksums(again) == checksums(released)


def test_notes_say_what_changed_since_the_release_before(
    small_shelf, small_map, tmp_path
):
    early = synthetic.collection([synthetic.POLICY, synthetic.COUNTRY_LEVEL])
    build(early, small_map, tmp_path / "early")
    before = release(Shelf.open(tmp_path / "early"), tmp_path / "2026.11")
    about = About("2026.12", date(2026, 12, 1), "2026.11")
    after = release(small_shelf, tmp_path / "2026.12", about, Published.open(before))
    notes = (after / "NOTES.md").read_text("utf-8")
    assert "Since 2026.11: 1 deployments added, 1 incidents added" in notes
    assert "- added deployments/fji-synthetic-cameras: Synthetic cameras" in notes
    changes = json.loads((after / "changes.json").read_bytes())["changes"]
    assert "fji-synthetic-cameras" in [change["id"] for change in changes]


@pytest.mark.parametrize(
    "name", ["", "2026", "2026.13", "2026.1", "../2026.12", "2026.12.0"]
)
def test_a_name_that_is_none_is_refused_with_one_that_would_do(name):
    with pytest.raises(ReleaseError, match=r"write year and month, 2026\.12 or"):
        order(name)


def test_releases_stand_in_the_order_of_their_names(tmp_path):
    for name in ("2026.12.10", "2026.12", "2027.01", "2026.12.2", "draft"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "release.json").touch()
    assert names(tmp_path) == ["2026.12", "2026.12.2", "2026.12.10", "2027.01"]
    assert names(tmp_path / "missing") == []


def test_a_release_is_dated_by_the_newest_day_its_records_know_of():
    mended = Correction(
        date=date(2026, 11, 23), record="a", field="b", was=None, now="c", reason="d",
        sources=(),
    )  # fmt: skip
    # The synthetic source was read in "2026-11": on the first of it, at the earliest.
    assert newest_day(synthetic.collection(), []) == date(2026, 11, 1)
    assert newest_day(synthetic.collection(), [mended]) == date(2026, 11, 23)


def test_the_citation_names_the_release_and_its_date():
    assert cite(PAPERS.citation, ABOUT).splitlines() == [
        "title: Synthetic",
        'version: "2026.12"',
        "date-released: 2026-12-01",
    ]
    with pytest.raises(ReleaseError, match="no line 'version:'"):
        cite("title: Synthetic\n", ABOUT)


def test_why_a_release_was_withdrawn_stands_in_a_table(tmp_path):
    assert withdrawn(tmp_path) == {}
    table = tmp_path / "withdrawn.csv"
    table.write_text('release,reason\n2026.12,"Names a person, by mistake"\n')
    assert withdrawn(tmp_path) == {"2026.12": "Names a person, by mistake"}
    table.write_text("release,reason\n2026.12,\n")
    with pytest.raises(
        ReleaseError, match=r"withdrawn\.csv:2: give release and reason"
    ):
        withdrawn(tmp_path)


def test_flatgeobuf_is_the_same_each_time(small_shelf):
    layer = small_shelf.layers["countries"]
    assert write_flatgeobuf(layer) == write_flatgeobuf(layer)
