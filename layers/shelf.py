"""A build as it is served: every layer opened, the map's files beside them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import orjson

from layers.layer import Layer

# Raised when a build of an earlier program can no longer be read by this one.
FORMAT = 2


class ShelfError(ValueError):
    """A directory is no build, or not the build its manifest says."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One release, open and unchanging."""

    path: Path
    release: str
    digest: str
    layers: Mapping[str, Layer]
    manifest: Mapping[str, Any]
    tombstones: Mapping[str, str]

    @classmethod
    def open(cls, path: Path) -> "Shelf":
        """Open a build; raises ``ShelfError`` unless every file is as it was built."""
        manifest, digest = _read_manifest(path)
        for name, written in manifest["files"].items():
            _refuse_changed(path / name, written)
        try:
            layers = {
                name: Layer(path / "layers" / name) for name in manifest["layers"]
            }
        except (OSError, ValueError, KeyError) as error:
            msg = f"{path}: cannot be read ({error!r}); build it again: atlas build"
            raise ShelfError(msg) from error
        return cls(
            path=path,
            release=manifest["release"],
            digest=digest,
            layers=MappingProxyType(layers),
            manifest=MappingProxyType(manifest),
            tombstones=MappingProxyType(manifest["tombstones"]),
        )


def _read_manifest(path: Path) -> tuple[dict[str, Any], str]:
    try:
        text = (path / "manifest.json").read_bytes()
        manifest: dict[str, Any] = orjson.loads(text)
        written = manifest["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = f"{path}: no build of the atlas ({error}); make one: atlas build"
        raise ShelfError(msg) from None
    if written != FORMAT:
        msg = f"{path}: built in format {written}, read is {FORMAT}; run: atlas build"
        raise ShelfError(msg)
    return manifest, hashlib.sha256(text).hexdigest()[:16]


def _refuse_changed(path: Path, written: Mapping[str, Any]) -> None:
    try:
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror}); build again: atlas build"
        raise ShelfError(msg) from None
    if found != written["sha256"]:
        msg = f"{path}: differs from what the manifest says; build again: atlas build"
        raise ShelfError(msg)
