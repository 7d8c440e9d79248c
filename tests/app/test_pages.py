"""Pages as a reader without JavaScript gets them from the running atlas."""

import json
import re

import pytest

ADDRESSES = (
    *("/", "/?form=table&country=KHM", "/embed", "/country/KHM", "/country/ALB"),
    *("/supplier/huawei", "/record/khm-huawei-5g", "/about", "/data"),
)


def said(page):
    """Return the sentence of a page."""
    return re.search(r'id="sentence"[^>]*>([^<]*)<', page.text)[1]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_page_has_a_language_a_title_and_no_inline_code(atlas, address, lang):
    joint = "&" if "?" in address else "?"
    page = atlas.get(f"{address}{joint}lang={lang}" if lang != "en" else address)
    direction = "rtl" if lang == "ar" else "ltr"
    assert f'<html lang="{lang}" dir="{direction}"' in page.text
    assert re.search(r"<title>[^<]{5,}</title>", page.text)
    assert re.search(r'<meta name="description" content="[^"]{20,}">', page.text)
    assert not re.search(r"\sstyle=|\son\w+=|<style", page.text)
    for attributes in re.findall(r"<script\b([^>]*)>", page.text):
        assert "src=" in attributes or re.search(
            r'type="application/(ld\+)?json"', attributes
        )


def test_nothing_but_the_embed_may_be_framed(atlas):
    for address in ADDRESSES:
        policy = atlas.get(address).headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "style-src 'self'" in policy
        assert "unsafe" not in policy
        framed = "frame-ancestors *" in policy
        assert framed == (address == "/embed"), address


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_sets_a_cookie_or_names_another_host(atlas, address):
    page = atlas.get(address)
    assert "set-cookie" not in page.headers
    loaded = re.findall(
        r'<(?:script|link|img)\b[^>]*?(?:src|href)="([^"]+)"', page.text
    )
    ours = ("/", str(atlas.client.base_url))
    assert [url for url in loaded if not url.startswith(ours)] == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        "technology=facial-recognition",
        "supplier=huawei,hikvision&datetime=2013/2020",
        "datetime=2015&certainty=certain",
        "bbox=170,-30,-170,0",
        "country=FJI,KIR",
        "q=phnom%20penh",
        "layers=policies&status=in-force",
        "evidence=official&datetime=../2018",
    ],
)
def test_the_sentence_counts_what_the_data_of_the_view_holds(atlas, query):
    page = atlas.get(f"/?{query}&form=table" if query else "/?form=table")
    data = atlas.json(f"/view.geojson?{query}")
    shown = list(data["numberMatchedByLayer"].values())
    numbers = re.findall(
        r"(?:all |All )?([\d,]+)(?: of [\d,]+)? (?:dep|pol|inc|agr)", said(page)
    )
    assert [int(number.replace(",", "")) for number in numbers] == shown
    rows = re.findall(r'<tr><th scope="row"><a [^>]*data-select="([^"]+)"', page.text)
    assert sorted(rows) == sorted(feature["id"] for feature in data["features"])


def test_the_list_of_countries_adds_up_to_the_sentence(atlas):
    page = atlas.get("/")
    ranking = page.text.partition('id="ranking"')[2].partition("</ol>")[0]
    counts = [int(n) for n in re.findall(r"<b>(\d+)</b>", ranking)]
    found = re.match(r"All (\d+) deployments in (\d+) countries", said(page))
    assert (sum(counts), len(counts)) == tuple(map(int, found.groups()))


def test_facets_tell_what_each_choice_would_show(atlas):
    page = atlas.get("/?country=KHM")
    choice = re.search(
        r'name="technology" value="mobile-network"> <span>[^<]+</span> '
        r'<span class="count">(\d+)<',
        page.text,
    )
    chosen = atlas.get("/?country=KHM&technology=mobile-network&form=table")
    rows = chosen.text.count('<tr><th scope="row">')
    assert int(choice[1]) == rows > 0


def test_a_form_without_script_may_repeat_a_name(atlas):
    repeated = atlas.get("/?technology=drones&technology=safe-city&q=&form=table")
    joined = atlas.get("/?technology=drones,safe-city&form=table")
    assert said(repeated) == said(joined) != said(atlas.get("/"))


def test_tracking_parameters_of_a_newsletter_do_no_harm(atlas):
    assert said(atlas.get("/?utm_source=letter&fbclid=1")) == said(atlas.get("/"))


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/?datetime=2013-13", 400),
        ("/?technology=teleportation", 400),
        ("/country/XYZ", 404),
        ("/country/khm", 404),
        ("/supplier/nobody", 404),
        ("/record/nothing", 404),
    ],
)
def test_what_cannot_be_is_refused_by_name(atlas, address, status):
    problem = atlas.problem(address, status)
    assert re.split(r"[=/]", address)[-1] in problem["detail"]


def test_a_withdrawn_record_is_gone_with_the_reason(atlas, shelf):
    record, reason = next(iter(shelf.tombstones.items()))
    assert reason in atlas.problem(f"/record/{record}", 410)["detail"]


def test_a_country_tells_its_state_its_membership_and_every_record(atlas):
    page = atlas.get("/country/KHM")
    ids = atlas.ids("deployments", country="KHM") + atlas.ids("policies", country="KHM")
    assert all(f'data-record="{record}"' in page.text for record in ids)
    assert 'data-state="documented"' in page.text
    assert "Belt and Road Initiative since 2013" in page.text


def test_a_blank_country_says_why_it_is_blank_and_what_was_searched(atlas):
    page = atlas.get("/country/ALB")
    assert "Why is this blank?" in page.text
    assert "Hikvision" in page.text.partition("Words that were searched for")[2]


def test_a_record_shows_its_ladder_its_grade_and_its_sources(atlas):
    page = atlas.get("/record/khm-hsc-facial-recognition")
    told = atlas.json("/api/collections/deployments/items/khm-hsc-facial-recognition")
    grade = told["properties"]["evidence"].capitalize()
    for text in ("Agreed", "October 17, 2022", grade, "Voice of America"):
        assert text in page.text
    assert 'rel="noopener external"' in page.text
    assert 'href="/about#corrections"' in page.text


def test_linked_data_is_json_that_names_the_sources(atlas):
    page = atlas.get("/record/khm-hsc-facial-recognition")
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.text)[
        1
    ]
    described = json.loads(block)
    assert described["@context"] == "https://schema.org"
    assert "Voice of America" in {c["publisher"]["name"] for c in described["citation"]}


def test_a_page_stands_for_itself_in_every_language(atlas):
    page = atlas.get("/country/KHM?lang=fr")
    here = str(atlas.client.base_url).rstrip("/")
    assert f'<link rel="canonical" href="{here}/country/KHM?lang=fr">' in page.text
    assert f'hreflang="ar" href="{here}/country/KHM?lang=ar"' in page.text
    assert "Cambodge" in page.text


def test_links_between_pages_keep_the_language(atlas):
    page = atlas.get("/country/KHM?lang=fr&theme=dark")
    assert 'href="/about?lang=fr&amp;theme=dark"' in page.text
    assert '<html lang="fr" dir="ltr" data-theme="dark">' in page.text


def test_the_embed_always_leads_to_the_full_map(atlas):
    page = atlas.get("/embed?country=KHM&datetime=2015/2016")
    assert 'id="full" href="/?country=KHM&amp;datetime=2015/2016"' in page.text
    assert '<meta name="robots" content="noindex">' in page.text


def test_the_icon_and_the_robots_are_where_they_are_looked_for(atlas):
    assert atlas.client.get("/favicon.ico", follow_redirects=True).status_code == 200
    assert "User-agent: *" in atlas.get("/robots.txt").text


def test_what_was_only_seen_working_is_not_said_to_be_undated(atlas):
    rows = atlas.json("/api/collections/deployments/items?limit=10000")["features"]
    seen = next(
        row
        for row in rows
        if row["properties"]["start"] is None and row["properties"]["start_certain"]
    )
    page = atlas.get(f"/record/{seen['id']}").text
    assert f"by {seen['properties']['start_certain'][:4]}" in page
    assert "undated" not in page
