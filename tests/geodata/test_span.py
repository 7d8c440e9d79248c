"""The law of possible and certain; the same vectors hold the JavaScript to it."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.interval import Interval
from geodata.span import Span

VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors" / "span.json").read_text(encoding="utf-8")
)["cases"]
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2040, 12, 31))


def _day(text):
    return None if text is None else date.fromisoformat(text)


@st.composite
def windows(draw):
    first, last = draw(DAYS), draw(DAYS)
    if first and last and first > last:
        first, last = last, first
    return Interval(first, last)


SPANS = st.builds(Span, DAYS, DAYS, DAYS, DAYS)


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["name"])
def test_vector(case):
    span = Span(*map(_day, case["span"]))
    window = Interval(*map(_day, case["window"]))
    assert span.possibly_in(window) is case["possible"]
    assert span.certainly_in(window) is case["certain"]


@given(SPANS, windows())
def test_certain_implies_possible(span, window):
    assert not span.certainly_in(window) or span.possibly_in(window)


@given(SPANS, windows(), windows())
def test_a_wider_window_never_loses_a_span(span, window, other):
    wider = Interval(
        None if None in (window.start, other.start) else min(window.start, other.start),
        None if None in (window.end, other.end) else max(window.end, other.end),
    )
    assert not span.possibly_in(window) or span.possibly_in(wider)
    assert not span.certainly_in(window) or span.certainly_in(wider)


@given(SPANS)
def test_every_dated_span_is_somewhere_in_time(span):
    assert span.possibly_in(Interval(None, None))
