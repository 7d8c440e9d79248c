"""Addresses that were given out work for ever; the table only grows."""

import html
import json
from pathlib import Path

import pytest

TABLE = Path(__file__).parents[1] / "vectors" / "addresses.json"
ADDRESSES = json.loads(TABLE.read_text(encoding="utf-8"))["addresses"]


@pytest.mark.parametrize("given", ADDRESSES, ids=lambda given: given["address"])
def test_an_address_given_out_still_answers(atlas, given):
    answer = atlas.get(given["address"], given["answers"])
    assert given["says"].lower() in html.unescape(answer.text).lower()


def test_no_address_stands_twice():
    addresses = [given["address"] for given in ADDRESSES]
    assert len(addresses) == len(set(addresses))
