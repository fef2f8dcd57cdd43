import hashlib
import json
from datetime import date, timedelta

import pytest
from django.utils.translation import override

from cooperation.documents.conformity import lacks_of
from cooperation.documents.store import path_of
from cooperation.models import Change, OutgoingMail
from cooperation.rules.refusal import Refused
from meetings.actions.approval import (
    reopen_minutes,
    why_not_approve,
    why_not_reopen,
)
from meetings.actions.case import describe_case, withdraw_case
from meetings.actions.circulation import circulate_minutes, why_not_circulate
from meetings.actions.remark import add_remark, decline_remark, take_up_remark
from meetings.actions.text import save_text
from meetings.models import ApprovedMinutes, Meeting, Outcome, State, TextField
from meetings.queries.approval import differences, versions_of_minutes
from tests import factories
from tests.meetings.factories_approval import (
    TODAY,
    approve,
    hold_meeting,
    make_council,
    prepare,
    send_out,
    start_next,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def council(db):
    return make_council()


@pytest.fixture
def meeting(council):
    return hold_meeting(*council)


def correct(meeting, text, secretary, version=1):
    case = meeting.cases.get(title="Økonomi")
    save_text(case, TextField.MINUTES, text, version=version, by=secretary)


def test_what_is_sent_out_is_kept_with_its_hash_and_source(council, meeting):
    circulation = send_out(meeting, council[1])
    content = path_of(circulation.sha256).read_bytes()
    told = json.dumps(circulation.source, sort_keys=True, ensure_ascii=False)
    meeting.refresh_from_db()
    assert (meeting.state, circulation.number) == (State.CIRCULATED, 1)
    assert hashlib.sha256(content).hexdigest() == circulation.sha256
    assert (len(content), lacks_of(content)) == (circulation.size, [])
    assert hashlib.sha256(told.encode()).hexdigest() == circulation.source_sha256


def test_mail_goes_to_the_members(council, meeting):
    circulation = send_out(meeting, council[1])
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.papers.get().sha256) == ("ase@example.org", circulation.sha256)


def test_minutes_are_not_sent_out_before_their_file_is_made(council, meeting):
    assert why_not_circulate(meeting) == [
        "The PDF of the minutes is not made yet, or something has changed since. Make it first."
    ]


def test_minutes_are_not_sent_out_before_the_meeting_has_ended(council):
    meeting = factories.make_meeting(body=council[0], state=State.CALLED)
    assert why_not_circulate(meeting) == [
        "Only the minutes of a meeting that has ended can be sent out; this one is: Called."
    ]


def test_a_deadline_lies_ahead_and_a_message_has_an_end(council, meeting):
    prepare(meeting)
    with pytest.raises(Refused) as refused:
        circulate_minutes(meeting, deadline=TODAY - timedelta(days=1), message="x" * 5001, by=council[1], on=TODAY)
    assert refused.value.reasons == [
        "The deadline has passed. Choose a day to come.",
        "The message is too long; at most 5000 characters fit.",
    ]


def test_nobody_to_send_to(council, meeting):
    council[0].memberships.get().person.__class__.objects.update(email="")
    prepare(meeting)
    assert why_not_circulate(meeting) == ["No member has an e-mail address, so there is nobody to send to."]


def test_the_same_minutes_are_not_sent_out_twice(council, meeting):
    send_out(meeting, council[1])
    prepare(meeting)
    assert why_not_circulate(meeting) == ["Exactly these minutes are sent out already, as version 1."]


def test_a_damaged_file_is_not_sent_out(council, meeting):
    prepare(meeting)
    document = meeting.documents.get()
    path_of(document.sha256).write_bytes(b"%PDF-1.7")
    assert why_not_circulate(meeting) == ["The PDF in store is damaged. Tell the operator."]


def test_the_next_meeting_carries_exactly_what_was_sent_out(council, meeting):
    circulation = send_out(meeting, council[1])
    case = start_next(*council, meeting)
    paper = case.attachments.get()
    assert (case.approves, case.approves_version) == (meeting, circulation)
    assert (paper.sha256, paper.size) == (circulation.sha256, circulation.size)


def test_a_corrected_version_takes_the_place_of_the_first(council, meeting):
    body, secretary = council
    first = send_out(meeting, secretary)
    case = start_next(body, secretary, meeting)
    correct(meeting, "<p>Avviket er rettet.</p>", secretary)
    second = send_out(meeting, secretary)
    case.refresh_from_db()
    assert (case.approves_version, second.number) == (second, 2)
    assert [paper.sha256 for paper in case.attachments.in_order()] == [second.sha256]
    assert first.sha256 != second.sha256


def test_deciding_the_case_approves_and_freezes_exactly_that_version(council, meeting):
    circulation = send_out(meeting, council[1])
    case = start_next(*council, meeting)
    prepare(meeting)
    describe_case(case, kind=case.kind, outcome=Outcome.ADOPTED, by=council[1])
    approved, case = ApprovedMinutes.objects.get(), type(case).objects.get(pk=case.pk)
    meeting.refresh_from_db()
    assert meeting.state == State.APPROVED
    assert (approved.number, approved.sha256, approved.circulation) == (1, circulation.sha256, circulation)
    assert (approved.approved_in, approved.approved_on) == (case, date(2023, 12, 13))
    assert (case.outcome, case.decision) == ("adopted", "<p>Møtereferat fra møtet 11.10.2023 godkjent.</p>")
    line = Change.objects.get(subject=f"meetings.meeting:{meeting.pk}", verb="approve")
    assert line.after["sha256"] == circulation.sha256


def test_minutes_corrected_in_the_meeting_are_approved_with_changes(council, meeting):
    body, secretary = council
    send_out(meeting, secretary)
    case = start_next(body, secretary, meeting)
    correct(meeting, "<p>Avviket stemte ikke i mai.</p>", secretary)
    approved = approve(case, secretary)
    case.refresh_from_db()
    newer, older = versions_of_minutes(meeting)
    [part] = differences(older, newer)
    assert (approved.number, case.outcome) == (2, "adopted_with_changes")
    assert [difference.field for difference in part.differences] == ["minutes"]


def test_a_decision_that_is_written_is_kept(council, meeting):
    send_out(meeting, council[1])
    case = start_next(*council, meeting)
    save_text(case, TextField.DECISION, "<p>Godkjent som det er.</p>", version=0, by=council[1])
    approve(case, council[1])
    case.refresh_from_db()
    assert case.decision == "<p>Godkjent som det er.</p>"


def test_every_reason_why_minutes_cannot_be_approved(council, meeting):
    body, secretary = council
    circulation = send_out(meeting, secretary)
    case = start_next(body, secretary, meeting)
    add_remark(circulation, text="Feil navn", by=secretary, on=TODAY)
    correct(meeting, "<p>Endret.</p>", secretary)
    Meeting.objects.filter(pk=meeting.pk).update(end=None)
    case.refresh_from_db()
    assert why_not_approve(case) == [
        "Remarks that are neither taken up nor declined: 1.",
        "It is not said when the meeting ended.",
        "The PDF of the minutes is not made yet, or something has changed since. Make it first.",
    ]
    with pytest.raises(Refused):
        describe_case(case, kind=case.kind, outcome=Outcome.ADOPTED, by=secretary)
    meeting.refresh_from_db()
    assert (meeting.state, ApprovedMinutes.objects.count()) == (State.CIRCULATED, 0)


def test_a_case_that_approves_nothing(council, meeting):
    assert why_not_approve(meeting.cases.get(title="Økonomi")) == ["This case approves no minutes."]


def test_minutes_that_are_not_sent_out_are_not_approved(council, meeting):
    case = start_next(*council, meeting)
    assert why_not_approve(case) == [
        "Only minutes that are sent out for remarks can be approved; those of 2023/M5 are: Draft minutes."
    ]


def test_minutes_are_approved_in_a_meeting_that_has_started(council, meeting):
    body, secretary = council
    send_out(meeting, secretary)
    case = start_next(body, secretary, meeting)
    case.meeting.state = State.CALLED
    case.meeting.save()
    prepare(meeting)
    case.refresh_from_db()
    assert why_not_approve(case) == ["Minutes are approved in a meeting that has started."]


def test_a_case_names_the_newest_version(council, meeting):
    send_out(meeting, council[1])
    case = start_next(*council, meeting)
    type(case).objects.filter(pk=case.pk).update(approves_version=None)
    prepare(meeting)
    case.refresh_from_db()
    assert why_not_approve(case) == ["The case does not name the version that was sent out last."]


def test_rejecting_the_case_approves_nothing(council, meeting):
    send_out(meeting, council[1])
    case = start_next(*council, meeting)
    describe_case(case, kind=case.kind, outcome=Outcome.POSTPONED, by=council[1])
    meeting.refresh_from_db()
    assert meeting.state == State.CIRCULATED


@pytest.fixture
def approved_case(council, meeting):
    send_out(meeting, council[1])
    case = start_next(*council, meeting)
    approve(case, council[1])
    case.refresh_from_db()
    return case


def test_the_case_that_approved_keeps_its_outcome(council, approved_case):
    reasons = ["The minutes are approved by this case. Open them again first, with a reason."]
    with pytest.raises(Refused) as described:
        describe_case(approved_case, kind=approved_case.kind, outcome=Outcome.REJECTED, by=council[1])
    with pytest.raises(Refused) as withdrawn:
        withdraw_case(approved_case, by=council[1])
    assert (described.value.reasons, withdrawn.value.reasons) == (reasons, reasons)


def test_approved_minutes_are_opened_again_with_a_reason(council, approved_case):
    meeting = approved_case.approves
    reopen_minutes(meeting, reason=" Feil  navn ", by=council[1])
    approved = ApprovedMinutes.objects.get()
    assert (meeting.state, approved.reopened_because, approved.reopened_by) == (
        State.DRAFT_MINUTES,
        "Feil navn",
        council[1],
    )


def test_what_is_approved_anew_is_a_version_of_its_own(council, approved_case):
    secretary, meeting = council[1], approved_case.approves
    reopen_minutes(meeting, reason="Feil navn", by=secretary)
    correct(meeting, "<p>Rett navn.</p>", secretary)
    send_out(meeting, secretary)
    approved_case.refresh_from_db()
    approve(approved_case, secretary)
    found = [(one.number, bool(one.reopened_at)) for one in ApprovedMinutes.objects.order_by("number")]
    assert found == [(1, True), (2, False)]


def test_only_approved_minutes_are_opened_again(council, meeting):
    assert why_not_reopen(meeting) == ["Only approved minutes can be opened again."]


def test_only_the_newest_approved_minutes_are_opened_again(council, approved_case):
    factories.make_meeting(body=council[0], number=8, date=date(2023, 12, 20), cases=[], state=State.APPROVED)
    with pytest.raises(Refused) as refused:
        reopen_minutes(approved_case.approves, reason="", by=council[1])
    assert refused.value.reasons == [
        "The minutes of 2023/M8 are approved after these. Only the newest can be opened again.",
        "Say why the minutes are opened again.",
    ]


def test_minutes_of_before_there_were_versions_are_opened_again(council):
    meeting = factories.make_meeting(body=council[0], state=State.APPROVED)
    reopen_minutes(meeting, reason="Feil", by=council[1])
    assert meeting.state == State.DRAFT_MINUTES


def test_remarks_are_taken_up_or_declined_with_a_reason(council, meeting):
    circulation = send_out(meeting, council[1])
    case = meeting.cases.get(title="Økonomi")
    first = add_remark(circulation, text=" Feil tall ", case=case, by=council[1], on=TODAY)
    second = add_remark(circulation, text="Mer luft", by=council[1], on=TODAY)
    take_up_remark(first, answer="Rettet", by=council[1])
    decline_remark(second, answer="Smak", by=council[1])
    assert [(one.text, one.state, one.answer) for one in (first, second)] == [
        ("Feil tall", "taken", "Rettet"),
        ("Mer luft", "declined", "Smak"),
    ]
    with pytest.raises(Refused) as refused:
        take_up_remark(first, answer=" ", by=council[1])
    assert refused.value.reasons == ["Say why, in a word or two."]
    with pytest.raises(Refused) as refused:
        take_up_remark(first, answer="x" * 501, by=council[1])
    assert refused.value.reasons == ["The answer is too long; at most 500 characters fit."]


def test_the_same_remark_sent_twice_counts_once(council, meeting):
    circulation = send_out(meeting, council[1])
    first = add_remark(circulation, text="Feil", by=council[1], on=TODAY)
    assert add_remark(circulation, text="Feil", by=council[1], on=TODAY) == first


def test_every_reason_against_a_remark(council, meeting):
    circulation = send_out(meeting, council[1])
    elsewhere = factories.make_meeting(body=council[0], number=9).cases.first()
    with pytest.raises(Refused) as refused:
        add_remark(circulation, text=" ", case=elsewhere, by=council[1], on=date(2024, 1, 1))
    assert refused.value.reasons == [
        "The deadline for remarks has passed. Tell the secretary.",
        "Write your remark.",
        "The case belongs to another meeting.",
    ]
    with pytest.raises(Refused) as refused:
        add_remark(circulation, text="x" * 5001, by=council[1], on=TODAY)
    assert refused.value.reasons == ["The remark is too long; at most 5000 characters fit."]


def test_remarks_go_to_the_newest_version(council, meeting):
    first = send_out(meeting, council[1])
    correct(meeting, "<p>Rettet.</p>", council[1])
    send_out(meeting, council[1])
    with pytest.raises(Refused) as refused:
        add_remark(first, text="Feil", by=council[1], on=TODAY)
    assert refused.value.reasons == ["Version 2 has been sent out since. Remark to that one."]


def test_no_remarks_to_approved_minutes(council, meeting):
    circulation = send_out(meeting, council[1])
    remark = add_remark(circulation, text="Feil", by=council[1], on=TODAY)
    take_up_remark(remark, answer="Ja", by=council[1])
    approve(start_next(*council, meeting), council[1])
    remark.refresh_from_db()
    for refused_action in (
        lambda: add_remark(circulation, text="Mer", by=council[1], on=TODAY),
        lambda: decline_remark(remark, answer="Nei", by=council[1]),
    ):
        with pytest.raises(Refused):
            refused_action()
