from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default

import icalendar
import pytest
from django.core import mail as outbox
from django.core.mail import get_connection
from django.utils import timezone

from cooperation.actions.mail import send_again, send_waiting_mails
from cooperation.documents.store import keep
from cooperation.models import MailState, MembershipRole, OutgoingMail
from cooperation.rules.refusal import Refused
from meetings.actions.case import add_case, withdraw_case
from meetings.actions.meeting import change_meeting, start_meeting
from meetings.actions.notice import (
    cancel_meeting,
    remind_of_reply,
    send_notice,
    try_notice_again,
    warnings_of,
    why_not_send_notice,
    write_notice_mails,
)
from meetings.actions.reply import reply_to_notice
from meetings.models import Answer, AttendanceStatus, Document, DocumentState, NoticeKind, State
from meetings.queries.notice import sent_notices
from tests.factories import make_body, make_meeting, make_membership, make_municipality, make_person, make_secretary

pytestmark = pytest.mark.django_db
DAY = date(2023, 12, 1)
WHY = {"reason": "Sakene er kjent fra før."}


@pytest.fixture
def body():
    return make_body()


@pytest.fixture
def secretary(body):
    return make_secretary(body)


@pytest.fixture
def seat(body):
    molde = make_municipality()
    person = make_person(given_name="Anne", email="anne@example.org", municipality=molde)
    return make_membership(body=body, person=person, municipality=molde)


@pytest.fixture
def deputy(body, seat):
    person = make_person(given_name="Bo", email="bo@example.org")
    return make_membership(
        body=body, person=person, municipality=seat.municipality, role=MembershipRole.DEPUTY, deputy_for=seat, rank=1
    )


@pytest.fixture
def meeting(body, seat):
    meeting = make_meeting(body=body, place="Molde rådhus", cases=["Innkalling", "Økonomi"])
    meeting.cases.update(background="<p>Grunnlag</p>")
    return meeting


def made(meeting):
    """Stands in for the worker: the agenda that was asked for is there."""
    Document.objects.filter(meeting=meeting).update(state=DocumentState.READY, sha256=keep(b"%PDF-1.7 agenda"))
    return write_notice_mails()


def sent():
    send_waiting_mails(now=timezone.now() + timedelta(seconds=1))
    return [message_from_bytes(one.message().as_bytes(), policy=default) for one in outbox.outbox]


def calendars(message):
    return [
        icalendar.Calendar.from_ical(part.get_content())
        for part in message.walk()
        if part.get_content_type() == "text/calendar"
    ]


def test_a_notice_calls_the_meeting_and_waits_for_its_agenda(meeting, secretary):
    notice = send_notice(meeting, by=secretary, on=DAY)
    meeting.refresh_from_db()
    assert (meeting.state, notice.kind, notice.number) == (State.CALLED, NoticeKind.FIRST, 1)
    assert write_notice_mails() == 0
    assert OutgoingMail.objects.count() == 0


def test_the_mail_has_the_agenda_a_calendar_entry_and_a_link(meeting, secretary):
    send_notice(meeting, by=secretary, on=DAY, message="Ta med PC.")
    assert made(meeting) == 1
    [message] = sent()
    text = message.get_body().get_content()
    assert message["To"] == "anne@example.org"
    assert "Ta med PC." in text
    assert "2023/M6-002 Økonomi" in text
    assert "/answer/" in text
    [calendar] = calendars(message)
    [event] = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["SEQUENCE"], str(event["LOCATION"])) == ("REQUEST", 0, "Molde rådhus")
    assert event["DTSTART"].dt.isoformat() == "2023-12-13T08:15:00+01:00"
    assert [part.get_filename() for part in message.iter_attachments()] == ["invite.ics", "saksliste-2023-m6.pdf"]


def test_the_same_notice_is_mailed_once(meeting, secretary):
    send_notice(meeting, by=secretary, on=DAY)
    assert [made(meeting), made(meeting)] == [1, 0]
    assert OutgoingMail.objects.count() == 1


def test_every_reason_at_once(body, secretary):
    meeting = make_meeting(body=body, cases=[""], start=None)
    with pytest.raises(Refused) as refused:
        send_notice(meeting, by=secretary, on=date(2023, 12, 12))
    assert len(refused.value.reasons) == 6
    meeting.refresh_from_db()
    assert meeting.state == State.PLANNED


def test_a_short_notice_needs_a_reason_that_is_kept(meeting, secretary):
    late = date(2023, 12, 10)
    assert len(warnings_of(meeting, on=late)) == 1
    with pytest.raises(Refused):
        send_notice(meeting, by=secretary, on=late)
    assert send_notice(meeting, by=secretary, on=late, **WHY).reason == WHY["reason"]


def test_a_case_without_papers_and_a_member_without_address_are_told(meeting, body):
    meeting.cases.filter(title="Økonomi").update(background="")
    make_membership(body=body, person=make_person(given_name="Uten"))
    meeting.place = ""
    assert len(warnings_of(meeting, on=DAY)) == 3


def test_a_revised_notice_says_what_changed(meeting, secretary):
    send_notice(meeting, by=secretary, on=DAY)
    made(meeting)
    meeting.refresh_from_db()
    meeting.place = "Vestnes"
    meeting.date = date(2023, 12, 14)
    change_meeting(meeting, by=secretary)
    late = add_case(meeting.body, meeting=meeting, title="Ny sak", kind="orientation", by=secretary)
    withdraw_case(meeting.cases.get(title="Økonomi"), by=secretary)
    notice = send_notice(meeting, by=secretary, on=DAY, **WHY)
    assert notice.kind == NoticeKind.REVISED
    assert notice.changes == [
        "Datoen er endret fra 13. desember 2023 til 14. desember 2023.",
        "Stedet er Vestnes.",
        "Trukket: 2023/M6-002 Økonomi.",
        f"Lagt til etter innkallingen: {late.display_number} Ny sak.",
    ]
    made(meeting)
    [event] = calendars(sent()[-1])[0].walk("VEVENT")
    assert event["SEQUENCE"] == 1


def test_cancelling_takes_it_out_of_the_calendar(meeting, secretary):
    send_notice(meeting, by=secretary, on=DAY)
    made(meeting)
    cancel_meeting(meeting, by=secretary, reason="For få kan møte.")
    meeting.refresh_from_db()
    assert meeting.state == State.CANCELLED
    assert write_notice_mails() == 1
    message = sent()[-1]
    [calendar] = calendars(message)
    assert (calendar["METHOD"], calendar.walk("VEVENT")[0]["STATUS"]) == ("CANCEL", "CANCELLED")
    assert "For få kan møte." in message.get_body().get_content()


def test_cancelling_needs_a_reason_and_a_meeting_that_has_not_started(meeting, secretary):
    meeting.state = State.STARTED
    meeting.save()
    with pytest.raises(Refused) as refused:
        cancel_meeting(meeting, by=secretary, reason=" ")
    assert len(refused.value.reasons) == 2


def test_a_planned_meeting_is_cancelled_without_a_word_to_anyone(meeting, secretary):
    cancel_meeting(meeting, by=secretary, reason="Ingen saker.")
    assert meeting.notices.count() == 0


def test_no_notice_of_a_meeting_that_has_started(meeting, secretary):
    meeting.state = State.STARTED
    assert len(why_not_send_notice(meeting)) == 1


def test_an_agenda_that_cannot_be_made_is_told_and_tried_again(meeting, secretary):
    notice = send_notice(meeting, by=secretary, on=DAY)
    Document.objects.filter(meeting=meeting).update(state=DocumentState.FAILED, reasons=["For lang tekst."])
    assert write_notice_mails() == 0
    notice.refresh_from_db()
    assert notice.faults == ["For lang tekst."]
    try_notice_again(notice, by=secretary)
    assert made(meeting) == 1


def test_the_last_answer_counts_and_a_deputy_is_asked(meeting, secretary, seat, deputy):
    send_notice(meeting, by=secretary, on=DAY)
    made(meeting)
    reply_to_notice(meeting, seat, Answer.DEPUTY, deputy=deputy, note="Reise", by=None)
    assert [one["To"] for one in sent()] == ["anne@example.org", "bo@example.org"]
    reply_to_notice(meeting, seat, Answer.COMING, by=None)
    assert meeting.replies.get().answer == Answer.COMING
    [calendar] = calendars(sent()[-1])
    assert calendar["METHOD"] == "CANCEL"


def test_a_deputy_of_somebody_else_is_refused(meeting, secretary, seat, body):
    send_notice(meeting, by=secretary, on=DAY)
    other = make_membership(body=body, municipality=make_municipality(number="1547", name="Aukra"), role="deputy")
    with pytest.raises(Refused):
        reply_to_notice(meeting, seat, Answer.DEPUTY, deputy=other, by=None)
    with pytest.raises(Refused):
        reply_to_notice(meeting, seat, Answer.DEPUTY, by=None)
    with pytest.raises(Refused):
        reply_to_notice(meeting, seat, "kanskje", by=None)


def test_a_deputy_sends_no_deputy_and_meets_for_one(meeting, secretary, seat, deputy, body):
    send_notice(meeting, by=secretary, on=DAY)
    with pytest.raises(Refused):
        reply_to_notice(meeting, deputy, Answer.DEPUTY, deputy=deputy, by=None)
    second = make_membership(body=body, municipality=seat.municipality)
    deputy.deputy_for = None
    deputy.save()
    reply_to_notice(meeting, seat, Answer.DEPUTY, deputy=deputy, by=None)
    with pytest.raises(Refused) as refused:
        reply_to_notice(meeting, second, Answer.DEPUTY, deputy=deputy, by=None)
    assert len(refused.value.reasons) == 1


@pytest.mark.parametrize("state", [State.STARTED, State.CANCELLED])
def test_no_answer_when_it_is_too_late(meeting, seat, state):
    meeting.state = state
    meeting.save()
    with pytest.raises(Refused):
        reply_to_notice(meeting, seat, Answer.COMING, by=None)


def test_answers_become_attendance_when_the_meeting_starts(meeting, secretary, seat, deputy, body):
    away = make_membership(body=body)
    coming = make_membership(body=body)
    send_notice(meeting, by=secretary, on=DAY, **WHY)
    reply_to_notice(meeting, seat, Answer.DEPUTY, deputy=deputy, by=None)
    reply_to_notice(meeting, away, Answer.DECLINED, by=None)
    reply_to_notice(meeting, coming, Answer.COMING, by=None)
    start_meeting(meeting, by=secretary)
    found = {row.person_id: (row.status, row.stands_in_for_id) for row in meeting.attendance.all()}
    assert found == {
        seat.person_id: (AttendanceStatus.APOLOGIES, None),
        away.person_id: (AttendanceStatus.APOLOGIES, None),
        deputy.person_id: (AttendanceStatus.PRESENT, seat.pk),
    }


def test_a_mail_that_fails_is_tried_again_and_at_last_given_up(meeting, secretary, settings, tmp_path):
    send_notice(meeting, by=secretary, on=DAY)
    made(meeting)
    mail = OutgoingMail.objects.get()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody answers there
    assert get_connection().port == 9
    now = timezone.now() + timedelta(seconds=1)
    for _try in range(7):
        assert send_waiting_mails(now=now) == 0
        mail.refresh_from_db()
        now = mail.next_try_at
    assert (mail.state, mail.tries) == (MailState.FAILED, 7)
    assert mail.error.startswith("ConnectionRefusedError") or "refused" in mail.error
    send_again(mail)
    mail.refresh_from_db()
    assert (mail.state, mail.tries) == (MailState.WAITING, 0)


def test_a_notice_that_a_newer_one_overtook_is_never_mailed(meeting, secretary):
    send_notice(meeting, by=secretary, on=DAY)
    second = send_notice(meeting, by=secretary, on=DAY, message="Riktig dag.")
    assert second.kind == NoticeKind.FIRST  # nobody has been told anything yet
    assert made(meeting) == 1
    assert [one.is_overtaken for one in sent_notices(meeting)] == [False, True]
    assert OutgoingMail.objects.get().text.count("Riktig dag.") == 1


def test_a_meeting_that_is_cancelled_before_anybody_was_told_is_told_to_nobody(meeting, secretary):
    send_notice(meeting, by=secretary, on=DAY)
    cancel_meeting(meeting, by=secretary, reason="Flyttet.")
    assert made(meeting) == 0
    assert OutgoingMail.objects.count() == 0


def test_those_who_have_not_answered_are_reminded(meeting, secretary, seat, deputy):
    with pytest.raises(Refused):
        remind_of_reply(meeting, by=secretary)
    send_notice(meeting, by=secretary, on=DAY)
    made(meeting)
    meeting.refresh_from_db()
    assert remind_of_reply(meeting, by=secretary) == 1
    reply_to_notice(meeting, seat, Answer.DEPUTY, deputy=deputy, by=None)
    assert remind_of_reply(meeting, by=secretary) == 1
    assert OutgoingMail.objects.order_by("-pk")[0].to == "bo@example.org"
    reply_to_notice(meeting, deputy, Answer.COMING, by=None)
    with pytest.raises(Refused):
        remind_of_reply(meeting, by=secretary)


def test_a_deputy_who_is_not_sent_is_not_asked(meeting, secretary, deputy):
    send_notice(meeting, by=secretary, on=DAY)
    with pytest.raises(Refused) as refused:
        reply_to_notice(meeting, deputy, Answer.COMING, by=None)
    assert len(refused.value.reasons) == 1


def test_a_reply_to_the_mail_reaches_the_secretary(meeting, secretary):
    send_notice(meeting, by=secretary, on=DAY)
    made(meeting)
    [message] = sent()
    assert message["Reply-To"] == secretary.email
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/calendar",
        "application/ics",
        "application/pdf",
    ]


def test_one_mail_that_cannot_be_made_holds_up_no_other(meeting, secretary):
    send_notice(meeting, by=secretary, on=DAY)
    made(meeting)
    bad = OutgoingMail.objects.get()
    bad.pk, bad.subject = None, "to\nlinjer"
    bad.save()
    assert len(sent()) == 1
    bad.refresh_from_db()
    assert (bad.state, bad.error.split(":")[0]) == (MailState.WAITING, "BadHeaderError")
