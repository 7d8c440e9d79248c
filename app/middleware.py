"""Manners every answer keeps, whatever the route: pure ASGI, before routing.

``Manners`` stands outermost. It gives each request an id, logs it without the reader's
address, allows every origin, sets the security headers a route has not set itself,
answers ``OPTIONS`` and ``HEAD`` for all, and turns what nobody caught into a problem.
"""

import logging
import re
import time
from collections.abc import Iterable
from secrets import token_hex
from typing import Final

import orjson
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.metrics import Metrics
from app.problems import MEDIA_TYPE, Refusal

LOG = logging.getLogger("atlas.access")
_METHODS: Final = "GET, HEAD, OPTIONS"
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
Header = tuple[bytes, bytes]
# ASGI has header names in lower case.
_DEFAULTS: Final[tuple[Header, ...]] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"access-control-allow-origin", b"*"),
    (
        b"access-control-expose-headers",
        b"Link, Content-Crs, ETag, Retry-After, X-Request-Id, OGC-NumberMatched",
    ),
)


class Manners:
    """The outermost layer: see the module."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        """Stand before ``app`` and count into ``metrics``."""
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request with the manners of the house."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope).get("x-request-id", "")
        scope["request_id"] = asked if _REQUEST_ID.fullmatch(asked) else token_hex(8)
        watched = _Watched(scope, send)
        try:
            await self._answer(scope, receive, watched)
        except Exception:
            LOG.exception("request failed", extra={"request_id": scope["request_id"]})
            if not watched.status:
                await _fail(watched)
        finally:
            self._metrics.count(scope["method"], watched.status, watched.seconds)
            watched.log()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"]
        if method == "OPTIONS":
            await _allow(send)
        elif method == "HEAD":
            await self._app({**scope, "method": "GET"}, receive, send)
        else:
            await self._app(scope, receive, send)


class _Watched:
    """A ``send`` that adds the default headers and remembers what was sent."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._began = time.perf_counter()
        self.status = 0
        self._bytes = 0

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self._began

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message = {**message, "headers": self._mannered(message["headers"])}
        elif self._scope["method"] == "HEAD":
            message = {**message, "body": b""}
        self._bytes += len(message.get("body", b""))
        await self._send(message)

    def _mannered(self, headers: Iterable[Header]) -> list[Header]:
        """Return the headers with the defaults for those that were not set."""
        given = list(headers)
        names = {name for name, _ in given}
        given += [pair for pair in _DEFAULTS if pair[0] not in names]
        given.append((b"x-request-id", self._scope["request_id"].encode()))
        return given

    def log(self) -> None:
        """Write one line of JSON: no address, no agent, no query text of a search."""
        if not LOG.isEnabledFor(logging.INFO):
            return
        entry = {
            "request_id": self._scope["request_id"],
            "method": self._scope["method"],
            "path": self._scope["path"],
            "status": self.status,
            "bytes": self._bytes,
            "ms": round(self.seconds * 1000, 2),
        }
        LOG.info("%s", orjson.dumps(entry).decode())


async def _allow(send: Send) -> None:
    """Answer a preflight: everyone may read."""
    headers = [
        (b"allow", _METHODS.encode()),
        (b"access-control-allow-methods", _METHODS.encode()),
        (b"access-control-allow-headers", b"*"),
        (b"access-control-max-age", b"86400"),
        (b"content-length", b"0"),
    ]
    await send({"type": "http.response.start", "status": 204, "headers": headers[:-1]})
    await send({"type": "http.response.body", "body": b""})


async def _fail(send: Send) -> None:
    refusal = Refusal("internal-error", "An unforeseen error; it was logged.")
    body = orjson.dumps(refusal.document(""))
    headers = [
        (b"content-type", MEDIA_TYPE.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": 500, "headers": headers})
    await send({"type": "http.response.body", "body": body})
