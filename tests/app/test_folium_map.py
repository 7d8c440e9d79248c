import json
import re

import folium
import pytest

from app.folium_map import (
    AtlasMap,
    Features,
    Key,
    MapError,
    SelfHostedMap,
    escaped_json,
)

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(2)} {{ 7 * 7 }} {% x"
POINT = {"type": "Point", "coordinates": [104.92, 11.56]}
LAYER = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"title": HOSTILE}, "geometry": POINT},
        {"type": "Feature", "properties": {"title": "no place"}, "geometry": None},
    ],
}


def features(**fields):
    return Features(
        {**LAYER, **fields},
        style=lambda _: {"radius": 6, "color": "#12467e"},
        words=lambda feature: [feature["properties"]["title"]],
    )


def page(*children, **options):
    drawn = SelfHostedMap(title="Deployments", **options)
    for child in children:
        child.add_to(drawn)
    return drawn.get_root().render()


@pytest.mark.parametrize("text", [HOSTILE, "<!--", "a\u2028b", '"', "\\", "{#", "{{{"])
def test_escaped_json_is_read_back_and_closes_no_script(text):
    written = escaped_json({"title": text, "list": [{text: 1}]})
    assert json.loads(written) == {"title": text, "list": [{text: 1}]}
    assert not re.search(r"[<>&\u2028]", written)
    assert not any(mark in written for mark in ("{{", "{%", "{#"))


def test_the_fragment_is_an_element_and_settings_without_script():
    fragment = AtlasMap().fragment({"lang": "en", "title": HOSTILE})
    assert fragment.html == '<div class="atlas-map" id="map"></div>'
    assert json.loads(fragment.config_json) == {
        "lang": "en",
        "title": HOSTILE,
        "map": "map",
    }
    assert "</script" not in fragment.config_json


def test_ids_follow_the_position_and_bytes_repeat():
    assert AtlasMap().fragment({"a": 1}) == AtlasMap().fragment({"a": 1})
    assert AtlasMap(2).fragment({}).html == '<div class="atlas-map" id="map-2"></div>'


def test_links_added_to_one_map_reach_no_other():
    before = list(folium.Map.default_js), list(folium.Map.default_css)
    AtlasMap().add_js_link("mine", "/mine.js")
    SelfHostedMap(title="t").add_css_link("mine", "/mine.css")
    assert AtlasMap().default_js == []
    assert SelfHostedMap(title="t").default_css == []
    assert (folium.Map.default_js, folium.Map.default_css) == before


def test_the_page_map_refuses_folium_layers():
    with pytest.raises(MapError, match="got CircleMarker; add it to a SelfHostedMap"):
        folium.CircleMarker([11.5, 104.9]).add_to(AtlasMap())


def test_an_analysts_map_is_the_same_bytes_twice():
    first = page(features(), Key("Count", {"#123": "1"}), location=[15, 20])
    assert first == page(features(), Key("Count", {"#123": "1"}), location=[15, 20])


def test_an_analysts_map_can_be_shown_twice():
    drawn = SelfHostedMap(title="Deployments")
    features().add_to(drawn)
    assert drawn.get_root().render() == drawn.get_root().render()
    assert "srcdoc" in drawn._repr_html_()


def test_an_analysts_map_asks_no_host():
    written = page(features())
    assert not re.search(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=", written)
    assert not re.search(r"url\((?!data:)[^)#]", written)
    assert "L.CRS.EqualEarth" in written


def test_leaflet_can_stand_on_ones_own_host():
    written = page(features(), assets="https://atlas.example/leaflet")
    assert '<script src="https://atlas.example/leaflet/leaflet.js"></script>' in written
    assert len(written) < 20_000


def test_text_of_records_is_never_markup_code_or_template():
    written = page(features(), Key(HOSTILE, {"#123": HOSTILE}), lang='"><b>')
    assert "<img" not in written
    assert "49" not in re.findall(r"u007b 7 \* 7|\b49\b", written)
    assert "\\u007b\\u007b 7 * 7 }}" in written
    assert "&#123;&#123; 7 * 7 }}" in written
    assert written.count("</script>") == 2
    assert '<html lang="&quot;&gt;&lt;b&gt;">' in written


def test_a_title_stands_as_text():
    drawn = SelfHostedMap(title=HOSTILE).get_root().render()
    assert "<title>&lt;/script&gt;&lt;img" in drawn
    assert "<img" not in drawn


def test_a_feature_without_a_place_is_not_drawn_and_shifts_no_other():
    first, second = LAYER["features"]
    written = Features(
        {"features": [second, first]},
        style=lambda feature: {"color": feature["properties"]["title"]},
    )
    assert [feature["at"] for feature in json.loads(written.data)] == [1]
    assert json.loads(written.styles)[1] == {"color": HOSTILE}


@pytest.mark.parametrize(
    "marker",
    [
        folium.CircleMarker([1, 2], tooltip="<b>x</b>"),
        folium.CircleMarker([1, 2], popup="x"),
        folium.Marker([1, 2], icon=folium.DivIcon("x")),
        folium.GeoJson(LAYER["features"][0], tooltip=folium.GeoJsonTooltip(["title"])),
        folium.TileLayer("OpenStreetMap"),
    ],
)
def test_elements_that_execute_text_or_ask_hosts_are_refused(marker):
    with pytest.raises(MapError, match="use Features"):
        page(marker)


def test_geojson_that_folium_would_compute_is_refused():
    layer = folium.GeoJson(LAYER["features"][0])
    with pytest.raises(MapError, match=r"GeoJson: holds '\{\{'.*use Features"):
        page(layer)


def test_a_plugin_from_another_host_is_refused():
    layer = folium.FeatureGroup()
    drawn = SelfHostedMap(title="t")
    layer.add_to(drawn)
    drawn.get_root().header.add_child(
        folium.JavascriptLink("https://cdn.example/plugin.js")
    )
    with pytest.raises(MapError, match=r"https://cdn\.example/plugin\.js"):
        drawn.get_root().render()


def test_a_missing_leaflet_says_what_would_do(tmp_path):
    with pytest.raises(MapError, match=r"leaflet\.js: not found; run `npm ci`"):
        SelfHostedMap(title="t", leaflet=tmp_path)
