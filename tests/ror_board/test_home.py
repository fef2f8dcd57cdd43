import pytest
from django.urls import reverse

from tests.factories import make_municipality


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
