import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.query import normalise

VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors/normalise.json").read_text(encoding="utf-8")
)["cases"]


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["text"])
def test_text_is_normalised_as_the_vectors_say(case):
    assert normalise(case["text"]) == case["normalised"]


@given(st.text(), st.text())
def test_accents_and_case_never_hide_a_word(before, after):
    assert "cote" in normalise(f"{before} CÔTE {after}")
