"""The leader in the meeting: a lower price, Intune off private PCs, and one krone on screen and in all that is handed out."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from cooperation.actions.rendered_file import make_waiting_files
from cooperation.documents.renderer import Renderer
from licensing.models import InvoiceBasis, Scenario
from licensing.queries.scenario import scenario_table
from meetings.models import Exhibit
from tests import factories
from tests.licensing.factories import make_line, make_product, make_register_count, make_scenario
from tests.office import recalculated, without_values  # noqa: F401

pytestmark = pytest.mark.django_db

USERS = {"1506": ("Molde", 120), "1535": ("Vestnes", 75), "1539": ("Rauma", 86), "1547": ("Aukra", 100)}
USERS |= {"1579": ("Hustadvika", 35)}
PRIVATE = {"1539", "1579"}
NOW, THEN, HUSTADVIKA = "584\u00a0663", "482\u00a0868", "33\u00a0180"
E1_THEN, HUSTADVIKA_NOW = Decimal("79.00"), "49\u00a0190"


@pytest.fixture
def saved(db):
    factories.make_cooperation()
    made = make_scenario(name="Lisenser for politikere 2023", is_shared=True)
    e1, intune = make_product(name="Office 365 E1"), make_product(name="Microsoft Intune")
    for number, (name, users) in USERS.items():
        place = factories.make_municipality(number=number, name=name)
        make_line(made, e1, users, "92.12", municipality=place)
        make_line(made, intune, users, "25.00", municipality=place)
        make_register_count("owned_devices", 0 if number in PRIVATE else users, municipality=place)
    return made


@pytest.fixture
def leader(client, db):
    user = factories.make_leader()
    client.force_login(user)
    return user


@pytest.fixture
def sent(saved):
    pk = dict(saved.lines.values_list("product__name", "product"))
    e1, intune = pk["Office 365 E1"], pk["Microsoft Intune"]
    return {
        f"on-{e1}": "on",
        f"price-{e1}": "79,00",
        f"on-{intune}": "on",
        f"price-{intune}": "25,00",
        f"count-{intune}": "owned_devices",
    }


def to(name, scenario):
    return reverse(f"licensing:{name}", args=[scenario.pk])


def text_of_pdf(client, address):
    assert client.get(address).status_code == 202
    renderer = Renderer()
    make_waiting_files(renderer)
    renderer.stop()
    pages = PdfReader(io.BytesIO(b"".join(client.get(address).streaming_content))).pages
    return " ".join(page.extract_text() for page in pages)


def missing(text, *figures):
    return [figure for figure in figures if figure not in text]


def kept(client, saved, sent):
    client.post(to("scenario_keep_what_if", saved), sent | {"name": "Uten private"})
    return Scenario.objects.get(name="Uten private")


def test_the_effect_shows_on_the_projector_and_the_saved_scenario_stays(client, saved, leader, sent):
    assert scenario_table(saved).total.exact == Decimal("584663.04")
    answer = client.get(to("deck_what_if", saved), sent, headers={"HX-Request": "true"}).content.decode()
    assert missing(answer, THEN, "101\u00a0795", HUSTADVIKA_NOW, HUSTADVIKA, "\u221216\u00a0010") == []
    panel = client.post(to("scenario_what_if", saved), sent, headers={"HX-Request": "true"}).content.decode()
    assert missing(panel, THEN, HUSTADVIKA_NOW, HUSTADVIKA, "\u221216\u00a0010") == []
    assert scenario_table(saved).total.exact == Decimal("584663.04")


def test_the_same_krone_on_screen_with_the_case_in_the_pdf_and_in_the_invoice_basis(client, saved, leader, sent):
    scenario = kept(client, saved, sent)
    assert missing(client.get(scenario.get_absolute_url()).content.decode(), THEN, HUSTADVIKA) == []
    case = factories.make_case(meeting=factories.make_meeting(date=date(2023, 12, 13)))
    client.post(reverse("meetings:scenario_attach", args=[scenario.pk]), {"case": case.pk})
    frozen = Exhibit.objects.get().as_table
    assert (frozen.totals[-1], [row[-1] for row in frozen.rows if row[0] == "Hustadvika"]) == (THEN, [HUSTADVIKA])
    assert missing(client.get(case.get_absolute_url()).content.decode(), THEN, HUSTADVIKA) == []
    assert missing(text_of_pdf(client, to("scenario_pdf", scenario)), THEN, HUSTADVIKA) == []
    assert missing(text_of_pdf(client, to("scenario_deck_pdf", scenario)), THEN, HUSTADVIKA) == []
    for months in ("1-3", "4-6", "7-9", "10-12"):
        drafted = {"scenario": scenario.pk, "period": months, "settlement": "invoiced", "vat_rate": "25"}
        client.post(reverse("licensing:invoice_new"), drafted)
        client.post(reverse("licensing:invoice_approve", args=[InvoiceBasis.objects.order_by("-pk")[0].pk]))
    net = [(row.municipality.name, row.net) for basis in InvoiceBasis.objects.all() for row in basis.rows.all()]
    assert InvoiceBasis.objects.filter(approved_at=None).count() == 0
    assert sum(amount for _name, amount in net) == Decimal(482868)
    assert sum(amount for name, amount in net if name == "Hustadvika") == Decimal(33180)


@pytest.mark.external
def test_the_workbook_that_is_handed_out_comes_to_the_same_krone_in_libreoffice(
    client,
    saved,
    leader,
    sent,
    recalculated,  # noqa: F811
):
    content = client.get(to("scenario_workbook", saved), sent).content
    office = recalculated(without_values(content))
    result = load_workbook(io.BytesIO(content), data_only=True).worksheets[0]
    cells = [
        (cell.coordinate, cell.value) for row in result.iter_rows() for cell in row if cell.value in (33180, 482868)
    ]
    assert sorted({value for _at, value in cells}) == [33180, 482868]
    assert [(at, office[result.title, at]) for at, _value in cells] == cells
