"""The papers tell the truth: what they name exists, what they show runs."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from geodata.models import Deployment, Source
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
    pattern = re.compile(rf"(?:^|`){command} ([a-z][a-z-]*)", re.MULTILINE)
    shell = fences("sh") + fences("console")
    inline = [code for paper in PAPERS for code in INLINE.findall(text(paper))]
    return {word for part in shell + inline for word in pattern.findall(part)}


def subcommands():
    atlas = Path(sys.executable).with_name("atlas")
    listing = subprocess.run(
        [atlas, "--help"], capture_output=True, text=True, check=True
    )
    return set(re.findall(r"^ {4}([a-z-]+) {2}", listing.stdout, re.MULTILINE))


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
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_files_named_in_the_papers_exist(paper):
    named = OWN_FILE.findall(text(paper))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_citation_gives_the_version_of_the_distribution():
    project = tomllib.loads(text("pyproject.toml"))["project"]
    assert f"\nversion: {project['version']}\n" in text("CITATION.cff")
    assert f"## [{project['version']}]" in text("CHANGELOG.md")


def test_the_record_shown_to_contributors_is_a_valid_one():
    shown = {}
    for fence in fences("yaml"):
        shown |= yaml.load(fence, Loader=yaml.BaseLoader)  # noqa: S506
    [deployment] = shown["deployments"]
    [source] = shown["sources"]
    cited = Deployment.model_validate({"country": "KHM", **deployment}).sources
    assert cited == (Source.model_validate(source).id,)


def test_the_image_copies_what_is_here_and_not_ignored():
    copies = re.findall(r"^COPY (?!--from)(.*) \S+$", text("Dockerfile"), re.MULTILINE)
    sources = {name for copy in copies for name in copy.split()}
    kept = set(re.findall(r"^!(\S+)$", text(".dockerignore"), re.MULTILINE))
    assert {name for name in sources if not (ROOT / name).exists()} == set()
    assert {name.split("/")[0] for name in sources} == kept
