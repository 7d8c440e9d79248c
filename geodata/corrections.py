"""The public log of corrections: what was changed in a record, when, and on whose word.

The log is typed by curators beside the change itself. It could be derived from the
history of the files, but only a person knows the reason, and readers ask for that.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from geodata.faults import Fault, RecordsError
from geodata.models import Source
from geodata.reading import Page, read_table

_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One field of one record, as it was and as it is; ``None`` where unknown.

    ``sources`` are addresses.
    """

    date: date
    record: str
    field: str
    was: str | None
    now: str | None
    reason: str
    sources: tuple[str, ...]


def read_corrections(
    path: Path, records: Mapping[str, object], sources: Mapping[str, Source]
) -> tuple[Correction, ...]:
    """Return the log in its own order; ``records`` are the ids that may be named.

    A curator may cite one of ``sources`` by its id; readers get its address. Raises
    ``RecordsError`` with every fault of the file.
    """
    page = read_table(path)
    faults = [
        fault
        for at in range(len(page.data))
        for fault in _faults(page, at, records, sources)
    ]
    if faults:
        raise RecordsError(faults)
    return tuple(_correction(row, sources) for row in page.data)


def _faults(
    page: Page,
    at: int,
    records: Mapping[str, object],
    sources: Mapping[str, Source],
) -> Iterator[Fault]:
    row = page.data[at]
    for cited in row.get("source", "").split():
        if cited not in sources and not _ADDRESS.fullmatch(cited):
            message = f"'{cited}' is neither a source's id nor an address; give one"
            yield page.fault((at,), "source", message)
    for name in ("date", "record", "field", "reason"):
        if name not in row:
            yield page.fault((at,), name, "is empty; fill it in")
    if "date" in row and _day(row["date"]) is None:
        message = f"'{row['date']}' is no day; write one such as 2026-11-23"
        yield page.fault((at,), "date", message)
    if row.get("record", "") not in records:
        message = (
            f"'{row.get('record', '')}' is no record; use its id, withdrawn or not"
        )
        yield page.fault((at,), "record", message)


def _correction(row: Mapping[str, str], known: Mapping[str, Source]) -> Correction:
    cited = row.get("source", "").split()
    return Correction(
        date=date.fromisoformat(row["date"]),
        record=row["record"],
        field=row["field"],
        was=row.get("was"),
        now=row.get("now"),
        reason=row["reason"],
        sources=tuple(known[s].url if s in known else s for s in cited),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-11-23") else None
    except ValueError:
        return None
