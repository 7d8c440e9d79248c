"""From the dates of a record to the span it fills on the timeline.

Planned, signed, begun, working and ended are different facts. A record may be there
from its first dated rung; it is certainly there only from the day it is known to work
to the day a source last saw it work. Edit dates play no part, and a report that
something is over dates nothing of which no source says when it was there.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from geodata.edtf import Edtf
from geodata.models import Agreement, Deployment, Incident, Membership, Policy
from geodata.span import Span

_TOOK_EFFECT = frozenset(
    {"in-force", "partly-in-force", "repealed", "lapsed", "superseded"}
)
_GONE = frozenset({"withdrawn", "repealed", "lapsed", "superseded", "struck-down"})
_STANDS = frozenset({"in-force", "partly-in-force"})
_OVER = frozenset({"cancelled", "ended"})


def last_confirmed(deployment: Deployment) -> Edtf | None:
    """Return when a source last saw it working: as typed, else the status's date."""
    if deployment.last_confirmed is not None:
        return deployment.last_confirmed
    return deployment.status_as_of if deployment.status == "operational" else None


def deployment_span(deployment: Deployment) -> Span:
    """Return from when to when a deployment may, and must, have been there."""
    d, seen = deployment, last_confirmed(deployment)
    begun = _latest(d.operational) or _latest(seen)
    lasted = None
    if begun is not None:
        lasted = _earliest(d.ended) or max(_days((d.operational, seen)))
    start = _first(d.announced, d.agreed, d.started, d.operational)
    return Span(
        start=start,
        start_certain=begun,
        end_certain=lasted,
        end=_latest(d.ended) or (_over(d) if start or begun else None),
    )


def _over(deployment: Deployment) -> date | None:
    """Return the day by which a source says it was over, if its end is not dated."""
    is_over = deployment.status in _OVER
    return _latest(deployment.status_as_of) if is_over else None


def policy_span(policy: Policy, accessed: Sequence[Edtf]) -> Span:
    """Return from when to when a policy may, and must, have been in effect.

    ``accessed`` are the dates its sources were read: a policy said to be in force is
    certain to have lasted until the newest of them.
    """
    effect = policy.in_force
    if effect is None and policy.status in _TOOK_EFFECT:
        effect = policy.adopted
    begun, lasted = _latest(effect), None
    if begun is not None:
        standing = _days(accessed) if policy.status in _STANDS else []
        lasted = _earliest(policy.repealed) or max([*standing, *_days((effect,))])
    start = _first(policy.adopted, policy.in_force)
    return Span(
        start=start,
        start_certain=begun,
        end_certain=lasted,
        end=_latest(policy.repealed) or (_gone(policy, accessed) if start else None),
    )


def _gone(policy: Policy, accessed: Sequence[Edtf]) -> date | None:
    """Return the day by which a policy was gone, if a source only says that it is."""
    read = [day for day in map(_latest, accessed) if day is not None]
    return max(read, default=None) if policy.status in _GONE else None


def event_span(record: Incident | Agreement) -> Span:
    """Return the span of something that happened; without a date it is undated."""
    return Span() if record.date is None else record.date.span


def membership_span(membership: Membership, accessed: Iterable[Edtf]) -> Span:
    """Return from when to when a country may, and must, have been a member.

    Without a date of leaving it is certain until the newest day its source was read.
    """
    joined, left = membership.joined, membership.left
    begun, lasted = _latest(joined), None
    if begun is not None:
        lasted = _earliest(left) or max(_days(accessed), default=begun)
    return Span(_earliest(joined), begun, lasted, _latest(left))


def _earliest(edtf: Edtf | None) -> date | None:
    return None if edtf is None else edtf.earliest


def _latest(edtf: Edtf | None) -> date | None:
    return None if edtf is None else edtf.latest


def _first(*rungs: Edtf | None) -> date | None:
    return min(_days(rungs), default=None)


def _days(dates: Iterable[Edtf | None]) -> list[date]:
    sides = [_earliest(edtf) for edtf in dates]
    return [day for day in sides if day is not None]
