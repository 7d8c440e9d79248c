"""Freeze a build as a release: data in four forms, papers, checksums, what changed.

A release is dated by its maker or else by the newest day its records know of, never by
a clock: the same records make the same bytes on any day, so that anybody can check a
release by making it again.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from geodata.reading import read_table
from layers.changes import COMPARED, Change, Published, compare
from layers.datapackage import FORMS, TITLE, About, File, data_package, dcat, schema_org
from layers.layer import Layer
from layers.shelf import Shelf
from layers.tabular import write_csv, write_flatgeobuf, write_geojson, write_parquet

FORMAT = 1
CHECKSUMS = "SHA256SUMS"
_NAME = re.compile(r"(20\d\d)\.(0[1-9]|1[0-2])(?:\.([1-9]\d?))?")
_WRITERS = {
    "geojson": write_geojson,
    "csv": write_csv,
    "parquet": write_parquet,
    "fgb": write_flatgeobuf,
}


class ReleaseError(ValueError):
    """A release cannot be made, or is none; the message says what would do."""


@dataclass(frozen=True, slots=True)
class Papers:
    """The texts of the project that travel with every release."""

    citation: str
    licence: str


def order(name: str) -> tuple[int, int, int]:
    """Return where a release stands among others; raises ``ReleaseError``.

    >>> order("2026.12") < order("2026.12.1") < order("2027.01")
    True
    """
    found = _NAME.fullmatch(name)
    if found is None:
        msg = f"'{name}' names no release; write year and month, 2026.12 or 2026.12.1"
        raise ReleaseError(msg)
    year, month, part = found.groups(default="0")
    return int(year), int(month), int(part)


def names(folder: Path) -> list[str]:
    """Return the releases a folder holds, the oldest first."""
    found = folder.iterdir() if folder.is_dir() else ()
    held = [p.name for p in found if (p / "release.json").is_file()]
    return sorted((name for name in held if _NAME.fullmatch(name)), key=order)


def write_release(
    shelf: Shelf, target: Path, about: About, before: Published | None, papers: Papers
) -> None:
    """Write data and papers of an open build into the folder ``target``.

    ``before`` is what the release ``about.previous`` published.
    """
    files = _write_data(shelf.layers.values(), target)
    changes = () if before is None else compare(before, Published.of(shelf))
    documents = {
        "release.json": _release(shelf, about),
        "changes.json": {"changes": [change.document() for change in changes]},
        "datapackage.json": data_package(about, shelf.layers, files),
        "schema-org.jsonld": schema_org(about, shelf.layers, files),
        "dcat.jsonld": dcat(about, shelf.layers, files),
    }
    for name, document in documents.items():
        text = orjson.dumps(document, option=orjson.OPT_INDENT_2)
        (target / name).write_bytes(text + b"\n")
    texts = {
        "CITATION.cff": cite(papers.citation, about),
        "CITATION.txt": _citation(shelf, about),
        "LICENSE-DATA": papers.licence,
        "NOTES.md": "\n".join(_notes(shelf, about, changes)) + "\n",
    }
    for name, content in texts.items():
        (target / name).write_text(content, encoding="utf-8", newline="\n")


def seal(target: Path) -> None:
    """Write the checksum of every file, in the form ``sha256sum --check`` reads."""
    every = sorted(p for p in target.rglob("*") if p.is_file())
    lines = [f"{_digest(p)}  {p.relative_to(target).as_posix()}\n" for p in every]
    (target / CHECKSUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def checksums(release: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a sealed release by its path."""
    lines = (release / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    return {path: digest for digest, path in (line.split("  ", 1) for line in lines)}


def cite(citation: str, about: About) -> str:
    """Return the project's ``CITATION.cff`` for one release."""
    for key, value in (("version", about.name), ("date-released", about.date)):
        line = re.compile(rf"^{key}:.*$", re.MULTILINE)
        if not line.search(citation):
            msg = f"CITATION.cff: has no line '{key}:'; add one"
            raise ReleaseError(msg)
        # Quoted: 2026.10 is no number that may lose its zero.
        said = f'"{value}"' if key == "version" else f"{value}"
        citation = line.sub(f"{key}: {said}", citation)
    return citation


def _write_data(layers: Iterable[Layer], target: Path) -> list[File]:
    (target / "data").mkdir()
    files = []
    for layer in layers:
        for form in FORMS:
            path = target / "data" / f"{layer.id}.{form}"
            path.write_bytes(_WRITERS[form](layer))
            name, size = path.relative_to(target).as_posix(), path.stat().st_size
            files.append(File(layer.id, name, form, size, _digest(path)))
    return files


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _release(shelf: Shelf, about: About) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "name": about.name,
        "date": about.date.isoformat(),
        "previous": about.previous,
        "digest": shelf.digest,
        "records": {layer.id: len(layer) for layer in shelf.layers.values()},
        "tombstones": dict(shelf.tombstones),
    }


def _citation(shelf: Shelf, about: About) -> str:
    return (
        f"{TITLE} contributors ({about.date.year}). {TITLE}, release {about.name} "
        f"of {about.date} (build {shelf.digest}) [Data set]. CC BY 4.0.\n"
    )


def _notes(shelf: Shelf, about: About, changes: Sequence[Change]) -> list[str]:
    counts = [f"- {layer.title}: {len(layer)}" for layer in shelf.layers.values()]
    return [
        f"# {TITLE}, release {about.name}",
        "",
        f"Records as of {about.date}.",
        "",
        "## What it holds",
        "",
        *counts,
        "",
        *_FORMS_TOLD.splitlines(),
        "",
        "## What changed",
        "",
        *_changes_told(about, changes),
    ]


_FORMS_TOLD = """\
## How to read it

Every collection stands under `data/` as GeoJSON, CSV, GeoParquet and FlatGeobuf. All
four have the same features under the same ids in the same order. A record whose place
is not known closer than its country has no geometry, and is kept.

- An empty cell means not known. Dates such as `announced` are EDTF text, as precise as
  the source; `start`, `start_certain`, `end_certain` and `end` are days.
- CSV and FlatGeobuf hold lists and objects as JSON text; GeoParquet holds lists of
  texts as lists, and deeper things as JSON text.
- CSV holds points as `lon` and `lat`, and no lines or areas. Text that a spreadsheet
  would run as a formula begins with an apostrophe there.
- `datapackage.json` says what each column means. `sha256sum --check SHA256SUMS` checks
  every file. `layers/`, `map/`, `static/` and `embed/` are the atlas of that moment:
  `atlas serve --build` with this folder shows it."""


def _changes_told(about: About, changes: Sequence[Change]) -> list[str]:
    if about.previous is None:
        return ["This is the first release."]
    if not changes:
        return [f"Nothing that readers see, since {about.previous}."]
    lines = [f"Since {about.previous}: {tally(changes)}.", ""]
    for change in changes:
        first, *rest = change.lines()
        lines += [f"- {first}", *(f"  - {line.strip()}" for line in rest)]
    return lines


def tally(changes: Sequence[Change]) -> str:
    """Return how many features of each collection were added, changed and so on."""
    found: Counter[tuple[str, str]] = Counter()
    found.update((change.collection, change.kind) for change in changes)
    kinds = ("added", "changed", "withdrawn", "removed")
    said = [
        f"{count} {name} {kind}"
        for name in COMPARED
        for kind in kinds
        if (count := found[name, kind])
    ]
    return ", ".join(said) or "no change"


def withdrawn(folder: Path) -> Mapping[str, str]:
    """Return why releases were withdrawn, by name: ``withdrawn.csv`` of the folder.

    The file outlives what it withdraws: a release can be deleted and still be told.
    """
    path = folder / "withdrawn.csv"
    if not path.is_file():
        return {}
    page = read_table(path)
    found: dict[str, str] = {}
    for at, row in enumerate(page.data):
        name, reason = row.get("release", ""), row.get("reason")
        if _NAME.fullmatch(name) is None or reason is None:
            msg = f"{path}:{page.line((at,))}: give release and reason; got {row}"
            raise ReleaseError(msg)
        found[name] = reason
    return found
