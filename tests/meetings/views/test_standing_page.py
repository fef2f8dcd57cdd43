import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.actions.standing import give_standard_texts
from meetings.models import CaseKind, Outcome, StandardText, StandingCase
from tests.factories import make_body, make_cooperation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def signed_in(client, secretary):
    make_cooperation()
    client.force_login(secretary)
    client.cookies["django_language"] = "en"


@pytest.fixture
def page(body):
    return reverse("meetings:standing_page", args=[body.slug])


def make_standing(body, title):
    return StandingCase.objects.create(body=body, language="nb", kind=CaseKind.REPORT, title=title)


@pytest.mark.parametrize(
    ("who", "status"),
    [("secretary", 200), ("administrator", 200), ("member", 403), ("leader", 403), ("contact", 403), ("auditor", 403)],
)
def test_for_the_bodys_secretary_and_administrators(client, request, page, who, status):
    client.force_login(request.getfixturevalue(who))
    assert client.get(page).status_code == status


def test_another_bodys_is_out_of_reach(client, body):
    other = make_body(slug="styret", name="Styret")
    theirs = make_standing(other, "Økonomi")
    assert client.get(reverse("meetings:standing_page", args=[other.slug])).status_code == 404
    assert client.post(reverse("meetings:standing_case_delete", args=[theirs.pk])).status_code == 404


def test_the_usual_ones_are_put_in(client, body, page):
    client.post(reverse("meetings:standing_give", args=[body.slug]))
    response = client.get(page, {"language": "nn"})
    assert (len(response.context["cases"]), len(response.context["texts"])) == (2, 4)


def test_a_case_is_added_changed_and_moved(client, body):
    first = make_standing(body, "Innkalling")
    facts = {"case-new-title": "Økonomi", "case-new-kind": "report"}
    client.post(reverse("meetings:standing_case_add", args=[body.slug, "nb"]), facts)
    added = StandingCase.objects.exclude(pk=first.pk).get()
    facts = {f"case-{added.pk}-title": "Økonomi og drift", f"case-{added.pk}-kind": "report"}
    client.post(reverse("meetings:standing_case_save", args=[added.pk]), facts)
    client.post(reverse("meetings:standing_case_move", args=[added.pk]), {"to": "up"})
    order = body.standing_cases.order_by("position").values_list("title", flat=True)
    assert list(order) == ["Økonomi og drift", "Innkalling"]


def test_a_refused_text_is_kept_where_it_was_typed(client, body):
    text = StandardText.objects.create(body=body, language="nb", outcome=Outcome.NOTED, text="Tatt.")
    facts = {f"text-{text.pk}-text": "Fra {dato}", f"text-{text.pk}-outcome": "noted"}
    response = client.post(reverse("meetings:standard_text_save", args=[text.pk]), facts)
    form = response.context["text_form"]
    assert (response.status_code, form["text"].value()) == (422, "Fra {dato}")
    text.refresh_from_db()
    assert text.text == "Tatt."


def test_a_text_is_changed_and_deleted(client, body):
    facts = {"text-new-text": "Saken tas til etterretning.", "text-new-outcome": "noted"}
    client.post(reverse("meetings:standard_text_add", args=[body.slug, "nb"]), facts)
    text = StandardText.objects.get()
    assert text.text == "Saken tas til etterretning."
    client.post(reverse("meetings:standard_text_delete", args=[text.pk]))
    assert not StandardText.objects.exists()


def test_as_many_queries_for_three_rows_as_for_one(client, body, page):
    make_standing(body, "a")
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    make_standing(body, "b")
    make_standing(body, "c")
    give_standard_texts(body, by=None)
    with CaptureQueriesContext(connection) as three:
        client.get(page)
    assert len(one) == len(three)
