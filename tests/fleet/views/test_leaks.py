"""A contact sees the own municipality only: on every page, in every file, count, filter and message."""

import io
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from openpyxl import load_workbook

from cooperation.models import RenderedFile, Role
from fleet.actions.import_batch import apply_import, claim_import, read_import, upload_import
from fleet.models import Device, Politician
from fleet.queries.survey import awaiting_answer
from tests.factories import make_contact, make_leader, make_municipality, make_user
from tests.fleet.factories import (
    make_account,
    make_device,
    make_device_assignment,
    make_licence,
    make_lifetime,
    make_politician,
    make_replacement_count,
    make_subsidy,
    make_term,
)
from tests.fleet.factories_survey import NOON, give_answer, make_open_round

pytestmark = pytest.mark.django_db
SECRETS = ("HEMMELIG", "Hemmeli", "hemmelig", "Hustadvika", "1579")


@pytest.fixture
def contact():
    """The contact of Aukra, in a world where Hustadvika has everything that could leak."""
    own = make_municipality(number="1547", name="Aukra")
    other = make_municipality(number="1579", name="Hustadvika", politician_domain="hemmelig.no")
    term = make_term()
    make_lifetime()
    secret = make_politician(
        municipality=other, family_name="Hemmelig", email="hemmelig@hemmelig.no", party="Hemmeliglista", term=term
    )
    device = make_device(
        municipality=other, serial="HEMMELIG1", model="Hemmelig modell", purchased_on=date(2015, 1, 1), is_enrolled=True
    )
    make_device_assignment(device=device, politician=secret)
    make_subsidy(politician=secret, note="Hemmelig")
    make_licence(account=make_account(municipality=other, upn="hemmelig@hemmelig.no", politician=secret))
    leader = make_leader()
    make_replacement_count(municipality=other, by=leader, as_of=date(2030, 12, 31), count=77)
    file = ContentFile(b"Serienummer;Modell\r\nHEMMELIG2;Hemmelig\r\n;Hemmelig\r\n", name="hemmelig.csv")
    batch = upload_import(file, kind="devices", municipality=other, by=leader)
    read_import(batch, today=date(2023, 12, 13))
    batch.refresh_from_db()
    claim_import(batch)
    apply_import(batch, by=leader, today=date(2023, 12, 13))
    make_device(municipality=own, serial="EGEN1")
    make_politician(municipality=own, family_name="Egen", term=term)
    return make_contact(own)


PAGES = (
    "fleet:overview",
    "fleet:device_list",
    "fleet:device_print",
    "fleet:politician_list",
    "fleet:politician_print",
    "fleet:replacement_page",
    "fleet:check_page",
    "fleet:import_list",
    "fleet:device_new",
    "fleet:politician_new",
)
QUESTIONS = (
    "",
    "?q=hemmelig",
    "?municipality={other}",
    "?as_of=2030-12-31",
    "?sort=-serial",
    "?management=yes",
    "?due=2030-01-01",
)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_no_page_and_no_filter_shows_another_municipality(client, contact, address, question):
    client.force_login(contact)
    other = make_municipality(number="1579").pk
    text = client.get(reverse(address) + question.format(other=other)).content.decode()
    if question == "?q=hemmelig":
        text = text.replace('value="hemmelig"', "").replace("q=hemmelig", "")
    assert [secret for secret in SECRETS if secret in text] == []


@pytest.mark.parametrize("name", ["fleet:device_export", "fleet:politician_export"])
def test_no_file_holds_another_municipality(client, contact, name):
    client.force_login(contact)
    text = client.get(reverse(name, args=["csv"])).content.decode("utf-8-sig")
    assert ([secret for secret in SECRETS if secret in text], text.count("\r\n")) == ([], 2)


def test_what_is_out_of_reach_is_not_there(client, contact):
    client.force_login(contact)
    device, person = Device.objects.get(serial="HEMMELIG1"), Politician.objects.get(family_name="Hemmelig")
    places = [
        reverse("fleet:device_page", args=[device.pk]),
        reverse("fleet:device_edit", args=[device.pk]),
        reverse("fleet:politician_page", args=[person.pk]),
        reverse("fleet:replacement_devices", args=["1579"]),
        reverse("fleet:replacement_export", args=["1579", "xlsx"]),
        reverse("fleet:check_of_municipality", args=["1579"]),
    ]
    assert [client.get(place).status_code for place in places] == [404] * len(places)


def test_nothing_is_written_in_another_municipality(client, contact):
    client.force_login(contact)
    other = make_municipality(number="1579")
    device, person = Device.objects.get(serial="HEMMELIG1"), Politician.objects.get(family_name="Hemmelig")
    own = Device.objects.get(serial="EGEN1")
    client.post(reverse("fleet:device_bulk"), {"pk": device.pk, "owner": "politician"})
    client.post(reverse("fleet:device_bulk"), {"all": "1", "query": f"municipality={other.pk}", "kind": "phone"})
    client.post(reverse("fleet:politician_bulk"), {"pk": person.pk, "party": "Ny"})
    client.post(
        reverse("fleet:device_new"),
        {"municipality": other.pk, "serial": "NY", "kind": "pc", "owner": "municipality", "status": "spare"},
    )
    moved = {"municipality": other.pk, "serial": "EGEN1", "kind": "pc", "owner": "municipality", "status": "spare"}
    client.post(reverse("fleet:device_edit", args=[own.pk]), moved)
    client.post(reverse("fleet:device_assign", args=[own.pk]), {"politician": person.pk, "since": "2023-12-01"})
    file = ContentFile(b"Serienummer\r\nNY\r\n", name="x.csv")
    client.post(reverse("fleet:import_list"), {"municipality": "1579", "kind": "devices", "file": file})
    device.refresh_from_db()
    person.refresh_from_db()
    own.refresh_from_db()
    assert (device.owner, device.kind, person.party) == ("municipality", "pc", "Hemmeliglista")
    assert (own.municipality.number, Device.objects.filter(serial="NY").count()) == ("1547", 0)


@pytest.fixture
def surveys(contact):
    """An open round and a closed one, in which Hustadvika has answered with secrets."""
    other, own = make_municipality(number="1579"), make_municipality(number="1547")
    secret = make_user((Role.CONTACT, other), email="hemmelig@example.org")
    secrets = {"Praksis": "Hemmelig praksis", "Antall": "7775", "Tilskudd": "88806", "Merknad": "Hemmelig merknad"}
    made = [make_open_round(other, own, title="Kartlegging", state=state) for state in ("closed", "open")]
    for survey, confirmed in zip(made, (NOON, None), strict=True):
        give_answer(survey, other, secrets, by=secret, confirmed_at=confirmed)
        question = survey.questions.get(text="Antall")
        question.copied_from = made[0].questions.get(text="Antall") if survey is made[1] else None
        question.save()
    give_answer(made[0], own, {"Praksis": "Egen praksis", "Antall": "3"}, by=contact)
    return made


SURVEY_SECRETS = (*SECRETS, "7775", "7 775", "7\u00a0775", "7778", "7\u00a0778", "88806", "88\u00a0806")


def test_no_page_of_a_survey_shows_another_municipality(client, contact, surveys):
    client.force_login(contact)
    mine = surveys[1].answers.get(municipality__number="1547")
    places = [
        reverse("fleet:survey_list"),
        *(reverse("fleet:survey_page", args=[survey.pk]) for survey in surveys),
        reverse("fleet:answer_edit", args=[mine.pk]),
        reverse("fleet:answer_page", args=[surveys[0].answers.get(municipality__number="1547").pk]),
        reverse("home"),
    ]
    texts = {place: client.get(place, follow=True).content.decode() for place in places}
    assert {place: [one for one in SURVEY_SECRETS if one in text] for place, text in texts.items()} == {
        place: [] for place in places
    }


def test_no_count_of_a_survey_tells_of_another_municipality(client, contact, surveys):
    client.force_login(contact)
    rounds = client.get(reverse("fleet:survey_list")).context["rounds"]
    page = client.get(surveys[0].get_absolute_url()).context
    assert sorted((one["confirmed"], one["asked"]) for one in rounds) == [(0, 1), (1, 1)]
    assert ([one.municipality.number for one in page["answers"]], page["waiting"]) == (["1547"], 0)
    assert [practice.words for one in page["practices"] for practice in one["counted"].practices] == ["Egen praksis"]
    assert [str(row["sum"]) for part in page["parts"] for row in part["rows"]] == ["", "3", "0,00", ""]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_no_file_of_a_survey_holds_another_municipality(client, contact, surveys, suffix):
    client.force_login(contact)
    for survey in surveys:
        content = client.get(reverse("fleet:survey_export", args=[survey.pk, suffix])).content
        if suffix == "xlsx":
            cells = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
            text = "\n".join(str(cell) for row in cells for cell in row)
        else:
            text = content.decode("utf-8-sig")
        assert [one for one in SURVEY_SECRETS if one in text] == []


def test_no_pdf_of_a_survey_holds_another_municipality(client, contact, surveys):
    """Asked for by the leader first: the file that was made for the leader is not the contact's."""
    for user in (make_leader(), contact):
        client.force_login(user)
        client.get(reverse("fleet:survey_pdf", args=[surveys[0].pk]))
    leaders, own = RenderedFile.objects.order_by("pk").values_list("html", flat=True)
    assert ("Hemmelig praksis" in leaders, "Egen praksis" in own) == (True, True)
    assert [one for one in SURVEY_SECRETS if one in own] == []


def test_an_answer_of_another_municipality_is_not_there(client, contact, surveys):
    client.force_login(contact)
    answers = [survey.answers.get(municipality__number="1579") for survey in surveys]
    for answer in answers:
        places = [reverse(f"fleet:answer_{verb}", args=[answer.pk]) for verb in ("page", "edit")]
        assert [client.get(place).status_code for place in places] == [404, 404]
        field = f"q{answer.round.questions.get(text='Merknad').pk}"
        edit = reverse("fleet:answer_edit", args=[answer.pk])
        sent = {"version": answer.version, field: "Endret", "do": "confirm"}
        assert client.post(edit, sent).status_code == 404
        assert client.post(edit, sent, headers={"HX-Request": "true"}).status_code == 404
        assert client.post(reverse("fleet:answer_take_back", args=[answer.pk])).status_code == 404
    assert [answer.values.get(question__text="Merknad").value for answer in answers] == ["Hemmelig merknad"] * 2


def test_no_search_finds_what_another_municipality_has_answered(client, contact, surveys):
    client.force_login(contact)
    answer = client.get(reverse("meetings:search_page") + "?q=hemmelig+praksis")
    assert answer.status_code == 403
    assert [one.municipality.number for one in awaiting_answer(contact)] == ["1547"]
