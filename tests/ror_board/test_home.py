from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from cooperation.models import Grant, Role
from licensing.models import InvoiceBasis, InvoiceRow
from meetings.models import Action, ActionAssignee, Case, Meeting, Outcome, State
from tests.factories import make_case, make_leader, make_meeting, make_municipality
from tests.licensing.factories import make_scenario


@pytest.mark.parametrize(
    ("who", "page"),
    [
        ("secretary", "meetings:meeting_list"),
        ("member", "meetings:meeting_list"),
        ("leader", "meetings:meeting_list"),
        ("auditor", "meetings:meeting_list"),
        ("administrator", "cooperation:administration"),
        ("contact", "home"),
    ],
)
def test_each_role_comes_to_a_page_it_may_open(client, request, who, page):
    client.force_login(request.getfixturevalue(who))
    response = client.get(reverse("home"), follow=True)
    assert (response.status_code, response.request["PATH_INFO"]) == (200, reverse(page))


def test_a_contact_sees_the_own_municipality_only(client, contact):
    own = contact.grants.get().municipality
    other = make_municipality(number="9999", name="Elsewhere")
    client.force_login(contact)
    response = client.get(reverse("home"))
    assert [one.municipality for one in response.context["figures"]] == [own]
    assert [one.municipality for one in response.context["counts"]] == [own]
    assert other.name not in response.text


@pytest.mark.parametrize("municipalities", [1, 3])
def test_the_contacts_page_asks_as_much_for_one_municipality_as_for_three(
    client, contact, municipalities, django_assert_num_queries
):
    for number in range(municipalities - 1):
        Grant.objects.create(
            user=contact,
            role=Role.CONTACT,
            municipality=make_municipality(number=str(9990 + number), name=f"M{number}"),
        )
    client.force_login(contact)
    with django_assert_num_queries(22):
        client.get(reverse("home"))


def test_another_municipalitys_action_is_not_on_the_contacts_page(client, contact):
    own, other = contact.grants.get().municipality, make_municipality(number="9999", name="Elsewhere")
    for municipality, text in ((own, "Nail the sign"), (other, "Paint the bridge")):
        action = Action.objects.create(case=make_case(), text=text)
        ActionAssignee.objects.create(action=action, municipality=municipality)
    client.force_login(contact)
    response = client.get(reverse("home"))
    assert [one.action.text for one in response.context["actions"]] == ["Nail the sign"]
    assert "Paint the bridge" not in response.text


def decide(title, decision, *, of=None, **fields):
    """A case with a decision in approved minutes, with something to do for a municipality where one is given."""
    meeting = Meeting.objects.first() or make_meeting(state=State.APPROVED, cases=[])
    case = make_case(meeting=meeting, title=title, decision=f"<p>{decision}</p>", outcome=Outcome.ADOPTED, **fields)
    if of is not None:
        ActionAssignee.objects.create(action=Action.objects.create(case=case, text="Gjør det"), municipality=of)
    return case


def decisions_shown(client):
    return [(one.decision, one.day) for one in client.get(reverse("home")).context["decisions"]]


def test_decisions_that_name_the_municipality_or_give_it_something_to_do(client, contact):
    own, other = contact.grants.get().municipality, make_municipality(number="9999", name="Elsewhere")
    day = date(2023, 12, 13)
    decide("Skilt", "Skiltene settes opp.", of=own)
    decide("Kostnad", f"Kostnaden faktureres {own.name}.")
    decide("Budsjett", "Budsjettet tilrås overfor kommunene.")
    decide("Bru", "Brua males av Elsewhere.", of=other)
    decide("Personal", "Noe om en ansatt.", of=own, public_title="Personalsak")
    client.force_login(contact)
    assert decisions_shown(client) == [
        ("Skiltene settes opp.", day),
        (f"Kostnaden faktureres {own.name}.", day),
        ("Budsjettet tilrås overfor kommunene.", day),
    ]


def test_a_decision_is_shown_when_its_minutes_are_approved_and_while_it_stands(client, contact):
    decide("Skilt", "Skiltene settes opp.", of=contact.grants.get().municipality)
    client.force_login(contact)
    Meeting.objects.update(state=State.CIRCULATED)
    assert decisions_shown(client) == []
    Meeting.objects.update(state=State.APPROVED)
    Case.objects.update(removed_at=timezone.now())
    assert decisions_shown(client) == []


def test_the_invoice_bases_in_force_with_the_own_net(client, contact):
    own, other = contact.grants.get().municipality, make_municipality(number="9999", name="Elsewhere")
    approved = {"approved_at": timezone.now(), "approved_by": make_leader()}
    for name, state in (("Godkjent", approved), ("Utkast", {})):
        basis = InvoiceBasis.objects.create(
            scenario=make_scenario(name=name), year=2023, first_month=1, last_month=12, **state
        )
        for place, net in ((own, "777.50"), (other, "9000")):
            for product in ("E1", "Intune"):
                InvoiceRow.objects.create(
                    basis=basis, municipality=place, product=product, quantity=1, earlier=0, net=Decimal(net), vat=0
                )
    client.force_login(contact)
    response = client.get(reverse("home"))
    assert [(str(one.basis), one.net) for one in response.context["charged"]] == [("Godkjent 2023", Decimal("1555.00"))]
    assert "1 555,00" in response.text.replace("\u00a0", " ")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_contacts_page_asks_as_much_for_one_decision_as_for_three(client, contact, rows, django_assert_num_queries):
    own = contact.grants.get().municipality
    for number in range(rows):
        decide(f"Sak {number}", "Gjøres.", of=own)
        basis = InvoiceBasis.objects.create(
            scenario=make_scenario(), year=2023, first_month=1, last_month=12,
            approved_at=timezone.now(), approved_by=make_leader(),
        )  # fmt: skip
        InvoiceRow.objects.create(
            basis=basis, municipality=own, product="E1", quantity=1, earlier=0, net=Decimal(1), vat=0
        )
    client.force_login(contact)
    with django_assert_num_queries(22):
        client.get(reverse("home"))
