import pytest
from django.urls import reverse

from meetings.models import Case
from meetings.rules.rich_text import plain_text
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(client):
    secretary = factories.make_secretary()
    client.force_login(secretary)
    return secretary


def page(client, **query):
    response = client.get(reverse("meetings:search_page"), query)
    assert response.status_code == 200
    return response


def test_nothing_is_asked_before_something_is(client, secretary):
    assert page(client).context["found"] is None
    assert page(client, q=" – ").context["found"] is None


def test_a_saved_text_is_found_at_once_with_its_words_marked_and_escaped(client, secretary):
    case = factories.make_case(title="Sak om <b>tall</b>")
    Case.objects.filter(pk=case.pk).update(minutes="<p>1 &lt; 2 &lt;script&gt; anskaffelsen</p>")
    content = page(client, q="anskaffelse").content.decode()
    assert "1 &lt; 2 &lt;script&gt; <mark>anskaffelsen</mark>" in content
    assert "Sak om &lt;b&gt;tall&lt;/b&gt;" in content


@pytest.mark.parametrize("query", [{"q": "x" * 300}, {"year": "1850", "q": "sak"}, {"page": "²", "q": "sak"}])
def test_what_cannot_be_asked_does_no_harm(client, secretary, query):
    factories.make_case()
    page(client, **query)


def test_pages_keep_what_was_asked(client, secretary):
    body = factories.make_body()
    for _number in range(21):
        factories.make_case(body=body, kind="report")
    second = page(client, q="sak", kind="report", page="2")
    assert 'href="?q=sak&amp;kind=report&amp;page=1"' in second.content.decode()
    assert "Side 2 av 2" in plain_text(second.content.decode())


def test_what_is_chosen_stays_chosen(client, secretary):
    factories.make_meeting(year=2023)
    factories.make_meeting(year=2022)
    content = page(client, q="sak", year="2022", order="newest").content.decode()
    assert '<option value="2022" selected>2022</option>' in content
    assert '<option value="2023">2023</option>' in content
    assert content.count(" selected>") == 5


def test_a_choice_between_bodies_is_offered_where_there_are_several(client):
    client.force_login(factories.make_leader())
    factories.make_case(body=factories.make_body())
    assert "body" not in page(client).context["form"].fields
    factories.make_case(body=factories.make_body(slug="annet", name="Annet råd"))
    assert "body" in page(client).context["form"].fields


def test_the_header_has_the_field_for_those_who_may_search(client, secretary):
    address = reverse("home")
    assert 'id="header-search"' in client.get(reverse("meetings:meeting_list")).content.decode()
    client.force_login(factories.make_administrator())
    assert 'id="header-search"' not in client.get(address, follow=True).content.decode()
