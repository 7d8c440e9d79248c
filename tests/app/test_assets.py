"""The page's own files: complete, compressed, and for ever under one address."""

import gzip
import re

import brotli
import pytest

from app.assets import Assets, AssetsError, build_assets

BUDGETS_KIB = {
    "js/main.js": 34,
    "js/embed.js": 28,
    "css/page.css": 14,
    "css/embed.css": 9,
}


@pytest.fixture(scope="module")
def assets(tmp_path_factory):
    target = tmp_path_factory.mktemp("assets")
    build_assets(target)
    return Assets.open(target)


def test_every_form_of_a_file_is_the_same_file(assets):
    for name, asset in assets.files.items():
        if asset.br is not None:
            assert brotli.decompress(asset.br) == asset.plain, name
            assert gzip.decompress(asset.gz) == asset.plain, name


def test_scripts_and_styles_have_all_they_need_in_them(assets):
    for name, asset in assets.files.items():
        text = asset.plain.decode() if name.endswith((".css", ".js")) else ""
        if not name.startswith("vendor/"):
            assert not re.search(r"""\bfrom\s*["']\.|import\(["']\.|@import""", text), (
                name
            )


@pytest.mark.parametrize(("name", "kib"), BUDGETS_KIB.items())
def test_what_a_reader_on_a_phone_pays_for_stays_small(assets, name, kib):
    assert len(assets.files[name].br) <= kib * 1024


def test_two_builds_are_the_same_bytes(assets, tmp_path):
    build_assets(tmp_path)
    assert Assets.open(tmp_path) == assets


def test_a_build_that_was_never_made_says_what_to_do(tmp_path):
    with pytest.raises(AssetsError, match="atlas build"):
        Assets.open(tmp_path)


def test_a_file_that_does_not_exist_is_an_error_of_ours(assets):
    with pytest.raises(AssetsError, match=r"css/nothing\.css"):
        assets.url("css/nothing.css")


def test_a_file_is_served_compressed_and_for_ever(atlas):
    page = atlas.get("/")
    address = re.search(r'href="(/static/[^"]+/css/page.css)"', page.text)[1]
    answer = atlas.get(address, **{"Accept-Encoding": "br"})
    assert answer.headers["content-encoding"] == "br"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/css")
    other = re.sub(r"/static/\w+/", "/static/000000000000/", address)
    assert atlas.client.get(other).status_code == 404
