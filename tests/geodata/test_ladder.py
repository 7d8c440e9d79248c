"""From dated rungs to spans: planned, begun, seen and ended are different facts."""

from datetime import date

import pytest

from geodata.edtf import parse_edtf
from geodata.interval import Interval
from geodata.ladder import (
    deployment_span,
    event_span,
    last_confirmed,
    membership_span,
    policy_span,
)
from geodata.models import Deployment, Incident, Membership, Policy
from geodata.span import Span

COMMON = {
    "id": "ken-synthetic",
    "country": "KEN",
    "title": "Synthetic",
    "summary": "Synthetic.",
    "read": "first",
    "sources": ["ken-synthetic-source"],
}


def deployment(**fields):
    base = {
        "place_precision": "country",
        "technologies": ["drones"],
        "status": "unknown",
        "evidence": "reported",
    }
    return Deployment.model_validate(COMMON | base | fields)


def policy(**fields):
    base = {
        "policy_type": "surveillance-law",
        "direction": "expands",
        "chinese_model": "none-reported",
        "status": "adopted",
    }
    return Policy.model_validate(COMMON | base | fields)


def year(number):
    return Interval(date(number, 1, 1), date(number, 12, 31))


def test_announced_only_is_possible_and_never_certain():
    span = deployment_span(deployment(announced="2014-08"))
    assert span == Span(date(2014, 8, 1), None, None, None)


def test_the_first_dated_rung_begins_what_is_possible():
    span = deployment_span(deployment(announced="2014", started="2013-11"))
    assert span.start == date(2013, 11, 1)


def test_operational_and_seen_later_is_certain_between():
    span = deployment_span(
        deployment(operational="2015-12-22", status="operational", status_as_of="2019")
    )
    assert span.certainly_in(year(2017))
    assert not span.certainly_in(year(2021))
    assert span.possibly_in(year(2021))


def test_a_status_confirms_only_what_works():
    working = deployment(status="operational", status_as_of="2019-05")
    planned = deployment(status="agreed", status_as_of="2019-05")
    assert str(last_confirmed(working)) == "2019-05"
    assert last_confirmed(planned) is None
    assert not deployment_span(planned).is_dated


@pytest.mark.parametrize("status", ["cancelled", "ended"])
def test_what_is_reported_over_is_not_there_after_the_report(status):
    over = deployment(agreed="2010-08", status=status, status_as_of="2020~")
    assert deployment_span(over).possibly_in(year(2020))
    assert not deployment_span(over).possibly_in(year(2021))


def test_a_report_that_it_is_over_dates_nothing_by_itself():
    over = deployment(status="ended", status_as_of="2017-02")
    assert not deployment_span(over).is_dated
    draft = policy(status="withdrawn")
    assert not policy_span(draft, [parse_edtf("2026-11")]).is_dated


def test_what_ended_is_gone_afterwards():
    span = deployment_span(deployment(operational="2015", ended="2018-06"))
    assert span.possibly_in(year(2018))
    assert span.certainly_in(year(2016))
    assert not span.possibly_in(year(2019))


def test_what_was_cancelled_is_gone_when_told():
    span = deployment_span(
        deployment(announced="2015", status="cancelled", status_as_of="2017")
    )
    assert span.end == date(2017, 12, 31)
    assert span.end_certain is None


def test_a_law_in_force_lasts_until_its_source_was_read():
    span = policy_span(
        policy(adopted="2020", in_force="2021", status="in-force"),
        [parse_edtf("2026-11")],
    )
    assert span == Span(date(2020, 1, 1), date(2021, 12, 31), date(2026, 11, 1), None)


def test_a_law_only_adopted_is_never_certain():
    span = policy_span(policy(adopted="2025-01-01"), [parse_edtf("2026-11")])
    assert span.start == date(2025, 1, 1)
    assert span.start_certain is None


def test_a_repealed_law_ends():
    span = policy_span(
        policy(adopted="2015", in_force="2015", repealed="2019", status="repealed"), []
    )
    assert span.certainly_in(year(2017))
    assert not span.possibly_in(year(2020))


def test_a_policy_that_is_gone_was_gone_when_its_source_was_read():
    lapsed = policy(adopted="2015", in_force="2015", status="lapsed")
    span = policy_span(lapsed, [parse_edtf("2026-11")])
    assert span.end == date(2026, 11, 30)
    assert span.possibly_in(year(2020))
    assert not span.possibly_in(year(2027))


def test_an_incident_some_time_in_two_years_is_certain_only_in_both():
    incident = Incident.model_validate(
        COMMON
        | {
            "incident_type": "arrest",
            "date": "2019/2020",
            "place_precision": "country",
            "evidence": "reported",
        }
    )
    span = event_span(incident)
    assert span.possibly_in(year(2019))
    assert not span.certainly_in(year(2019))
    assert span.certainly_in(Interval(date(2019, 1, 1), date(2020, 12, 31)))


def test_italy_is_not_a_member_after_it_left():
    italy = Membership.model_validate(
        {
            "country": "ITA",
            "programme": "belt-and-road",
            "joined": "2019",
            "left": "2023-12-06",
            "sources": ["synthetic"],
        }
    )
    span = membership_span(italy, [parse_edtf("2026-11")])
    assert span.certainly_in(year(2021))
    assert not span.possibly_in(year(2024))


def test_a_member_whose_year_is_unknown_is_undated():
    niger = Membership.model_validate(
        {"country": "NER", "programme": "belt-and-road", "sources": ["synthetic"]}
    )
    assert not membership_span(niger, [parse_edtf("2026-11")]).is_dated
