"""The dates of records in words: "about June 2014", "some time in 2019 to 2021".

Records keep EDTF text. What this cannot put into words (seasons, unspecified digits)
is shown as it was written: better raw than wrong.
"""

import re
from datetime import date

from babel.dates import format_date, format_skeleton

from app.pages.words import Words

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)", re.ASCII)
_SKELETONS = {1: "y", 2: "yMMMM"}
_QUALIFIERS = {"~": "date.about", "?": "date.doubtful", "%": "date.about-doubtful"}


def say_date(edtf: str, words: Words) -> str:
    """Say an EDTF date or interval in the reader's language."""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _say_one(edtf, words)
    if end == "..":
        return words.say("date.ongoing", date=_say_one(start, words))
    if end == "":
        return words.say("date.end-unknown", date=_say_one(start, words))
    if start in ("", ".."):
        return words.say("date.by", date=_say_one(end, words))
    said = {"from": _say_one(start, words), "to": _say_one(end, words)}
    return words.say("date.between", **said)


def _say_one(text: str, words: Words) -> str:
    found = _DATE.fullmatch(text)
    if found is None:
        return text
    parts = [int(part) for part in found.groups()[:3] if part]
    try:
        day = date(*[*parts, 1, 1][:3])
    except ValueError:
        return text
    if len(parts) in _SKELETONS:
        said = format_skeleton(_SKELETONS[len(parts)], day, locale=words.locale)
    else:
        said = format_date(day, "long", locale=words.locale)
    qualifier = found[4]
    return words.say(_QUALIFIERS[qualifier], date=said) if qualifier else said
