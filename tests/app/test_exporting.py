"""The atlas as plain files: every link holds, and nothing pretends to be a server."""

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from app.commands import main
from tests.app.frozen import release, small_map
from tests.layers import synthetic

ADDRESS = re.compile(r'(?:href|src|action|content)="(/[^"]*)"')
GONE = "fji-synthetic-withdrawn"


@pytest.fixture(scope="module")
def releases(tmp_path_factory):
    into, base_map = tmp_path_factory.mktemp("releases"), small_map()
    release(into, "2026.11", base_map, synthetic.POLICY)
    release(into, "2026.12", base_map)
    return into


def export(releases, target, *options):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_RELEASES", str(releases))
        build = str(releases / "2026.12")
        return main(["export", str(target), "--build", build, *options])


@pytest.fixture(scope="module")
def site(releases, tmp_path_factory):
    target = tmp_path_factory.mktemp("export") / "site"
    assert export(releases, target) == 0
    return target


def pages(site):
    return {
        path.relative_to(site).as_posix(): path.read_text("utf-8")
        for path in site.rglob("*.html")
        if not path.is_relative_to(site / "r")
    }


def test_every_address_on_every_page_is_a_file(site):
    missing = set()
    for name, html in pages(site).items():
        for address in ADDRESS.findall(html):
            path = site / unescape(urlsplit(unescape(address)).path).strip("/")
            if not (path.is_file() or (path / "index.html").is_file()):
                missing.add((name, address))
    assert missing == set()


def test_every_record_country_and_supplier_has_its_page(site):
    names = pages(site).keys()
    for name in ("fji-synthetic-cameras", "fji-synthetic-policy", GONE):
        assert f"record/{name}/index.html" in names
    assert {"country/FJI/index.html", "supplier/synthetic-supplier/index.html"} <= names
    about = json.loads((site / "export.json").read_bytes())
    assert about == {"release": "2026.12", "lang": "en", "pages": len(names)}


def test_the_page_of_a_withdrawn_record_gives_the_reason(site):
    assert "Synthetic reason" in (site / "record" / GONE / "index.html").read_text()


def test_no_page_offers_what_needs_a_server(site):
    for name, html in pages(site).items():
        assert "atlas.invalid" not in html, name
        for offered in (
            'href="/api',
            "/oembed",
            "/share",
            'data-form="/view',
            "hreflang",
        ):
            assert offered not in html, (name, offered)


def test_every_collection_is_there_in_every_form(site, releases):
    for path in (releases / "2026.12" / "data").iterdir():
        if path.suffix in {".csv", ".fgb", ".geojson", ".parquet"}:
            assert (site / "data" / path.name).read_bytes() == path.read_bytes()


def test_the_picture_of_a_page_is_a_picture(site):
    html = (site / "index.html").read_text("utf-8")
    found = re.findall(r"/pictures/\w+\.(?:png|svg)", html)
    assert len(set(found)) == 2
    starts = {(site / name[1:]).read_bytes()[:4] for name in found}
    assert starts == {b"\x89PNG", b"<svg"}


def test_an_embed_of_a_release_is_in_the_copy_too(site, releases):
    for name in ("2026.11", "2026.12"):
        copied = site / "r" / name / "embed" / "index.html"
        frozen = releases / name / "embed" / "en.html"
        assert copied.read_bytes() == frozen.read_bytes()


def test_a_public_address_is_written_where_an_address_must_be_whole(releases, tmp_path):
    assert (
        export(releases, tmp_path / "s", "--public-url", "https://atlas.example") == 0
    )
    html = (tmp_path / "s" / "country" / "FJI" / "index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://atlas.example/country/FJI">' in html
    feed = json.loads((tmp_path / "s" / "feed.json").read_bytes())
    assert feed["feed_url"] == "https://atlas.example/feed.json"


def test_a_copy_speaks_the_language_asked_for(releases, tmp_path):
    assert export(releases, tmp_path / "s", "--lang", "ar") == 0
    for html in pages(tmp_path / "s").values():
        assert '<html lang="ar" dir="rtl"' in html or 'lang="en"' in html


def test_an_export_replaces_an_export_and_nothing_else(
    releases, site, tmp_path, capsys
):
    kept = tmp_path / "letters" / "draft.txt"
    kept.parent.mkdir()
    kept.write_text("Dear")
    assert export(releases, kept.parent) == 1
    assert "is no earlier export" in capsys.readouterr().out
    assert kept.read_text() == "Dear"
    before = files(site)
    assert export(releases, site) == 0
    assert files(site) == before


def files(site: Path):
    every = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {path.relative_to(site): path.read_bytes() for path in every}
