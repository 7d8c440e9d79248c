"""Finished answers, kept before routing: validators, 304 and packed bodies.

An answer is a pure function of the release being served, our code, the address and the
forms the client takes. So its strong ETag is a hash of those, known *before* the query
runs: a revalidation costs one hash, and several servers of one release agree. Answers
stay until others need the room; a request that many make at once is computed once.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import blake2b
from typing import Any, Final

from anyio.to_thread import run_sync
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.accepting import weights
from app.encoding import CODINGS, SMALL, coding_for, worth_packing
from app.metrics import Metrics

FRESHNESS: Final = (
    "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"
)
VARY: Final = "Accept, Accept-Encoding"
# These know better themselves: immutable files, and what changes by the second.
_LEFT_ALONE: Final = (
    "/static/",
    "/map/",
    "/r/",
    "/healthz",
    "/readyz",
    "/metrics",
)


@dataclass(frozen=True, slots=True)
class _Answer:
    """A finished answer; ``etag`` is empty where it must not be kept."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    etag: str

    @property
    def size(self) -> int:
        return len(self.body) + 1_000


class AnswerCache:
    """Answers from memory, or lets the application answer and remembers it."""

    def __init__(
        self,
        app: ASGIApp,
        generation: Callable[[], str],
        budget: int,
        metrics: Metrics,
        register: list["AnswerCache"],
    ) -> None:
        """Keep at most ``budget`` bytes of the answers of ``app``.

        ``generation`` names the data and the code being served; another name makes
        every kept answer and every validator stale at once. Starlette makes the cache
        when it pleases, so it enters itself into ``register``.
        """
        register.append(self)
        self._app = app
        self._generation = generation
        self._budget = budget
        self._metrics = metrics
        self._kept: OrderedDict[str, _Answer] = OrderedDict()
        self._pending: dict[str, asyncio.Task[_Answer]] = {}
        self.bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        cacheable = scope["type"] == "http" and scope["method"] == "GET"
        if not cacheable or scope["path"].startswith(_LEFT_ALONE):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        coding = coding_for(headers.get("accept-encoding", ""))
        scope = {**scope, "query_string": _canonical(scope["query_string"])}
        etag = self._etag(scope, headers, coding)
        if etag in _validators(headers.get("if-none-match", "")):
            self._metrics.event("not_modified")
            await _send_not_modified(etag, send)
            return
        await _send(await self._answer(scope, etag, coding), send)

    def _etag(self, scope: Scope, headers: Headers, coding: str) -> str:
        """Return the validator of an answer that was not computed yet."""
        parts = (
            self._generation(),
            scope["scheme"],
            headers.get("host", ""),
            scope["path"],
            scope["query_string"].decode("latin-1"),
            _forms(headers.get("accept", "")),
        )
        digest = blake2b("\0".join(parts).encode(), digest_size=12).hexdigest()
        return f'"{digest}"' if coding == "identity" else f'"{digest}-{coding}"'

    async def _answer(self, scope: Scope, etag: str, coding: str) -> _Answer:
        if (kept := self._kept.get(etag)) is not None:
            self._kept.move_to_end(etag)
            self._metrics.event("hit")
            return kept
        task = self._pending.get(etag)
        if task is None:
            self._metrics.event("miss")
            task = asyncio.create_task(self._compute(scope, etag, coding))
            self._pending[etag] = task
            task.add_done_callback(lambda _: self._pending.pop(etag, None))
        # A reader who leaves must not take the answer from those who wait for it too.
        return await asyncio.shield(task)

    async def _compute(self, scope: Scope, etag: str, coding: str) -> _Answer:
        status, raw, body = await _record(self._app, scope)
        headers = MutableHeaders(raw=list(raw))
        if status != 200 or "no-store" in headers.get("cache-control", ""):  # noqa: PLR2004
            headers.setdefault("cache-control", "no-store")
            return _Answer(status, headers.raw, body, "")
        headers.setdefault("cache-control", FRESHNESS)
        headers["etag"] = etag
        headers["vary"] = VARY
        if coding != "identity" and worth_packing(headers["content-type"], len(body)):
            body = await _pack(coding, body)
            headers["content-encoding"] = coding
        headers["content-length"] = str(len(body))
        answer = _Answer(status, headers.raw, body, etag)
        self._keep(answer)
        return answer

    def _keep(self, answer: _Answer) -> None:
        if answer.size > self._budget // 4:
            return
        self._kept[answer.etag] = answer
        self.bytes += answer.size
        while self.bytes > self._budget:
            _, oldest = self._kept.popitem(last=False)
            self.bytes -= oldest.size


async def _pack(coding: str, body: bytes) -> bytes:
    if len(body) <= SMALL:
        return CODINGS[coding](body)
    return await run_sync(partial(CODINGS[coding], body))


async def _record(app: ASGIApp, scope: Scope) -> tuple[int, list[Any], bytes]:
    """Let ``app`` answer into memory."""
    start: dict[str, Any] = {}
    parts: list[bytes] = []

    async def collect(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            parts.append(message.get("body", b""))

    await app(scope, _nothing_more, collect)
    return start["status"], start["headers"], b"".join(parts)


async def _nothing_more() -> Message:
    """Stand for a request without body; who waits for it to leave waits for ever."""
    await asyncio.Event().wait()
    raise AssertionError  # pragma: no cover - the event is never set


async def _send(answer: _Answer, send: Send) -> None:
    head = {"status": answer.status, "headers": answer.headers}
    await send({"type": "http.response.start", **head})
    await send({"type": "http.response.body", "body": answer.body})


async def _send_not_modified(etag: str, send: Send) -> None:
    headers = [
        (b"etag", etag.encode()),
        (b"cache-control", FRESHNESS.encode()),
        (b"vary", VARY.encode()),
    ]
    await send({"type": "http.response.start", "status": 304, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _canonical(query_string: bytes) -> bytes:
    """Return the parameters sorted: their order carries no meaning anywhere here."""
    return b"&".join(sorted(part for part in query_string.split(b"&") if part))


@lru_cache(maxsize=1024)
def _forms(accept: str) -> str:
    """Return the media ranges in a canonical order, so that spacing does not count."""
    ranges = sorted(weights(accept), key=lambda pair: (-pair[1], pair[0]))
    return ",".join(f"{name};{weight:g}" for name, weight in ranges)


def _validators(if_none_match: str) -> set[str]:
    """Return the tags of the header; weak ones compare like strong ones here."""
    return {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
