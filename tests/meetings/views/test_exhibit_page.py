from decimal import Decimal

import pytest
from django.urls import reverse

from meetings.actions.exhibit import attach_exhibit, freeze_scenario
from meetings.documents.exhibit import changes_since
from meetings.models import Exhibit, State
from tests import factories
from tests.licensing.factories import make_line, make_product, make_scenario
from tests.meetings.actions.test_exhibit import TABLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db):
    factories.make_cooperation()
    return factories.make_meeting(state=State.CALLED).cases.first()


@pytest.fixture
def scenario(db):
    made = make_scenario(name="Lisenser", is_shared=True)
    make_line(made, make_product(name="E1"), 120, "92.12")
    return made


@pytest.fixture
def leader(client, db):
    user = factories.make_leader()
    client.force_login(user)
    return user


def test_the_leader_freezes_a_scenario_with_a_case(client, case, scenario, leader):
    page = reverse("meetings:scenario_attach", args=[scenario.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {"case": case.pk})["Location"] == case.get_absolute_url()
    exhibit = Exhibit.objects.get()
    assert (exhibit.case, exhibit.as_table.totals[-1]) == (case, "132\u00a0653")
    assert "132\u00a0653" in client.get(case.get_absolute_url()).content.decode()
    assert client.post(page, {"case": case.pk}).status_code == 422


def test_later_prices_show_as_changes_and_never_alter_it(client, case, scenario, leader):
    exhibit = freeze_scenario(case, scenario, by=leader)
    assert changes_since(exhibit, scenario).is_same is True
    scenario.lines.update(price=Decimal("79.00"), quantity=100)
    changes = changes_since(exhibit, scenario)
    told = [text.replace("\u00a0", " ") for text in changes.table.rows[0]]
    assert told == ["Molde", "132 652,80", "0,00", "−22 108,80", "−15 744,00", "0,00", "94 800,00"]
    assert Exhibit.objects.get().as_table.totals[-1] == "132\u00a0653"
    page = client.get(reverse("meetings:exhibit_page", args=[exhibit.pk])).content.decode()
    assert ("94\u00a0800,00" in page, "132\u00a0653" in page) == (True, True)


def test_a_frozen_table_outlives_its_scenario(client, case, scenario, leader):
    exhibit = freeze_scenario(case, scenario, by=leader)
    scenario.delete()
    assert client.get(reverse("meetings:exhibit_page", args=[exhibit.pk])).status_code == 200


def test_a_reader_of_the_case_does_not_see_an_unshared_scenario(client, case, scenario):
    exhibit = freeze_scenario(case, scenario, by=factories.make_leader())
    scenario.is_shared = False
    scenario.save()
    client.force_login(factories.make_member(case.body))
    page = client.get(reverse("meetings:exhibit_page", args=[exhibit.pk])).content.decode()
    assert (scenario.get_absolute_url() in page, "132\u00a0653" in page) == (False, True)


def test_a_table_of_another_kind_has_no_changes(client, case, leader):
    exhibit = attach_exhibit(case, kind="report", table=TABLE, source_label="Rapport", source_pk=1, by=leader)
    assert client.get(reverse("meetings:exhibit_page", args=[exhibit.pk])).status_code == 200
    assert changes_since(exhibit, None) is None


def test_a_table_is_removed_and_brought_back(client, case, scenario):
    client.force_login(factories.make_secretary(case.body))
    exhibit = freeze_scenario(case, scenario, by=None)
    remove, restore = (reverse(f"meetings:exhibit_{verb}", args=[exhibit.pk]) for verb in ("remove", "restore"))
    assert client.post(remove)["Location"] == case.get_absolute_url()
    assert case.exhibits.in_order().count() == 0
    assert 'id="exhibits"' in client.post(restore, headers={"HX-Request": "true"}).content.decode()
    assert case.exhibits.in_order().count() == 1
    assert client.get(reverse("meetings:case_edit", args=[case.pk])).status_code == 200
