"""Serve a build for tests and measurements, by the command that a reader would type."""

import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx

ATLAS = Path(sys.executable).with_name("atlas")
PATIENCE_S = 60


class ServerError(Exception):
    """The server ended or did not answer; the message holds what it printed."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_ready(server, address, log):
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            if httpx.get(f"{address}/readyz").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    message = f"{address} did not answer within {PATIENCE_S} s:\n{log.read_text()}"
    raise ServerError(message)


@contextmanager
def running(command, address, log):
    """Run a server until the block ends; give the address it answers at."""
    with log.open("w") as stream:
        server = subprocess.Popen(command, stdout=stream, stderr=subprocess.STDOUT)
        try:
            wait_until_ready(server, address, log)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE_S)


def serving(build, log):
    """Serve a build with ``atlas serve`` on a free port; give its address."""
    port = free_port()
    command = [ATLAS, "serve", "--build", build, "--port", str(port)]
    return running(command, f"http://127.0.0.1:{port}", log)
