from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from economy.actions.report import draw_figures
from economy.models import Report
from economy.queries.report import budget_of
from meetings.models import Exhibit
from tests.economy.factories import make_report
from tests.economy.rules.test_table_check import BUDGET
from tests.factories import make_case, make_meeting, make_municipality

NOW = datetime(2023, 12, 1, 12, tzinfo=UTC)
FACTS = {"title": "Rapport", "year": "2023", "as_of": "2023-11-30", "comment": "", "is_shared": "on"}
pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"economy:{name}", args=args)


def test_the_list_asks_as_much_for_one_report_as_for_three(client, leader, django_assert_num_queries):
    client.force_login(leader)
    make_report()
    with django_assert_num_queries(4):
        client.get(url("report_list"))
    make_report()
    make_report()
    with django_assert_num_queries(4):
        client.get(url("report_list"))


def test_a_report_that_is_not_shared_stays_with_the_leader(client, leader, member):
    report = make_report(is_shared=False, title="Hemmelig rapport")
    client.force_login(member)
    assert client.get(report.get_absolute_url()).status_code == 404
    assert "Hemmelig rapport" not in client.get(url("report_list")).content.decode()
    for name in ("report_deck", "report_pdf", "report_deck_pdf", "report_workbook"):
        assert client.get(url(name, report.pk)).status_code == 404
    client.force_login(leader)
    assert client.get(report.get_absolute_url()).status_code == 200


def test_a_figure_of_a_report_that_is_not_shared_is_out_of_reach(client, leader, member):
    make_municipality()
    report = make_report(is_shared=False)
    draw_figures(report, by=leader, now=NOW)
    client.force_login(member)
    assert client.get(url("figure_page", report.figures.first().pk)).status_code == 404


def test_a_report_is_made_changed_and_deleted(client, leader):
    client.force_login(leader)
    assert client.post(url("report_new"), {"title": ""}).status_code == 422
    client.post(url("report_new"), FACTS)
    report = Report.objects.get()
    assert client.post(url("report_edit", report.pk), {"title": ""}).status_code == 422
    client.post(url("report_edit", report.pk), FACTS | {"title": "Annen"})
    assert Report.objects.get().title == "Annen"
    client.post(url("report_delete", report.pk))
    assert Report.objects.count() == 0


def test_the_budget_is_typed_in_a_grid(client, leader):
    client.force_login(leader)
    report = make_report(lines=[])
    typed = {
        "group": ["Utgifter", "", "", ""],
        "name": ["Lønn", "Varer", "", ""],
        "budget": ["1 000", "(50)", "", ""],
        "accounts": ["1 100,50", "", "", ""],
    }
    assert client.post(url("budget_edit", report.pk), typed).status_code == 302
    [group] = budget_of(report).groups
    assert [(line.name, line.budget, str(line.accounts)) for line in group.lines] == [
        ("Lønn", 1000, "1100.50"),
        ("Varer", -50, "0.00"),
    ]


def test_a_wrong_amount_keeps_what_was_typed(client, leader):
    client.force_login(leader)
    report = make_report()
    typed = {"group": [""], "name": [""], "budget": ["mye"], "accounts": ["12 %"]}
    answer = client.post(url("budget_edit", report.pk), typed)
    assert answer.status_code == 422
    assert [sorted(row.errors) for row in answer.context["form"].rows] == [["accounts", "budget", "group", "name"]]
    assert budget_of(report).groups[0].lines[0].name == "Lønn"


def test_the_grid_opens_with_the_lines_and_some_empty_ones(client, leader):
    client.force_login(leader)
    rows = client.get(url("budget_edit", make_report().pk)).context["form"].rows
    assert ([row.name for row in rows], rows[2].budget) == (["Lønn", "Varer", "Salg", "", "", "", ""], "−1\u00a0500")


def test_a_table_is_checked_before_its_lines_are_taken(client, leader):
    client.force_login(leader)
    report = make_report(lines=[])
    wrong = BUDGET.replace("721 350", "712 350")
    shown = client.post(url("budget_import", report.pk), {"text": wrong})
    assert (len(shown.context["checked"].contradictions), budget_of(report).groups) == (3, ())
    text = re.search(r'<textarea name="text" hidden>\n?(.*?)</textarea>', shown.content.decode(), re.DOTALL)[1]
    assert client.post(url("budget_import", report.pk), {"text": text, "take": "yes"}).status_code == 302
    budget = budget_of(report)
    assert [(group.name, len(group.lines)) for group in budget.groups] == [("Utgifter", 3), ("Inntekter", 2)]
    assert (budget.total.deviation, budget.groups[0].lines[1].pair.deviation) == (-135550, 721350)


def test_a_table_without_budget_and_accounts_is_refused(client, leader):
    client.force_login(leader)
    report = make_report()
    assert client.post(url("budget_import", report.pk), {"text": "a;b\nx;1\n"}).status_code == 422
    assert client.post(url("budget_import", report.pk), {"text": ""}).status_code == 422


def test_any_table_is_checked(client, leader):
    client.force_login(leader)
    assert client.get(url("table_check")).status_code == 200
    answer = client.post(url("table_check"), {"text": BUDGET.replace("721 350", "712 350")})
    marks = [mark for _number, _label, cells in answer.context["marked"] for _text, mark in cells if mark]
    assert marks == ["mend", "wrong", "wrong"]
    assert "721\u00a0350" in answer.content.decode()


@pytest.mark.parametrize(
    "text", ["", "bare ord", "a;b\nx;1\n", "a;b\nx;1\nSum;1\n", "Post;B\nA;1OO\nB;2\nC;3\nSum;9\n"]
)
def test_every_outcome_of_a_check_has_a_page(client, leader, text):
    client.force_login(leader)
    assert client.post(url("table_check"), {"text": text}).status_code == (200 if text else 422)


def test_a_file_is_checked(client, leader):
    client.force_login(leader)
    file = SimpleUploadedFile("tabell.csv", BUDGET.replace("\t", ";").encode())
    assert client.post(url("table_check"), {"file": file}).context["checked"].count == 24
    assert client.post(url("table_check"), {"file": SimpleUploadedFile("x.xlsx", b"PK")}).status_code == 422
    large = SimpleUploadedFile("x.csv", b"1;2\n" * 1_400_000)
    assert client.post(url("table_check"), {"file": large}).status_code == 422


def test_figures_are_drawn_and_open_to_what_is_behind(client, leader):
    make_municipality(name="Aukra")
    client.force_login(leader)
    report = make_report()
    client.post(url("figures_draw", report.pk))
    page = client.get(report.get_absolute_url()).content.decode()
    for figure in report.figures.all():
        assert url("figure_page", figure.pk) in page
        assert client.get(url("figure_page", figure.pk)).status_code == 200


def test_the_report_leaves_as_slides_pdf_and_workbook(client, leader):
    client.force_login(leader)
    report = make_report(comment="Alt vel.")
    answers = {name: client.get(url(name, report.pk)).status_code for name in ("report_deck", "report_workbook")}
    assert answers == {"report_deck": 200, "report_workbook": 200}
    assert client.get(url("report_pdf", report.pk)).status_code == 202
    assert client.get(url("report_deck_pdf", report.pk)).status_code == 202


def test_a_report_is_frozen_with_a_case_and_later_changes_do_not_alter_it(client, leader):
    report = make_report()
    case = make_case(meeting=make_meeting())
    client.force_login(leader)
    attach = reverse("meetings:report_attach", args=[report.pk])
    assert client.get(attach).status_code == 200
    assert client.post(attach, {"case": case.pk}).status_code == 302
    exhibit = Exhibit.objects.get()
    page = reverse("meetings:exhibit_page", args=[exhibit.pk])
    assert client.get(page).context["changes"].is_same is True
    report.groups.first().lines.update(accounts=7)
    shown = client.get(page)
    assert (shown.context["changes"].is_same, exhibit.as_table.rows[0][2]) == (False, "1\u00a0100")
    report.groups.all().delete()
    assert client.get(page).context["changes"] is None
    assert client.post(attach, {"case": case.pk}).status_code == 422
    report.delete()
    assert client.get(page).context["source"] is None


def test_the_same_report_is_not_frozen_twice(client, leader):
    report = make_report()
    case = make_case(meeting=make_meeting())
    client.force_login(leader)
    attach = reverse("meetings:report_attach", args=[report.pk])
    client.post(attach, {"case": case.pk})
    assert (client.post(attach, {"case": case.pk}).status_code, Exhibit.objects.count()) == (422, 1)
