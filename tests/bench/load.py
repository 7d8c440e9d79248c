"""A small HTTP client that asks the same thing again and again, and times each answer.

It parses no more than it must: a client that costs more than the server would measure
itself. It runs in its own process beside the server's, both on this computer.
"""

import asyncio
import time
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

NO_HEADERS = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Result:
    """What a number of connections saw in a stretch of time."""

    answers: int
    seconds: float
    bytes_each: int
    times_ms: tuple[float, ...]

    @property
    def per_second(self):
        return self.answers / self.seconds

    def percentile(self, share):
        ordered = sorted(self.times_ms)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


async def read_answer(reader, expected):
    """Return the length of one answer's body; raises ValueError on another status."""
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    if status != expected:
        message = f"expected status {expected}, got {status}: {head[:200]!r}"
        raise ValueError(message)
    names = dict(
        line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:] if b":" in line
    )
    length = int(names.get(b"content-length", b"0"))
    await reader.readexactly(length)
    return length


async def ask_until(deadline, address, headers, expected):
    """Ask on one connection until the deadline; return the times and the last size."""
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(
        parts.hostname, parts.port, limit=2**24
    )
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    lines = [f"GET {target} HTTP/1.1", f"Host: {parts.netloc}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    request = "\r\n".join([*lines, "", ""]).encode()
    times, size = [], 0
    while (begun := time.perf_counter()) < deadline:
        writer.write(request)
        size = await read_answer(reader, expected)
        times.append((time.perf_counter() - begun) * 1000)
    writer.close()
    return times, size


async def _together(address, headers, expected, connections, seconds):
    deadline = time.perf_counter() + seconds
    return await asyncio.gather(
        *(ask_until(deadline, address, headers, expected) for _ in range(connections))
    )


def measure(address, *, headers=NO_HEADERS, expected=200, connections=8, seconds=3.0):
    """Ask one address from several connections for some seconds."""
    begun = time.perf_counter()
    runs = asyncio.run(_together(address, headers, expected, connections, seconds))
    elapsed = time.perf_counter() - begun
    times = tuple(time_ms for run, _ in runs for time_ms in run)
    return Result(len(times), elapsed, runs[0][1], times)
