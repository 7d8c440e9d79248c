import json
from dataclasses import replace
from datetime import date

from layers.building import write_build
from layers.freshness import newest_day
from tests.layers import synthetic


def test_the_newest_of_reading_searching_and_correcting_dates_the_records():
    collection = synthetic.collection()
    (search,) = collection.searches
    later = search.model_validate(
        {**search.model_dump(exclude={"searched_on"}), "searched_on": "2026-12-24"}
    )
    assert newest_day(collection) == date(2026, 11, 1)
    assert newest_day(replace(collection, searches=(later,))) == date(2026, 12, 24)


def test_a_build_says_as_of_which_day_it_speaks(small_map, tmp_path):
    for name, day in (("own", None), ("told", date(2026, 12, 1))):
        (tmp_path / name).mkdir()
        write_build(synthetic.collection(), small_map, tmp_path / name, as_of=day)
        expected = (day or date(2026, 11, 1)).isoformat()
        for file in ("manifest.json", "map/records.json"):
            said = json.loads((tmp_path / name / file).read_bytes())
            assert said["as_of"] == expected
