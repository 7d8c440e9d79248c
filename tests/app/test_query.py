from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.problems import Refusal
from app.query import (
    read_bbox,
    read_datetime,
    read_limit,
    read_list,
    read_pairs,
    refuse_unknown,
)
from geodata.bbox import BBox
from geodata.interval import Interval


def refusal(function, *args):
    with pytest.raises(Refusal) as refused:
        function(*args)
    return refused.value


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2013", date(2013, 1, 1), date(2013, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016-02-29", date(2016, 2, 29), date(2016, 2, 29)),
        ("2013/2020", date(2013, 1, 1), date(2020, 12, 31)),
        ("../2019", None, date(2019, 12, 31)),
        ("/2019", None, date(2019, 12, 31)),
        ("2013-06/..", date(2013, 6, 1), None),
        ("2013-06/", date(2013, 6, 1), None),
        ("../..", None, None),
        ("2018-02-12T23:20:50Z", date(2018, 2, 12), date(2018, 2, 12)),
        ("2018-02-12t23:20:50.52z", date(2018, 2, 12), date(2018, 2, 12)),
        ("2018-02-12T23:20:50-05:00", date(2018, 2, 13), date(2018, 2, 13)),
        ("2016-12-31T23:59:60Z", date(2016, 12, 31), date(2016, 12, 31)),
        ("2015-03-04/P2D", date(2015, 3, 4), date(2015, 3, 6)),
        ("2015-01-31/P1M", date(2015, 1, 31), date(2015, 2, 28)),
        ("2015-01-01/P1Y1M1W1DT2H8M", date(2015, 1, 1), date(2016, 2, 9)),
        ("2018-02-12T00:00:00Z/2018-03-18", date(2018, 2, 12), date(2018, 3, 18)),
    ],
)
def test_a_datetime_means_whole_days(text, start, end):
    assert read_datetime(text) == Interval(start, end)


@pytest.mark.parametrize(
    "text",
    ["2013-13", "", "2014~", "13", "2013-02-30", "2020/2013", "a/b", "1/2/3", "0000",
     "2018-02-12T25:00:00Z", "2018-02-12T00:00:00", "2013-W01-1",
     "2013/P", "../P1D", "9999/P9Y",
     "9999-12-31T23:59:59-01:00",
     "٢٠١٣"],
)  # fmt: skip
def test_what_is_no_datetime_is_refused_with_an_example(text):
    refused = refusal(read_datetime, text)
    assert refused.status == 400
    assert refused.members["parameter"] == "datetime"
    assert refused.members["value"] == text
    assert "2013/2020" in refused.members["example"]


def test_a_box_may_cross_the_antimeridian_and_may_have_heights():
    assert read_bbox("177,65,-177,70") == BBox(177, 65, -177, 70)
    assert read_bbox("177,65,0,-177,70,100") == BBox(177, 65, -177, 70)


@pytest.mark.parametrize(
    "text",
    ["a,b", "", "1,2,3", "1,2,3,4,5", "1,2,nan,4", "1,2,inf,4", "1,5,3,4", "1,2,3,91",
     "181,2,3,4", "1;2;3;4", "1,2,9,3,4,0", "1, 2,3,4"],
)  # fmt: skip
def test_what_is_no_box_is_refused_with_an_example(text):
    refused = refusal(read_bbox, text)
    assert (refused.status, refused.members["parameter"]) == (400, "bbox")
    assert refused.members["value"] == text
    assert refused.members["example"]


def test_a_limit_above_the_maximum_counts_as_the_maximum():
    assert read_limit({"limit": "50000"}) == 10_000


@pytest.mark.parametrize("text", ["-1", "0", "1.5", "ten", "", " 5", "1e3"])
def test_what_is_no_limit_is_refused(text):
    assert refusal(read_limit, {"limit": text}).members["value"] == text


def test_a_misspelt_value_gets_its_neighbours():
    known = ("facial-recognition", "traffic-control", "video-surveillance")
    refused = refusal(read_list, "technology", "face-recognition", known)
    assert refused.members["near"] == ["facial-recognition"]


def test_a_misspelt_parameter_gets_its_neighbours():
    refused = refusal(refuse_unknown, ["contry"], {"country", "limit"}, "deployments")
    assert refused.slug == "unknown-parameter"
    assert refused.members["near"] == ["country"]


@pytest.mark.parametrize("raw", [b"q=%FF", b"q=a&q=b", b"q=" + b"a" * 9000, b"q=\xff"])
def test_a_query_string_that_is_no_list_of_parameters_is_refused(raw):
    assert refusal(read_pairs, raw).status == 400


@given(st.binary(max_size=60))
def test_no_query_string_does_worse_than_a_refusal(raw):
    try:
        values = read_pairs(raw)
        read_limit(values)
        for reader in (read_bbox, read_datetime):
            reader(values.get("q", ""))
    except Refusal as refused:
        assert refused.status == 400  # noqa: PT017 - reading it would be as right
