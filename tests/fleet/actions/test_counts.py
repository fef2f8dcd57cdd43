from datetime import date

import pytest

from fleet.actions.counts import hand_over_counts
from licensing.models import RegisterCount
from tests.factories import make_leader, make_municipality
from tests.fleet.factories import make_device, make_politician, make_term

pytestmark = pytest.mark.django_db


def test_scenarios_get_what_the_registers_count():
    molde = make_municipality()
    make_politician(municipality=molde, term=make_term())
    make_politician(municipality=molde)
    make_device(municipality=molde)
    make_device(municipality=molde, status="lost")
    make_device(municipality=molde, owner="politician")
    hand_over_counts(by=make_leader(), on=date(2023, 12, 1))
    assert list(RegisterCount.objects.order_by("kind").values_list("kind", "quantity")) == [
        ("owned_devices", 1),
        ("politicians", 1),
        ("private_devices", 1),
    ]
