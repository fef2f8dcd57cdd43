from datetime import UTC, date, datetime

import pytest

from fleet.models import Subscription
from fleet.queries.check import check_of
from licensing.models import Holding, Product
from tests.factories import make_municipality
from tests.fleet.factories import (
    make_account,
    make_device,
    make_device_assignment,
    make_licence,
    make_politician,
    make_term,
)

pytestmark = pytest.mark.django_db
TODAY = date(2023, 12, 13)


def test_licences_paid_for_assigned_and_people():
    molde, term = make_municipality(), make_term()
    kari = make_politician(municipality=molde, term=term)
    unlicensed = make_politician(municipality=molde, term=term)
    accountless = make_politician(municipality=molde, term=term)
    gone = make_politician(municipality=molde)
    held = make_licence(account=make_account(municipality=molde, politician=kari, is_blocked=True))
    make_account(municipality=molde, politician=unlicensed)
    left = make_licence(account=make_account(municipality=molde, politician=gone))
    nobodys = make_licence(
        account=make_account(municipality=molde), product="INTUNE_A", product_name="Microsoft Intune"
    )
    make_licence(account=nobodys.account, product="VISIO", product_name="Visio")
    Subscription.objects.create(municipality=molde, product="STANDARDPACK", product_name="Office 365 E1", enabled=5)
    intune = Product.objects.create(name="Intune", sku_part_number="INTUNE_A")
    for day, quantity in ((date(2022, 1, 1), 9), (date(2023, 1, 1), 0), (date(2024, 1, 1), 7)):
        Holding.objects.create(product=intune, municipality=molde, since=day, quantity=quantity)
    found = check_of(molde, TODAY)
    assert (found.politicians, found.without_account, found.without_licence) == (3, [accountless], [unlicensed])
    assert (found.left_with_licence, found.blocked_with_licence) == ([left], [held])
    assert [licence.product for licence in found.of_nobody] == ["INTUNE_A", "VISIO"]
    assert [
        (one.key, one.paid, one.assigned, one.to_politicians, one.unused, one.lacking, one.is_from_tenant)
        for one in found.products
    ] == [
        ("INTUNE_A", 0, 1, 0, 0, 1, False),
        ("STANDARDPACK", 5, 2, 2, 3, 0, True),
        ("VISIO", None, 1, 0, 0, 0, False),
    ]


def test_enrolled_devices_against_the_register():
    molde = make_municipality()
    seen, long_ago = datetime(2023, 12, 1, tzinfo=UTC), datetime(2023, 9, 13, tzinfo=UTC)
    kari = make_politician(municipality=molde, email="kari@x.no")
    right = make_device(municipality=molde, is_enrolled=True, last_check_in=seen, primary_upn="Kari@x.no")
    make_device_assignment(device=right, politician=kari)
    silent = make_device(municipality=molde, is_enrolled=True, last_check_in=long_ago, status="spare")
    never = make_device(municipality=molde, is_enrolled=True, status="spare")
    unmanaged = make_device(municipality=molde, status="spare")
    alone = make_device(municipality=molde, is_enrolled=True, last_check_in=seen, enrolled_owner="politician")
    used = make_device(municipality=molde, is_enrolled=True, last_check_in=seen, primary_upn="ola@x.no")
    others = make_device_assignment(device=used, politician=kari)
    lost = make_device(municipality=molde, is_enrolled=True, last_check_in=seen, status="lost")
    found = check_of(molde, TODAY)
    assert (found.silent, found.not_enrolled, found.with_nobody) == ([silent, never], [unmanaged], [alone])
    assert (found.used_by_another, found.other_owner, found.back_from_the_lost) == ([others], [alone], [lost])


def test_a_device_that_checked_in_ninety_days_ago_is_not_silent_yet():
    molde = make_municipality()
    make_device(municipality=molde, is_enrolled=True, last_check_in=datetime(2023, 9, 14, 12, tzinfo=UTC))
    assert check_of(molde, TODAY).silent == []


def test_devices_with_people_who_have_left():
    molde, term = make_municipality(), make_term()
    make_device_assignment(device=make_device(municipality=molde), politician=make_politician(term=term))
    left = make_device_assignment(device=make_device(municipality=molde), politician=make_politician())
    make_device_assignment(device=make_device(municipality=molde), politician=left.politician, until=date(2023, 12, 1))
    make_device_assignment(device=make_device(municipality=make_municipality(number="1547", name="Aukra")))
    assert check_of(molde, TODAY).with_one_who_left == [left]
