"""The EDTF parser, held to the Library of Congress's own examples."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.edtf import EdtfError, parse_edtf

VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors" / "edtf.json").read_text(encoding="utf-8")
)["cases"]
READ = [case for case in VECTORS if "refused" not in case]
REFUSED = [case for case in VECTORS if "refused" in case]


def _day_or_side(day, side):
    return side if day is None else day.isoformat()


@pytest.mark.parametrize("case", READ, ids=lambda case: case["text"])
def test_example_means_the_days_the_specification_gives(case):
    edtf = parse_edtf(case["text"])
    assert _day_or_side(edtf.earliest, edtf.start_side) == case["start"]
    assert _day_or_side(edtf.latest, edtf.end_side) == case["end"]
    assert str(edtf) == case["text"]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["text"])
def test_what_is_not_read_is_refused_with_its_reason(case):
    with pytest.raises(EdtfError) as caught:
        parse_edtf(case["text"])
    assert case["refused"] in str(caught.value)
    assert f"'{case['text']}'" in str(caught.value)


@given(st.dates(date(1000, 1, 1)))
def test_a_day_means_itself(day):
    edtf = parse_edtf(day.isoformat())
    assert (edtf.earliest, edtf.latest) == (day, day)


@given(st.dates(date(1000, 1, 1)))
def test_a_coarser_date_holds_the_finer_one(day):
    year, month = (parse_edtf(f"{day:{form}}") for form in ("%Y", "%Y-%m"))
    assert year.earliest <= month.earliest <= day <= month.latest <= year.latest


@given(st.text(max_size=14))
def test_any_text_is_read_or_refused(text):
    refusal = None
    try:
        understood = parse_edtf(text).text
    except EdtfError as error:
        understood, refusal = text, str(error)
    assert understood == text
    assert refusal is None or text in refusal


def test_still_going_and_end_unknown_differ():
    going, unknown = parse_edtf("2019/.."), parse_edtf("2019/")
    assert (going.latest, unknown.latest) == (None, None)
    assert (going.end_side, unknown.end_side) == ("open", "unknown")
    assert going.span.end_certain == date(2019, 12, 31)
    assert unknown.span.end_certain == date(2019, 1, 1)


def test_doubt_is_flagged_and_widens_nothing():
    about, doubtful = parse_edtf("2015~"), parse_edtf("2015?")
    assert about.is_approximate
    assert not about.is_uncertain
    assert doubtful.is_uncertain
    assert about.interval == doubtful.interval == parse_edtf("2015").interval
