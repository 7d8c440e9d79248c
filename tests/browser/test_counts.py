"""Every form of a view counts the same: sentence, list, table, plain page and API."""

import re
from collections import Counter
from html import unescape
from urllib.parse import quote

import httpx
import pytest

from app.view import RECORD_LAYERS, read_view
from tests.browser.reading import open_view, ranking, sentence, table_ids, tallies

VIEWS = [
    "",
    "country=KHM",
    "country=FJI",
    "country=KIR",
    "country=KHM,MMR,LAO",
    "bbox=175,-25,-170,-5",
    "bbox=160,-30,-150,15",
    "bbox=-20,-35,55,38&datetime=../2018",
    "datetime=2015/2016",
    "datetime=../2012",
    "datetime=2020/..",
    "datetime=2019&certainty=certain",
    "technology=facial-recognition",
    "technology=facial-recognition,safe-city&datetime=2018",
    "supplier=huawei",
    "supplier=dahua,hikvision&status=operational",
    "evidence=official",
    "q=phnom penh",
    "q=柬埔寨",
    "q=cote d'ivoire",
    "layers=policies,incidents&datetime=2021/2023",
    "layers=deployments,agreements&country=SLB",
]
# What the address of a page and the API have in common.
SHARED = (
    *("country", "technology", "supplier", "status", "evidence"),
    *("datetime", "certainty", "bbox", "q"),
)


def api_ids(site, query):
    """Return what the API matches in each layer shown, by layer."""
    pairs = httpx.QueryParams(query)
    asked = {name: pairs[name] for name in SHARED if name in pairs}
    found = {}
    for layer in read_view(quote(query, safe="=&")).layers:
        if layer not in RECORD_LAYERS:
            continue
        address = f"{site}/api/collections/{layer}/items"
        answer = httpx.get(address, params=asked | {"limit": 10_000}).json()
        # A layer without the property refuses the filter; a view shows none of it.
        is_foreign = answer.get("type", "").endswith("/unknown-parameter")
        features = [] if is_foreign else answer["features"]
        found[layer] = {feature["id"]: feature for feature in features}
        assert is_foreign or answer["numberMatched"] == len(found[layer])
    return found


def plain_sentence(site, query):
    """Return the sentence of the page as it comes from the server."""
    answer = httpx.get(f"{site}/?{query}")
    return unescape(re.search(r'id="sentence"[^>]*>([^<]*)<', answer.text)[1])


@pytest.mark.parametrize("query", VIEWS)
def test_all_forms_of_a_view_agree(new_page, site, query):
    by_api = api_ids(site, query)
    page = new_page(viewport={"width": 1440, "height": 900})
    open_view(page, site, f"{query}&form=table")
    said = sentence(page)
    assert said == plain_sentence(site, query)
    assert tallies(said) == {layer: len(found) for layer, found in by_api.items()}
    every_id = sorted(id_ for found in by_api.values() for id_ in found)
    assert sorted(table_ids(page)) == every_id
    listed = by_api.get("deployments") or {
        id_: feature for found in by_api.values() for id_, feature in found.items()
    }
    countries = Counter(f["properties"]["country"] for f in listed.values())
    assert ranking(page) == dict(countries)


def test_the_views_are_not_all_alike(site):
    sizes = {query: sum(map(len, api_ids(site, query).values())) for query in VIEWS}
    assert sizes["country=FJI"] > 0
    assert len(set(sizes.values())) > len(VIEWS) / 2
