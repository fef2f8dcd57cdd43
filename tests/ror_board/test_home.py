import pytest
from django.urls import reverse


@pytest.mark.parametrize(
    ("who", "page"),
    [
        ("secretary", "meetings:meeting_list"),
        ("member", "meetings:meeting_list"),
        ("leader", "meetings:meeting_list"),
        ("auditor", "meetings:meeting_list"),
        ("administrator", "cooperation:administration"),
        ("contact", "cooperation:account_page"),
    ],
)
def test_each_role_comes_to_a_page_it_may_open(client, request, who, page):
    client.force_login(request.getfixturevalue(who))
    response = client.get(reverse("home"), follow=True)
    assert (response.status_code, response.request["PATH_INFO"]) == (200, reverse(page))
