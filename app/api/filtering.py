"""CQL2 filters, compiled to one mask over a layer (24-031, 19-079r2).

PyPI's ``cql2`` parses the text; what it means is decided here, because only we know the
collection: a property that does not exist, a number compared with a text or a function
that is not offered is refused with the reason before anything is computed.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import cql2
import numpy as np
import orjson
from numpy.typing import NDArray

from app.api.cql_predicates import Compiler
from app.api.cql_types import FilterError
from app.api.crs import Crs
from app.api.table import Table
from app.problems import Refusal
from layers.layer import Layer

EXAMPLE = "status = 'operational' AND start >= DATE('2015-01-01')"
# The parser descends once for each of these, on a stack that ends at some thousand.
_DEEPEST = 64
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"")
_DESCENTS = re.compile(r"\bNOT\b|-(?=[\s-]*-)", re.IGNORECASE)

Predicate = Callable[[Table], NDArray[np.bool_]]


def compile_filter(text: str, language: str, crs: Crs, layer: Layer) -> Predicate:
    """Return the filter as a predicate over a table; raises ``Refusal``."""
    try:
        verdict = Compiler(layer.schema, crs).predicate(_parse(text, language))
    except FilterError as fault:
        raise _refusal(text, str(fault), layer) from fault
    except RecursionError:
        raise _refusal(text, "it is nested too deeply", layer) from None

    def mask(table: Table) -> NDArray[np.bool_]:
        try:
            return verdict(table).yes
        except FilterError as fault:
            raise _refusal(text, str(fault), layer) from fault

    return mask


def _refusal(text: str, reason: str, layer: Layer) -> Refusal:
    detail = f"filter: {reason}; got {text!r}, while {EXAMPLE!r} would do"
    queryables = f"/api/collections/{layer.id}/queryables"
    return Refusal(
        "invalid-filter",
        detail,
        parameter="filter",
        value=text,
        example=EXAMPLE,
        queryables=queryables,
    )


@lru_cache(maxsize=256)
def _parse(text: str, language: str) -> Any:
    if language == "cql2-json":
        return _parse_json(text)
    if _depth(text) > _DEEPEST:
        msg = f"it is nested more than {_DEEPEST} deep"
        raise FilterError(msg)
    try:
        return cql2.parse_text(text).to_json()
    except (cql2.ParseError, cql2.ValidationError, ValueError) as error:
        where = re.search(r"--> \d+:(\d+)", str(error))
        place = f" at character {where[1]}" if where else ""
        msg = f"it is not CQL2 text{place}"
        raise FilterError(msg) from None


def _parse_json(text: str) -> Any:
    try:
        value = orjson.loads(text)
        cql2.parse_json(text)
    except (cql2.ParseError, cql2.ValidationError, ValueError):
        msg = "it is not CQL2 JSON"
        raise FilterError(msg) from None
    return value


def _depth(text: str) -> int:
    bare = _QUOTED.sub("", text)
    deepest = depth = 0
    for letter in bare:
        depth += (letter == "(") - (letter == ")")
        deepest = max(deepest, depth)
    return deepest + len(_DESCENTS.findall(bare))
