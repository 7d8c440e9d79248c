"""The five classes of the choropleth, as ``map/classes.js`` computes them.

From the whole collection, never from what a filter leaves: a tone must mean the same
number in every picture of a release.
"""

import math
from collections.abc import Iterable, Sequence

_CLASSES = 5


def breaks(counts: Iterable[int]) -> tuple[int, ...]:
    """Return the lowest count of each class, growing geometrically from 1.

    >>> breaks([1, 9])
    (1, 2, 3, 4, 6)
    """
    largest = max((1, *counts))
    lowest: list[int] = []
    for step in range(_CLASSES):
        after = (lowest[-1] if lowest else 0) + 1
        lowest.append(max(after, math.ceil(largest ** (step / _CLASSES))))
    return tuple(least for least in lowest if least <= largest)


def class_of(count: int, lowest: Sequence[int]) -> int:
    """Return 1 to 5, or 0 for none."""
    return sum(least <= count for least in lowest)


def ranges(lowest: Sequence[int]) -> list[str]:
    """Return each class in digits: one number, a range with an en dash, or ``6+``.

    >>> ranges((1, 2, 3))
    ['1', '2', '3+']
    """
    said = []
    for at, least in enumerate(lowest):
        if at + 1 == len(lowest):
            said.append(f"{least}+")
        else:
            most = lowest[at + 1] - 1
            said.append(str(least) if most == least else f"{least}–{most}")  # noqa: RUF001
    return said
