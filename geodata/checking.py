"""Hold the records to their rules, and say everything that is wrong at once.

The rules are small functions over a whole draft, each yielding its faults, so that a
curator mends a file once instead of line by line.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from geodata.collection import AnyRecord, Collection
from geodata.drafting import Draft, Origin
from geodata.evidence import grade, publishers_by_text
from geodata.faults import Fault, RecordsError
from geodata.gathering import gather
from geodata.models import (
    Agreement,
    Country,
    Deployment,
    Incident,
    Membership,
    Policy,
    Publisher,
    Reading,
    Record,
    Search,
    Source,
    Statement,
    Supplier,
    Term,
)

T = TypeVar("T")
M = TypeVar("M", Membership, Reading, Search)

# Which vocabulary each field of each model speaks.
_WORDS: dict[type, dict[str, str]] = {
    Deployment: {
        "technologies": "technologies",
        "status": "statuses",
        "legal_basis": "legal_bases",
        "evidence": "evidence_grades",
        "place_precision": "place_precisions",
    },
    Policy: {
        "policy_type": "policy_types",
        "direction": "directions",
        "chinese_model": "chinese_models",
        "status": "policy_statuses",
    },
    Incident: {
        "incident_type": "incident_types",
        "technologies": "technologies",
        "evidence": "evidence_grades",
        "place_precision": "place_precisions",
    },
    Publisher: {"kind": "publisher_kinds"},
    Source: {"unarchived": "unarchived"},
    Membership: {"programme": "programmes"},
    Search: {"outcome": "search_outcomes"},
}
_LADDERS: dict[type, tuple[str, ...]] = {
    Deployment: ("announced", "agreed", "started", "operational", "ended"),
    Policy: ("adopted", "in_force", "repealed"),
    Membership: ("joined", "left"),
}


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the rules look at: the draft, and what may be referred to."""

    draft: Draft
    vocabularies: Mapping[str, Mapping[str, Term]]
    groups: Mapping[str, str]
    countries: Mapping[str, Country]
    publishers: Mapping[str, Publisher]
    sources: Mapping[str, Source]
    suppliers: Mapping[str, Supplier]
    records: Mapping[str, AnyRecord]


def read_collection(root: Path) -> Collection:
    """Read and check every file below ``root``, the folder ``geodata``.

    Raises ``RecordsError`` with every fault found, in the order of files and lines.
    """
    draft, vocabularies, groups = gather(root)
    desk = _desk(draft, vocabularies, groups)
    faults = [*draft.faults, *(fault for rule in _RULES for fault in rule(desk))]
    if faults:
        raise RecordsError(faults)
    collection = Collection(
        countries=desk.countries,
        publishers=desk.publishers,
        vocabularies=MappingProxyType(vocabularies),
        groups=MappingProxyType(groups),
        sources=desk.sources,
        suppliers=desk.suppliers,
        records=desk.records,
        memberships=_by_country(draft, Membership),
        readings=_by_country(draft, Reading),
        searches=_by_country(draft, Search),
        statements=tuple(
            sorted((s for s, _ in draft.of(Statement)), key=lambda s: s.id)
        ),
    )
    return replace(collection, records=_graded(collection))


def _graded(collection: Collection) -> Mapping[str, AnyRecord]:
    """Return the records with the grade their sources bear out."""
    graded: dict[str, AnyRecord] = {}
    for record in collection.records.values():
        graded[record.id] = record
        if isinstance(record, Deployment | Incident):
            evidence = grade(record, collection.voices(record.sources))
            graded[record.id] = record.model_copy(update={"evidence": evidence})
    return MappingProxyType(graded)


def _desk(
    draft: Draft, vocabularies: dict[str, dict[str, Term]], groups: dict[str, str]
) -> _Desk:
    records = {record.id: record for record, _ in draft.of(Record)}
    return _Desk(
        draft=draft,
        vocabularies=vocabularies,
        groups=groups,
        countries=_sorted({c.iso3: c for c, _ in draft.of(Country)}),
        publishers=_sorted({p.id: p for p, _ in draft.of(Publisher)}),
        sources=_sorted({s.id: s for s, _ in draft.of(Source)}),
        suppliers=_sorted({s.id: s for s, _ in draft.of(Supplier)}),
        records=_sorted(records),  # type: ignore[arg-type]
    )


def _sorted(found: dict[str, T]) -> Mapping[str, T]:
    return MappingProxyType(dict(sorted(found.items())))


def _by_country(draft: Draft, model: type[M]) -> tuple[M, ...]:
    return tuple(sorted((m for m, _ in draft.of(model)), key=lambda m: m.country))


def _ids_are_unique(desk: _Desk) -> Iterator[Fault]:
    for model in (Record, Source, Supplier, Publisher):
        met: dict[str, Origin] = {}
        for entry, origin in desk.draft.each(model):
            first = met.setdefault(entry.id, origin)
            if first is not origin:
                line = first.page.line(first.loc)
                message = f"'{entry.id}' is taken by {first.page.path}:{line}"
                yield origin.fault("id", message)


def _countries_have_codes(desk: _Desk) -> Iterator[Fault]:
    for entry, origin in desk.draft.each(Record, Membership, Reading, Search):
        if entry.country not in desk.countries:
            message = f"'{entry.country}' is not in countries.csv"
            yield origin.fault("country", message)
    for record, origin in desk.draft.of(Record):
        if not record.id.startswith(record.country.lower() + "-"):
            message = f"'{record.id}' must begin with {record.country.lower()}-"
            yield origin.fault("id", message)


def _words_are_in_the_vocabulary(desk: _Desk) -> Iterator[Fault]:
    for model, fields in _WORDS.items():
        for entry, origin in desk.draft.each(model):
            for field, vocabulary in fields.items():
                value = getattr(entry, field)
                words = value if isinstance(value, tuple) else (value,)
                known = desk.vocabularies.get(vocabulary, {})
                for word in words:
                    if word is not None and word not in known:
                        yield origin.fault(field, _unknown(word, known, vocabulary))


def _references_lead_somewhere(desk: _Desk) -> Iterator[Fault]:
    for entry, origin in desk.draft.each(Record, Membership, Supplier):
        yield from _missing(entry.sources, desk.sources, origin, "sources")
    for deployment, origin in desk.draft.of(Deployment):
        yield from _missing(deployment.suppliers, desk.suppliers, origin, "suppliers")
    for said, origin in desk.draft.of(Statement):
        yield from _missing((said.source,), desk.sources, origin, "source")
    deployments = {deployment.id: None for deployment, _ in desk.draft.of(Deployment)}
    for record, origin in desk.draft.each(Incident, Agreement):
        yield from _missing(record.deployments, deployments, origin, "deployments")
    for reading, origin in desk.draft.of(Reading):
        if reading.index not in desk.sources:
            message = f"'{reading.index}' is no source; name the file after one"
            yield origin.fault("file", message)


def _missing(
    ids: tuple[str, ...], known: Mapping[str, object], origin: Origin, field: str
) -> Iterator[Fault]:
    for index, wanted in enumerate(ids):
        if wanted not in known:
            yield origin.fault(field, _unknown(wanted, known, field), field, index)


def _unknown(word: str, known: Mapping[str, object], where: str) -> str:
    near = get_close_matches(word, known, n=2)
    hint = f"did you mean {' or '.join(near)}?" if near else f"see {where}"
    return f"'{word}' is not known; {hint}"


def _sources_are_cited(desk: _Desk) -> Iterator[Fault]:
    cited: Counter[str] = Counter()
    for entry, _ in desk.draft.each(Record, Membership, Supplier):
        cited.update(entry.sources)
    for source, origin in desk.draft.of(Source):
        shared = origin.page.path.name == "sources.yaml"
        if source.id not in cited and not shared:
            yield origin.fault("id", f"no entry cites '{source.id}'; cite or drop it")


def _publishers_are_known(desk: _Desk) -> Iterator[Fault]:
    known = publishers_by_text(desk.publishers.values())
    for source, origin in desk.draft.of(Source):
        if source.publisher not in known:
            message = _unknown(source.publisher, known, "publishers.yaml and add it")
            yield origin.fault("publisher", message)
    for publisher, origin in desk.draft.of(Publisher):
        for at, copy in enumerate(publisher.copies):
            yield from _missing(copy.originals, desk.publishers, origin, f"copies.{at}")


def _ladders_rise(desk: _Desk) -> Iterator[Fault]:
    for model, rungs in _LADDERS.items():
        for entry, origin in desk.draft.each(model):
            dated = [(rung, getattr(entry, rung)) for rung in rungs]
            known = [(rung, edtf) for rung, edtf in dated if edtf is not None]
            for (lower, before), (upper, after) in pairwise(known):
                if before.earliest and after.latest and before.earliest > after.latest:
                    message = f"{after} lies before {lower} ({before}); mend one"
                    yield origin.fault(upper, message)


def _points_lie_in_their_country(desk: _Desk) -> Iterator[Fault]:
    for record, origin in desk.draft.each(Deployment, Incident):
        country = desk.countries.get(record.country)
        if record.lon is None or country is None:
            continue
        if not country.may_hold(record.lon, record.lat):
            message = (
                f"{record.lat:g},{record.lon:g} lies outside {country.name}; "
                "lat is degrees north, lon degrees east"
            )
            yield origin.fault("lat", message)


def _technologies_have_groups(desk: _Desk) -> Iterator[Fault]:
    known = desk.vocabularies.get("technology_groups", {})
    terms = desk.vocabularies.get("technologies", {})
    for term, origin in desk.draft.of(Term):
        is_technology = terms.get(term.id) is term
        if is_technology and desk.groups.get(term.id) not in known:
            yield origin.fault("group", _unknown("", known, "technology_groups"))


def _countries_are_searched_once(desk: _Desk) -> Iterator[Fault]:
    for model in (Membership, Search):
        met = set()
        for entry, origin in desk.draft.each(model):
            if entry.country in met:
                yield origin.fault("country", f"{entry.country} stands twice")
            met.add(entry.country)


_RULES: tuple[Callable[[_Desk], Iterator[Fault]], ...] = (
    _ids_are_unique,
    _countries_have_codes,
    _words_are_in_the_vocabulary,
    _references_lead_somewhere,
    _sources_are_cited,
    _publishers_are_known,
    _ladders_rise,
    _points_lie_in_their_country,
    _technologies_have_groups,
    _countries_are_searched_once,
)
