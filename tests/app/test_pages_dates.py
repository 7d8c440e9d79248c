"""Dates in words, and bars on the axis."""

from datetime import date

import pytest

from app.pages.axis import Axis
from app.pages.dates import say_date
from app.pages.words import Words

ENGLISH = Words.read("en", {}, {})


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2014", "2014"),
        ("2014-06", "June 2014"),
        ("2014-06-30", "June 30, 2014"),
        ("2014~", "about 2014"),
        ("2014?", "2014 (doubtful)"),
        ("2014-06%", "about June 2014 (doubtful)"),
        ("2019/2021", "some time between 2019 and 2021"),
        ("2019/..", "since 2019, still going"),
        ("2019/", "from 2019, end unknown"),
        ("../2019-05", "by May 2019"),
        ("2014-21", "2014-21"),
        ("201X", "201X"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(edtf, said):
    assert say_date(edtf, ENGLISH) == said


@pytest.mark.parametrize("lang", ["fr", "es", "ar", "ru", "zh"])
def test_a_day_and_a_month_can_be_said_in_every_language(lang):
    words = Words.read(lang, {}, {})
    for edtf in ("2014-06-30", "2014-06"):
        said = say_date(edtf, words)
        assert "2014" in said
        assert said != edtf


def span(start, start_certain, end_certain, end):
    names = ("start", "start_certain", "end_certain", "end")
    days = (start, start_certain, end_certain, end)
    return {n: d and d.isoformat() for n, d in zip(names, days, strict=True)}


def test_a_bar_without_an_end_reaches_the_edge():
    bar = Axis(2000, 2019).bar(span(date(2010, 1, 1), None, None, None))
    assert bar.open
    assert (bar.possible.x, bar.possible.width) == pytest.approx((50, 50), abs=0.1)
    assert bar.certain is None


def test_the_certain_part_lies_within_the_possible_one():
    days = (date(2005, 1, 1), date(2005, 12, 31), date(2010, 1, 1), date(2010, 12, 31))
    bar = Axis(2000, 2019).bar(span(*days))
    assert not bar.open
    assert bar.possible.x < bar.certain.x
    end = bar.certain.x + bar.certain.width
    assert end < bar.possible.x + bar.possible.width


def test_a_single_day_can_be_seen_also_at_the_very_end():
    day = date(2019, 12, 31)
    bar = Axis(2000, 2019).bar(span(day, day, day, day))
    assert bar.possible.width >= 1
    assert bar.possible.x + bar.possible.width <= 100


def test_what_has_no_date_has_no_bar():
    assert Axis(2000, 2019).bar(span(None, None, None, None)) is None


def test_time_runs_from_right_to_left_where_the_language_does():
    days = span(date(2000, 1, 1), None, None, date(2004, 12, 31))
    assert Axis(2000, 2019).bar(days).possible.x == 0
    assert Axis(2000, 2019, right_to_left=True).bar(days).possible.x == pytest.approx(
        75, abs=0.1
    )
