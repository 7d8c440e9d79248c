"""A share of the server for each client, when strangers reach it without a CDN.

A bucket of requests refills evenly. Clients are told apart by a keyed hash of their
address, with a key that lives and dies with the process: no address is kept anywhere.
"""

import time
from collections import OrderedDict
from hashlib import blake2b
from math import ceil
from secrets import token_bytes

import orjson
from starlette.types import ASGIApp, Receive, Scope, Send

from app.metrics import Metrics
from app.problems import MEDIA_TYPE, Refusal

# The least recently seen are forgotten first: a full bucket to a stranger does no harm.
MOST_CLIENTS = 50_000


class RateLimit:
    """Refuses the client that asks more than its share, and says when to come back."""

    def __init__(self, app: ASGIApp, per_minute: int, metrics: Metrics) -> None:
        """Let each client of ``app`` ask ``per_minute`` times, at once or spread."""
        self._app = app
        self._burst = float(per_minute)
        self._per_second = per_minute / 60
        self._metrics = metrics
        self._key = token_bytes(16)
        self._buckets: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it with ``Retry-After``."""
        wait = self._wait(scope) if scope["type"] == "http" else 0.0
        if wait <= 0:
            await self._app(scope, receive, send)
            return
        self._metrics.event("limited")
        await _refuse(ceil(wait), send)

    def _wait(self, scope: Scope) -> float:
        """Return how many seconds the client is early; take one from its bucket."""
        host = (scope.get("client") or ("", 0))[0]
        client = blake2b(host.encode(), key=self._key, digest_size=12).digest()
        now = time.monotonic()
        left, seen = self._buckets.pop(client, (self._burst, now))
        left = min(self._burst, left + (now - seen) * self._per_second)
        wait = (1 - left) / self._per_second
        self._buckets[client] = (left - 1 if wait <= 0 else left, now)
        if len(self._buckets) > MOST_CLIENTS:
            self._buckets.popitem(last=False)
        return wait


async def _refuse(seconds: int, send: Send) -> None:
    refusal = Refusal("too-many-requests", f"Ask again in {seconds} s.")
    body = orjson.dumps(refusal.document(""))
    headers = [
        (b"content-type", MEDIA_TYPE.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"retry-after", str(seconds).encode()),
    ]
    await send({"type": "http.response.start", "status": 429, "headers": headers})
    await send({"type": "http.response.body", "body": body})
