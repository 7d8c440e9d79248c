"""The sentence, held to the vectors that the script is held to."""

import json
from pathlib import Path

import pytest

from app.pages.sentence import Summary, Tally, sentence
from app.pages.words import Words

VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors/sentence.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["said"][:60])
def test_the_sentence_is_the_one_the_script_writes(case):
    said = case["summary"]
    tallies = tuple(Tally(**tally) for tally in said["tallies"])
    summary = Summary(**{**said, "tallies": tallies})
    assert sentence(summary, Words.read(case["lang"], {}, {})) == case["said"]
