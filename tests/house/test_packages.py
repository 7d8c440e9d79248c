"""Imports run one way, and the three short names mean this tree.

``app``, ``geodata`` and ``layers`` are also the names of distributions that have
nothing to do with this one, so a dependency that brought one would shadow ours.
"""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import ROOT

NAMES = ("app", "geodata", "layers")


def test_imports_run_one_way():
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    verdict = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert verdict.returncode == 0, verdict.stdout


@pytest.mark.parametrize("name", NAMES)
def test_a_package_name_resolves_to_this_tree(name, tmp_path):
    program = f"import {name}; print({name}.__file__)"
    # -P keeps the working folder off the path: what answers is what is installed.
    found = subprocess.run(
        [sys.executable, "-P", "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(found.stdout.strip()).parent == ROOT / name


def test_importing_a_package_does_nothing(tmp_path):
    program = "import app, geodata, layers"
    done = subprocess.run(
        [sys.executable, "-P", "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr, list(tmp_path.iterdir())) == ("", "", [])


def test_the_distribution_cannot_be_uploaded_by_mistake():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "Private :: Do Not Upload" in project["classifiers"]
