"""Releases as they are frozen and served; the records are synthetic."""

import gzip
import html
import json
import re

import brotli
import pytest

from app.commands import main
from app.freezing import predecessor
from app.releases import listed
from app.settings import Settings
from layers.releasing import ReleaseError, checksums
from tests.app.frozen import release, serving, small_map
from tests.layers import synthetic

EARLY = [synthetic.DEPLOYMENT, synthetic.POLICY]


@pytest.fixture(scope="module")
def base_map():
    return small_map()


@pytest.fixture(scope="module")
def releases(base_map, tmp_path_factory):
    into = tmp_path_factory.mktemp("releases")
    release(into, "2026.11", base_map, *EARLY)
    release(into, "2026.12", base_map)
    (into / "withdrawn.csv").write_text("release,reason\n2026.10,It named a person\n")
    return into


@pytest.fixture(scope="module")
def get(releases):
    """Return a function that asks the served releases."""
    return serving(releases, "2026.12")


def problem(answer):
    assert answer.headers["content-type"] == "application/problem+json"
    return json.loads(answer.body)


def test_the_same_records_freeze_to_the_same_bytes(base_map, releases, tmp_path):
    again = release(tmp_path, "2026.11", base_map, *EARLY)
    assert checksums(again) == checksums(releases / "2026.11")


def test_no_file_of_a_release_knows_the_machine_it_was_made_on(releases):
    for path in (releases / "2026.12").rglob("*.html"):
        text = path.read_text("utf-8")
        assert "atlas.invalid" not in text
        assert str(releases) not in text


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("2026.12", "exists, and a release never changes"),
        ("2026.10", "was withdrawn, and its name stays taken"),
        ("2026.09", "comes before 2026.12, which exists"),
        ("december", "names no release"),
    ],
)
def test_a_name_that_cannot_be_is_refused_before_any_work(releases, name, hint):
    with pytest.raises(ReleaseError, match=hint):
        predecessor(name, releases)


def test_a_release_follows_the_newest_before_it(releases):
    assert predecessor("2026.12.1", releases) == "2026.12"
    about = json.loads((releases / "2026.12" / "release.json").read_bytes())
    assert about["previous"] == "2026.11"


def test_every_file_of_a_release_is_served_as_it_is_for_a_year(get, releases):
    for path in checksums(releases / "2026.12"):
        answer = get(f"/r/2026.12/{path}", accept_encoding="identity")
        assert answer.status == 200, path
        assert answer.body == (releases / "2026.12" / path).read_bytes(), path
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_a_packed_file_unpacks_to_the_same_bytes(get, releases):
    path = "data/countries.geojson"
    for coding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        answer = get(f"/r/2026.12/{path}", accept_encoding=coding)
        assert answer.headers["content-encoding"] == coding
        assert unpack(answer.body) == (releases / "2026.12" / path).read_bytes()


def test_who_has_a_file_already_is_told_so_without_it(get):
    first = get("/r/2026.12/data/deployments.csv")
    etag = first.headers["etag"]
    again = get("/r/2026.12/data/deployments.csv", if_none_match=etag)
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    "path", ["../2026.11/NOTES.md", "%2e%2e/withdrawn.csv", "nothing"]
)
def test_nothing_outside_a_release_is_served(get, path):
    assert get(f"/r/2026.12/{path}").status == 404


def test_an_unknown_release_is_refused_with_those_there_are(get):
    refusal = problem(get("/r/2031.01/NOTES.md"))
    assert refusal["status"] == 404
    assert refusal["allowed"] == ["2026.11", "2026.12"]
    assert "got '2031.01'" in refusal["detail"]


def test_a_withdrawn_release_is_gone_with_the_reason(get):
    for path in ("/r/2026.10", "/r/2026.10/NOTES.md"):
        refusal = problem(get(path))
        assert refusal["status"] == 410
        assert refusal["detail"] == "release 2026.10: It named a person"


def test_an_embed_of_a_release_is_the_same_whatever_is_released_later(
    base_map, tmp_path
):
    address = "/embed?release=2026.11&technology=synthetic-cameras&datetime=2014/2016"
    release(tmp_path, "2026.11", base_map, *EARLY)
    before = serving(tmp_path, "2026.11")(address)
    release(tmp_path, "2026.12", base_map)
    later = serving(tmp_path, "2026.12")(address)
    assert before.status == later.status == 200
    assert before.body == later.body
    assert later.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "frame-ancestors *" in later.headers["content-security-policy"]


def test_an_embed_of_a_release_asks_for_nothing_but_that_release(get):
    page = get("/embed?release=2026.11").body.decode()
    addresses = set(page.split('"')[1::2])
    asked = {a for a in addresses if a.startswith(("/map/", "/static/", "/r/"))}
    assert asked
    for address in asked:
        assert address.startswith("/r/2026.11/"), address
        assert get(address).status == 200


def test_a_frozen_embed_is_packed_once(get, releases):
    plain = (releases / "2026.11" / "embed" / "en.html").read_bytes()
    for address in ("/embed?release=2026.11", "/r/2026.11/embed"):
        answer = get(address, accept_encoding="br")
        assert answer.headers["content-encoding"] == "br"
        assert brotli.decompress(answer.body) == plain


def test_each_language_and_theme_has_its_frozen_embed(get):
    page = get("/r/2026.11/embed?lang=ar&theme=dark&technology=dna&utm_source=x")
    assert page.status == 200
    assert '<html lang="ar" dir="rtl" data-theme="dark">' in page.body.decode()


@pytest.mark.parametrize(("name", "status"), [("2026.10", 410), ("2031.01", 404)])
def test_an_embed_of_no_release_says_so_inside_the_frame(get, name, status):
    page = get(f"/embed?release={name}")
    assert page.status == status
    assert name in page.body.decode()
    assert "frame-ancestors *" in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"


def test_data_and_pictures_of_a_release_are_those_of_that_release(get):
    data = json.loads(get("/view.geojson?release=2026.11").body)
    assert data["release"] == "2026.11"
    ids = {feature["id"] for feature in data["features"]}
    assert ids == {"fji-synthetic-cameras", "fji-synthetic-policy"}
    assert b"2026.11" in get("/image.svg?release=2026.11").body
    assert get("/image.svg?release=2026.10").status == 410


def test_the_list_names_every_release_there_is_or_was(releases):
    newest, before, gone = listed(Settings(releases=releases))
    assert [newest.name, before.name, gone.name] == ["2026.12", "2026.11", "2026.10"]
    assert gone.withdrawn == "It named a person"
    assert newest.date == "2026-11-01"
    assert "data/deployments.csv" in dict(newest.files)
    assert newest.records["deployments"] == 2
    assert listed(Settings(releases=releases / "none")) == []


def test_the_command_tells_what_changed_between_two_releases(releases, capsys):
    paths = [str(releases / name) for name in ("2026.11", "2026.12")]
    assert main(["diff", *paths]) == 0
    said = capsys.readouterr().out
    assert "added incidents/ton-synthetic-incident: Synthetic incident" in said
    assert main(["diff", *paths, "--json"]) == 0
    kinds = {change["kind"] for change in json.loads(capsys.readouterr().out)}
    assert "added" in kinds
    assert main(["diff", paths[0], str(releases)]) == 1
    assert "no build of the atlas" in capsys.readouterr().out


def test_the_page_of_a_release_is_drawn_from_that_release(get):
    page = get("/?release=2026.11").body.decode()
    assert "/r/2026.11/map/records.json" in page
    assert "/r/2026.11/map/records.json" not in get("/").body.decode()
    frozen, live = (get(f"/view.csv{said}").body for said in ("?release=2026.11", ""))
    assert frozen.count(b"\r\n") - 1 == len(EARLY)
    assert live.count(b"\r\n") > frozen.count(b"\r\n")


def test_links_of_a_release_s_page_stay_in_it(get):
    page = get("/?release=2026.11&form=table").body.decode()
    address = re.search(r'href="(/country/[A-Z]{3}[^"]*)"', page)[1]
    assert "release=2026.11" in html.unescape(address)
    assert get(html.unescape(address)).status == 200


@pytest.mark.parametrize(("name", "status"), [("2031.1", 404), ("2026.10", 410)])
def test_a_page_of_no_release_is_refused(get, name, status):
    assert problem(get(f"/?release={name}"))["status"] == status
