"""One view, many forms: page, table, data and API hold the same records.

Two hundred views are drawn at random, the same ones in every run; half of what they ask
for exists, so that most of them show something.
"""

import csv
import io
import random
import re

import numpy as np
import pytest

from app.view import RECORD_LAYERS, View, read_view, write_view
from geodata.bbox import BBox

VIEWS = 200
YEARS = range(2005, 2027)


@pytest.fixture(scope="module")
def choices(shelf):
    """The values that filters may take, as the layers know them."""
    known = {}
    for name in ("country", "technology", "supplier", "status", "evidence"):
        values = {
            value
            for layer in RECORD_LAYERS
            for value in shelf.layers[layer].enumerations.get(name, ())
        }
        known[name] = sorted(values)
    documented = shelf.layers["deployments"]
    every = documented.ids(np.arange(len(documented)))
    known["country"] = sorted({record_id[:3].upper() for record_id in every})
    return known


def drawn(dice, choices):
    """Return a view; each part is asked for in about a third of them."""
    fields = {"layers": tuple(n for n in RECORD_LAYERS if dice.random() < 0.7)}
    for name, values in choices.items():
        if dice.random() < 0.25:
            fields[name] = tuple(sorted(dice.sample(values, dice.randint(1, 3))))
    if dice.random() < 0.5:
        first, last = sorted(dice.choices(YEARS, k=2))
        fields["datetime"] = dice.choice(
            (f"{first}/{last}", f"{first}/..", f"../{last}")
        )
        fields["certainty"] = dice.choice(("possible", "certain"))
    if dice.random() < 0.2:
        fields["bbox"] = BBox(dice.randint(-180, 180), -40, dice.randint(-180, 180), 60)
    if dice.random() < 0.2:
        fields["q"] = dice.choice(("cameras", "huawei", "phnom penh", "safe city", "é"))
    return View(**fields)


def api_ids(atlas, view, known):
    """Return the ids the API gives for each layer of the view.

    A layer that lacks a filter, or every value of it, has nothing that matches; the API
    refuses to be asked, so it is not.
    """
    box = view.bbox and (
        view.bbox.west,
        view.bbox.south,
        view.bbox.east,
        view.bbox.north,
    )
    asked = {
        "datetime": view.datetime,
        "q": view.q,
        "bbox": ",".join(f"{edge:g}" for edge in box or ()),
        "certainty": view.certainty if view.certainty == "certain" else "",
    }
    asked = {name: value for name, value in asked.items() if value}
    found = []
    for layer in (name for name in RECORD_LAYERS if name in view.layers):
        terms = {
            name: ",".join(value for value in values if value in known[layer, name])
            for name, values in view.terms
        }
        if all(terms.values()):
            found += atlas.ids(layer, **asked, **terms)
    return sorted(found)


def page_ids(atlas, said):
    page = atlas.get(f"/?{said}&form=table" if said else "/?form=table").text
    body = page.partition("<tbody")[2].partition("</tbody>")[0]
    return sorted(set(re.findall(r"/record/([a-z0-9-]+)", body)))


def test_two_hundred_views_hold_the_same_records_in_every_form(atlas, shelf, choices):
    known = {
        (layer, name): frozenset(shelf.layers[layer].enumerations.get(name, ()))
        for layer in RECORD_LAYERS
        for name in choices
    }
    dice = random.Random(20261123)  # noqa: S311 - the same views in every run
    shown = 0
    for _ in range(VIEWS):
        view = drawn(dice, choices)
        said = write_view(view)
        assert read_view(said) == view
        features = atlas.json(f"/view.geojson?{said}")["features"]
        ids = sorted(feature["id"] for feature in features)
        rows = csv.DictReader(io.StringIO(atlas.get(f"/view.csv?{said}").text))
        assert sorted(row["id"] for row in rows) == ids, said
        assert page_ids(atlas, said) == ids, said
        assert api_ids(atlas, view, known) == ids, said
        shown += bool(ids)
    assert shown > VIEWS / 3
