"""A scenario on the projector, and what is handed out of it."""

import io
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from cooperation.actions.rendered_file import make_waiting_files
from cooperation.documents.renderer import Renderer
from cooperation.models import FileState, RenderedFile
from licensing.models import RegisterCount, Scenario
from licensing.queries.scenario import scenario_table
from tests import factories
from tests.licensing.factories import make_line, make_product, make_scenario

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenario(db):
    factories.make_cooperation()
    made = make_scenario(name="Lisenser", years=2, is_shared=True, assumptions="Alle brukere.")
    make_line(made, make_product(name="E1"), 120, "92.12")
    make_line(made, make_product(name="Intune"), 120, "25.00")
    make_line(make_scenario(name="Billigere", copied_from=made), make_product(name="E1"), 120, "79.00")
    RegisterCount.objects.create(
        kind="owned_devices", municipality=factories.make_municipality(), counted_on="2023-12-01", quantity=20
    )
    return made


@pytest.fixture
def leader(client, db):
    user = factories.make_leader()
    client.force_login(user)
    return user


def keys(scenario):
    return dict(scenario.lines.values_list("product__name", "product"))


def supposed(scenario):
    e1, intune = keys(scenario)["E1"], keys(scenario)["Intune"]
    return {f"on-{e1}": "on", f"price-{e1}": "79,00", f"on-{intune}": "on", f"count-{intune}": "owned_devices"}


def address(name, scenario):
    return reverse(f"licensing:{name}", args=[scenario.pk])


def test_the_deck_has_a_section_for_each_slide(client, scenario, leader):
    answer = client.get(address("scenario_deck", scenario))
    text = answer.content.decode()
    assert [
        key for key in ("title", "table", "share", "what-if", "comparison", "years") if f'id="slide-{key}"' not in text
    ] == []
    assert text.count("<h1") == 1
    assert (" style=" in text, "<svg" in text) == (False, True)


def test_what_if_answers_and_saves_nothing(client, scenario, leader):
    before = list(Scenario.objects.values("pk", "revision")), scenario_table(scenario).total
    answer = client.get(
        address("deck_what_if", scenario), supposed(scenario), headers={"HX-Request": "true"}
    ).content.decode()
    assert "kr\u00a0119\u00a0760" in answer
    assert (list(Scenario.objects.values("pk", "revision")), scenario_table(scenario).total) == before


def test_without_a_script_what_if_comes_back_to_the_deck(client, scenario, leader):
    answer = client.get(address("deck_what_if", scenario), supposed(scenario))
    assert (answer.status_code, answer["Location"].endswith("#slide-what-if")) == (302, True)
    assert "kr\u00a0119\u00a0760" in client.get(answer["Location"]).content.decode()


def test_what_cannot_be_read_is_told_and_supposes_nothing(client, scenario, leader):
    wrong = supposed(scenario) | {f"price-{keys(scenario)['E1']}": "1.234"}
    answer = client.get(address("deck_what_if", scenario), wrong, headers={"HX-Request": "true"}).content.decode()
    assert ("1.234" in answer, "kr\u00a0168\u00a0653" in answer) == (True, True)


def test_the_workbook_has_what_is_supposed(client, scenario, leader):
    answer = client.get(address("scenario_workbook", scenario), supposed(scenario))
    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    book = load_workbook(io.BytesIO(answer.content), data_only=True)
    figures = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert 79 * 120 * 12 + 25 * 20 * 12 in figures


@pytest.mark.parametrize("name", ["scenario_deck_pdf", "scenario_pdf"])
def test_a_pdf_is_made_by_the_worker(client, scenario, leader, name):
    page = address(name, scenario)
    waiting = client.get(page)
    assert (waiting.status_code, RenderedFile.objects.get().state) == (202, FileState.WAITING)
    renderer = Renderer()
    make_waiting_files(renderer)
    renderer.stop()
    ready = client.get(page)
    assert (ready["Content-Type"], b"".join(ready.streaming_content)[:5]) == ("application/pdf", b"%PDF-")
    assert client.get(page, headers={"If-None-Match": ready["ETag"]}).status_code == 304
    assert client.get(page, headers={"HX-Request": "true"})["HX-Redirect"] == page
    scenario.lines.update(price=Decimal(1))
    assert client.get(page).status_code == 202


def test_a_pdf_that_failed_can_be_tried_again(client, scenario, leader):
    page = address("scenario_pdf", scenario)
    client.get(page)
    RenderedFile.objects.update(state=FileState.FAILED, reasons=["For langt."])
    assert client.get(page).status_code == 422
    assert client.post(page)["Location"] == page
    assert RenderedFile.objects.get().state == FileState.WAITING


def test_the_board_sees_only_what_is_shared_beside_it(client, scenario):
    client.force_login(factories.make_member())
    assert "Billigere" not in client.get(address("scenario_deck", scenario)).content.decode()
