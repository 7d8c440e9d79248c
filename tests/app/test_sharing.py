"""Embed codes and oEmbed: what is pasted works, what is asked is answered."""

import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.problems import Refusal
from app.sharing.oembed import as_json, as_xml, document, read_address, read_limit
from app.sharing.options import EmbedOptions, read_options, write_options
from app.sharing.snippets import Frame, embed_address
from app.view import View

BASE = "https://atlas.example"
OPTIONS = st.builds(
    EmbedOptions,
    timeline=st.booleans(),
    legend=st.booleans(),
    title=st.text(max_size=100).map(lambda text: " ".join(text.split())),
)


class Tags(HTMLParser):
    """The start tags of a piece of markup."""

    def __init__(self, markup):
        super().__init__()
        self.found = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@given(OPTIONS)
def test_options_survive_the_trip_through_the_address(options):
    assert read_options(write_options(options)) == options


def test_default_options_leave_the_address_alone():
    assert embed_address(BASE, View(), EmbedOptions()) == f"{BASE}/embed"


@pytest.mark.parametrize(
    ("values", "parameter"),
    [
        ({"timeline": "no"}, "timeline"),
        ({"legend": ""}, "legend"),
        ({"title": "x" * 121}, "title"),
    ],
)
def test_a_bad_option_is_named(values, parameter):
    with pytest.raises(Refusal) as caught:
        read_options(values)
    assert parameter in str(caught.value.members["parameter"])


@given(OPTIONS)
def test_an_address_of_an_embed_reads_as_it_was_written(options):
    view = View(country=("KHM",), datetime="2013/2020", lang="fr")
    address = embed_address(BASE, view, options)
    assert read_address(address, BASE) == (view, options)


@pytest.mark.parametrize(
    ("path", "select"),
    [
        ("/", ""),
        ("/country/KHM", "KHM"),
        ("/supplier/huawei", "supplier:huawei"),
        ("/record/khm-phnom-penh-cctv", "khm-phnom-penh-cctv"),
    ],
)
def test_every_page_of_a_thing_can_be_pasted(path, select):
    view, _ = read_address(f"{BASE}{path}?utm_source=letter", BASE)
    assert view.select == select


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/",
        f"{BASE}/about",
        f"{BASE}/country/",
        f"{BASE}/record/a/b",
        "http://[",
        "",
    ],
)
def test_an_address_that_shows_no_view_is_not_found(address):
    with pytest.raises(Refusal) as caught:
        read_address(address, BASE)
    assert caught.value.status == 404


def answer(**changed):
    asked = {"provider": "Synthetic", "maxwidth": None, "maxheight": None} | changed
    return document(BASE, View(), EmbedOptions(), 'A "synthetic" <title>', **asked)


def test_the_answer_has_what_oembed_demands_of_rich_content():
    said = answer()
    assert (said["version"], said["type"]) == ("1.0", "rich")
    ((tag, attributes),) = Tags(said["html"]).found
    assert tag == "iframe"
    assert attributes["src"] == f"{BASE}/embed"
    assert attributes["title"] == 'A "synthetic" <title>'
    assert (attributes["width"], attributes["height"]) == ("800", "600")
    assert {"thumbnail_url", "thumbnail_width", "thumbnail_height"} <= said.keys()


def test_the_frame_keeps_within_what_the_consumer_allows():
    said = answer(maxwidth=400, maxheight=5000)
    assert (said["width"], said["height"]) == (400, 600)


def test_xml_and_json_say_the_same():
    said = answer()
    root = ET.fromstring(as_xml(said))  # noqa: S314 - our own answer
    assert {child.tag: child.text for child in root} == {
        name: str(value) for name, value in said.items()
    }
    assert as_json(said).startswith(b'{"version":"1.0"')


@pytest.mark.parametrize("text", ["279", "-5", "wide", "", "²", "9" * 5000])
def test_a_limit_that_no_embed_fits_is_refused(text):
    with pytest.raises(Refusal, match="maxwidth"):
        read_limit("maxwidth", text)


def test_hostile_titles_stay_text_in_the_code():
    frame = Frame(f"{BASE}/embed?q=<script>", '"><script>alert(1)</script>')
    assert [tag for tag, _ in Tags(frame.fixed()).found] == ["iframe"]
    assert [tag for tag, _ in Tags(frame.fitted(f"{BASE}/fit.js")).found] == [
        "iframe",
        "script",
    ]
