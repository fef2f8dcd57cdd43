import io
import re
from datetime import date

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from PIL import Image

from cooperation.models import Body, Cooperation, Membership, Municipality, Person, Role, User
from tests.factories import make_body, make_cooperation, make_membership, make_municipality, make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def signed_in(client, administrator):
    make_cooperation()
    client.force_login(administrator)
    client.cookies["django_language"] = "en"


def new(noun):
    return reverse("cooperation:entry_new", args=[noun])


def errors(response):
    assert response.status_code == 422
    with translation.override("en"):
        return [str(error) for messages in response.context["form"].errors.values() for error in messages]


def test_a_municipality_is_made_and_changed(client):
    facts = {"number": "1547", "name": "Aukra", "language": "nn"}
    client.post(new("municipalities"), facts)
    municipality = Municipality.objects.get()
    client.post(municipality.get_absolute_url(), facts | {"name": "Aukra kommune"})
    assert Municipality.objects.get().name == "Aukra kommune"


def test_a_refusal_keeps_what_was_typed(client):
    response = client.post(new("municipalities"), {"number": "15", "name": "Aukra", "language": "nn"})
    assert errors(response) == ["A municipality number has four digits."]
    assert response.context["form"]["name"].value() == "Aukra"


def test_a_person_is_made(client):
    client.post(new("people"), {"family_name": "Eikrem", "given_name": "Kari", "email": "kari@example.org"})
    assert Person.objects.get().list_name == "Eikrem, Kari"


BODY = {
    "name": "Styret",
    "slug": "styret",
    "language": "nb",
    "legal_form": "samarbeidsrad",
    "notice_days": 7,
    "quorum_rule": "members",
    "votes_by": "member",
    "majority": "simple",
    "minutes_approval": "chair",
}


def test_a_case_number_format_that_gives_all_cases_one_number_is_refused(client):
    response = client.post(new("bodies"), BODY | {"case_number_format": "{year}"})
    assert errors(response) == ["The format must hold {case} or {running}; otherwise all cases get the same number."]


def test_a_format_that_reaches_into_the_program_is_refused(client):
    assert len(errors(client.post(new("bodies"), BODY | {"case_number_format": "{case.real.__class__}{x}"}))) == 1


def test_the_body_shows_its_case_numbers_filled_in(client):
    client.post(new("bodies"), BODY | {"case_number_format": "PS {running}/{yy}"})
    form = client.get(Body.objects.get().get_absolute_url()).context["form"]
    assert form.fields["case_number_format"].help_text.endswith("PS 41/23")


def test_a_seat_is_given_and_shown_among_the_bodys(client):
    body, person = make_body(), make_person()
    facts = {"body": body.pk, "person": person.pk, "role": "member", "since": "2024-01-01"}
    response = client.post(new("memberships"), facts)
    assert response["Location"] == reverse("cooperation:body_members", args=[body.pk])
    assert Membership.objects.get().since == date(2024, 1, 1)


def test_a_seat_is_refused_with_every_reason_and_what_was_typed(client):
    chosen = make_membership(body=make_body())
    facts = {
        "body": chosen.body_id,
        "person": make_person().pk,
        "role": "member",
        "deputy_for": chosen.pk,
        "since": "2024-02-01",
        "until": "2024-01-01",
    }
    response = client.post(new("memberships"), facts)
    assert errors(response) == [
        "The membership ends before it starts.",
        "Only a deputy has a rank and stands in for somebody.",
    ]
    assert response.context["form"]["until"].value() == "2024-01-01"


def test_as_many_queries_with_three_seats_to_choose_from_as_with_one(client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for _round in range(2):
        make_membership()
        make_membership()
        with CaptureQueriesContext(connection) as queries:
            client.get(new("memberships"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_new_user_gets_a_mail_to_choose_a_password(client):
    response = client.post(new("users"), {"email": "Ny@Example.org", "name": "Ny", "is_active": "on"})
    user = User.objects.get(email="ny@example.org")
    assert response["Location"] == user.get_absolute_url()
    [message] = mail.outbox
    assert (message.to, message.body.splitlines()[0]) == (
        ["ny@example.org"],
        "An administrator has made a user for you. You sign in with this e-mail address.",
    )
    link = re.search(r"http://[^/]+(/\S+)", message.body)[1]
    client.logout()
    form = client.get(link, follow=True)
    password = "et langt passord 9876"
    client.post(form.request["PATH_INFO"], {"password1": password, "password2": password})
    user.refresh_from_db()
    assert user.check_password(password)


def test_an_address_is_used_once_whatever_the_letters(client):
    user = make_user(email="kari@example.org")
    response = client.post(new("users"), {"email": "KARI@example.org", "is_active": "on"})
    assert errors(response) == ["A user with this address exists already."]
    assert list(User.objects.filter(email__iexact=user.email)) == [user]


def test_a_role_is_given_and_taken_away(client):
    user, body = make_user(), make_body()
    client.post(reverse("cooperation:grant_add", args=[user.pk]), {"role": "secretary", "body": body.pk})
    grant = user.grants.get()
    assert (grant.role, grant.body) == (Role.SECRETARY, body)
    client.post(reverse("cooperation:grant_remove", args=[grant.pk]))
    assert not user.grants.exists()


def test_a_role_without_what_it_needs_is_refused_where_it_was_chosen(client):
    user, municipality = make_user(), make_municipality()
    give = reverse("cooperation:grant_add", args=[user.pk])
    response = client.post(give, {"role": "secretary", "municipality": municipality.pk})
    form = response.context["grant_form"]
    assert response.status_code == 422
    assert form.non_field_errors() == [
        "Choose the body: this role goes with one.",
        "This role does not go with a municipality. Leave the municipality empty.",
    ]
    assert form["role"].value() == "secretary"


def test_the_last_administrator_is_not_shut_out(client, administrator):
    response = client.post(administrator.get_absolute_url(), {"email": administrator.email})
    assert errors(response) == ["This is the last administrator. Make another one first."]
    grant = administrator.grants.get()
    assert client.post(reverse("cooperation:grant_remove", args=[grant.pk])).status_code == 422


def test_what_is_in_use_is_not_deleted(client):
    municipality = make_municipality()
    make_person(municipality=municipality)
    delete = reverse("cooperation:entry_delete", args=["municipalities", municipality.pk])
    assert client.get(delete).context["why_not"] == ["It is in use and cannot be deleted. In use by: people."]
    assert client.post(delete).status_code == 422
    assert Municipality.objects.get() == municipality


def test_deleting_asks_first(client):
    municipality = make_municipality()
    delete = reverse("cooperation:entry_delete", args=["municipalities", municipality.pk])
    assert f'href="{delete}"' in client.get(municipality.get_absolute_url()).content.decode()
    assert client.get(delete).context["why_not"] == []
    assert Municipality.objects.get() == municipality
    client.post(delete)
    assert Municipality.objects.count() == 0


def test_a_user_is_not_deleted(client, administrator):
    delete = reverse("cooperation:entry_delete", args=["users", administrator.pk])
    [reason] = client.get(delete).context["why_not"]
    assert (reason[:22], client.post(delete).status_code) == ("A user is not deleted,", 422)


def picture(format_="PNG", size=(4, 4)):
    made = io.BytesIO()
    Image.new("RGB", size, "#c8102e").save(made, format_)
    return made.getvalue()


COOPERATION = {"name": "Fjord-IKT", "language": "nn", "accent_colour": "#c8102e"}


def send_logo(client, content, name="logo.png"):
    files = {"logo": SimpleUploadedFile(name, content)}
    return client.post(reverse("cooperation:cooperation_edit"), COOPERATION | files)


def test_a_logo_is_made_anew(client):
    send_logo(client, picture("JPEG") + b"<script>", name="logo.jpg")
    cooperation = Cooperation.objects.get()
    with Image.open(cooperation.logo) as kept:
        assert (kept.format, kept.size) == ("PNG", (4, 4))
    assert (cooperation.accent_colour, cooperation.revision) == ("#c8102e", 2)


def test_a_logo_is_shown_and_taken_away(client):
    send_logo(client, picture())
    page = client.get(reverse("cooperation:cooperation_edit")).content.decode()
    assert page.count(f'src="{reverse("cooperation:logo", args=[2])}" alt="Fjord-IKT"') == 1
    client.post(reverse("cooperation:cooperation_edit"), COOPERATION | {"logo-clear": "on"})
    assert not Cooperation.objects.get().logo


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg/>", "The picture cannot be read. Save it again as PNG and try again."),
        (picture("GIF"), "Choose a PNG or JPEG picture of at most four million pixels."),
        (picture(size=(2001, 2001)), "Choose a PNG or JPEG picture of at most four million pixels."),
        (b"x" * (1024 * 1024 + 1), "The picture is larger than 1 MB. Make it smaller and try again."),
    ],
)
def test_what_is_no_fit_picture_is_refused(client, content, said):
    assert errors(send_logo(client, content)) == [said]
