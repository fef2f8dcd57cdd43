import io
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from licensing.actions.invoice import approve_invoice, draft_invoice
from licensing.models import InvoiceBasis
from tests import factories
from tests.licensing.documents.test_workbook import disagreements
from tests.licensing.factories import make_line, make_product, make_scenario

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenario(db):
    factories.make_cooperation(organisation_number="999888777")
    made = make_scenario(name="Lisenser")
    other = factories.make_municipality(number="1547", name="Aukra", organisation_number="964981337")
    for place, quantity in ((factories.make_municipality(), 120), (other, 100)):
        make_line(made, make_product(name="E1"), quantity, "92.12", municipality=place)
        make_line(made, make_product(name="=Intune"), quantity, "25.00", municipality=place)
    return made


@pytest.fixture
def leader(client, db):
    user = factories.make_leader()
    client.force_login(user)
    return user


def basis_of(scenario, by, first=1, last=3):
    return draft_invoice(
        scenario, first_month=first, last_month=last, settlement="invoiced", vat_rate=Decimal(25), by=by
    )


def to(name, *args):
    return reverse(f"licensing:invoice_{name}", args=args)


def test_a_basis_is_drafted_approved_and_credited(client, scenario, leader):
    sent = {
        "scenario": scenario.pk,
        "period": "1-3",
        "settlement": "invoiced",
        "vat_rate": "25",
        "is_compensated": "on",
    }
    assert client.get(to("new")).status_code == 200
    drafted = client.post(to("new"), sent)
    basis = InvoiceBasis.objects.get()
    assert drafted["Location"] == basis.get_absolute_url()
    assert client.get(basis.get_absolute_url()).status_code == 200
    client.post(to("work_out", basis.pk))
    client.post(to("approve", basis.pk))
    client.post(to("credit", basis.pk))
    note = InvoiceBasis.objects.get(credits=basis)
    assert "33\u00a0163,20" in client.get(note.get_absolute_url()).content.decode()
    assert client.get(to("list")).content.decode().count("/costs/invoices/") >= 2


def test_a_draft_that_cannot_be_is_refused_on_the_form(client, scenario, leader):
    scenario.lines.all().delete()
    sent = {"scenario": scenario.pk, "period": "1-3", "settlement": "invoiced", "vat_rate": "25"}
    assert client.post(to("new"), sent).status_code == 422


def test_a_draft_is_thrown_away(client, scenario, leader):
    client.post(to("throw_away", basis_of(scenario, leader).pk))
    assert InvoiceBasis.objects.count() == 0


def test_the_workbook_is_live_and_has_numbers_as_text(client, scenario, leader):
    basis = basis_of(scenario, leader, first=4, last=6)
    content = client.get(to("book", basis.pk)).content
    assert disagreements(content, least=10) == {}
    sums = load_workbook(io.BytesIO(content), data_only=True).worksheets[0]
    assert [cell.value for cell in sums[5]] == [2, "1547", "Aukra", "964981337", 35136, 8784, 43920]


def test_a_contact_gets_the_own_municipality_and_no_other(client, scenario, leader):
    basis = basis_of(scenario, leader)
    approve_invoice(basis, by=leader)
    client.force_login(factories.make_contact(factories.make_municipality(number="1547")))
    page = client.get(basis.get_absolute_url()).content.decode()
    assert ("Aukra" in page, "Molde" in page) == (True, False)
    names = [
        cell.value
        for row in load_workbook(io.BytesIO(client.get(to("book", basis.pk)).content)).worksheets[1]
        for cell in row
    ]
    assert "Molde" not in names
    assert client.get(to("municipality_book", basis.pk, "1547")).status_code == 200
    assert [client.get(to(f"municipality_{kind}", basis.pk, "1506")).status_code for kind in ("book", "pdf")] == [
        404,
        404,
    ]


@pytest.mark.parametrize("frozen", [True, False])
def test_the_pdf_of_a_municipality_waits_for_the_worker(client, scenario, leader, frozen):
    basis = basis_of(scenario, leader)
    if frozen:
        approve_invoice(basis, by=leader)
    assert client.get(to("municipality_pdf", basis.pk, "1547")).status_code == 202


def test_the_list_costs_the_same_however_long(client, scenario, leader, django_assert_num_queries):
    for size in (1, 3):
        while InvoiceBasis.objects.count() < size:
            basis_of(scenario, leader, first=InvoiceBasis.objects.count() + 1, last=12)
        with django_assert_num_queries(4):
            client.get(to("list"))
