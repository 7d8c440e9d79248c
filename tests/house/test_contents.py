"""What is tracked is ours, finished, and says nothing about how it was made."""

import json
import re

from tests.house.tree import ROOT, lines_matching, tracked

TEXT = (
    *("*.py", "*.js", "*.mjs", "*.css", "*.html", "*.md", "*.toml", "*.ipynb", "*.sh"),
    *("Makefile", "Dockerfile", ".ci/run", "*.cff", ".gitignore", "LICENSE-DATA"),
)
THIS_FILE = ROOT / "tests/house/test_contents.py"
# Records may speak of issues, sessions and machines: they are about the world.
OURS = tuple(path for path in tracked(*TEXT) if path != THIS_FILE)
WORKPLACE = re.compile(
    r"/work/|/tmp/brief|\bclaude\b|\banthropic\b|\bchatgpt\b|\bcopilot\b"
    r"|\blanguage model\b|\bissue #?\d|\b(this|last|next) session\b",
    re.IGNORECASE,
)
UNFINISHED = re.compile(r"\b(TODO|FIXME|HACK|lorem ipsum)\b")
MERGE = re.compile(r"^(<{7}|={7}|>{7})( |$)")
BORROWED = re.compile(
    r"sourceMappingURL|@preserve|@license|\(c\) \d{4}|©", re.IGNORECASE
)
LONGEST_LINE = 500
LARGEST_FILE = 1_000_000


def test_files_do_not_speak_of_the_workplace():
    assert OURS
    assert lines_matching(WORKPLACE, OURS) == []


def test_nothing_is_left_for_later():
    assert lines_matching(UNFINISHED, OURS) == []
    assert lines_matching(MERGE, OURS) == []


def test_no_third_party_code_is_checked_in():
    code = tracked("*.py", "*.js", "*.mjs", "*.css")
    assert lines_matching(BORROWED, [path for path in code if path != THIS_FILE]) == []
    assert tracked("*.min.*", "*/vendor/*", "node_modules/*", "*.woff2", "*.whl") == ()


def test_no_code_is_generated_or_minified():
    long_lines = re.compile(rf"^.{{{LONGEST_LINE},}}$")
    assert lines_matching(long_lines, tracked("*.py", "*.js", "*.mjs", "*.css")) == []


def test_no_file_is_too_large_to_review():
    sizes = {path.name: path.stat().st_size for path in tracked()}
    assert {name: size for name, size in sizes.items() if size > LARGEST_FILE} == {}


def test_notebooks_are_kept_without_outputs():
    notebooks = tracked("notebooks/*.ipynb")
    assert notebooks
    for path in notebooks:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        assert not any(cell["outputs"] or cell["execution_count"] for cell in code)
