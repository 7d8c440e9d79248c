"""The generation being served: a shelf of layers, with what is derived from it.

Everything an answer depends on is in here or in the request, so that ``stamp`` can
validate answers before they are computed.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from app.api.table import Table
from layers.layer import Layer
from layers.shelf import Shelf

_PACKAGES = (Path(__file__).parent, Path(__file__).parents[1] / "layers")
_CODE = {".py", ".html", ".json", ".css", ".js"}


@dataclass(frozen=True)
class Serving:
    """One shelf, opened once; replaced as a whole, never changed."""

    shelf: Shelf
    built_at: datetime

    @classmethod
    def open(cls, build: Path) -> "Serving":
        """Open the build in a folder; raises ``OSError`` or ``ValueError``."""
        return cls(Shelf.open(build), built_at(build))

    @cached_property
    def stamp(self) -> str:
        """Return what tells this data, served by this code, from any other."""
        digest = blake2b(digest_size=16)
        digest.update(self.shelf.digest.encode())
        digest.update(self.built_at.isoformat().encode())
        for folder in _PACKAGES:
            for path in sorted(folder.rglob("*")):
                if path.suffix in _CODE:
                    digest.update(path.read_bytes())
        return digest.hexdigest()

    @cached_property
    def time_stamp(self) -> str:
        """Return ``built_at`` as RFC 3339 text."""
        return rfc3339(self.built_at)

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {}

    def table(self, layer: Layer) -> Table:
        """Return the features of a layer as values, read at the first need."""
        if layer.id not in self._tables:
            self._tables[layer.id] = Table(layer)
        return self._tables[layer.id]


def built_at(build: Path) -> datetime:
    """Return when the features of a build were generated, for ``timeStamp``.

    The same for every answer, every worker and every copy that keeps file times.
    """
    seconds = int((build / "manifest.json").stat().st_mtime)
    return datetime.fromtimestamp(seconds, UTC)


def rfc3339(moment: datetime) -> str:
    """Return a moment of UTC as text.

    >>> rfc3339(datetime(2026, 12, 1, tzinfo=UTC))
    '2026-12-01T00:00:00Z'
    """
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
