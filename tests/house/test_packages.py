"""Imports run one way, and the three short names mean this tree.

``app``, ``geodata`` and ``layers`` are also the names of distributions that have
nothing to do with this one, so a dependency that brought one would shadow ours.
"""

import re
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


def locked(lock):
    lines = (ROOT / "requirements" / lock).read_text("utf-8").splitlines()
    return {line.split("==")[0] for line in lines if line[:1].isalnum()}


def distributions(requirements):
    named = (re.match(r"[\w.-]+", requirement)[0] for requirement in requirements)
    return {name.lower().replace("_", "-").replace(".", "-") for name in named}


def test_every_declared_dependency_is_locked():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = declared["dependency-groups"]
    run = distributions(declared["project"]["dependencies"] + groups["build"])
    assert run - locked("run.txt") == set()
    assert (run | distributions(groups["dev"])) - locked("dev.txt") == set()
    assert distributions(groups["node"]) - locked("node.txt") == set()
