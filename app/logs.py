"""Where the lines about requests go: standard error, one JSON object each.

A server for strangers keeps such a log; on one's own machine only faults are shown.
"""

import logging
import sys

import orjson

from app.settings import Settings


class JsonFormatter(logging.Formatter):
    """Writes what was logged as one line, a fault with its trace."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; an access line is JSON already."""
        if record.exc_info is None:
            return record.getMessage()
        entry = {
            "request_id": getattr(record, "request_id", None),
            "fault": record.getMessage(),
            "trace": self.formatException(record.exc_info),
        }
        return orjson.dumps(entry).decode()


def configure(settings: Settings) -> None:
    """Log requests if the settings say so; a second call changes nothing."""
    logger = logging.getLogger("atlas.access")
    if not settings.logs_requests or logger.handlers:
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
