"""What came first, told only where the dates can tell."""

import pytest

from geodata.edtf import parse_edtf
from geodata.models import Deployment
from layers.sequences import first_rung, order_of


@pytest.mark.parametrize(
    ("deployment", "policy", "order"),
    [
        ("2014", "2016", "after"),
        ("2016", "2014", "before"),
        ("2014", "2014-06", "unclear"),
        ("2014-03", "2014-06", "after"),
        ("2014-06-01", "2014-06-01", "unclear"),
        ("2014", "2014/2018", "unclear"),
        ("2014/", "2018", "unclear"),
        ("2019", "2014/2018", "before"),
    ],
)
def test_order_is_told_only_where_the_dates_can_tell(deployment, policy, order):
    assert order_of(parse_edtf(deployment), parse_edtf(policy)) == order


def test_the_first_rung_is_the_earliest_and_never_the_end():
    record = Deployment.model_validate(
        {
            "id": "ken-synthetic",
            "country": "KEN",
            "title": "Synthetic",
            "summary": "Synthetic.",
            "place_precision": "country",
            "technologies": ["drones"],
            "status": "ended",
            "announced": "2015",
            "started": "2013",
            "ended": "2010",
            "evidence": "reported",
            "read": "first",
            "sources": ["synthetic"],
        }
    )
    assert str(first_rung(record)) == "2013"
    undated = record.model_copy(update={"announced": None, "started": None})
    assert first_rung(undated) is None
