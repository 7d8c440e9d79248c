"""What the server did, in the words of Prometheus' text format.

Counters are kept by hand: a dozen numbers do not earn a client library. They belong to
one worker process; a scrape of several workers sees one of them, told apart by ``pid``.
"""

import os
from collections import Counter
from threading import Lock

# Seconds; the finest bucket is what a cached answer takes, the widest a slow client.
BUCKETS = (0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10.0)


class Metrics:
    """Counts of answers and of what the cache did."""

    def __init__(self) -> None:
        """Begin at zero."""
        self._lock = Lock()
        self._answers: Counter[tuple[str, int]] = Counter()
        self._buckets: Counter[float] = Counter()
        self._seconds = 0.0
        self._events: Counter[str] = Counter()

    def count(self, method: str, status: int, seconds: float) -> None:
        """Count one answer and how long it took."""
        known = method if method in {"GET", "HEAD", "OPTIONS"} else "other"
        with self._lock:
            self._answers[known, status] += 1
            self._seconds += seconds
            for edge in BUCKETS:
                if seconds <= edge:
                    self._buckets[edge] += 1

    def event(self, name: str) -> None:
        """Count a ``hit``, ``miss`` or ``not_modified``, or a client ``limited``."""
        with self._lock:
            self._events[name] += 1

    def text(self, release: str, cached_bytes: int) -> str:
        """Return everything in the exposition format 0.0.4."""
        with self._lock:
            lines = [*self._answer_lines(), *self._duration_lines()]
            lines.append("# TYPE atlas_events_total counter")
            lines += [
                f'atlas_events_total{{event="{name}"}} {count}'
                for name, count in sorted(self._events.items())
            ]
        lines += [
            "# TYPE atlas_cache_bytes gauge",
            f"atlas_cache_bytes {cached_bytes}",
            "# TYPE atlas_info gauge",
            f'atlas_info{{release="{release}",pid="{os.getpid()}"}} 1',
        ]
        return "\n".join(lines) + "\n"

    def _answer_lines(self) -> list[str]:
        return ["# TYPE atlas_requests_total counter"] + [
            f'atlas_requests_total{{method="{method}",status="{status}"}} {count}'
            for (method, status), count in sorted(self._answers.items())
        ]

    def _duration_lines(self) -> list[str]:
        total = sum(self._answers.values())
        name = "atlas_request_seconds"
        return [
            f"# TYPE {name} histogram",
            *(f'{name}_bucket{{le="{e}"}} {self._buckets[e]}' for e in BUCKETS),
            f'{name}_bucket{{le="+Inf"}} {total}',
            f"{name}_sum {self._seconds:.6f}",
            f"{name}_count {total}",
        ]
