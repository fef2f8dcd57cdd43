"""The header of every page is kept, and still tells at once who reads, what they may and where they are."""

import re

import pytest
from django.urls import reverse

from cooperation.actions.register import grant_role, save_entry, withdraw_role
from cooperation.models import Cooperation, Role
from tests.factories import make_cooperation, make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def header(client, secretary):
    make_cooperation(name="Fjord-IKT")
    client.force_login(secretary)

    def read(address: str = "") -> str:
        page = client.get(address or reverse("cooperation:account_page")).content.decode()
        return re.search(r"<header class=.site-header.*?</header>", page, re.DOTALL)[0]

    return read


def entries(header: str) -> list[str]:
    return re.findall(r'<li><a href="[^"]*"(?: aria-current="page")?>([^<]*)</a></li>', header)


def test_a_new_name_and_a_new_cooperation_are_told_at_once(header, secretary, administrator):
    assert ("Berge" in header(), "Fjord-IKT" in header()) == (False, True)
    secretary.name = "Kari Berge"
    save_entry(secretary, by=administrator)
    cooperation = Cooperation.objects.get()
    cooperation.name = "Fjell-IKT"
    save_entry(cooperation, by=administrator)
    assert ("Kari Berge" in header(), "Fjell-IKT" in header(), "Fjord-IKT" in header()) == (True, True, False)


def test_a_role_opens_and_closes_its_part_of_the_menu_at_once(header, secretary, administrator):
    before = entries(header())
    grant = grant_role(secretary, Role.ADMINISTRATOR, by=administrator)
    assert set(entries(header())) - set(before) == {"Administrasjon"}
    withdraw_role(grant, by=administrator)
    assert entries(header()) == before


def test_where_the_reader_is_stands_in_menu_and_form(header):
    meetings, actions = reverse("meetings:meeting_list"), reverse("meetings:action_list_page")
    header(meetings)
    for address in (meetings, actions + "?ended=1&who=<x>"):
        shown = header(address)
        path = address.split("?")[0]
        assert re.findall(r'href="([^"]*)" aria-current="page"', shown) == [path]
        assert 'name="next" value="' + path in shown
    assert "&lt;x&gt;" in shown or "%3Cx%3E" in shown


def test_another_reader_and_a_visitor_get_a_header_of_their_own(header, client, leader):
    own = header()
    client.force_login(leader)
    assert leader.email in header()
    client.logout()
    shown = header(reverse("account_login"))
    assert (entries(shown), "example" in shown) == ([], False)
    assert leader.email not in own


def test_before_there_is_a_cooperation_a_page_is_made_anew(client, secretary, body):
    meeting = make_meeting(body=body)
    client.force_login(secretary)
    assert "Samarbeidsrådet" in client.get(meeting.get_absolute_url()).content.decode()
    body.name = "Styret"
    save_entry(body, by=secretary)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert ("Styret 2023/M6" in page, "Samarbeidsrådet" in page) == (True, False)
