"""What a reader asks of a layer, as one value that every store understands."""

import unicodedata
from dataclasses import dataclass
from typing import Literal

from geodata.bbox import BBox
from geodata.interval import Interval

Certainty = Literal["possible", "certain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Filters that all have to hold; a query without any takes the whole layer.

    ``terms`` name a filter of the layer (``technology``) and the values of which any
    will do; a layer without that filter has nothing that matches. ``interval`` without
    a bound is no filter, unless certainty is asked for. ``text`` is words that must all
    stand in the normalised text of a feature.
    """

    bbox: BBox | None = None
    interval: Interval | None = None
    certainty: Certainty = "possible"
    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    text: str = ""
    ids: tuple[str, ...] = ()


def normalise(text: str) -> str:
    """Return text as it is searched: without marks and accents, in lower case.

    NFKD, every mark dropped, lower-cased: the law of ``app/static/js/search.js`` too,
    held by ``tests/vectors/normalise.json``. Upper case goes last, because a capital
    with a dot becomes a plain letter only after its mark is gone.

    >>> normalise("Côte d'Ivoire")
    "cote d'ivoire"
    """
    letters = unicodedata.normalize("NFKD", text)
    unmarked = [c for c in letters if not unicodedata.category(c).startswith("M")]
    return "".join(unmarked).lower()
