"""All that is known, read from its files, checked, and handed on as one value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from geodata.evidence import independent, publishers_by_text
from geodata.models import (
    Agreement,
    Country,
    Deployment,
    Incident,
    Membership,
    Policy,
    Publisher,
    Reading,
    Search,
    Source,
    Statement,
    Supplier,
    Term,
)

AnyRecord = Deployment | Policy | Incident | Agreement


@dataclass(frozen=True)
class Collection:
    """Every record with what it refers to; published and withdrawn ones alike.

    Mappings are by id (countries by ISO 3166-1 alpha-3), sorted by it; sequences are
    sorted by country. Built by ``geodata.checking.read_collection``.
    """

    countries: Mapping[str, Country]
    vocabularies: Mapping[str, Mapping[str, Term]]
    groups: Mapping[str, str]
    publishers: Mapping[str, Publisher]
    sources: Mapping[str, Source]
    suppliers: Mapping[str, Supplier]
    records: Mapping[str, AnyRecord]
    memberships: tuple[Membership, ...]
    readings: tuple[Reading, ...]
    searches: tuple[Search, ...]
    statements: tuple[Statement, ...] = ()

    @cached_property
    def deployments(self) -> tuple[Deployment, ...]:
        """Published deployments by id."""
        return tuple(r for r in self.published if isinstance(r, Deployment))

    @cached_property
    def policies(self) -> tuple[Policy, ...]:
        """Published policies by id."""
        return tuple(r for r in self.published if isinstance(r, Policy))

    @cached_property
    def incidents(self) -> tuple[Incident, ...]:
        """Published incidents by id."""
        return tuple(r for r in self.published if isinstance(r, Incident))

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """Published agreements by id."""
        return tuple(r for r in self.published if isinstance(r, Agreement))

    @cached_property
    def published(self) -> tuple[AnyRecord, ...]:
        """Every record that is not withdrawn, by id."""
        return tuple(r for r in self.records.values() if r.withdrawn is None)

    @cached_property
    def tombstones(self) -> Mapping[str, str]:
        """The reason of every withdrawn record, by id."""
        withdrawn = {
            record.id: record.withdrawn.reason
            for record in self.records.values()
            if record.withdrawn is not None
        }
        return MappingProxyType(withdrawn)

    def cited(self, ids: Iterable[str]) -> tuple[Source, ...]:
        """Return the sources with these ids, in the order given."""
        return tuple(self.sources[source_id] for source_id in ids)

    def voices(self, ids: Iterable[str]) -> tuple[Publisher, ...]:
        """Return the publishers that report on their own in the sources with these ids.

        See ``geodata.evidence`` for what counts as one voice.
        """
        found = independent(self.cited(ids), self._publishers_by_text, self.publishers)
        return tuple(self.publishers[publisher_id] for publisher_id in found)

    @cached_property
    def _publishers_by_text(self) -> Mapping[str, Publisher]:
        return publishers_by_text(self.publishers.values())
