"""The map's vectors are PROJ's own figures, so JavaScript is held to PROJ by them."""

import json
from pathlib import Path

import pytest
from pyproj import Proj

VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors/projection.json").read_text("utf-8")
)


@pytest.mark.parametrize("point", VECTORS["points"], ids=lambda point: point["name"])
def test_a_shared_vector_is_what_proj_computes(point):
    x, y = Proj("+proj=eqearth +lon_0=11 +R=1")(*point["lonlat"])
    assert (x, y) == pytest.approx(point["xy"], abs=1e-9)
