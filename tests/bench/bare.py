"""The yardstick: a server that knows one answer and does nothing but send it.

Run as ``python -m tests.bench.bare PORT FILE``; it uses the same uvicorn, loop and
parser as ``atlas serve``, so the ratio of the two is what the atlas itself costs.
"""

import sys
from pathlib import Path

import uvicorn


def one_answer(body):
    """Return an ASGI application that answers everything with ``body``."""
    headers = [
        (b"content-type", b"application/geo+json"),
        (b"content-length", str(len(body)).encode()),
    ]

    async def app(scope, _receive, send):
        if scope["type"] == "http":
            start = {"type": "http.response.start", "status": 200, "headers": headers}
            await send(start)
            await send({"type": "http.response.body", "body": body})

    return app


if __name__ == "__main__":
    uvicorn.run(
        one_answer(Path(sys.argv[2]).read_bytes()),
        port=int(sys.argv[1]),
        loop="uvloop",
        http="httptools",
        lifespan="off",
        access_log=False,
        log_level="warning",
    )
