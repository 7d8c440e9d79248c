"""Turn the text of files into models, putting each complaint in our own words.

A fault in one record does not hide the next: what cannot be read is left out of the
draft and named, and the rest goes on to be checked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from geodata.faults import Fault, RecordsError
from geodata.models import Agreement, Deployment, Incident, Model, Policy, Record
from geodata.reading import Loc, Page, read_table, read_yaml

M = TypeVar("M", bound=Model)

RECORD_LISTS: dict[str, type[Record]] = {
    "deployments": Deployment,
    "policies": Policy,
    "incidents": Incident,
    "agreements": Agreement,
}

_NOT_A_LIST = "expected a list such as [a, b]; got '{came}'"
_OUT_OF_RANGE = "{came} is out of range; longitude ends at 180, latitude at 90"
_MESSAGES = {
    "missing": "is missing; add it",
    "extra_forbidden": "is not a field of this kind of entry; check the spelling",
    "string_too_short": "is empty; write a value or drop the key",
    "too_short": "is empty; write a value or drop the key",
    "float_parsing": "'{came}' is not a number; write one such as 11.5564",
    "float_type": "'{came}' is not a number; write one such as 11.5564",
    "greater_than_equal": _OUT_OF_RANGE,
    "less_than_equal": _OUT_OF_RANGE,
    "tuple_type": _NOT_A_LIST,
    "list_type": _NOT_A_LIST,
    "dict_type": "expected key: value lines; got '{came}'",
    "literal_error": "'{came}' is not one of {expected}",
    "string_pattern_mismatch": "'{came}' does not have the form {pattern}",
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something was typed."""

    page: Page
    loc: Loc

    def fault(self, name: str, message: str, *inside: str | int) -> Fault:
        """Return a fault at this entry, or at the part of it that ``inside`` names."""
        return self.page.fault((*self.loc, *(inside or (name,))), name, message)


@dataclass(slots=True)
class Draft:
    """Models read so far with their origins, and every fault met on the way."""

    faults: list[Fault] = field(default_factory=list)
    entries: list[tuple[Model, Origin]] = field(default_factory=list)

    def read(self, model: type[M], data: Any, origin: Origin) -> M | None:
        """Read one entry; a fault is kept and ``None`` returned."""
        try:
            entry = model.model_validate(data)
        except ValidationError as error:
            self.faults += [_worded(detail, origin) for detail in error.errors()]
            return None
        self.entries.append((entry, origin))
        return entry

    def of(self, model: type[M]) -> Iterator[tuple[M, Origin]]:
        """Yield the entries of one model, in the order they were read."""
        for entry, origin in self.entries:
            if isinstance(entry, model):
                yield entry, origin

    def each(self, *models: type[Model]) -> Iterator[tuple[Any, Origin]]:
        """Yield the entries of several models; for rules about what they share."""
        for model in models:
            yield from self.of(model)

    def page(self, path: Path) -> Page:
        """Read a file; one that cannot be read is kept as a fault and read as empty."""
        try:
            return read_table(path) if path.suffix == ".csv" else read_yaml(path)
        except RecordsError as error:
            self.faults += error.faults
        except FileNotFoundError:
            self.faults.append(Fault(path, 1, "file", "is missing; restore it"))
        return Page(path, [] if path.suffix == ".csv" else {}, {})

    def items(self, page: Page, name: str) -> Iterator[tuple[dict[str, Any], Origin]]:
        """Yield the mappings of the list ``name`` of a page."""
        listed = page.data.get(name, [])
        if not isinstance(listed, list):
            self.faults.append(page.fault((name,), name, "expected a list of entries"))
            return
        for index, data in enumerate(listed):
            loc = (name, index)
            if isinstance(data, dict):
                yield data, Origin(page, loc)
            else:
                self.faults.append(page.fault(loc, name, "expected key: value lines"))


def _worded(detail: Any, origin: Origin) -> Fault:
    loc: Loc = detail["loc"]
    name = ".".join(str(part) for part in loc) or "entry"
    return origin.fault(name, _message(detail), *loc)


def _message(detail: Any) -> str:
    """Put one of pydantic's complaints in words for an editor of text files."""
    pattern = _MESSAGES.get(detail["type"])
    if pattern is None:
        return str(detail["msg"]).removeprefix("Value error, ")
    return pattern.format(came=detail["input"], **detail.get("ctx", {}))
