"""A reader opens the map, narrows it, moves through time, and shares what is seen."""

import re

import pytest

from tests.browser.reading import open_view, ranking, sentence, tallies

WIDE = {"viewport": {"width": 1440, "height": 900}}
CAMBODIA = "KHM"


@pytest.fixture
def page(new_page):
    return new_page(**WIDE)


@pytest.fixture
def atlas(page, site):
    open_view(page, site)
    return page


def address(page):
    return page.evaluate("() => location.search")


def test_the_map_is_drawn_and_says_what_it_shows(atlas):
    assert atlas.title()
    assert tallies(sentence(atlas))["deployments"] > 100
    assert atlas.locator("#map canvas").first.is_visible()
    assert atlas.locator("#legend").is_visible()
    assert len(ranking(atlas)) > 50


def test_the_map_is_not_blank(atlas):
    colours = atlas.locator("#map canvas").evaluate_all(
        """canvases => canvases.map(canvas => {
            const {width, height} = canvas;
            const {data} = canvas.getContext('2d').getImageData(0, 0, width, height);
            const seen = new Set();
            for (let at = 0; at < data.length; at += 4 * 97) {
                seen.add(data.slice(at, at + 4).join());
            }
            return seen.size;
        })"""
    )
    assert max(colours) > 20


def test_a_filter_narrows_the_map_and_stands_in_the_address(atlas):
    before = tallies(sentence(atlas))["deployments"]
    atlas.locator("details[data-facet=technology] summary").click()
    atlas.get_by_role("checkbox", name=re.compile("^Facial recognition")).check()
    atlas.wait_for_selector(".chip[data-value=facial-recognition]")
    assert tallies(sentence(atlas))["deployments"] < before
    assert "technology=facial-recognition" in address(atlas)
    atlas.locator(".chip[data-value=facial-recognition]").click()
    atlas.wait_for_selector(".chip", state="detached")
    assert tallies(sentence(atlas))["deployments"] == before


def test_the_number_beside_a_filter_is_what_it_will_show(atlas):
    atlas.locator("details[data-facet=supplier] summary").click()
    choice = atlas.locator("li", has=atlas.locator("input[value=huawei]"))
    promised = int(choice.locator(".count").inner_text())
    choice.locator("input").check()
    atlas.wait_for_selector(".chip[data-value=huawei]")
    assert sum(tallies(sentence(atlas)).values()) == promised


def test_the_timeline_moves_by_keyboard(atlas):
    before = sentence(atlas)
    last_year = atlas.locator("#year-to")
    last_year.focus()
    for _ in range(8):
        last_year.press("ArrowLeft")
    year = last_year.input_value()
    atlas.wait_for_url(re.compile(rf"datetime=\.\./{year}"))
    assert last_year.get_attribute("aria-valuetext") == f"until {year}"
    assert atlas.locator("#typed-to").input_value() == year
    assert sentence(atlas) != before
    assert f"until {year}" in sentence(atlas)


def test_the_timeline_moves_by_pointer(atlas):
    track = atlas.locator("#year-from").bounding_box()
    middle = track["y"] + track["height"] / 2
    atlas.mouse.move(track["x"] + 8, middle)
    atlas.mouse.down()
    atlas.mouse.move(track["x"] + track["width"] / 2, middle, steps=6)
    atlas.mouse.up()
    atlas.wait_for_url(re.compile(r"datetime=\d{4}/\.\."))
    assert "since" in sentence(atlas)


def test_years_can_be_typed_and_a_wrong_one_is_refused(atlas):
    atlas.locator("#typed-to").fill("2016")
    atlas.locator("#typed-to").press("Enter")
    atlas.wait_for_url(re.compile(r"datetime=\.\./2016"))
    atlas.wait_for_selector("#year-to[aria-valuetext='until 2016']")
    atlas.locator("#typed-from").fill("1066")
    atlas.locator("#typed-from").press("Enter")
    atlas.wait_for_selector("#typed-from:invalid")
    assert "datetime=../2016" in address(atlas)


def test_play_moves_through_the_years_and_can_be_stopped(atlas):
    atlas.locator("#play").click()
    atlas.wait_for_url(re.compile(r"datetime=\.\./\d{4}"))
    atlas.locator("#play").click()
    assert atlas.locator("#play").get_attribute("aria-pressed") == "false"
    stopped = atlas.locator("#year-to").input_value()
    atlas.wait_for_timeout(1200)
    assert atlas.locator("#year-to").input_value() == stopped


def test_a_profile_opens_from_the_list_and_escape_gives_the_focus_back(atlas):
    row = atlas.locator(f"#ranking a[data-select={CAMBODIA}]")
    row.focus()
    row.press("Enter")
    heading = atlas.locator("#profile h2")
    heading.wait_for()
    assert "Cambodia" in heading.inner_text()
    assert heading.evaluate("element => element === document.activeElement")
    assert f"select={CAMBODIA}" in address(atlas)
    assert atlas.locator("#profile a[href^=http]").count() > 0
    atlas.keyboard.press("Escape")
    atlas.locator("#overview").wait_for()
    focused = atlas.evaluate("() => document.activeElement.dataset.select")
    assert focused == CAMBODIA


def test_a_country_can_be_chosen_on_the_map_itself(page, site):
    open_view(page, site, "view=5/12.5/105")
    box = page.locator("#map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(re.compile("select="))
    page.locator("#profile h2").wait_for()


def test_a_search_finds_a_country_by_its_chinese_name(atlas):
    atlas.locator("#search").fill("柬埔寨")
    option = atlas.locator("#suggestions [role=option]").first
    option.wait_for()
    assert "Cambodia" in option.inner_text()
    option.click()
    atlas.locator("#profile h2").wait_for()
    assert "Cambodia" in atlas.locator("#profile h2").inner_text()


def test_a_link_restores_the_whole_view(page, new_page, site):
    view = (
        "technology=facial-recognition&datetime=2016/2021&certainty=certain&select=SRB"
    )
    open_view(page, site, view)
    page.locator("#profile h2").wait_for()
    again = new_page(**WIDE)
    again.goto(page.url)
    again.locator("#profile h2").wait_for()
    assert sentence(again) == sentence(page)
    assert again.locator("#typed-from").input_value() == "2016"
    assert again.locator("#typed-to").input_value() == "2021"
    assert again.locator("input[value=certain]").is_checked()
    assert "Serbia" in again.locator("#profile h2").inner_text()


def test_back_undoes_a_choice(atlas):
    atlas.locator(f"#ranking a[data-select={CAMBODIA}]").click()
    atlas.locator("#profile h2").wait_for()
    atlas.go_back()
    atlas.locator("#overview").wait_for()
    assert "select" not in address(atlas)


def test_without_javascript_the_page_can_be_read_and_filtered(new_page, site):
    page = new_page(**WIDE, java_script_enabled=False)
    page.goto(f"{site}/?form=table")
    assert tallies(sentence(page))["deployments"] > 100
    assert page.locator("#table-region tbody tr").count() > 100
    page.goto(f"{site}/country/{CAMBODIA}")
    assert "Cambodia" in page.locator("h1").inner_text()
    assert page.locator("a[href^=http]").count() > 0


@pytest.mark.parametrize("width", [320, 375, 768, 1440])
@pytest.mark.parametrize("query", ["", "form=table", "select=KHM", "lang=ar"])
def test_no_width_makes_the_page_scroll_sideways(new_page, site, width, query):
    page = new_page(viewport={"width": width, "height": 800})
    open_view(page, site, query)
    wider = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    assert wider <= 0
