import pytest
from django.urls import reverse

from cooperation.actions.mail import send_mail_later
from cooperation.models import MailState, OutgoingMail, Role
from tests.factories import make_body, make_leader, make_secretary, make_user

pytestmark = pytest.mark.django_db
LIST = "cooperation:mail_list"


@pytest.fixture
def secretary():
    return make_secretary(make_body())


def make_mail(by, text="Svar her: http://127.0.0.1:8000/answer/hemmelig", to="kari@example.org"):
    return send_mail_later(to, subject="Innkalling", text=text, about=by, by=by)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_outbox_asks_as_much_however_many(client, secretary, rows, django_assert_num_queries):
    for _row in range(rows):
        make_mail(secretary)
    client.force_login(secretary)
    with django_assert_num_queries(5):
        client.get(reverse(LIST))


def test_only_the_mails_in_the_chosen_state_are_listed(client, secretary):
    make_mail(secretary)
    failed = make_mail(secretary, to="ola@example.org")
    OutgoingMail.objects.filter(pk=failed.pk).update(state=MailState.FAILED)
    client.force_login(secretary)
    assert list(client.get(reverse(LIST), {"state": "failed"}).context["page"]) == [failed]


def test_another_bodys_secretary_sees_none_of_them(client, secretary):
    make_mail(secretary)
    client.force_login(make_secretary(make_body(slug="annet", name="Annet")))
    assert list(client.get(reverse(LIST)).context["page"]) == []


def test_an_administrator_sees_that_it_went_out_and_not_what_it_says(client, secretary):
    make_mail(secretary)
    client.force_login(make_user((Role.ADMINISTRATOR, None)))
    page = client.get(reverse(LIST)).content.decode()
    assert (page.count("kari@example.org"), page.count("Innkalling")) == (1, 0)


def test_the_personal_link_is_the_receivers_own(client, secretary, settings):
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    mail = make_mail(secretary)
    found = []
    for user in (secretary, make_leader()):
        client.force_login(user)
        found.append(client.get(reverse("cooperation:mail_page", args=[mail.pk])).content.decode().count("hemmelig"))
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    found.append(client.get(reverse("cooperation:mail_page", args=[mail.pk])).content.decode().count("hemmelig"))
    assert found == [2, 0, 2]


def test_what_a_mail_says_is_shown_as_text(client, secretary):
    mail = make_mail(secretary, text="<script>alert(1)</script>")
    client.force_login(secretary)
    page = client.get(reverse("cooperation:mail_page", args=[mail.pk])).content.decode()
    assert (page.count("<script>alert"), page.count("&lt;script&gt;alert")) == (0, 1)
