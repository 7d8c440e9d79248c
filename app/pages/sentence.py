"""The sentence that always says what is shown, and out of how many.

The page's script says it again at every change (``app/static/js/sentence.js``); both
are held to ``tests/vectors/sentence.json``, so that nothing flickers when the script
takes over.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.pages.words import Words


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records of one collection are shown, and how many there are."""

    id: str
    shown: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a view shows and what it leaves out.

    ``countries`` counts those in which the first collection has records shown;
    ``undated`` are left out because the window has bounds, ``unplaced`` because a box
    is asked for.
    """

    tallies: tuple[Tally, ...]
    countries: int
    datetime: str = ""
    certainty: str = "possible"
    undated: int = 0
    unplaced: int = 0


def sentence(summary: Summary, words: Words) -> str:
    """Say what is shown."""
    parts = [_say_tally(tally, words) for tally in summary.tallies]
    if parts:
        count = summary.countries
        parts[0] = words.say("sentence.in", records=parts[0], count=count)
    else:
        parts = [words.say("sentence.nothing")]
    if summary.datetime:
        years = say_years(summary.datetime, words)
        parts.append(words.say(f"sentence.{summary.certainty}", years=years))
    said = (" · ".join(parts), *_say_left_out(summary, words))
    return words.say("join.parts").join(said)


def say_years(datetime: str, words: Words) -> str:
    """Say a window of time: both years, "until 2019" or "since 2013"."""
    start, _, end = datetime.partition("/")
    if start == "..":
        return words.say("years.until", to=end)
    if end == "..":
        return words.say("years.since", **{"from": start})
    if end in ("", start):
        return words.say("years.one", year=start)
    return words.say("years.range", **{"from": start, "to": end})


def _say_tally(tally: Tally, words: Words) -> str:
    which = "whole" if tally.shown == tally.total else "part"
    key = f"sentence.{which}.{tally.id}"
    return words.say(key, shown=tally.shown, count=tally.total)


def _say_left_out(summary: Summary, words: Words) -> Iterator[str]:
    if summary.undated:
        yield words.say("sentence.undated", count=summary.undated)
    if summary.unplaced:
        yield words.say("sentence.unplaced", count=summary.unplaced)
