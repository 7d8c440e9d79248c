"""The whole build: layers, the map's own files, and a manifest of every byte.

A build is written beside the old one and then takes its place, so that a reader finds
either all of the old or all of the new; a server keeps reading the files it has open.
The same collection gives the same bytes.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from geodata.boundaries import BaseMap, Outline
from geodata.collection import Collection
from layers.compiling import compile_layer
from layers.countries import country_layer
from layers.feature import LayerDraft
from layers.freshness import Edition, newest_day
from layers.ground import boundary_layer, place_layer
from layers.map_data import map_files
from layers.memberships import membership_layer
from layers.records import record_layers
from layers.sequences import sequence_layer
from layers.shelf import FORMAT
from layers.statements import statement_layer
from layers.suppliers import link_layer, supplier_layer


def build(
    collection: Collection, base_map: BaseMap, target: Path, *, release: str = "draft"
) -> None:
    """Build a collection into ``target``, replacing what is there in one step."""
    with replacing(target) as fresh:
        write_build(collection, base_map, fresh, release=release)


def write_build(
    collection: Collection,
    base_map: BaseMap,
    target: Path,
    *,
    release: str = "draft",
    as_of: date | None = None,
) -> None:
    """Write a build into the empty directory ``target``.

    ``as_of`` is the day as of which it speaks, else the newest the records know.
    """
    edition = Edition(release, as_of or newest_day(collection))
    outlines = base_map.outlines(collection.countries)
    drafts = all_layers(collection, base_map, outlines)
    for draft in drafts:
        compile_layer(draft, target / "layers" / draft.id)
    (target / "map").mkdir()
    files = map_files(collection, base_map, outlines, edition)
    for name, content in files.items():
        (target / "map" / name).write_bytes(content)
    about = {
        "format": FORMAT,
        "release": release,
        "as_of": edition.as_of,
        "layers": [draft.id for draft in drafts],
        "tombstones": dict(collection.tombstones),
        "files": _checksums(target),
    }
    text = orjson.dumps(about, option=orjson.OPT_INDENT_2)
    (target / "manifest.json").write_bytes(text)


def all_layers(
    collection: Collection, base_map: BaseMap, outlines: Mapping[str, Outline]
) -> list[LayerDraft]:
    """Return every published collection, in the order in which they are listed."""
    return [
        country_layer(collection, outlines),
        membership_layer(collection),
        *record_layers(collection),
        supplier_layer(collection),
        link_layer(collection),
        sequence_layer(collection),
        statement_layer(collection),
        boundary_layer(collection, base_map),
        place_layer(collection, outlines),
    ]


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give an empty directory that becomes ``target`` when the block succeeds.

    When it fails, ``target`` stays as it was and the new directory goes.
    """
    target = target.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.new-{os.getpid()}")
    stale = target.with_name(f".{target.name}.old-{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    try:
        yield fresh
        if target.exists():
            target.rename(stale)
        fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(stale, ignore_errors=True)


def _checksums(target: Path) -> dict[str, Any]:
    checksums = {}
    for path in sorted(p for p in target.rglob("*") if p.is_file()):
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        name = path.relative_to(target).as_posix()
        checksums[name] = {"bytes": path.stat().st_size, "sha256": digest}
    return checksums
