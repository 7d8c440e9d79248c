"""What is wrong with the records, every fault at once, each with its file and line."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake: where it stands, in which field, and what would do instead."""

    path: Path
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        """Return ``path:line: field: message``, which editors turn into a link."""
        return f"{self.path}:{self.line}: {self.field}: {self.message}"


class RecordsError(ValueError):
    """The records break their own rules; ``faults`` holds every one found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults in the order of files and lines."""
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))
