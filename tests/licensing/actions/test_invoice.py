from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from cooperation.models import Change
from cooperation.rules.refusal import Refused
from licensing.actions.invoice import (
    approve_invoice,
    credit_invoice,
    draft_invoice,
    is_behind,
    throw_away,
    why_not_approve,
    why_not_credit,
    why_not_draft,
    work_out_again,
)
from licensing.models import AllocationKey, AllocationPart, InvoiceBasis, InvoiceRow
from tests import factories
from tests.licensing.factories import make_line, make_product, make_scenario

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(db):
    factories.make_cooperation()
    return factories.make_leader()


@pytest.fixture
def scenario(db):
    made = make_scenario()
    make_line(made, make_product(name="E1"), 120, "92.12")
    return made


def draft(scenario, by, first=1, last=3, **fields):
    return draft_invoice(
        scenario,
        **{
            "first_month": first, "last_month": last, "settlement": "invoiced", "vat_rate": Decimal(25), "by": by,
        } | fields,
    )  # fmt: skip


def amounts(basis):
    return list(basis.rows.values_list("municipality__number", "product", "quantity", "net", "vat"))


def test_a_draft_is_approved_and_frozen(scenario, leader):
    basis = draft(scenario, leader)
    assert amounts(basis) == [("1506", "E1", 120, Decimal("33163.20"), Decimal("8290.80"))]
    approve_invoice(basis, by=leader)
    scenario.lines.update(price=Decimal(1))
    basis.refresh_from_db()
    assert (basis.is_frozen, amounts(basis)[0][3]) == (True, Decimal("33163.20"))
    assert list(Change.objects.values_list("verb", flat=True)) == ["approve", "draft"]


def test_a_draft_behind_its_scenario_is_worked_out_again(scenario, leader):
    basis = draft(scenario, leader)
    assert is_behind(basis) is False
    scenario.lines.update(price=Decimal("79.00"))
    assert (is_behind(basis), len(why_not_approve(basis))) == (True, 1)
    with pytest.raises(Refused):
        approve_invoice(basis, by=leader)
    work_out_again(basis, by=leader)
    assert (amounts(basis)[0][3], why_not_approve(basis)) == (Decimal("28440.00"), [])


def test_the_same_months_are_not_settled_twice(scenario, leader):
    approve_invoice(draft(scenario, leader), by=leader)
    again = draft(scenario, leader, first=3, last=3)
    assert len(why_not_approve(again)) == 1
    assert why_not_approve(draft(scenario, leader, first=4, last=6)) == []


def test_a_credit_note_turns_every_sign_and_frees_the_months(scenario, leader):
    basis = draft(scenario, leader)
    assert len(why_not_credit(basis)) == 1
    approve_invoice(basis, by=leader)
    note = credit_invoice(basis, by=leader)
    basis = InvoiceBasis.objects.get(pk=basis.pk)
    assert amounts(note) == [("1506", "E1", -120, Decimal("-33163.20"), Decimal("-8290.80"))]
    assert (basis.is_credited, len(why_not_credit(basis)), len(why_not_credit(note))) == (True, 1, 1)
    with pytest.raises(Refused):
        credit_invoice(basis, by=leader)
    assert why_not_approve(draft(scenario, leader)) == []


@pytest.mark.parametrize("verb", [work_out_again, throw_away, approve_invoice])
def test_what_is_approved_is_not_changed(scenario, leader, verb):
    basis = draft(scenario, leader)
    approve_invoice(basis, by=leader)
    with pytest.raises(Refused):
        verb(basis, by=leader)


def test_a_draft_can_be_thrown_away(scenario, leader):
    throw_away(draft(scenario, leader), by=leader)
    assert (InvoiceBasis.objects.count(), InvoiceRow.objects.count()) == (0, 0)


def test_a_draft_without_lines_is_not_approved(scenario, leader):
    basis = draft(scenario, leader)
    scenario.lines.all().delete()
    basis.rows.all().delete()
    assert len(why_not_approve(basis)) == 1


def test_every_reason_against_a_draft_is_told(scenario, leader):
    def reasons(first=1, last=3, rate=25):
        return why_not_draft(scenario, first_month=first, last_month=last, vat_rate=Decimal(rate))

    assert reasons() == []
    assert len(reasons(first=4, last=3, rate=100)) == 2
    make_line(scenario, make_product(name="Drift"), 1, "10", municipality=None)
    make_line(scenario, make_product(name="Uten pris"), 1, None)
    assert len(reasons()) == 2
    scenario.lines.all().delete()
    assert len(reasons()) == 1
    with pytest.raises(Refused):
        draft(scenario, leader)


def test_shared_costs_are_invoiced_by_the_key(scenario, leader):
    key = AllocationKey.objects.create(name="Likt")
    AllocationPart.objects.create(key=key, weight=1, basis="equal")
    scenario.key = key
    scenario.save()
    factories.make_municipality(number="1547", name="Aukra")
    make_line(scenario, make_product(name="Drift"), 1, "100.00", municipality=None)
    shared = [row for row in amounts(draft(scenario, leader)) if row[1] == "Drift"]
    assert [(row[0], row[3]) for row in shared] == [("1506", Decimal("150.00")), ("1547", Decimal("150.00"))]


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [(1, 12, "2023"), (4, 6, "2023 Q2"), (5, 5, "2023-05"), (2, 4, "2023-02–04"), (1, 6, "2023-01–06")],
)
def test_a_period_is_told_shortly(first, last, told):
    assert InvoiceBasis(year=2023, first_month=first, last_month=last).period == told


def test_the_database_refuses_what_cannot_be(scenario, leader):
    for wrong in ({"first_month": 0, "last_month": 1}, {"first_month": 4, "last_month": 3}, {"approved_by": leader}):
        with pytest.raises(IntegrityError), transaction.atomic():
            InvoiceBasis.objects.create(scenario=scenario, year=2023, **{"first_month": 1, "last_month": 3} | wrong)


def test_a_contact_sees_approved_bases_and_own_rows_only(scenario, leader):
    other = factories.make_municipality(number="1547", name="Aukra")
    make_line(scenario, make_product(name="E1"), 5, "92.12", municipality=other)
    contact = factories.make_contact(other)
    basis = draft(scenario, leader)
    assert list(InvoiceBasis.objects.visible_to(contact)) == []
    approve_invoice(basis, by=leader)
    assert list(InvoiceBasis.objects.visible_to(contact)) == [basis]
    assert [row.municipality for row in basis.rows.visible_to(contact)] == [other]
