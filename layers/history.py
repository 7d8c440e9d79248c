"""What happened to the records, as readers follow it: corrections and releases.

Corrections come with the build being served; what a release changed is frozen with the
release. An entry keeps its key for ever, so that a feed reader shows it once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from geodata.corrections import Correction
from layers.changes import Change, FieldChange, read_change

_CORRECTIONS = "corrections.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened to one record, on a day.

    ``kind`` is ``corrected``, or what a release did: ``added``, ``changed``,
    ``withdrawn``, ``removed``. ``release`` is empty for corrections.
    """

    key: str
    date: date
    kind: str
    id: str
    collection: str = ""
    title: str = ""
    release: str = ""
    fields: tuple[FieldChange, ...] = ()
    reason: str | None = None
    sources: tuple[str, ...] = ()


def write_corrections(corrections: Iterable[Correction], target: Path) -> None:
    """Write the log of corrections beside the layers of a build."""
    (target / _CORRECTIONS).write_bytes(orjson.dumps(list(corrections)))


def read_entries(build: Path, releases: Iterable[Path]) -> tuple[Entry, ...]:
    """Return every entry of a build and of the releases, the newest first.

    ``releases`` are folders, in any order.
    """
    entries = [*_corrected(build), *(e for path in releases for e in _released(path))]
    return tuple(sorted(entries, key=lambda e: (-e.date.toordinal(), e.key)))


def _corrected(build: Path) -> Iterator[Entry]:
    path = build / _CORRECTIONS
    rows = orjson.loads(path.read_bytes()) if path.is_file() else []
    met: Counter[str] = Counter()
    for row in rows:
        day, record, field = row["date"], row["record"], row["field"]
        key = f"correction/{day}/{record}/{field}"
        met[key] += 1
        yield Entry(
            # A field may be mended twice in a day; the log only ever grows.
            key=key if met[key] == 1 else f"{key}/{met[key]}",
            date=date.fromisoformat(day),
            kind="corrected",
            id=record,
            fields=(FieldChange(field, row["was"], row["now"]),),
            reason=row["reason"],
            sources=tuple(row["sources"]),
        )


def _released(path: Path) -> Iterator[Entry]:
    about: Mapping[str, Any] = orjson.loads((path / "release.json").read_bytes())
    changes = orjson.loads((path / "changes.json").read_bytes())["changes"]
    for change in map(read_change, changes):
        yield _entry(change, about["name"], date.fromisoformat(about["date"]))


def _entry(change: Change, release: str, day: date) -> Entry:
    return Entry(
        key=f"release/{release}/{change.collection}/{change.id}/{change.kind}",
        date=day,
        kind=change.kind,
        id=change.id,
        collection=change.collection,
        title=change.title,
        release=release,
        fields=change.fields,
        reason=change.reason,
    )
