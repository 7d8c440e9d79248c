"""How new the records are: by what they say of themselves, never by a clock.

The day a build was made tells nothing: a dead project can be built every night. So a
build is dated by the newest day on which somebody searched, read or corrected.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from geodata.collection import Collection
from geodata.corrections import Correction


@dataclass(frozen=True, slots=True)
class Edition:
    """What names a build: its release, and the day as of which it speaks."""

    release: str
    as_of: date


def newest_day(collection: Collection, corrections: Iterable[Correction] = ()) -> date:
    """Return the newest day the records surely know of.

    A source read in "2026-11" was read on the first of the month at the earliest.
    """
    read = [source.accessed.earliest for source in collection.sources.values()]
    searched = [search.searched_on.earliest for search in collection.searches]
    mended = [correction.date for correction in corrections]
    return max(day for day in [*read, *searched, *mended] if day is not None)
