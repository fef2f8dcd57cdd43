from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cooperation.models import Change
from cooperation.rules.refusal import Refused
from economy.actions.report import MOST_LINES, delete_report, draw_figures, save_budget, save_report
from economy.models import BudgetLine, FigureKind, Report
from economy.queries.report import activity_of, budget_of
from economy.rules.budget_table import TakenLine
from tests.economy.factories import make_report
from tests.factories import make_municipality
from tests.fleet import factories as fleet
from tests.fleet.factories_survey import give_answer, make_open_round

NOW = datetime(2023, 12, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def line(group="Utgifter", name="Lønn", budget="10", accounts="12"):
    return TakenLine(group, name, Decimal(budget), Decimal(accounts))


def test_a_report_is_saved_and_logged_with_what_was_before(leader):
    report = Report(title="Rapport", year=2023, as_of=date(2023, 11, 30))
    save_report(report, by=leader)
    report.title = "Ny rapport"
    save_report(report, by=leader)
    assert (report.revision, [change.verb for change in Change.objects.order_by("pk")]) == (2, ["save", "save"])
    assert Change.objects.order_by("pk").last().before["title"] == "Rapport"


def test_a_report_is_deleted_with_its_budget(leader):
    delete_report(make_report(), by=leader)
    assert (Report.objects.count(), BudgetLine.objects.count()) == (0, 0)


def test_a_budget_takes_the_place_of_the_one_before(leader):
    report = make_report()
    save_budget(report, [line(), line("Inntekter", "Salg", "-5", "-6"), line(name="Varer")], by=leader)
    budget = budget_of(report)
    assert [(group.name, [one.name for one in group.lines]) for group in budget.groups] == [
        ("Utgifter", ["Lønn", "Varer"]),
        ("Inntekter", ["Salg"]),
    ]
    assert (budget.total.budget, budget.total.accounts, budget.total.deviation) == (15, 18, 3)
    assert Change.objects.order_by("pk").last().after["lines"][0] == ["Utgifter", "Lønn", "10.00", "12.00"]


def test_a_budget_is_refused_with_every_reason(leader):
    lines = [line(name=" ")] + [line(group="")] * MOST_LINES
    with pytest.raises(Refused) as refused:
        save_budget(make_report(), lines, by=leader)
    assert len(refused.value.reasons) == 3


def test_a_name_that_is_too_long_is_refused_and_not_cut(leader):
    with pytest.raises(Refused) as refused:
        save_budget(make_report(), [line(name="x" * 161), line(group="x" * 121)], by=leader)
    assert len(refused.value.reasons) == 2
    save_budget(make_report(), [line(name="x" * 160, group="x" * 120)], by=leader)


def test_groups_and_lines_are_told_by_their_names():
    report = make_report()
    assert [str(report.groups.first()), str(report.groups.first().lines.first())] == ["Utgifter", "Lønn"]


def test_a_contact_sees_no_report(contact, leader):
    make_report()
    assert (Report.objects.visible_to(contact).count(), Report.objects.written_by(contact).count()) == (0, 0)
    assert Report.objects.written_by(leader).count() == 1


def test_ore_are_shown_where_there_are_any():
    assert budget_of(make_report()).decimals == 0
    assert budget_of(make_report(lines=[("U", "L", "1.50", "2")])).decimals == 2


def test_figures_are_drawn_with_what_is_behind_them(leader):
    municipality = make_municipality()
    term = fleet.make_term()
    fleet.make_lifetime(months=48)
    sitting = fleet.make_politician(municipality=municipality, term=term)
    fleet.make_politician(municipality=municipality)
    old = fleet.make_device(municipality=municipality, purchased_on=date(2019, 1, 1), serial="A", is_enrolled=True)
    fleet.make_device(municipality=municipality, purchased_on=date(2023, 1, 1), serial="B")
    fleet.make_device(municipality=municipality, owner="politician", status="lost", serial="C")
    account = fleet.make_account(municipality=municipality, politician=sitting)
    fleet.make_licence(account=account)
    fleet.make_licence(account=account, product="X", product_name="X", since=date(2024, 1, 1))
    blocked = fleet.make_account(municipality=municipality, is_blocked=True)
    fleet.make_licence(account=blocked)
    report = make_report(as_of=date(2023, 11, 30))
    assert draw_figures(report, by=leader, now=NOW) == len(FigureKind)
    counts = {figure.kind: figure.count for figure in report.figures.all()}
    assert counts == {
        "politicians": 1, "owned_devices": 2, "private_devices": 0, "due": 1, "licences": 2, "survey": 0,
    }  # fmt: skip
    due = report.figures.get(kind="due").behind
    assert [(one["what"], one["counts"]) for one in due] == [
        (str(old), True),
        ("Bok 14 (B)", False),
        ("Bok 14 (C)", False),
    ]
    assert [one["number"] for one in report.figures.get(kind="licences").behind] == [1, 1]


def test_a_politician_with_two_seats_counts_once(leader):
    term = fleet.make_term()
    politician = fleet.make_politician(term=term, role="committee")
    politician.seats.create(term=term, role="council")
    report = make_report()
    draw_figures(report, by=leader, now=NOW)
    [behind] = report.figures.get(kind="politicians").behind
    assert (behind["number"], behind["counts"]) == (1, True)


def test_figures_drawn_again_take_the_place_of_the_first(leader):
    make_municipality()
    report = make_report()
    draw_figures(report, by=leader, now=NOW)
    draw_figures(report, by=leader, now=NOW)
    activity = activity_of(report)
    assert (len(activity.rows), activity.sums, activity.as_of, activity.drawn_at) == (1, [0] * 6, report.as_of, NOW)


def test_a_report_without_figures_has_no_rows():
    activity = activity_of(make_report())
    assert (activity.rows, activity.drawn_at) == ((), None)


def test_the_survey_counts_those_who_had_confirmed_by_the_day(leader):
    molde, aukra = make_municipality(), make_municipality(number="1547", name="Aukra")
    rauma = make_municipality(number="1539", name="Rauma")
    survey = make_open_round(molde, aukra, rauma, title="Kartlegging")
    give_answer(survey, molde, {}, confirmed_at=datetime(2023, 11, 30, 20, tzinfo=UTC))
    give_answer(survey, aukra, {}, confirmed_at=datetime(2023, 12, 1, 8, tzinfo=UTC))
    report = make_report(as_of=date(2023, 11, 30))
    draw_figures(report, by=leader, now=NOW)
    figures = report.figures.filter(kind="survey").order_by("municipality__number")
    assert [(one.count, [behind["what"] for behind in one.behind]) for one in figures] == [
        (1, ["Kartlegging"]),
        (0, ["Kartlegging"]),
        (0, ["Kartlegging"]),
    ]
    assert [one.behind[0]["why"] for one in figures] == [
        "bekreftet 30.11.2023",
        "ikke bekreftet innen dagen",
        "ikke bekreftet innen dagen",
    ]


def test_a_survey_that_is_opened_later_is_no_figure_of_the_day(leader):
    make_open_round(make_municipality())
    report = make_report(as_of=date(2023, 10, 31))
    draw_figures(report, by=leader, now=NOW)
    assert [one.behind for one in report.figures.filter(kind="survey")] == [[]]
