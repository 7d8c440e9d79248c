"""The map's files say what the layers say, in columns."""

import json
from datetime import date, timedelta

import pytest

from layers.query import Query, normalise
from tests.layers import synthetic


def loaded(shelf, name):
    return json.loads((shelf.path / "map" / name).read_bytes())


@pytest.fixture(scope="module")
def rows(real_shelf):
    """The columns of records.json, turned back into rows by id."""
    data = loaded(real_shelf, "records.json")
    columns = {**data["columns"], **loaded(real_shelf, "titles.json")}
    table = [
        dict(zip(columns, row, strict=True))
        for row in zip(*columns.values(), strict=True)
    ]
    return data, {row["id"]: row for row in table}


def test_columns_and_features_say_the_same(real_shelf, rows):
    data, by_id = rows
    seen = set()
    for kind, name in enumerate(data["collections"]):
        for raw in real_shelf.layers[name].select(Query(), limit=10_000).features:
            feature = json.loads(raw)
            row, properties = by_id[feature["id"]], feature["properties"]
            seen.add(feature["id"])
            assert row["kind"] == kind
            assert row["title"] == properties["title"]
            assert data["countries"]["id"][row["country"]] == properties["country"]
            assert [data["technologies"][t] for t in row["technologies"]] == (
                properties.get("technologies", [])
            )
            assert [data["suppliers"][s]["id"] for s in row["suppliers"]] == (
                properties.get("suppliers", [])
            )
            assert _word(data["statuses"], row["status"]) == properties.get("status")
            assert _word(data["evidences"], row["evidence"]) == properties.get(
                "evidence"
            )
            point = feature["geometry"] and feature["geometry"]["coordinates"]
            assert point == (None if row["lon"] is None else [row["lon"], row["lat"]])
            for day in ("start", "start_certain", "end_certain", "end"):
                assert _day(row[day]) == properties[day], (feature["id"], day)
    assert seen == set(by_id)


def _word(words, index):
    return None if index is None else words[index]


def _day(number):
    if number is None:
        return None
    return (date(1970, 1, 1) + timedelta(days=number)).isoformat()


def test_countries_agree_with_their_features(real_shelf, rows):
    countries = rows[0]["countries"]
    assert len({len(column) for column in countries.values()}) == 1
    for code, state, area in zip(
        countries["id"], countries["state"], countries["area"], strict=True
    ):
        feature = json.loads(real_shelf.layers["countries"].feature(code))
        assert feature["properties"]["state"] == state
        assert feature["properties"]["area_km2"] == area


def test_a_member_without_a_year_is_still_a_member(real_shelf):
    countries = loaded(real_shelf, "records.json")["countries"]
    at = countries["id"].index
    assert countries["member"][at("RUS")] == 1
    assert countries["joined"][at("RUS")] is None
    assert countries["member"][at("USA")] == 0
    assert countries["left"][at("ITA")] in (2023, 2024)


def test_words_for_the_search_are_those_of_the_layers(small_shelf):
    words = loaded(small_shelf, "search.json")
    assert words["countries"]["FJI"] == "fiji fiji (fr) former fiji"
    assert words["suppliers"]["synthetic-supplier"] == "synthetic supplier 合成 synthco"
    assert (
        words["technologies"]["synthetic-cameras"]
        == "synthetic cameras synthetic-cameras"
    )


def test_the_page_can_find_what_the_layer_finds(real_shelf, rows):
    data, by_id = rows
    words = loaded(real_shelf, "search.json")
    deployments = real_shelf.layers["deployments"]
    for text in (
        "huawei cambodia",
        "柬埔寨",
        "Çôte d'ivoire",
        "reconocimiento",
        "safe city",
    ):
        terms = normalise(text).split()
        by_words = [
            row["id"]
            for row in by_id.values()
            if row["kind"] == 0 and all(t in _haystack(row, data, words) for t in terms)
        ]
        found = deployments.ids(deployments.select_positions(Query(text=text)))
        assert sorted(by_words) == list(found), text


def _haystack(row, data, words):
    return " ".join(
        [
            normalise(f"{row['title']} {row['place'] or ''}"),
            words["countries"][data["countries"]["id"][row["country"]]],
            *(words["suppliers"][data["suppliers"][s]["id"]] for s in row["suppliers"]),
            *(
                words["technologies"][data["technologies"][t]]
                for t in row["technologies"]
            ),
        ]
    )


def test_names_are_there_in_the_other_five_languages(real_shelf):
    for language in ("fr", "es", "ar", "ru", "zh"):
        names = loaded(real_shelf, f"names.{language}.json")["countries"]
        assert set(names) == set(real_shelf.layers["countries"].enumerations["country"])
    assert loaded(real_shelf, "names.zh.json")["countries"]["KHM"] == "柬埔寨"


def test_every_word_of_the_columns_has_a_label(real_shelf, rows):
    labels, data = loaded(real_shelf, "labels.json"), rows[0]
    assert labels["technologies"].keys() == set(data["technologies"])
    statuses = labels["statuses"].keys() | labels["policy_statuses"].keys()
    assert statuses == set(data["statuses"])
    assert labels["definitions"]["evidence"].keys() == set(data["evidences"])


def test_links_run_from_the_head_office(small_shelf):
    link = json.loads(
        small_shelf.layers["supply-links"].feature(
            f"{synthetic.DEPLOYMENT.id}--{synthetic.SUPPLIER.id}"
        )
    )
    first, last = (
        link["geometry"]["coordinates"][0],
        link["geometry"]["coordinates"][-1],
    )
    assert first[0] == [114.1, 22.5]
    assert last[-1] == [-179.95, -16.8]
    assert first[-1][0] == 180
    assert link["properties"]["length_km"] > 7000
    assert len(small_shelf.layers["supply-links"]) == 1


def test_disputed_boundaries_say_who_and_why(real_shelf):
    kosovo = json.loads(real_shelf.layers["boundaries"].feature("kosovo"))["properties"]
    assert kosovo["countries"] == ["SRB", "XKX"]
    assert "1244" in kosovo["disputed"]
    settled = json.loads(real_shelf.layers["boundaries"].feature("khm-vnm"))[
        "properties"
    ]
    assert settled["disputed"] is None
    assert real_shelf.layers["boundaries"].feature("srb-xkx") is None
    assert real_shelf.layers["boundaries"].feature("chn-ind") is not None


def test_places_count_their_records(small_shelf):
    taveuni = json.loads(small_shelf.layers["places"].feature("fji-taveuni"))
    assert taveuni["properties"]["records"] == 1
    assert taveuni["properties"]["precision"] == "city"
    label = json.loads(small_shelf.layers["places"].feature("vat"))
    assert label["geometry"]["coordinates"] == [12.453, 41.903]
