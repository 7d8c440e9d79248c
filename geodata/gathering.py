"""Know where each file of the collection stands and how its rows become models."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from geodata.drafting import RECORD_LISTS, Draft, Origin
from geodata.models import (
    Country,
    Membership,
    Model,
    Publisher,
    Reading,
    Search,
    Source,
    Statement,
    Supplier,
    Term,
)

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")

_RECORD_FILE_KEYS = {"country", "sources", *RECORD_LISTS}


def gather(root: Path) -> tuple[Draft, dict[str, dict[str, Term]], dict[str, str]]:
    """Read every file below ``root`` into a draft.

    Returns the draft, the vocabularies by name and the group of each technology.
    """
    draft = Draft()
    vocabularies, groups = _gather_vocabularies(draft, root / "vocabularies.yaml")
    _gather_countries(draft, root / "countries.csv")
    _gather_list(draft, root / "publishers.yaml", "publishers", Publisher)
    _gather_list(draft, root / "sources.yaml", "sources", Source)
    _gather_list(draft, root / "suppliers.yaml", "suppliers", Supplier)
    _gather_list(draft, root / "statements.yaml", "statements", Statement)
    for path in sorted((root / "records").glob("*.yaml")):
        _gather_records(draft, path)
    _gather_memberships(draft, root / "memberships.csv")
    _gather_searches(draft, root / "coverage.csv")
    for path in sorted((root / "readings").glob("*.csv")):
        _gather_readings(draft, path)
    return draft, vocabularies, groups


def _gather_vocabularies(
    draft: Draft, path: Path
) -> tuple[dict[str, dict[str, Term]], dict[str, str]]:
    page = draft.page(path)
    vocabularies: dict[str, dict[str, Term]] = {}
    groups: dict[str, str] = {}
    for name in page.data:
        terms = vocabularies.setdefault(name, {})
        for data, origin in draft.items(page, name):
            group = data.pop("group", None)
            term = draft.read(Term, data, origin)
            if term is None:
                continue
            terms[term.id] = term
            if group is not None:
                groups[term.id] = group
    return vocabularies, groups


def _gather_countries(draft: Draft, path: Path) -> None:
    page = draft.page(path)
    for index, row in enumerate(page.data):
        data = {
            "iso3": row.get("iso3"),
            "iso2": row.get("iso2"),
            "region": row.get("region"),
            "extent": [row.get(edge) for edge in ("west", "south", "east", "north")],
            "names": {code: row.get(code) for code in LANGUAGES},
            "aliases": _split(row.get("aliases"), "|"),
        }
        draft.read(Country, data, Origin(page, (index,)))


def _gather_list(draft: Draft, path: Path, name: str, model: type[Model]) -> None:
    page = draft.page(path)
    for data, origin in draft.items(page, name):
        draft.read(model, data, origin)


def _gather_records(draft: Draft, path: Path) -> None:
    page = draft.page(path)
    code = page.data.get("country", "")
    if code != path.stem:
        message = f"'{code}' does not match the file's name; write {path.stem}"
        draft.faults.append(page.fault(("country",), "country", message))
    for name in set(page.data) - _RECORD_FILE_KEYS:
        message = f"is not a part of a record file; known: {sorted(_RECORD_FILE_KEYS)}"
        draft.faults.append(page.fault((name,), name, message))
    for data, origin in draft.items(page, "sources"):
        draft.read(Source, data, origin)
    for name, model in RECORD_LISTS.items():
        for data, origin in draft.items(page, name):
            draft.read(model, {**data, "country": path.stem}, origin)


def _gather_memberships(draft: Draft, path: Path) -> None:
    page = draft.page(path)
    for index, row in enumerate(page.data):
        data = {**row, "sources": _split(row.get("sources"))}
        draft.read(Membership, data, Origin(page, (index,)))


def _gather_searches(draft: Draft, path: Path) -> None:
    page = draft.page(path)
    for index, row in enumerate(page.data):
        data = {
            **row,
            "queries": _split(row.get("queries"), ";"),
            "urls_read": _split(row.get("urls_read")),
        }
        draft.read(Search, data, Origin(page, (index,)))


def _gather_readings(draft: Draft, path: Path) -> None:
    """Read an index; its file is named after the source that it was taken from."""
    page = draft.page(path)
    for index, row in enumerate(page.data):
        flags = _without(row, ("country", "companies"))
        data = {
            "country": row.get("country"),
            "index": path.stem,
            "values": {name: _flag(cell) for name, cell in flags.items()},
            "companies": _split(row.get("companies"), ";"),
        }
        draft.read(Reading, data, Origin(page, (index,)))


def _split(cell: str | None, mark: str | None = None) -> list[str]:
    parts = (cell or "").split(mark)
    return [part.strip() for part in parts if part.strip()]


def _without(row: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: cell for name, cell in row.items() if name not in set(names)}


def _flag(cell: str) -> object:
    return {"true": True, "false": False}.get(cell, cell)
