"""Ask the application for an answer without a network, as a release or an export does.

What is frozen is then exactly what would have been served, by the same code.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message

# The address pages are told they have; no such host exists (RFC 2606), so that it can
# be taken out of them again without touching anything else.
HOST = "atlas.invalid"
BASE = f"http://{HOST}"


@dataclass(frozen=True, slots=True)
class Answer:
    """One finished answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(app: ASGIApp, address: str, **headers: str) -> Answer:
    """Return what ``app`` answers to ``GET address``, a path with its query.

    An underscore in the name of a header stands for a hyphen.
    """
    return asyncio.run(_ask(app, address, headers))


async def _ask(app: ASGIApp, address: str, asked: Mapping[str, str]) -> Answer:
    path, _, query = address.partition("?")
    start: dict[str, Any] = {}
    parts: list[bytes] = []
    left = asyncio.Event()

    async def receive() -> Message:
        # We wait for the whole answer, so that nobody ever leaves.
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            parts.append(message.get("body", b""))

    await app(scope(path, query, asked), receive, send)
    left.set()
    headers = Headers(raw=list(start["headers"]))
    return Answer(start["status"], headers, b"".join(parts))


def scope(
    path: str, query: str = "", asked: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return a request as ASGI describes it."""
    headers = {"host": HOST, "accept": "*/*", **(asked or {})}
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(path),
        "raw_path": quote(path, safe="/%").encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [
            (name.replace("_", "-").encode(), value.encode())
            for name, value in headers.items()
        ],
        "client": ("127.0.0.1", 0),
        "server": (HOST, 80),
    }
