"""A build is whole, the same each time, and refused when it is not."""

import json

import orjson
import pytest

from layers.building import build, replacing
from layers.compiling import CompileError, compile_layer
from layers.feature import Filter
from layers.query import Query
from layers.shelf import Shelf, ShelfError
from tests.layers import synthetic


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_records_build_the_same_bytes(real_collection, base_map, tmp_path):
    for name in ("one", "two"):
        build(real_collection, base_map, tmp_path / name)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_the_manifest_names_every_file_but_itself(small_shelf):
    named = set(small_shelf.manifest["files"])
    assert named == files(small_shelf.path).keys() - {"manifest.json"}
    assert small_shelf.release == "synthetic"


def test_the_ten_promised_collections_are_built_in_order(small_shelf):
    promised = (
        *("countries", "memberships", "deployments", "policies", "incidents"),
        *("agreements", "suppliers", "supply-links", "boundaries", "places"),
    )
    assert tuple(name for name in small_shelf.layers if name in promised) == promised


def test_a_new_build_takes_the_place_of_the_old_one(small_map, tmp_path):
    target = tmp_path / "build"
    build(synthetic.collection(), small_map, target, release="first")
    first = Shelf.open(target)
    before = first.layers["deployments"].feature("fji-synthetic-cameras")
    fewer = synthetic.collection([synthetic.POLICY])
    build(fewer, small_map, target, release="second")
    assert Shelf.open(target).release == "second"
    assert len(Shelf.open(target).layers["deployments"]) == 0
    # Whoever has the old build open keeps reading it.
    assert first.layers["deployments"].feature("fji-synthetic-cameras") == before
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


def test_a_build_that_fails_leaves_the_old_one(tmp_path):
    target = tmp_path / "build"
    target.mkdir()
    (target / "old").write_text("old", encoding="utf-8")
    with pytest.raises(FileExistsError), replacing(target) as fresh:
        compile_layer(synthetic.draft(), fresh)
    assert [path.name for path in target.iterdir()] == ["old"]
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


@pytest.fixture
def broken(small_map, tmp_path):
    build(synthetic.collection(), small_map, tmp_path / "build")
    return tmp_path / "build"


def test_a_changed_file_is_refused(broken):
    path = broken / "layers/deployments/features.bin"
    path.write_bytes(path.read_bytes().replace(b"Taveuni", b"Tavevni"))
    with pytest.raises(
        ShelfError, match=r"features\.bin: differs from what the manifest"
    ):
        Shelf.open(broken)


def test_a_missing_file_is_refused(broken):
    (broken / "map/records.json").unlink()
    with pytest.raises(ShelfError, match=r"records\.json: cannot be read"):
        Shelf.open(broken)


def test_a_build_of_another_format_is_refused(broken):
    manifest = json.loads((broken / "manifest.json").read_bytes())
    (broken / "manifest.json").write_bytes(orjson.dumps({**manifest, "format": 0}))
    with pytest.raises(ShelfError, match="built in format 0"):
        Shelf.open(broken)


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "\0"])
def test_what_is_no_manifest_is_refused(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(ShelfError, match="no build of the atlas"):
        Shelf.open(tmp_path)


def test_an_empty_folder_is_no_build(tmp_path):
    with pytest.raises(ShelfError, match="make one: atlas build"):
        Shelf.open(tmp_path)


def changed(**fields):
    draft = synthetic.draft(count=3)
    return type(draft)(**{**{n: getattr(draft, n) for n in draft.__slots__}, **fields})


@pytest.mark.parametrize(
    ("draft", "fault"),
    [
        (changed(schema={"title": {}}), "properties differ from the schema"),
        (changed(filters={"size": Filter("size", ())}), "size does not know"),
        (changed(features=synthetic.draft(count=2).features * 2), "stands twice"),
    ],
)
def test_features_that_do_not_fit_are_refused(draft, fault, tmp_path):
    with pytest.raises(CompileError, match=fault):
        compile_layer(draft, tmp_path / "layer")


def test_a_box_reaches_layers_without_any_geometry(small_shelf):
    everywhere = Query(bbox=synthetic.WORLD)
    selection = small_shelf.layers["memberships"].select(everywhere, limit=9)
    assert (selection.matched, selection.unplaced) == (0, 1)
