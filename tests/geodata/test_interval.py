from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.interval import Interval

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@st.composite
def intervals(draw):
    days = sorted((draw(DAYS), draw(DAYS)))
    start, end = (draw(st.sampled_from((day, None))) for day in days)
    return Interval(start, end)


@given(intervals(), intervals())
def test_intersection_does_not_depend_on_order(first, second):
    assert first.intersects(second) == second.intersects(first)


@given(intervals(), DAYS)
def test_a_day_inside_an_interval_intersects_it(interval, day):
    inside = (interval.start or day) <= day <= (interval.end or day)
    assert interval.intersects(Interval(day, day)) == inside


def test_an_interval_that_ends_first_is_refused_with_the_right_order():
    with pytest.raises(ValueError, match="write 2013-01-01/2014-01-01"):
        Interval(date(2014, 1, 1), date(2013, 1, 1))
