"""Read record files, keeping every scalar as the text its author typed.

YAML would turn ``2014`` into an integer, ``2014-06-30`` into a date and ``NO`` into
False. EDTF dates and ISO codes must survive as written and each fault must name a line,
so files become plain text with positions here, and gain meaning elsewhere.
"""

import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from geodata.faults import Fault, RecordsError

Loc = tuple[str | int, ...]

# libyaml reads the whole collection in half a second, the Python parser in ten.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Page:
    """One file as text: nested dicts and lists of strings, and where each stands."""

    path: Path
    data: Any
    lines: dict[Loc, int] = field(repr=False)

    def line(self, loc: Loc) -> int:
        """Return the line of the value at ``loc``, or of the nearest one around it."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, 1)

    def fault(self, loc: Loc, name: str, message: str) -> Fault:
        """Return a fault that stands at ``loc``."""
        return Fault(self.path, self.line(loc), name, message)


def read_yaml(path: Path) -> Page:
    """Read a YAML file.

    Raises ``RecordsError`` for a file that is no YAML, and for a repeated key.
    """
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        fault = Fault(path, line, "YAML", str(error.problem))
        raise RecordsError([fault]) from None
    faults: list[Fault] = []
    page = Page(path, {}, {})
    data = {} if root is None else _plain(root, (), page, faults)
    if faults:
        raise RecordsError(faults)
    return Page(path, data, page.lines)


def _plain(node: yaml.Node, loc: Loc, page: Page, faults: list[Fault]) -> Any:
    page.lines[loc] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [
            _plain(item, (*loc, index), page, faults)
            for index, item in enumerate(node.value)
        ]
    if not isinstance(node, yaml.MappingNode):
        return node.value
    mapping: dict[str, Any] = {}
    for key, value in node.value:
        if key.value in mapping:
            line = key.start_mark.line + 1
            message = "stands twice; keep one of the two"
            faults.append(Fault(page.path, line, key.value, message))
        mapping[key.value] = _plain(value, (*loc, key.value), page, faults)
        # A fault in a folded text is sought at its key, not inside the text.
        page.lines[(*loc, key.value)] = key.start_mark.line + 1
    return mapping


def read_table(path: Path) -> Page:
    """Read a CSV file as a list of rows; an empty cell is left out of its row."""
    rows: list[dict[str, str]] = []
    lines: dict[Loc, int] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        for index, row in enumerate(reader):
            lines[(index,)] = reader.line_num
            rows.append({name: cell for name, cell in row.items() if cell})
    return Page(path, rows, lines)
