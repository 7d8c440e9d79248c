"""Corroborated is computed: two voices that do not repeat each other, read twice."""

import pytest

from geodata.evidence import grade, independent, origins, publishers_by_text
from geodata.models import Deployment, Publisher, Source

PUBLISHERS = {
    publisher.id: publisher
    for publisher in (
        Publisher(id="wire", name="Wire", kind="wire"),
        Publisher(id="other", name="Other", kind="news"),
        Publisher(id="wiki", name="Wiki", kind="reference"),
        Publisher.model_validate(
            {
                "id": "daily",
                "name": "Daily",
                "aliases": ["The Daily"],
                "kind": "news",
                "copies": [
                    {"text": "Daily (Wire)", "relation": "copy", "originals": ["wire"]},
                    {"text": "Daily (agencies)", "relation": "copy"},
                ],
            }
        ),
    )
}
BY_TEXT = publishers_by_text(PUBLISHERS.values())


def source(publisher):
    return Source.model_validate(
        {
            "id": "synthetic",
            "title": "Synthetic",
            "publisher": publisher,
            "url": "https://example.org/synthetic",
            "unarchived": "read-in-stored-copy",
            "accessed": "2026-11",
        }
    )


def voices(*publishers):
    return independent(map(source, publishers), BY_TEXT, PUBLISHERS)


@pytest.mark.parametrize(
    ("publishers", "heard"),
    [
        (["Daily", "Other"], ("daily", "other")),
        (["Daily", "The Daily"], ("daily",)),
        (["Wire", "Daily (Wire)"], ("wire",)),
        (["Daily (Wire)", "Other"], ("other", "wire")),
        (["Daily (agencies)", "Other"], ("other",)),
        (["Wiki", "Other"], ("other",)),
        ([], ()),
    ],
)
def test_a_copy_is_no_second_voice(publishers, heard):
    assert voices(*publishers) == heard


def test_a_copy_that_hides_its_original_rests_on_nobody_known():
    assert origins(source("Daily (agencies)"), BY_TEXT) == frozenset()


@pytest.mark.parametrize(
    ("typed", "read", "count", "graded"),
    [
        ("reported", "second", 2, "corroborated"),
        ("reported", "second", 1, "reported"),
        ("reported", "first", 5, "reported"),
        ("alleged", "second", 5, "alleged"),
        ("official", "second", 5, "official"),
    ],
)
def test_only_what_is_reported_twice_and_read_twice_is_corroborated(
    typed, read, count, graded
):
    record = Deployment.model_validate(
        {
            "id": "ken-synthetic",
            "country": "KEN",
            "title": "Synthetic",
            "summary": "Synthetic.",
            "place_precision": "country",
            "technologies": ["drones"],
            "status": "unknown",
            "evidence": typed,
            "read": read,
            "sources": ["synthetic"],
        }
    )
    assert grade(record, ("voice",) * count) == graded
