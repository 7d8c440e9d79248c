"""What several kinds of tests share: one build of the real records, and a server.

The build is made by the command that a reader would type, once a run, also when
several workers share the run.
"""

import fcntl
import os
import subprocess
from contextlib import contextmanager

import pytest
from hypothesis import settings

from tests.serving import ATLAS, serving


def pytest_configure():
    """Let no law fail for want of time: the machine may be busy with other workers."""
    settings.register_profile("atlas", deadline=None)
    settings.load_profile("atlas")


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory):
    """A folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@contextmanager
def made_once(target):
    """Tell whether this caller is the one to make the target; others wait for it."""
    with target.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield not target.exists()


@pytest.fixture(scope="session")
def built(run_folder):
    """The folder with the layers of the real records."""
    target = run_folder / "build"
    with made_once(target) as mine:
        if mine:
            command = [ATLAS, "build", "--build", target]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr
    return target


@pytest.fixture(scope="session")
def site(built, tmp_path_factory):
    """The address of the running atlas, without a slash at its end."""
    with serving(built, tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield address
