"""Recipes of the reference: the shortest way in for each client, run by the tests.

``{base}`` stands for the address of the server.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a client is called, the language of its commands, and the commands."""

    client: str
    language: str
    text: str


RECIPES: tuple[Recipe, ...] = (
    Recipe(
        "curl",
        "sh",
        "curl '{base}/api/collections/deployments/items"
        "?country=KHM&datetime=2015/2016&limit=100'",
    ),
    Recipe(
        "Python, geopandas",
        "python",
        "import geopandas\n"
        "url = '{base}/api/collections/deployments/items?limit=10000&f=json'\n"
        "deployments = geopandas.read_file(url)",
    ),
    Recipe(
        "Python, pandas",
        "python",
        "import pandas\n"
        "table = pandas.read_csv('{base}/api/collections/policies/items"
        "?f=csv&limit=10000')",
    ),
    Recipe(
        "GDAL",
        "sh",
        "ogr2ogr -f GPKG atlas.gpkg OAPIF:{base}/api deployments",
    ),
    Recipe(
        "OWSLib",
        "python",
        "from owslib.ogcapi.features import Features\n"
        "atlas = Features('{base}/api')\n"
        "found = atlas.collection_items('deployments', limit=100)",
    ),
    Recipe(
        "R, sf",
        "r",
        "library(sf)\n"
        "deployments <- st_read('{base}/api/collections/deployments/items"
        "?limit=10000&f=json')",
    ),
    Recipe(
        "QGIS",
        "text",
        "Layer > Add Layer > Add WFS / OGC API - Features Layer > New\n"
        "URL {base}/api, version OGC API - Features",
    ),
    Recipe(
        "JavaScript",
        "js",
        "const url = '{base}/api/collections/incidents/items?limit=10000';\n"
        "const {features} = await (await fetch(url)).json();",
    ),
)
