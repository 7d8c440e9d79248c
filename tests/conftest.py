"""What several kinds of tests share: one build of the real records, and a server.

The build is made by the command that a reader would type, once a run, also when
several workers share the run.
"""

import fcntl
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

ATLAS = Path(sys.executable).with_name("atlas")
PATIENCE_S = 60


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


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_ready(server, address, log):
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        assert server.poll() is None, f"atlas serve ended:\n{log.read_text()}"
        try:
            if httpx.get(f"{address}/readyz").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail(f"{address} did not answer within {PATIENCE_S} s:\n{log.read_text()}")


@contextmanager
def serving(build, log):
    """Serve a build with ``atlas serve`` on a free port; give its address."""
    port = free_port()
    command = [ATLAS, "serve", "--build", build, "--port", str(port)]
    with log.open("w") as stream:
        server = subprocess.Popen(command, stdout=stream, stderr=subprocess.STDOUT)
        try:
            wait_until_ready(server, f"http://127.0.0.1:{port}", log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE_S)


@pytest.fixture(scope="session")
def site(built, tmp_path_factory):
    """The address of the running atlas, without a slash at its end."""
    with serving(built, tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield address
