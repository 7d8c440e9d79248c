"""axe-core finds nothing wrong, in either theme, on every kind of page."""

import pytest

from tests.browser.reading import open_view

SHOWN = {
    "map": ("/", ""),
    "years": ("/", "datetime=2015/2018&certainty=certain"),
    "table": ("/", "form=table&country=KHM"),
    "country": ("/", "select=KHM"),
    "record": ("/", "select=khm-phnom-penh-cctv"),
    "supplier": ("/", "select=supplier:huawei"),
    "arabic": ("/", "lang=ar"),
    "embed": ("/embed", ""),
    "embedded table": ("/embed", "form=table&country=KHM"),
}
DOCUMENTS = (
    "/country/KHM",
    "/supplier/huawei",
    "/record/khm-phnom-penh-cctv",
    "/about",
)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("shown", SHOWN)
def test_no_fault_in_the_map(new_page, site, faults_of, shown, theme):
    path, query = SHOWN[shown]
    page = new_page(viewport={"width": 1280, "height": 800}, color_scheme=theme)
    open_view(page, site, query, path)
    if "select=" in query:
        page.locator("#profile h2").wait_for()
    assert faults_of(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", DOCUMENTS)
def test_no_fault_in_a_document(new_page, site, faults_of, path, theme):
    page = new_page(viewport={"width": 1280, "height": 800}, color_scheme=theme)
    page.goto(site + path)
    assert faults_of(page) == []


def test_no_fault_on_a_phone_with_the_filters_open(new_page, site, faults_of):
    page = new_page(viewport={"width": 375, "height": 812})
    open_view(page, site)
    page.locator("#open-filters").click()
    assert faults_of(page) == []
