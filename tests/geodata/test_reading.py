import pytest

from geodata.faults import RecordsError
from geodata.reading import read_table, read_yaml


def test_scalars_stay_text_and_know_their_line(tmp_path):
    path = tmp_path / "NOR.yaml"
    path.write_text("a:\n  - start: 2014\n    seen: 2014-06-30\n    code: NO\n")
    page = read_yaml(path)
    assert page.data == {"a": [{"start": "2014", "seen": "2014-06-30", "code": "NO"}]}
    assert page.line(("a", 0, "code")) == 4
    assert page.line(("a", 0, "nothing")) == 2


def test_a_repeated_key_is_named_with_its_line(tmp_path):
    path = tmp_path / "KEN.yaml"
    path.write_text("id: one\nid: two\n")
    with pytest.raises(RecordsError, match=r"KEN.yaml:2: id: stands twice"):
        read_yaml(path)


def test_a_file_that_is_no_yaml_is_named_with_its_line(tmp_path):
    path = tmp_path / "KEN.yaml"
    path.write_text("id: one\n  bad: [\n")
    with pytest.raises(RecordsError, match=r"KEN.yaml:\d+: YAML: "):
        read_yaml(path)


def test_an_empty_cell_is_left_out_of_its_row(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text("country,joined\nKEN,2017\nNER,\n")
    page = read_table(path)
    assert page.data == [{"country": "KEN", "joined": "2017"}, {"country": "NER"}]
    assert page.line((1,)) == 3
