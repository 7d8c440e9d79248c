"""What schemathesis has to be told beyond the OpenAPI document.

The document can say that a box is four numbers, not that south lies below north; and
the standard wants a ``limit`` above the maximum served, not refused.
"""

import schemathesis
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode

YEARS = st.integers(1990, 2030).map(str)
schemathesis.openapi.format(
    "ogc-datetime",
    st.one_of(
        YEARS,
        st.dates().map(str),
        YEARS.map("{}/..".format),
        YEARS.map("../{}".format),
        st.tuples(YEARS, YEARS).map(lambda pair: "/".join(sorted(pair))),
    ),
)
schemathesis.openapi.format(
    "cql2-text",
    st.one_of(
        st.integers(0, 9).map("id LIKE '%{}%'".format),
        st.sampled_from(
            [
                "TRUE",
                "id <> 'x' AND NOT id = 'y'",
                "S_INTERSECTS(geometry, BBOX(170,-30,-170,30))",
                "geometry IS NULL OR id IN ('a','b')",
            ]
        ),
    ),
)
DEGREES = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


@schemathesis.hook
def before_call(_context, case, _kwargs):
    """Put a readable box where the document allows any four to six numbers."""
    query = case.query
    if case.meta.generation.mode is GenerationMode.POSITIVE and query:
        if "bbox" in query:
            query["bbox"] = "100,-10,120,20"
            query.pop("bbox-crs", None)
        if query.get("filter-lang") == "cql2-json":
            query.pop("filter-lang")
        if "BBOX" in str(query.get("filter")):
            query.pop("filter-crs", None)
        if query.get("f") in {"csv", "kml", "jsonld"}:
            query.pop("crs", None)


@schemathesis.hook
def filter_case(_context, case):
    """Leave out a limit above the maximum: 17-069r4 wants it served."""
    limit = str((case.query or {}).get("limit", ""))
    return not (limit.isdecimal() and int(limit) > 10_000)
