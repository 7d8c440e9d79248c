"""How sure a claim is, and by whose word: the grade that is computed, not typed.

An editor types ``official`` where the government, the operator or the supplier says
it, ``alleged`` where somebody claims it without showing it, and ``reported`` otherwise.
What is reported becomes ``corroborated`` when two publishers say it that do not repeat
each other, and a second reading has found the claim on their pages: a first reading has
not established that every page cited says the same.

A copy, a translation or a retelling counts as its original. Aggregators, encyclopaedias
and people's posts report nothing of their own, so they corroborate nothing.
"""

from collections.abc import Iterable, Mapping, Sized

from geodata.models import Deployment, Incident, Publisher, Source

INDEPENDENT_KINDS = frozenset(
    {"government", "law-firm", "news", "ngo", "research", "supplier", "wire"}
)
_ENOUGH = 2


def publishers_by_text(publishers: Iterable[Publisher]) -> Mapping[str, Publisher]:
    """Return the publisher behind each way in which sources spell it."""
    return {
        text: publisher
        for publisher in publishers
        for text in (
            publisher.name,
            *publisher.aliases,
            *(copy.text for copy in publisher.copies),
        )
    }


def origins(source: Source, by_text: Mapping[str, Publisher]) -> frozenset[str]:
    """Return the ids of the publishers on whose word a source rests.

    Empty where a copy does not show what it copies.
    """
    publisher = by_text[source.publisher]
    copied = [copy for copy in publisher.copies if copy.text == source.publisher]
    if copied:
        return frozenset(copied[0].originals)
    return frozenset({publisher.id})


def independent(
    sources: Iterable[Source],
    by_text: Mapping[str, Publisher],
    publishers: Mapping[str, Publisher],
) -> tuple[str, ...]:
    """Return the ids of publishers that report on their own, sorted.

    A source that rests on several publishers counts once, for the first of them, so
    that one retelling of two reports is one voice.
    """
    voices: set[str] = set()
    for source in sources:
        spoken = sorted(origins(source, by_text))
        if spoken and not voices & set(spoken):
            voices.add(spoken[0])
    known = (publishers[voice] for voice in voices)
    return tuple(sorted(p.id for p in known if p.kind in INDEPENDENT_KINDS))


def grade(record: Deployment | Incident, voices: Sized) -> str:
    """Return the grade of a record, given who independently reports it."""
    is_read_twice = record.read == "second"
    if record.evidence == "reported" and is_read_twice and len(voices) >= _ENOUGH:
        return "corroborated"
    return record.evidence
