"""What the README shows is tried, word for word, against a running atlas."""

import re
import shlex
import subprocess
import sys

import httpx
import pytest

from tests.house.test_papers import fences, text

PRINTED = "http://127.0.0.1:8000"


def addresses():
    """Return the address of every curl command."""
    commands = "".join(fences("sh")).splitlines()
    return [shlex.split(line)[1] for line in commands if line.startswith("curl ")]


@pytest.mark.parametrize("address", addresses())
def test_an_address_shown_answers_with_something(site, address):
    answer = httpx.get(address.replace(PRINTED, site))
    assert answer.status_code == 200
    found = answer.json()
    assert found.get("collections") or found.get("features") or found.get("properties")


def test_the_program_shown_prints_a_count(site):
    [program] = fences("python")
    done = subprocess.run(
        [sys.executable, "-c", program.replace(PRINTED, site)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "dtype: int64" in done.stdout


def test_the_embed_shown_answers_and_may_be_framed(site):
    [example] = fences("html")
    [address] = re.findall(r'src="([^"]+)"', example)
    answer = httpx.get(address.replace(PRINTED, site))
    assert answer.status_code == 200
    assert "frame-ancestors *" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", re.findall(r"`(/[a-z./]*)`", text("README.md")))
def test_a_path_named_in_the_readme_answers(site, path):
    assert httpx.get(site + path).status_code == 200
