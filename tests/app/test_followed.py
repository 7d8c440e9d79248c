"""What followed: the marks are the records, the order is the one asked for."""

import re

import pytest

from app.pages.followed import SORTS


def countries(page):
    return re.findall(r'<li id="([A-Z]{3})">', page)


def test_every_country_with_a_deployment_has_a_strip(atlas):
    found = atlas.items("deployments", limit=10_000)["features"]
    documented = {feature["properties"]["country"] for feature in found}
    assert set(countries(atlas.get("/followed").text)) == documented


def test_every_dated_record_of_a_strip_is_a_mark_that_leads_to_it(atlas):
    page = atlas.get("/followed").text
    strip = page.partition('<li id="KHM">')[2].partition("</li>")[0]
    marks = set(re.findall(r'href="/record/([a-z0-9-]+)"', strip))
    dated = {
        feature["id"]
        for name in ("deployments", "policies", "incidents", "agreements")
        for feature in atlas.items(name, country="KHM", limit=1000)["features"]
        if feature["properties"]["start"]
    }
    assert marks == dated


def test_each_order_is_another_and_holds_the_same_countries(atlas):
    orders = {
        sort: countries(atlas.get(f"/followed?sort={sort}").text) for sort in SORTS
    }
    assert len({tuple(order) for order in orders.values()}) == len(SORTS)
    assert len({frozenset(order) for order in orders.values()}) == 1


def test_the_first_deployments_come_first(atlas):
    page = atlas.get("/followed?sort=first").text
    firsts = []
    for country in countries(page):
        found = atlas.items("deployments", country=country, limit=1000)["features"]
        starts = [f["properties"]["start"] for f in found if f["properties"]["start"]]
        firsts.append(min(starts, default="9999"))
    assert firsts == sorted(firsts)


def test_the_caveat_stands_before_the_strips(atlas):
    page = atlas.get("/followed").text
    assert page.index("Order is not cause") < page.index('class="strips"')


def test_an_unknown_order_is_refused_with_those_there_are(atlas):
    problem = atlas.problem("/followed?sort=colour")
    assert problem["parameter"] == "sort"
    assert all(sort in problem["detail"] for sort in SORTS)


@pytest.mark.parametrize("lang", ["ar", "zh"])
def test_it_speaks_the_reader_s_language(atlas, lang):
    page = atlas.get(f"/followed?lang={lang}").text
    assert f'lang="{lang}"' in page
    assert "Order is not cause" not in page
