"""Each way of spoiling a record is caught, with file, line, field and remedy.

The collection is synthetic; only the vocabularies and countries are the real ones.
"""

import re
import shutil
from pathlib import Path

import pytest

import geodata
from geodata.checking import read_collection
from geodata.faults import RecordsError

REAL = Path(geodata.__file__).parent
RECORDS = """\
country: KEN

deployments:
  - id: ken-synthetic-cameras
    title: Synthetic cameras
    place: Nairobi
    place_precision: city
    lat: -1.28
    lon: 36.82
    technologies: [video-surveillance]
    suppliers: [synthetic-supplier]
    announced: 2014-05
    operational: 2015
    status: operational
    status_as_of: 2016
    evidence: reported
    summary: A synthetic record of the tests.
    read: first
    sources:
      - ken-synthetic-daily-2014

incidents:
  - id: ken-synthetic-incident
    title: Synthetic incident
    incident_type: arrest
    date: 2016
    place_precision: country
    deployments: [ken-synthetic-cameras]
    evidence: alleged
    summary: A synthetic incident of the tests.
    read: first
    sources:
      - ken-synthetic-daily-2014

sources:
  - id: ken-synthetic-daily-2014
    title: Synthetic
    publisher: Synthetic Daily
    url: https://example.org/synthetic
    unarchived: read-in-stored-copy
    published: 2014-05-20
    accessed: 2026-11
"""
PUBLISHERS = """\
publishers:
  - id: synthetic-daily
    name: Synthetic Daily
    kind: news
  - id: synthetic
    name: Synthetic
    kind: government
"""
SUPPLIERS = """\
suppliers:
  - id: synthetic-supplier
    name: Synthetic Supplier
    sources: [synthetic-register]
"""
SOURCES = """\
sources:
  - id: synthetic-register
    title: Synthetic register
    publisher: Synthetic
    url: https://example.org/register
    unarchived: read-in-stored-copy
    accessed: 2026-11
"""


@pytest.fixture
def root(tmp_path):
    for name in ("vocabularies.yaml", "countries.csv"):
        shutil.copy(REAL / name, tmp_path / name)
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "KEN.yaml").write_text(RECORDS)
    (tmp_path / "publishers.yaml").write_text(PUBLISHERS)
    (tmp_path / "suppliers.yaml").write_text(SUPPLIERS)
    (tmp_path / "statements.yaml").write_text("statements: []\n")
    (tmp_path / "sources.yaml").write_text(SOURCES)
    (tmp_path / "memberships.csv").write_text(
        "country,programme,joined,left,left_announced,sources,note\n"
        "KEN,belt-and-road,2017,,,synthetic-register,\n"
    )
    (tmp_path / "coverage.csv").write_text(
        "country,searched_on,queries,outcome,note,urls_read\n"
        "KEN,2026-11-23,synthetic words,found,,\n"
    )
    return tmp_path


def faults_after(root, old, new, file="records/KEN.yaml"):
    path = root / file
    text = path.read_text()
    assert text.count(old) >= 1, f"{old!r} is not in {file}"
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(RecordsError) as caught:
        read_collection(root)
    return str(caught.value)


def line_of(text, part):
    return text[: text.index(part)].count("\n") + 1


def test_the_unspoilt_collection_is_read(root):
    collection = read_collection(root)
    assert list(collection.records) == [
        "ken-synthetic-cameras",
        "ken-synthetic-incident",
    ]
    assert collection.tombstones == {}


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("announced: 2014-05", "announced: 2014-13", "'2014-13' is not a date; write"),
        (
            "operational: 2015",
            "operational: 2013",
            r"2013 lies before announced \(2014-05\)",
        ),
        ("      - ken-synthetic-daily-2014\n", "      - ken-other\n", "is not known"),
        ("lat: -1.28", "lat: 36.82", "36.82,36.82 lies outside Kenya"),
        ("lon: 36.82", "lon: east", "'east' is not a number"),
        ("[video-surveillance]", "[video-surveilance]", "did you mean video-surv"),
        ("[synthetic-supplier]", "[synthetic-suplier]", "did you mean synthetic-supp"),
        ("evidence: reported", "evidence: certain", "'certain' is not known"),
        ("id: ken-synthetic-incident", "id: uga-synthetic", "must begin with ken-"),
        (
            "id: ken-synthetic-incident",
            "id: ken-synthetic-cameras",
            "'ken-synthetic-cameras' is taken by",
        ),
        ("status: operational", "state: operational", "is not a field of this kind"),
        ("title: Synthetic cameras", "title:", "is empty; write a value"),
        ("[ken-synthetic-cameras]", "[ken-synthetic-camera]", "did you mean ken-syn"),
        ("url: https://example.org", "url: example.org", "does not have the form"),
        ("    unarchived: read-in-stored-copy\n", "", "give either archived"),
        ("lat: -1.28\n    ", "", "lat and lon go together"),
        ("place_precision: city", "place_precision: country", "has no lat and lon"),
        ("read: first", "read: third", "'third' is not one of"),
        ("country: KEN", "country: KEX", "write KEN"),
    ],
)
def test_a_spoilt_record_is_named_with_file_and_line(root, old, new, complaint):
    message = faults_after(root, old, new)
    assert re.search(complaint, message)
    assert re.match(r".*KEN\.yaml:\d+: [a-z_.0-9]+: ", message)


def test_the_line_is_the_line_of_the_field(root):
    message = faults_after(root, "announced: 2014-05", "announced: May 2014")
    line = line_of(RECORDS, "announced:")
    assert message.startswith(f"{root}/records/KEN.yaml:{line}: announced: 'May 2014'")


def test_every_fault_is_named_at_once(root):
    faults_after(root, "evidence: reported", "evidence: sure")
    message = faults_after(root, "incident_type: arrest", "incident_type: seizure")
    assert "'sure' is not known" in message
    assert "'seizure' is not known" in message


def test_a_source_that_nothing_cites_is_named(root):
    spare = "sources:\n  - id: ken-spare\n    title: Spare\n    publisher: Spare\n"
    spare += "    url: https://example.org/spare\n    unarchived: read-in-stored-copy\n"
    message = faults_after(
        root, "sources:\n  - id", spare + "    accessed: 2026\n  - id"
    )
    assert "no entry cites 'ken-spare'" in message


def test_an_unknown_country_is_named(root):
    message = faults_after(root, "KEN,belt", "KEX,belt", file="memberships.csv")
    assert "memberships.csv:2: country: 'KEX' is not in countries.csv" in message


def test_a_country_searched_twice_is_named(root):
    row = "KEN,2026-11-23,synthetic words,found,,\n"
    message = faults_after(root, row, row + row, file="coverage.csv")
    assert "coverage.csv:3: country: KEN stands twice" in message


def test_a_missing_file_is_named(root):
    (root / "coverage.csv").unlink()
    with pytest.raises(RecordsError, match=r"coverage.csv:1: file: is missing"):
        read_collection(root)


def test_a_withdrawn_record_leaves_a_tombstone(root):
    path = root / "records" / "KEN.yaml"
    grave = "    withdrawn: {date: 2026-11-23, reason: Synthetic reason}\n"
    mark = "    evidence: alleged\n"
    path.write_text(path.read_text().replace(mark, mark + grave))
    collection = read_collection(root)
    assert collection.tombstones == {"ken-synthetic-incident": "Synthetic reason"}
    assert collection.incidents == ()


def test_the_real_records_hold():
    collection = read_collection(REAL)
    assert len(collection.deployments) >= 200
    assert "huawei" in collection.suppliers
