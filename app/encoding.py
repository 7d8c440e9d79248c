"""Content codings: which one a client takes, and bodies packed with it.

An answer is packed once and then kept, so the quality is chosen for what a reader
waits on the first time: the last tenth of a large body is not worth a second.
"""

import gzip
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Final

import brotli
import zstandard

from app.accepting import weights

SMALL = 100_000
_WORTH_PACKING = 400
_PACKED_TYPES: Final = ("text/", "application/", "image/svg+xml")
_PACKED_ALREADY: Final = ("parquet", "kmz", "zip")


def pack_brotli(body: bytes) -> bytes:
    """Return ``body`` in brotli, finer where it is small."""
    return bytes(brotli.compress(body, quality=9 if len(body) <= SMALL else 5))


def _pack_zstd(body: bytes) -> bytes:
    level = 12 if len(body) <= SMALL else 6
    return zstandard.ZstdCompressor(level=level).compress(body)


def _pack_gzip(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=6, mtime=0)


# In order of preference among equals.
CODINGS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": pack_brotli,
    "zstd": _pack_zstd,
    "gzip": _pack_gzip,
}


@lru_cache(maxsize=1024)
def coding_for(accept_encoding: str, ours: Sequence[str] = tuple(CODINGS)) -> str:
    """Return the coding of ``ours`` a client likes best, ``identity`` if none.

    >>> coding_for("gzip, deflate, br;q=0.9")
    'gzip'
    >>> coding_for("gzip, br")
    'br'
    """
    offered = dict(weights(accept_encoding))
    star = offered.get("*", 0.0)
    found = [(offered.get(name, star), -n) for n, name in enumerate(ours)]
    weight, place = max(found)
    return ours[-place] if weight > 0 else "identity"


def worth_packing(content_type: str, size: int) -> bool:
    """Tell whether packing makes the answer noticeably smaller."""
    packed = any(word in content_type for word in _PACKED_ALREADY)
    return (
        size >= _WORTH_PACKING and content_type.startswith(_PACKED_TYPES) and not packed
    )
