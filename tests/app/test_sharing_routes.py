"""The builder, oEmbed and pictures as the running atlas answers them."""

import html
import json
import re
import struct
from urllib.parse import quote

import micawber
import pytest

VIEW = "country=KHM&datetime=2013/2020&lang=fr"


def test_the_builder_writes_codes_of_this_very_view(atlas, site):
    page = atlas.get(f"/share?{VIEW}&timeline=off&height=480").text
    codes = [
        html.unescape(code) for code in re.findall(r"(?s)<textarea.*?>(.*?)</t", page)
    ]
    address = html.escape(f"{site}/embed?{VIEW}&timeline=off")
    assert f'src="{address}"' in codes[0]
    assert 'height="480"' in codes[0]
    assert f'<script async src="{site}/fit.js"></script>' in codes[1]
    assert codes[2].startswith(f"{site}/?{VIEW}")


def test_the_form_keeps_what_it_has_no_field_for(atlas):
    page = atlas.get(f"/share?{VIEW}&technology=drones").text
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    assert kept["country"] == "KHM"
    assert kept["technology"] == "drones"
    assert "lang" not in kept


def test_the_preview_may_be_framed_and_nothing_else(atlas):
    policy = atlas.get("/share").headers["content-security-policy"]
    assert "frame-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("height", ["100", "9999", "tall", "9" * 5000])
def test_a_height_that_no_embed_can_have_is_refused(atlas, height):
    assert atlas.problem(f"/share?height={height}")["parameter"] == "height"


def test_the_embed_obeys_its_options(atlas):
    plain = atlas.get("/embed").text
    chosen = atlas.get("/embed?timeline=off&legend=on&title=Mine%20%3Cb%3E").text
    assert re.search(r'id="timeline"[^>]* hidden', chosen)
    assert not re.search(r'id="timeline"[^>]* hidden', plain)
    assert re.search(r'id="legend"[^>]* hidden', plain)
    assert not re.search(r'id="legend"[^>]* hidden', chosen)
    assert "Mine &lt;b&gt;</h1>" in chosen


def test_oembed_answers_for_a_country(atlas, site):
    address = quote(f"{site}/country/KHM", safe="")
    said = json.loads(atlas.get(f"/oembed?url={address}").content)
    assert f"{site}/embed?select=KHM" in html.unescape(said["html"])
    picture = atlas.get(said["thumbnail_url"].removeprefix(site))
    width, height = struct.unpack(">II", picture.content[16:24])
    assert (width, height) == (said["thumbnail_width"], said["thumbnail_height"])


def test_a_consumer_of_oembed_finds_the_frame(atlas, site):
    consumer = micawber.Provider(f"{site}/oembed")
    said = consumer.request(f"{site}/?country=KHM", maxwidth=500)
    assert said["type"] == "rich"
    assert said["width"] == 500
    source = re.search(r'src="([^"]+)"', said["html"])[1]
    assert atlas.get(html.unescape(source).removeprefix(site)).status_code == 200


def test_oembed_refuses_as_its_specification_asks(atlas, site):
    address = quote(f"{site}/", safe="")
    assert atlas.problem(f"/oembed?url={address}&format=yaml", 501)
    assert atlas.problem("/oembed?url=https%3A%2F%2Felsewhere.example%2F", 404)
    assert atlas.problem("/oembed")["parameter"] == "url"


@pytest.mark.parametrize("page", ["/", "/embed", "/country/KHM"])
def test_pages_tell_where_their_oembed_is(atlas, page):
    found = re.findall(
        r'<link rel="alternate" type="([a-z/]+)\+oembed" href="([^"]+)"',
        atlas.get(page).text,
    )
    assert [form for form, _ in found] == ["application/json", "text/xml"]
    for _, address in found:
        path = "/oembed" + html.unescape(address).partition("/oembed")[2]
        assert atlas.get(path).status_code == 200


@pytest.mark.parametrize(
    ("size", "pixels"),
    [("share", (1200, 630)), ("square", (1080, 1080)), ("small", (600, 400))],
)
def test_a_view_is_a_picture_of_the_size_asked(atlas, size, pixels):
    picture = atlas.get(f"/image.png?{VIEW}&size={size}")
    assert picture.headers["content-type"] == "image/png"
    assert struct.unpack(">II", picture.content[16:24]) == pixels


def test_the_picture_says_the_sentence_of_the_page(atlas):
    page = atlas.get("/?datetime=2015&technology=drones").text
    sentence = html.unescape(re.search(r'id="sentence"[^>]*>([^<]+)<', page)[1]).strip()
    picture = html.unescape(
        atlas.get("/image.svg?datetime=2015&technology=drones").text
    )
    assert sentence.partition(" ·")[0] in picture


def test_an_unknown_size_is_refused_with_those_there_are(atlas):
    problem = atlas.problem("/image.png?size=huge")
    assert "share, wide, square, small" in problem["detail"]
