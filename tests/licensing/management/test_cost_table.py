from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from cooperation.models import Cooperation
from licensing.queries.scenario import scenario_table
from tests.factories import make_municipality
from tests.licensing.factories import make_line, make_product, make_scenario

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenario():
    Cooperation.objects.create(name="Fjord-IKT", language="nb")
    scenario = make_scenario(name="Lisenser")
    make_line(scenario, make_product(name="=E1"), 3, "92.09")
    make_line(scenario, make_product(name="Felles"), 1, "-10.00", municipality=None)
    make_municipality(number="1547", name="Aukra")
    return scenario


def test_json_is_the_tables_own(scenario, tmp_path):
    path = tmp_path / "table.json"
    call_command("cost_table", "Lisenser", "--format", "json", "-o", str(path))
    assert json.loads(path.read_text()) == scenario_table(scenario).as_json()


def test_csv_opens_in_a_norwegian_spreadsheet(scenario, tmp_path):
    path = tmp_path / "table.csv"
    call_command("cost_table", str(scenario.pk), "--format", "csv", "-o", str(path))
    rows = path.read_bytes().decode("utf-8-sig").split("\r\n")
    assert [row.split(";")[0] for row in rows[1:3]] == ["'=E1", "Felles"]
    assert rows[1].split(";")[1:] == ["1506", "Molde", "3", "92,09", "", "", "3315,24", "3315", "0"]
    assert rows[2].split(";")[3:] == ["1", "-10,00", "", "", "-120,00", "-120", "0"]
    assert rows[3].split(";")[7:9] == ["3195,24", "3195"]


def test_without_a_file_it_goes_to_standard_output(scenario, capfdbinary):
    call_command("cost_table", "Lisenser")
    assert json.loads(capfdbinary.readouterr().out)["total"] == {"exact": "3195.24", "kroner": "3195"}


def test_days_without_a_price_are_told(scenario, tmp_path):
    make_line(scenario, make_product(name="Teams"), 3, None)
    err = io.StringIO()
    call_command("cost_table", "Lisenser", "-o", str(tmp_path / "table.json"), stderr=err)
    assert err.getvalue().splitlines()[1:] == ["Teams: no price from 2023-01-01 to 2023-12-31"]


def test_a_scenario_that_is_not_there_is_told_with_those_that_are(scenario):
    with pytest.raises(CommandError, match=r"There is no scenario 2023\. Scenarios: Lisenser"):
        call_command("cost_table", "2023")


def test_a_file_that_cannot_be_written_is_told(scenario, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("cost_table", "Lisenser", "-o", str(tmp_path / "none" / "table.json"))
