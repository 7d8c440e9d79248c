"""Make a checkout ready to run: Python environment, Node packages, a browser.

It runs before anything is installed, so it knows the standard library only; make
decides *when* each part runs, this file *how*. The checkout is installed in place
with the locked hatchling (no build isolation), so that one hashed lock covers
everything that is downloaded and ``atlas`` is a command like any other.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


class PreparationError(Exception):
    """A step that cannot go on; the message says what the reader can do."""


def say(text: str) -> None:
    """Print a line at once, also when the output is a pipe."""
    print(f"-- {text}", flush=True)


def run(command: list[str | Path], remedy: str) -> None:
    """Run a command with its output shown; a failure carries the remedy."""
    try:
        subprocess.run([str(part) for part in command], cwd=ROOT, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        message = f"{error}\n   {remedy}"
        raise PreparationError(message) from error


def newer_python() -> str | None:
    """Return the path of a Python that is new enough, or None."""
    names = (f"python3.{minor}" for minor in range(20, OLDEST_PYTHON[1] - 1, -1))
    return next(filter(None, map(shutil.which, names)), None)


def require_python(arguments: list[str]) -> None:
    """Go on in a newer Python where this one is too old and another is there."""
    if sys.version_info >= OLDEST_PYTHON:
        return
    other = newer_python()
    if other:
        os.execv(other, [other, __file__, *arguments])
    message = (
        f"python3 is {sys.version.split()[0]}; the atlas needs 3.11 or newer.\n"
        "   Install one and name it: make PYTHON=/path/to/python3.12 serve"
    )
    raise PreparationError(message)


def create_venv() -> None:
    """Create .venv with pip, unless it is there."""
    if (VENV / "bin" / "pip").exists():
        return
    if find_spec("ensurepip") is None:
        message = (
            f"{sys.executable} comes without ensurepip, so it cannot make .venv.\n"
            "   On Debian or Ubuntu: apt-get install python3-venv"
        )
        raise PreparationError(message)
    say("making .venv")
    run(
        [sys.executable, "-m", "venv", VENV],
        "Remove .venv and try again; the folder must be writable.",
    )


def pip_install(*arguments: str) -> None:
    """Install into .venv, quietly but for a progress bar on a terminal."""
    run(
        [
            *(VENV / "bin" / "python", "-m", "pip", "install", "--no-input"),
            *("--disable-pip-version-check", "--progress-bar", "on"),
            *arguments,
        ],
        "Is the network up, and PyPI or your mirror of it reachable? Then try again.",
    )


def prepare_python(lock: str) -> None:
    """Install the locked packages and this checkout into .venv."""
    create_venv()
    say(f"installing {lock} into .venv (the first time takes a minute or two)")
    pip_install("--require-hashes", "-r", lock)
    say("installing the atlas itself, in place")
    pip_install("--quiet", "--no-deps", "--no-build-isolation", "--editable", ".")


def node_is_new_enough() -> bool:
    """Tell whether npm is there with a Node that runs the tools we use."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return False
    version = subprocess.run(
        [node, "--version"], capture_output=True, text=True, check=False
    ).stdout
    major = version.lstrip("v").split(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def prepare_node() -> None:
    """Install the locked Node packages; Node itself comes from PyPI if missing."""
    if not node_is_new_enough():
        say(f"no npm with Node {OLDEST_NODE} or newer: bringing Node from PyPI")
        pip_install("--require-hashes", "-r", "requirements/node.txt")
    # make puts .venv/bin first on the path, so a Node from PyPI is found there.
    say("installing the Node packages of package-lock.json")
    # A company's own certificate authority stands in the system's store, where pip
    # and Debian's npm look; a Node from PyPI looks there only when told to.
    os.environ["NODE_USE_SYSTEM_CA"] = "1"
    run(
        ["npm", "ci", "--no-audit", "--no-fund", "--no-update-notifier"],
        "Is the npm registry or your mirror of it reachable? Then try again.",
    )


def installed_browser() -> str | None:
    """Return the path of a Chromium on this machine, or None.

    The variable CHROMIUM wins over what the system has.
    """
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


def prepare_browser() -> None:
    """See that the browser tests have a Chromium: ours, Debian's or Playwright's."""
    if not installed_browser() and os.geteuid() == 0 and shutil.which("apt-get"):
        say("installing Debian's chromium")
        remedy = "Install Chromium by hand, or name one: make CHROMIUM=/path test"
        run(["apt-get", "update", "-qq"], remedy)
        run(
            ["apt-get", "install", "-qq", "-y", "--no-install-recommends", "chromium"],
            remedy,
        )
    if installed_browser():
        say(f"browser: {installed_browser()}")
        return
    say("no Chromium on this machine: bringing Playwright's own")
    run(
        [VENV / "bin" / "playwright", "install", "chromium"],
        "Install Chromium with the system's package manager, or name one: "
        "make CHROMIUM=/path/to/chromium test",
    )


def main(arguments: list[str]) -> int:
    """Carry out one part; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("part", choices=["python", "node", "browser"])
    parser.add_argument("--lock", default="requirements/run.txt")
    try:
        require_python(arguments)
        options = parser.parse_args(arguments)
        if options.part == "python":
            prepare_python(options.lock)
        elif options.part == "node":
            prepare_node()
        else:
            prepare_browser()
    except PreparationError as error:
        print(f"\nmake stops here: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
