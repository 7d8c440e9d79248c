"""What form of an answer a client wants, from its ``Accept`` header (RFC 9110, 12.5.1).

The order of an offer breaks ties, so that ``*/*`` gets JSON and a browser, which names
``text/html`` with the highest weight, gets a page.
"""

from collections.abc import Iterable, Sequence


def weights(accept: str) -> list[tuple[str, float]]:
    """Return the media ranges with their weights; unreadable ones weigh nothing.

    >>> weights("text/html, application/json;q=0.5")
    [('text/html', 1.0), ('application/json', 0.5)]
    """
    return [_weighed(part) for part in accept.split(",") if part.strip()]


def _weighed(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                return name, max(0.0, min(1.0, float(value)))
            except ValueError:
                return name, 0.0
    return name, 1.0


def best(accept: str, offers: Sequence[str]) -> str | None:
    """Return the media type of ``offers`` the header likes most, ``None`` if none.

    >>> best("text/*;q=0.5, application/json", ["text/html", "application/json"])
    'application/json'
    >>> best("image/png", ["text/html"]) is None
    True
    """
    if not accept.strip():
        return offers[0]
    ranges = weights(accept)
    scored = [(_weight(offer, ranges), -n) for n, offer in enumerate(offers)]
    weight, place = max(scored)
    return offers[-place] if weight > 0 else None


def _weight(offer: str, ranges: Iterable[tuple[str, float]]) -> float:
    """Return the weight of the most specific range that covers ``offer``."""
    bare = offer.partition(";")[0]
    family = bare.partition("/")[0] + "/*"
    found = {bare: -1.0, family: -1.0, "*/*": -1.0}
    for name, weight in ranges:
        if name in found:
            found[name] = max(found[name], weight)
    return next((weight for weight in found.values() if weight >= 0), 0.0)


def prefers_html(accept: str) -> bool:
    """Tell whether a page is wanted rather than JSON: a reader with a browser."""
    return best(accept, ["application/json", "text/html"]) == "text/html"
