"""The vision through its actions, reads and pages."""

import io
import zipfile
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cooperation.models import Change, OutgoingMail
from cooperation.rules.refusal import Refused
from docs_vision.actions.entry import delete_entry, move_entry, save_entry
from docs_vision.actions.estimate import save_counts
from docs_vision.actions.measurement import (
    compute_each_month,
    compute_measurements,
    record_measurement,
    record_measurements,
    remove_measurement,
    rows_again,
)
from docs_vision.actions.reminder import remind_owners
from docs_vision.actions.standing import state_where_we_stand
from docs_vision.documents.report import benefit_table, worth_table
from docs_vision.imports.measurements import NewMeasurement, read_measurements
from docs_vision.models import (
    Benefit,
    Challenge,
    Estimate,
    Goal,
    Law,
    LocalState,
    Measurement,
    Milestone,
    Prerequisite,
    Solution,
    Theme,
    VisionSlide,
)
from docs_vision.queries.estimate import estimate_tables, whole_cooperation
from docs_vision.queries.own_effect import own_figure
from docs_vision.queries.picture import picture
from docs_vision.queries.standing import state_table
from docs_vision.rules.own_effect import ACTIONS_IN_TIME, ARCHIVE_READY, DAYS_TO_APPROVAL
from meetings.actions.follow_up import add_action
from meetings.models import ApprovedMinutes
from meetings.queries.case_result import results_of
from tests.factories import (
    make_administrator,
    make_body,
    make_case,
    make_contact,
    make_leader,
    make_meeting,
    make_member,
    make_municipality,
    make_person,
    make_secretary,
)
from tests.meetings.factories_approval import approve, hold_meeting, make_council, send_out, start_next

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def leader():
    return make_leader()


@pytest.fixture
def aukra():
    return make_municipality(number="1547", name="Aukra")


@pytest.fixture
def benefit(leader):
    owner = make_person(email="eier@example.org")
    made = Benefit(
        title="Raskere søk", kind="time", unit="min", owner=owner, baseline=8, baseline_on=date(2024, 1, 1), target=4,
        target_on=date(2028, 1, 1), measured_every_months=6,
    )  # fmt: skip
    goal = Goal.objects.create(theme=Theme.objects.create(title="Data"), title="Finne igjen")
    solution = Solution(title="Arkiv", status="ongoing", ends_on=date(2026, 1, 1))
    challenge = Challenge.objects.create(area="systems", title="Ingen finner noe")
    save_entry(solution, links={"challenges": [challenge]}, by=leader)
    save_entry(made, links={"goals": [goal], "solutions": [solution]}, by=leader)
    return made


def measured(benefit, value, day=date(2026, 1, 1), town=None):
    return NewMeasurement(benefit, town, day, Decimal(value), "Telling")


def test_what_is_late_stands_out(benefit, leader):
    Milestone.objects.create(solution=Solution.objects.get(), title="Pilot", due_on=date(2025, 1, 1))
    record_measurement(measured(benefit, 8), by=leader, today=TODAY)
    seen = picture(leader, today=TODAY)
    assert [one.title for one in seen.behind] == ["Arkiv", "Arkiv", "Raskere søk"]
    whole = Milestone.objects.create(title="Alle med", due_on=date(2025, 1, 1))
    assert picture(leader, today=TODAY).behind[-1].title == "Alle med"
    whole.delete()
    benefit.target_on = date(2026, 6, 1)
    benefit.save()
    assert len(picture(leader, today=TODAY).behind) == 3
    Measurement.objects.all().delete()
    assert len(picture(leader, today=TODAY).behind) == 3


def test_a_disbenefit_stands_out_when_it_is_larger_than_expected(leader):
    cost = Benefit.objects.create(
        title="Mer opplæring", kind="time", is_disbenefit=True, baseline=0, baseline_on=date(2024, 1, 1), target=10,
        target_on=date(2026, 1, 1),
    )  # fmt: skip
    stood = []
    for value in (1, 11):
        record_measurement(measured(cost, value), by=leader, today=TODAY)
        seen = picture(leader, today=TODAY)
        with override("en"):
            stood.append((len(seen.behind), picture(leader, today=TODAY).nodes[0].mark))
    assert stood == [(0, "disbenefit"), (1, "disbenefit, more than expected")]


def test_what_is_declined_is_not_late(benefit, leader):
    Milestone.objects.create(solution=Solution.objects.get(), title="Pilot", due_on=date(2025, 1, 1))
    Solution.objects.update(status="declined")
    assert picture(leader, today=TODAY).behind == []


def test_a_municipality_leaves_out_what_is_not_relevant(benefit, leader, aukra):
    solution = Solution.objects.get()
    assert len(picture(leader, today=TODAY, municipality=aukra).benefits) == 1
    state_where_we_stand(solution, municipality=aukra, state="not_relevant", note="", by=leader)
    seen = picture(leader, today=TODAY, municipality=aukra)
    assert (seen.solutions, seen.benefits) == ([], [])


def test_a_second_measurement_of_a_day_replaces_the_first_and_the_log_keeps_both(benefit, leader):
    first = record_measurement(measured(benefit, 7), by=leader, today=TODAY)
    second = record_measurement(measured(benefit, 6), by=leader, today=TODAY)
    assert (first.pk, second.value) == (second.pk, 6)
    assert Change.objects.filter(verb="measure").first().before["value"] == "7.00"
    remove_measurement(second, by=leader)
    assert Measurement.objects.count() == 0


def test_no_measurement_ahead_or_of_what_the_program_works_out(benefit, leader):
    benefit.measure = DAYS_TO_APPROVAL
    with pytest.raises(Refused) as refused:
        record_measurement(measured(benefit, 7, TODAY + timedelta(days=1)), by=leader, today=TODAY)
    assert len(refused.value.reasons) == 2
    with pytest.raises(Refused):
        record_measurements([measured(benefit, 7)], by=leader, today=TODAY)


def test_the_program_measures_itself(benefit, leader):
    benefit.measure = ACTIONS_IN_TIME
    benefit.save()
    assert compute_measurements(today=TODAY, by=leader) == 0
    case = make_meeting().cases.first()
    who = [f"municipality:{make_municipality().pk}"]
    add_action(case, "Sent", assignees=who, due_on=date(2026, 1, 1), by=leader)
    add_action(case, "Uten frist", assignees=who, due_on=None, by=leader)
    assert compute_measurements(today=TODAY, by=leader) == 1
    assert Measurement.objects.get().value == 0


def test_minutes_are_measured_when_they_are_approved(benefit):
    council, secretary = make_council()
    held = hold_meeting(council, secretary)
    case = start_next(council, secretary, held)
    send_out(held, secretary)
    approve(case, secretary)
    approved = ApprovedMinutes.objects.get()
    ApprovedMinutes.objects.update(approved_on=held.date + timedelta(days=63))
    days = own_figure(DAYS_TO_APPROVAL, today=TODAY)
    assert (days.value, days.counted) == (63, (f"{held.label}: 63",))
    ready = own_figure(ARCHIVE_READY, today=timezone.localdate(approved.approved_at))
    assert (ready.value, ready.left_out) == (0, (held.label,))
    ApprovedMinutes.objects.update(approved_on=timezone.localdate(approved.approved_at))
    assert own_figure(ARCHIVE_READY, today=timezone.localdate(approved.approved_at)).value == 100


def test_the_program_measures_itself_once_a_month(benefit, leader):
    assert compute_each_month(today=TODAY) == 0
    benefit.measure = ACTIONS_IN_TIME
    benefit.save()
    case = make_meeting().cases.first()
    add_action(case, "Sent", assignees=[f"municipality:{make_municipality().pk}"], due_on=date(2026, 1, 1), by=leader)
    days = (date(2026, 10, 30), date(2026, 11, 1), TODAY)
    assert [compute_each_month(today=day) for day in days] == [1, 1, 0]


def csv(text):
    return SimpleUploadedFile("maling.csv", text.encode())


def test_a_file_is_shown_and_then_kept(benefit, leader, aukra):
    record_measurement(measured(benefit, 7), by=leader, today=TODAY)
    record_measurement(measured(benefit, 6, date(2026, 2, 1)), by=leader, today=TODAY)
    text = (
        "Gevinst;Dato;Verdi;Kommune;Kilde\nRaskere søk;01.01.2026;6,5;;Ny\nRaskere søk;2026-02-01;6;;\n\n"
        "Raskere søk;1.3.2026;5;1547;Egen\nUkjent;i går;mye;9999;\nRaskere søk;1.3.2026;5;Aukra;\nRaskere søk;1.1.2030;5;;\n"
    )
    seen = read_measurements(csv(text), today=TODAY)
    assert [len(part) for part in (seen.new, seen.changed, seen.unchanged)] == [1, 1, 1]
    assert [(row.line, row.column) for row in seen.rejected] == [
        (6, "benefit"), (6, "municipality"), (6, "date"), (6, "value"), (7, "date"), (8, "date"),
    ]  # fmt: skip
    assert all(row.column_name for row in seen.rejected)
    assert record_measurements(rows_again(seen.plain), by=leader, today=TODAY) == 2
    assert Measurement.objects.get(municipality=aukra).value == 5
    assert read_measurements(csv(text), today=TODAY).plain == []


def test_other_evidence_is_a_change_and_an_empty_cell_is_not(benefit, leader):
    record_measurement(measured(benefit, 7), by=leader, today=TODAY)
    head = "gevinst;dato;verdi;kilde\nRaskere søk;1.1.2026;7;"
    assert len(read_measurements(csv(head + "\n"), today=TODAY).unchanged) == 1
    assert len(read_measurements(csv(head + " Telling \n"), today=TODAY).unchanged) == 1
    [row] = read_measurements(csv(head + "Ny telling\n"), today=TODAY).changed
    assert (row.evidence_before, row.evidence) == ("Telling", "Ny telling")


def test_nothing_is_cut_or_rounded_without_a_word(benefit):
    text = f"gevinst;dato;verdi;kilde;kommuner\nRaskere søk;1.1.2026;6,555;{'x' * 301};1506\n"
    seen = read_measurements(csv(text), today=TODAY)
    assert (seen.rows, [row.column for row in seen.rejected]) == ([], ["value", "evidence"])
    assert (all(row.column_name for row in seen.rejected), seen.unread) == (True, ["kommuner"])
    whole = read_measurements(csv(f"gevinst;dato;verdi;kilde\nRaskere søk;1.1.2026;6,55;{'x' * 300}\n"), today=TODAY)
    assert whole.new[0].evidence == "x" * 300
    with pytest.raises(Refused):
        read_measurements(SimpleUploadedFile("m.csv", b"gevinst;dato;verdi\n\x81;1.1.2026;6\n"), today=TODAY)


def test_two_benefits_of_one_name_are_not_taken_for_each_other(benefit):
    Benefit.objects.create(title="Raskere  SØK", kind="time")
    seen = read_measurements(csv("gevinst;dato;verdi\nraskere søk;1.1.2026;6\n"), today=TODAY)
    assert (seen.rows, [row.column for row in seen.rejected]) == ([], ["benefit"])


def test_a_workbook_is_read_and_a_broken_one_refused(benefit):
    book = openpyxl.Workbook()
    book.active.append(["benefit", "date", "value"])
    book.active.append(["Raskere søk", date(2026, 1, 1), 6.5])
    book.active.append(["Raskere søk", date(2026, 1, 2), 1.1 + 2.2])
    out = io.BytesIO()
    book.save(out)
    rows = read_measurements(SimpleUploadedFile("m.xlsx", out.getvalue()), today=TODAY).new
    assert [row.value for row in rows] == [Decimal("6.5"), Decimal("3.3")]
    for content in (b"PK\x03\x04broken", b"", b"a;b\n1;2", b"benefit;date;value\n" + b"x;y;z\n" * 5001):
        with pytest.raises(Refused):
            read_measurements(SimpleUploadedFile("m.csv", content), today=TODAY)
    with pytest.raises(Refused):
        read_measurements(csv("benefit;date;value\n" + "x" * 200_000 + ";1.1.2026;1\n"), today=TODAY)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", b" " * (81 * 1024 * 1024))
    with pytest.raises(Refused):
        read_measurements(SimpleUploadedFile("m.xlsx", out.getvalue()), today=TODAY)
    with pytest.raises(Refused):
        read_measurements(SimpleUploadedFile("m.csv", b"x" * (2 * 1024 * 1024 + 1)), today=TODAY)


def test_owners_are_reminded_once_a_period(benefit):
    assert [remind_owners(today=day) for day in (date(2024, 6, 1), TODAY, TODAY)] == [0, 1, 0]
    assert OutgoingMail.objects.get().to == "eier@example.org"
    benefit.owner.email = ""
    benefit.owner.save()
    assert remind_owners(today=TODAY + timedelta(days=400)) == 0


def make_estimate(benefit, **fields):
    return Estimate.objects.create(
        benefit=benefit, title="Verdi", counted="Innbyggere", first_year=2024, last_year=2025,
        **{"method": "share", "low": 100, "likely": 240, "high": 240, "national_count": 10, **fields},
    )  # fmt: skip


def test_estimates_add_up_and_less_disbenefits(benefit, leader, aukra):
    molde = make_municipality()
    estimate = make_estimate(benefit)
    save_counts(estimate, {molde.number: "2", aukra.number: "1 0", "0000": ""}, by=leader)
    cost = Benefit.objects.create(title="Mer opplæring", kind="time", is_disbenefit=True)
    extra = make_estimate(cost, method="hours", low=1, likely=2, high=3, hour_cost=10, national_count=None)
    save_counts(extra, {molde.number: "4"}, by=leader)
    tables = estimate_tables(leader, today=TODAY)
    assert [table.result.total.likely for table in tables] == [288, 80]
    assert tables[0].sum_over_years.likely == 576
    assert whole_cooperation(tables).net.low == Decimal(120) - Decimal(120)
    assert len(estimate_tables(leader, today=TODAY, benefit=cost)) == 1


def test_the_reports_amounts_add_up(benefit, leader, aukra):
    record_measurement(measured(benefit, 6), by=leader, today=TODAY)
    cost = Benefit.objects.create(
        title="Mer opplæring", kind="time", is_disbenefit=True, baseline=0, baseline_on=date(2024, 1, 1), target=10,
        target_on=date(2028, 1, 1),
    )  # fmt: skip
    record_measurement(measured(cost, 10), by=leader, today=TODAY)
    save_counts(make_estimate(benefit), {aukra.number: "2"}, by=leader)
    extra = make_estimate(cost, method="hours", low=1, likely=2, high=3, hour_cost=2, national_count=None)
    save_counts(extra, {aukra.number: "4"}, by=leader)
    unmeasured = make_estimate(Benefit.objects.create(title="Annet", kind="time"))
    save_counts(unmeasured, {aukra.number: "1"}, by=leader)
    tables = estimate_tables(leader, today=TODAY)
    table = worth_table(tables, whole_cooperation(tables))
    assert [row[3] for row in table.rows] == ["48", "16", "24"]
    assert [row[5] for row in table.rows] == ["24", "16", "–"]
    assert table.totals[2:] == (str(20 + 10 - 24), str(48 - 16 + 24), str(48 - 8 + 24), str(24 - 16))
    assert len(table.notes) == 3
    Measurement.objects.filter(benefit=cost).delete()
    tables = estimate_tables(leader, today=TODAY)
    assert [table.result.realised for table in tables] == [24, 16, None]
    assert whole_cooperation(tables).realised == 24 - 16
    Measurement.objects.all().delete()
    assert whole_cooperation(estimate_tables(leader, today=TODAY)).realised is None
    with override("en"):
        titles = {row[0] for row in benefit_table(picture(leader, today=TODAY).benefits).rows}
    assert titles == {"Raskere søk", "Annet", "Mer opplæring (disbenefit)"}


def test_a_count_that_is_none_is_refused_with_every_one(benefit, leader):
    with pytest.raises(Refused) as refused:
        save_counts(make_estimate(benefit), {"1506": "mange", "1547": "-1", "1535": "99999999999"}, by=leader)
    assert len(refused.value.reasons) == 3


def test_a_state_is_said_taken_back_and_refused_when_it_is_none(benefit, leader, aukra):
    need = Prerequisite.objects.create(kind="technical", title="Integrasjoner")
    for state, note in (("begun", "Pilot"), ("in_use", "Pilot"), ("", "")):
        state_where_we_stand(need, municipality=aukra, state=state, note=note, by=leader)
    assert LocalState.objects.count() == 0
    state_where_we_stand(need, municipality=aukra, state="", note="", by=leader)
    with pytest.raises(Refused) as refused:
        state_where_we_stand(need, municipality=aukra, state="?", note="x" * 301, by=leader)
    assert len(refused.value.reasons) == 2


def test_a_contact_sees_the_own_municipalitys_states_counts_and_measurements_only(benefit, leader, aukra):
    molde = make_municipality()
    contact = make_contact(aukra)
    solution = Solution.objects.get()
    save_counts(make_estimate(benefit), {molde.number: "77", aukra.number: "3"}, by=leader)
    for town in (molde, aukra):
        state_where_we_stand(solution, municipality=town, state="begun", note=f"Notat {town}", by=leader)
        record_measurement(measured(benefit, 6, town=town), by=leader, today=TODAY)
    assert [one.name for one in state_table(contact).municipalities] == ["Aukra"]
    assert [row.name for row in estimate_tables(contact, today=TODAY)[0].result.rows] == ["Aukra"]
    assert Measurement.objects.visible_to(contact).count() == 1
    assert LocalState.objects.visible_to(contact).count() == 1


@pytest.fixture
def desk(client, leader):
    client.force_login(leader)
    return client


def page(client, name, *args, **query):
    return client.get(reverse(f"docs_vision:{name}", args=args), query)


def test_entries_are_made_ordered_and_deleted_by_form(desk, benefit):
    made = desk.post(reverse("docs_vision:entry_new", args=["themes"]), {"title": "Kompetanse"})
    assert made.status_code == 302
    theme = Theme.objects.get(title="Kompetanse")
    desk.post(reverse("docs_vision:entry_move", args=["themes", theme.pk]), {"to": "up"})
    assert Theme.objects.first() == theme
    assert page(desk, "entry_delete", "themes", theme.pk).status_code == 200
    desk.post(reverse("docs_vision:entry_delete", args=["themes", theme.pk]))
    assert not Theme.objects.filter(pk=theme.pk).exists()
    used = Theme.objects.get()
    assert desk.post(reverse("docs_vision:entry_delete", args=["themes", used.pk])).status_code == 422
    assert [page(desk, "entry_list", noun).status_code for noun in ("goals", "laws", "nothing")] == [200, 200, 404]
    assert desk.post(reverse("docs_vision:entry_move", args=["laws", 1])).status_code == 404


def test_a_form_says_what_is_missing(desk, benefit):
    sent = {"title": "Ny", "kind": "time", "baseline": "4", "target": "3", "target_on": "2020-01-01"}
    answer = desk.post(reverse("docs_vision:entry_new", args=["benefits"]), sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["baseline_on"])
    sent |= {"baseline_on": "2021-01-01"}
    answer = desk.post(reverse("docs_vision:entry_new", args=["benefits"]), sent)
    assert list(answer.context["form"].errors) == ["target_on"]
    sent = {"title": "V", "benefit": benefit.pk, "low": 3, "likely": 2, "high": 1, "counted": "x", "first_year": 2025,
            "last_year": 2024}  # fmt: skip
    for method, field in (("hours", "hour_cost"), ("share", "national_count")):
        answer = desk.post(reverse("docs_vision:entry_new", args=["estimates"]), sent | {"method": method})
        assert sorted(answer.context["form"].errors) == sorted(["low", "high", field, "last_year"])


def test_a_benefit_does_not_depend_on_itself(desk, benefit):
    form = page(desk, "entry_edit", "benefits", benefit.pk).context["form"]
    assert benefit not in form.fields["depends_on"].queryset


def test_a_benefit_does_not_depend_on_what_depends_on_it(desk, benefit, leader):
    far, farther = (Benefit(title=title, kind="time") for title in ("Fjern", "Fjernere"))
    save_entry(far, links={"depends_on": [benefit]}, by=leader)
    save_entry(farther, links={"depends_on": [far]}, by=leader)
    address = reverse("docs_vision:entry_edit", args=["benefits", benefit.pk])
    sent = {"title": "Raskere søk", "kind": "time", "depends_on": [farther.pk]}
    assert list(desk.post(address, sent).context["form"].errors) == ["depends_on"]
    other = reverse("docs_vision:entry_edit", args=["benefits", farther.pk])
    assert desk.post(other, sent | {"title": "Fjernere", "depends_on": [benefit.pk]}).status_code == 302
    assert list(page(desk, "benefit_page", benefit.pk).context["dependents"]) == [far, farther]


def test_pages_open_and_a_line_can_be_followed(desk, benefit, leader):
    record_measurement(measured(benefit, 6), by=leader, today=TODAY)
    followed = page(desk, "vision_page", follow=f"benefit-{benefit.pk}")
    [chain] = followed.context["chains"]
    assert [node.title for node in chain] == ["Ingen finner noe", "Arkiv", "Raskere søk", "Finne igjen"]
    for name, thing in (
        ("challenge_page", Challenge),
        ("solution_page", Solution),
        ("goal_page", Goal),
        ("benefit_page", Benefit),
    ):
        assert page(desk, name, thing.objects.get().pk).status_code == 200
    assert page(desk, "vision_page", follow="benefit-999").context["chains"] == []


def test_measuring_on_the_page(desk, benefit):
    address = reverse("docs_vision:measurement_add", args=[benefit.pk])
    assert desk.post(address, {"measured_on": "2026-01-01", "value": "6,5"}).status_code == 302
    assert desk.post(address, {"measured_on": "2999-01-01", "value": "6"}).status_code == 422
    assert desk.post(address, {}).status_code == 422
    desk.post(reverse("docs_vision:measurement_remove", args=[Measurement.objects.get().pk]))
    assert desk.post(reverse("docs_vision:measurement_compute")).status_code == 302


def test_bringing_in_a_file_on_the_page(desk, benefit):
    address = reverse("docs_vision:measurement_import")
    shown = desk.post(address, {"file": csv("gevinst;dato;verdi\nRaskere søk;1.1.2026;6\n")})
    assert Measurement.objects.count() == 0
    desk.post(reverse("docs_vision:measurement_import_confirm"), {"kept": shown.context["kept"]})
    assert Measurement.objects.get().value == 6
    assert desk.post(address, {"file": csv("tull")}).status_code == 422
    assert desk.post(reverse("docs_vision:measurement_import_confirm"), {"kept": "tull"}).status_code == 422


def test_other_assumptions_are_tried_without_being_kept(desk, benefit, leader):
    estimate = make_estimate(benefit)
    save_counts(estimate, {make_municipality().number: "1"}, by=leader)
    tried = {"low": "1", "likely": "2", "high": "3", "national_count": "1"}
    shown = page(desk, "estimate_page", estimate.pk, **tried)
    assert (shown.context["table"].result.total.likely, shown.context["tried"].result.total.likely) == (24, 2)
    assert (
        page(desk, "estimate_page", estimate.pk, **tried | {"low": "9", "high": "0", "national_count": "0"}).context[
            "tried"
        ]
        is None
    )
    estimate.refresh_from_db()
    assert estimate.likely == 240
    address = reverse("docs_vision:estimate_keep", args=[estimate.pk])
    assert [desk.post(address, sent).status_code for sent in ({}, tried)] == [422, 302]
    counts = reverse("docs_vision:estimate_counts", args=[estimate.pk])
    assert [desk.post(counts, {"1506": text}).status_code for text in ("x", "5")] == [422, 302]
    assert [desk.get(address).status_code for address in (counts, reverse("docs_vision:arithmetic_page"))] == [200, 200]


def test_a_contact_says_where_the_own_municipality_stands(client, benefit, aukra):
    client.force_login(make_contact(aukra))
    solution = Solution.objects.get()
    address = reverse("docs_vision:state_edit", args=[aukra.number])
    sent = {f"solution-{solution.pk}-state": "planned", f"solution-{solution.pk}-note": "Til høsten"}
    assert [client.post(address, sent).status_code for _twice in (1, 2)] == [302, 302]
    assert LocalState.objects.get().note == "Til høsten"
    assert Change.objects.filter(verb="state").count() == 1
    assert [client.get(one).status_code for one in (address, reverse("docs_vision:state_page"))] == [200, 200]


def test_a_note_without_a_state_is_not_lost(client, benefit, aukra):
    client.force_login(make_contact(aukra))
    solution = Solution.objects.get()
    need = Prerequisite.objects.create(kind="technical", title="Integrasjoner")
    address = reverse("docs_vision:state_edit", args=[aukra.number])
    sent = {
        f"solution-{solution.pk}-state": "begun", f"prerequisite-{need.pk}-state": "",
        f"prerequisite-{need.pk}-note": "Vi venter på leverandøren",
    }  # fmt: skip
    answer = client.post(address, sent)
    assert (answer.status_code, LocalState.objects.count()) == (422, 0)
    assert "Vi venter på leverandøren" in answer.content.decode()
    client.post(address, sent | {f"prerequisite-{need.pk}-state": "planned"})
    assert LocalState.objects.count() == 2
    client.post(address, sent)
    assert list(LocalState.objects.values_list("state", flat=True)) == ["begun"]


def test_the_report_is_frozen_with_a_case_and_the_slides_are_shown(desk, benefit, leader, aukra):
    secretary_body = make_body()
    meeting = make_meeting(body=secretary_body, year=2026, number=1, date=timezone.localdate())
    case = make_case(meeting=meeting, title="Visjon")
    for kind in (
        "title",
        "challenges",
        "goals",
        "map",
        "solutions",
        "progress",
        "arithmetic",
        "prerequisites",
        "states",
        "timeline",
    ):
        VisionSlide.objects.create(kind=kind)
    Prerequisite.objects.create(kind="technical", title="Integrasjoner")
    Milestone.objects.create(title="Pilot", due_on=TODAY, done_on=TODAY)
    record_measurement(measured(benefit, 6), by=leader, today=TODAY)
    save_counts(make_estimate(benefit), {aukra.number: "1"}, by=leader)
    assert len(page(desk, "deck_page").context["deck"].slides) == 10
    assert [page(desk, name).status_code for name in ("report_page", "report_pdf", "deck_pdf")] == [200, 202, 202]
    desk.post(reverse("docs_vision:report_attach"), {"case": case.pk, "table": "benefits"})
    frozen = case.exhibits.get()
    record_measurement(measured(benefit, 4, date(2026, 5, 1)), by=leader, today=TODAY)
    frozen.refresh_from_db()
    assert (frozen.is_intact, frozen.as_table.rows[0][0]) == (True, "Raskere søk")
    attach = reverse("docs_vision:report_attach")
    assert [desk.post(attach, {"case": case.pk, "table": name}).status_code for name in ("whole", "whole", "nothing")] == [
        302, 422, 404,
    ]  # fmt: skip
    assert case.exhibits.count() == 6


def test_the_decision_behind_a_solution_is_shown_to_those_who_may_read_it(client, benefit):
    meeting = make_meeting(cases=["Vedtak om arkiv"])
    solution = Solution.objects.get()
    solution.case = meeting.cases.get()
    solution.save()
    address = reverse("docs_vision:solution_page", args=[solution.pk])
    for user, shown in ((make_secretary(meeting.body), True), (make_member(make_body(slug="annet")), False)):
        client.force_login(user)
        assert ("Vedtak om arkiv" in client.get(address).content.decode()) is shown


def test_a_case_shows_the_solutions_that_come_from_it(client, benefit):
    meeting = make_meeting(cases=["Vedtak om arkiv"])
    Solution.objects.update(case=meeting.cases.get())
    client.force_login(make_secretary(meeting.body))
    [result] = client.get(meeting.cases.get().get_absolute_url()).context["results"]
    assert (result.title, result.url) == ("Arkiv", Solution.objects.get().get_absolute_url())
    assert results_of(make_administrator(), meeting.cases.get()) == []


def test_what_has_no_order_is_saved_without_one(leader):
    law = Law(short_title="Arkivlova", title="Lov om dokumentasjon og arkiv")
    save_entry(law, links={}, by=leader)
    assert Law.objects.get() == law


def test_moving_stays_within_the_list(leader):
    first, second = (Theme.objects.create(title=title, position=place) for place, title in enumerate(("a", "b")))
    move_entry(first, steps=-1, by=leader)
    move_entry(first, steps=9, by=leader)
    assert list(Theme.objects.all()) == [second, first]
    delete_entry(second, by=leader)
    assert list(Theme.objects.all()) == [first]
