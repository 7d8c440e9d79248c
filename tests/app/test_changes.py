"""What changed, as a page and as feeds; the records are synthetic."""

import json
from datetime import date

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.feeds import Feed, write_atom, write_json
from geodata.checking import read_collection
from geodata.corrections import Correction, read_corrections
from geodata.faults import RecordsError
from layers.changes import FieldChange
from layers.history import Entry
from tests.app.frozen import ROOT, release, serving, small_map
from tests.layers import synthetic

KINDS = ["corrected", "added", "changed", "withdrawn", "removed"]
ENTRIES = st.builds(
    Entry,
    key=st.uuids().map(str),
    date=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    kind=st.sampled_from(KINDS),
    id=st.sampled_from(["fji-a", "fji-b"]),
    title=st.text(max_size=20),
    reason=st.none() | st.text(max_size=20),
    fields=st.lists(
        st.builds(FieldChange, st.just("title"), st.none() | st.text(), st.text()),
        max_size=2,
    ).map(tuple),
    sources=st.sampled_from([(), ("https://example.org/a?b=c&d=<e>",)]),
)


def correction(record, field="title", day="2026-11-23"):
    return Correction(
        date=date.fromisoformat(day),
        record=record,
        field=field,
        was="Before <img src=x onerror=alert(1)>",
        now="After ${alert(1)} </script>",
        reason="The page says otherwise",
        sources=("https://example.org/page",),
    )


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    into, base_map = tmp_path_factory.mktemp("releases"), small_map()
    gone = synthetic.WITHDRAWN.model_copy(update={"withdrawn": None})
    release(into, "2026.11", base_map, synthetic.POLICY, gone, synthetic.INCIDENT)
    mended = (
        correction("fji-synthetic-policy", day="2026-11-20"),
        correction("fji-synthetic-policy", day="2026-11-20"),
        correction("ton-synthetic-incident"),
    )
    release(into, "2026.12", base_map, corrections=mended)
    return serving(into, "2026.12")


def items(get, query=""):
    answer = get(f"/feed.json?{query}")
    assert answer.status == 200, answer.body
    return json.loads(answer.body)["items"]


def happened(get, query=""):
    return {(i["_atlas"]["record"], i["_atlas"]["kind"]) for i in items(get, query)}


def test_the_feed_tells_corrections_and_what_releases_did(get):
    assert happened(get) >= {
        ("fji-synthetic-policy", "corrected"),
        ("fji-synthetic-cameras", "added"),
        ("fji-synthetic-withdrawn", "withdrawn"),
    }


def test_the_newest_comes_first_and_no_id_stands_twice(get):
    found = items(get)
    dates = [item["date_published"] for item in found]
    assert dates == sorted(dates, reverse=True)
    assert len({item["id"] for item in found}) == len(found)


def test_a_feed_of_a_view_tells_of_the_records_of_that_view_only(get):
    assert {record for record, _ in happened(get, "country=TON")} == {
        "ton-synthetic-incident"
    }
    of_cameras = happened(get, "technology=synthetic-cameras")
    assert ("fji-synthetic-cameras", "added") in of_cameras
    assert ("fji-synthetic-policy", "corrected") not in of_cameras
    assert {record for record, _ in happened(get, "layers=policies")} == {
        "fji-synthetic-policy"
    }


def test_a_filter_still_tells_of_a_record_it_lost(get):
    gone = ("fji-synthetic-withdrawn", "withdrawn")
    assert gone in happened(get, "technology=synthetic-cameras")
    assert gone not in happened(get, "country=TON")


def test_how_a_view_looks_does_not_make_another_feed(get):
    plain, dressed = items(get, "country=TON"), items(get, "country=TON&theme=dark")
    assert plain == dressed


def test_an_unknown_filter_is_refused_by_every_form(get):
    for path in ("/feed.atom", "/feed.json", "/changes"):
        answer = get(f"{path}?technology=teapots")
        assert answer.status == 400
        assert "teapots" in json.loads(answer.body)["detail"]


def test_atom_and_json_feed_tell_the_same(get):
    for query in ("", "country=TON", "layers=policies"):
        atom = feedparser.parse(get(f"/feed.atom?{query}").body)
        assert not atom.bozo
        assert atom.version == "atom10"
        pairs = [(entry.id, entry.title) for entry in atom.entries]
        assert pairs == [(item["id"], item["title"]) for item in items(get, query)]


def test_record_text_is_text_on_the_page(get):
    page = get("/changes", accept="text/html").body.decode()
    assert "Before &lt;img src=x onerror=alert(1)&gt;" in page
    assert "<img src=x" not in page
    assert "After ${alert(1)} &lt;/script&gt;" in page


def test_every_entry_leads_to_a_page_that_answers(get):
    for item in items(get):
        path = item["url"].removeprefix("http://atlas.invalid")
        expected = 410 if item["_atlas"]["kind"] == "withdrawn" else 200
        assert get(path).status == expected, path


@settings(deadline=None, max_examples=40)
@given(st.lists(ENTRIES, max_size=3, unique_by=lambda entry: entry.key))
def test_any_entries_make_a_valid_feed(entries):
    feed = Feed("https://atlas.example", "country=FJI&q=a", entries)
    atom = feedparser.parse(write_atom(feed))
    assert not atom.bozo, atom.get("bozo_exception")
    assert len(atom.entries) == len(entries)
    assert all(e.id and e.updated and e.title and e.link for e in atom.entries)
    assert atom.feed.id.startswith("urn:uuid:")
    assert atom.feed.links[0].href == "https://atlas.example/feed.atom?country=FJI&q=a"
    document = json.loads(write_json(feed))
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    for item in document["items"]:
        assert {"id", "url", "content_text", "date_published"} <= item.keys()
        assert item["content_text"]


def test_a_correction_must_name_a_record_a_day_and_a_reason(tmp_path):
    path = tmp_path / "corrections.csv"
    head = "date,record,field,was,now,reason,source"
    path.write_text(f"{head}\n2026-11,nowhere,title,,,,nobody\n")
    with pytest.raises(RecordsError) as error:
        read_corrections(path, {"fji-a": None}, {})
    faults = [str(fault).removeprefix(str(tmp_path)) for fault in error.value.faults]
    assert faults == [
        "/corrections.csv:2: date: '2026-11' is no day; write one such as 2026-11-23",
        "/corrections.csv:2: reason: is empty; fill it in",
        (
            "/corrections.csv:2: record: 'nowhere' is no record; use its id, "
            "withdrawn or not"
        ),
        (
            "/corrections.csv:2: source: 'nobody' is neither a source's id nor an "
            "address; give one"
        ),
    ]


def test_the_published_log_of_corrections_can_be_read(real_log):
    assert real_log
    assert all(entry.reason for entry in real_log)
    addresses = [source for entry in real_log for source in entry.sources]
    assert all(address.startswith(("http://", "https://")) for address in addresses)


@pytest.fixture
def real_log():
    known = read_collection(ROOT / "geodata")
    path = ROOT / "geodata/corrections.csv"
    return read_corrections(path, known.records, known.sources)
