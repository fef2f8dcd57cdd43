import pytest
from django.urls import reverse

from cooperation.models import Grant, Role
from meetings.models import Action, ActionAssignee
from tests.factories import make_case, make_municipality


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
    with django_assert_num_queries(21):
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
