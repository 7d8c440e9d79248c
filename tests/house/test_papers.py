"""The papers tell the truth: what they name exists, what they show runs."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import ROOT

PAPERS = ("README.md", "CONTRIBUTING.md")
FENCE = re.compile(
    r"^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
INLINE = re.compile(r"`[^`\n]+`")
OWN_FILE = re.compile(
    r"`((?:app|geodata|layers|tests|scripts|notebooks)/[\w./-]+)`",
)


def text(paper):
    return (ROOT / paper).read_text("utf-8")


def fences(language):
    return [
        match["body"]
        for paper in PAPERS
        for match in FENCE.finditer(text(paper))
        if match["language"] == language
    ]


def words_after(command):
    """Return the first word after a command wherever the papers give it."""
    pattern = re.compile(rf"(?:^|[`\s]){command} ([a-z][a-z-]*)", re.MULTILINE)
    shell = fences("sh") + fences("console")
    inline = [code for paper in PAPERS for code in INLINE.findall(text(paper))]
    return {word for part in shell + inline for word in pattern.findall(part)}


def subcommands():
    atlas = Path(sys.executable).with_name("atlas")
    listing = subprocess.run(
        [atlas, "--help"], capture_output=True, text=True, check=True
    )
    names = re.search(r"\{(?P<names>[a-z,-]+)\}", listing.stdout)
    return set(names["names"].split(","))


def make_targets():
    makefile = text("Makefile")
    return set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


def test_every_make_command_in_the_papers_exists():
    named = words_after("make")
    assert {"serve", "test"} <= named
    assert named - make_targets() == set()


def test_make_help_names_every_command():
    told = set(re.findall(r"make ([a-z]+) ", text("Makefile").split("help:", 1)[1]))
    assert make_targets() - told == {"help", "browser"}


def test_every_atlas_command_is_explained_and_none_is_invented():
    assert words_after("atlas") == subcommands()


@pytest.mark.parametrize("paper", PAPERS)
def test_links_between_papers_lead_somewhere(paper):
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text(paper))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_files_named_in_the_papers_exist(paper):
    named = OWN_FILE.findall(text(paper))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_citation_gives_the_version_of_the_distribution():
    project = tomllib.loads(text("pyproject.toml"))["project"]
    assert f"\nversion: {project['version']}\n" in text("CITATION.cff")
    assert f"## [{project['version']}]" in text("CHANGELOG.md")
