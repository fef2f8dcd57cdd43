"""Tell the members of a meeting: notice, revised notice, cancellation."""

from __future__ import annotations

from datetime import date, time

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cooperation.actions.change import log_change
from cooperation.actions.mail import send_mail_later
from cooperation.documents.bell import ring
from cooperation.models import User
from cooperation.rules.links import signed
from cooperation.rules.refusal import Refused
from meetings.documents.calendar import CANCEL, REQUEST, Entry, invitation
from meetings.models import (
    CaseKind,
    DocumentKind,
    DocumentState,
    Meeting,
    Mode,
    Notice,
    NoticeKind,
    State,
)
from meetings.queries.notice import (
    Receiver,
    last_notice,
    notices_to_mail,
    receivers,
    told_meeting,
    unanswered_seats,
)
from meetings.rules.notice import NoticeChange, ToldMeeting, changes_since, notice_is_short

from .approval_paper import relink_approvals
from .decision import release_cases
from .document import ask_for_document
from .meeting import call_meeting, hold_meeting_row, move, why_not_call

REPLY_LINK = "reply"
# Kinds of cases that members expect something to read for.
KINDS_WITH_PAPERS = (CaseKind.DECISION, CaseKind.REPORT)


def why_not_send_notice(meeting: Meeting) -> list[str]:
    """Every reason why no notice can go out now."""
    reasons = []
    if meeting.state == State.PLANNED:
        reasons += why_not_call(meeting)
    elif meeting.state != State.CALLED:
        reasons.append(
            _("A notice goes out before the meeting starts; this one is: %(state)s.")
            % {"state": meeting.get_state_display()}
        )
    if not any(one.person.email for one in receivers(meeting)):
        reasons.append(_("There is nobody to send to: no member of the body has an e-mail address."))
    return reasons


def warnings_of(meeting: Meeting, *, on: date) -> list[str]:
    """What the secretary should know before the notice goes out, and may overrule with a reason."""
    found = []
    if last_notice(meeting) is None and notice_is_short(meeting.date, on, meeting.body.notice_days):
        found.append(
            _("The notice is shorter than the body's %(days)s days: the meeting is on %(day)s.")
            % {"days": meeting.body.notice_days, "day": date_format(meeting.date, "j. F Y")}
        )
    empty = (
        meeting.cases.on_agenda()
        .filter(kind__in=KINDS_WITH_PAPERS, background="", assessment="", recommendation="")
        .exclude(Q(outcome="withdrawn") | Q(title=""))
        .annotate(papers=Count("attachments", filter=Q(attachments__removed_at=None)))
        .filter(papers=0)
    )
    found += [
        _("“%(title)s” has no papers: nothing is written and nothing is attached.") % {"title": case.title}
        for case in empty
    ]
    found += [
        _("%(name)s has no e-mail address and gets no notice.") % {"name": one.person}
        for one in receivers(meeting)
        if one.membership is not None and not one.person.email
    ]
    if not meeting.place and meeting.mode in (Mode.PHYSICAL, Mode.HYBRID):
        found.append(_("The meeting has no place."))
    return found


@transaction.atomic
def send_notice(meeting: Meeting, *, by: User, on: date, message: str = "", reason: str = "") -> Notice:
    """Call the meeting if it is planned, and tell everybody. The mails are written when the agenda is made.

    With warnings, a reason is needed; it is kept with the notice.
    """
    reasons = why_not_send_notice(meeting)
    if (warnings := warnings_of(meeting, on=on)) and not reason.strip():
        reasons += [*warnings, _("Mend this, or write why the notice goes out all the same.")]
    if reasons:
        raise Refused(reasons)
    if meeting.state == State.PLANNED:
        call_meeting(meeting, by=by)
    else:
        hold_meeting_row(meeting)
    before = last_notice(meeting)
    kind = NoticeKind.FIRST if before is None else NoticeKind.REVISED
    notice = _write(meeting, kind, by=by, message=message.strip(), reason=reason.strip())
    if before is not None:
        notice.changes = told_changes(ToldMeeting.from_json(before.facts), ToldMeeting.from_json(notice.facts), meeting)
        notice.save(update_fields=["changes"])
    meeting.refresh_from_db(fields=["revision"])
    ask_for_document(meeting, DocumentKind.AGENDA)
    transaction.on_commit(ring)
    return notice


def why_not_cancel(meeting: Meeting) -> list[str]:
    if meeting.state not in (State.PLANNED, State.CALLED):
        return [
            _("Only a meeting that has not started can be cancelled; this one is: %(state)s.")
            % {"state": meeting.get_state_display()}
        ]
    return []


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: User, reason: str) -> None:
    """Cancel a meeting that has not started. Those who were told of it are told so; its numbers stay used.

    Its cases wait in the queue, and the meetings to come approve the minutes of another one.
    """
    hold_meeting_row(meeting)
    reasons = why_not_cancel(meeting)
    if not reason.strip():
        reasons.append(_("Write why the meeting is cancelled: the members are told."))
    if reasons:
        raise Refused(reasons)
    was_told = last_notice(meeting) is not None
    release_cases(meeting, by=by)
    move(meeting, State.CANCELLED, by=by, reason=reason.strip())
    relink_approvals(meeting.body, by=by)
    if was_told:
        _write(meeting, NoticeKind.CANCELLED, by=by, message="", reason=reason.strip())
        transaction.on_commit(ring)


def _write(meeting: Meeting, kind: NoticeKind, *, by: User, message: str, reason: str) -> Notice:
    number = (meeting.notices.aggregate(highest=Max("number"))["highest"] or 0) + 1
    notice = Notice.objects.create(
        meeting=meeting,
        number=number,
        kind=kind,
        message=message,
        reason=reason,
        facts=told_meeting(meeting).as_json(),
        made_by=by,
    )
    log_change(meeting, "notice", by=by, after={"number": number, "kind": kind, "reason": reason})
    return notice


def told_changes(before: ToldMeeting, after: ToldMeeting, meeting: Meeting) -> list[str]:
    """What is new, as sentences in the meeting's language."""
    with override(meeting.language):
        return [_told_change(change) for change in changes_since(before, after)]


SENTENCES = {
    "day": gettext_lazy("The date is changed from %(before)s to %(after)s."),
    "start": gettext_lazy("The meeting starts at %(after)s."),
    "end": gettext_lazy("The meeting ends at %(after)s."),
    "place": gettext_lazy("The place is %(after)s."),
    "mode": gettext_lazy("The meeting is held: %(after)s."),
    "late": gettext_lazy("Added after the notice: %(after)s."),
    "added": gettext_lazy("Added: %(after)s."),
    "withdrawn": gettext_lazy("Withdrawn: %(after)s."),
    "removed": gettext_lazy("Taken off the agenda: %(before)s."),
    "renamed": gettext_lazy("“%(before)s” is now “%(after)s”."),
    "order": gettext_lazy("The order of the cases is changed."),
}


def _told_change(change: NoticeChange) -> str:
    before, after = change.before, change.after
    if change.what == "day":
        before, after = (date_format(date.fromisoformat(day), "j. F Y") for day in (before, after))
    elif change.what == "mode":
        after = str(Mode(after).label)
    elif change.what in ("end", "place") and not after:
        after = _("not set any more")
    return str(SENTENCES[change.what]) % {"before": before, "after": after}


def write_notice_mails() -> int:
    """Write the mails of every notice whose agenda is made. Returns how many notices were mailed."""
    waiting = notices_to_mail().select_related("meeting__body", "made_by")
    return sum(_write_mails(notice) for notice in waiting.order_by("pk"))


@transaction.atomic
def _write_mails(notice: Notice) -> bool:
    hold_meeting_row(notice.meeting)
    if not notices_to_mail().filter(pk=notice.pk).exists():
        return False  # another worker has, or a newer notice came
    papers: list[tuple[str, str]] = []
    if notice.kind != NoticeKind.CANCELLED:
        document = ask_for_document(notice.meeting, DocumentKind.AGENDA)
        if document.state == DocumentState.FAILED:
            Notice.objects.filter(pk=notice.pk).update(faults=document.reasons)
            return False
        if document.state == DocumentState.WAITING:
            return False
        papers = [(agenda_file_name(notice.meeting), document.sha256)]
    for one in receivers(notice.meeting):
        if one.person.email:
            send_to(one, notice, papers=papers)
    Notice.objects.filter(pk=notice.pk).update(mailed_at=timezone.now(), agenda_sha256=papers[0][1] if papers else "")
    return True


def agenda_file_name(meeting: Meeting) -> str:
    with override(meeting.language):
        return str(f"{_('Agenda')}-{meeting.year}-M{meeting.number}.pdf".lower())


def release_deputy(one: Receiver, notice: Notice) -> None:
    """Tell a deputy who was asked to come that the member comes, or sends another."""
    meeting = notice.meeting
    with override(meeting.language):
        subject = _("You are not needed as a deputy: %(meeting)s") % {"meeting": meeting}
        text = _("You need not meet as a deputy in %(meeting)s on %(day)s after all.") % {
            "meeting": meeting,
            "day": date_format(meeting.date, "j. F Y"),
        }
    _mail(one, notice, subject, text, method=CANCEL, papers=[])


def send_to(one: Receiver, notice: Notice, *, papers: list[tuple[str, str]]) -> None:
    """Write the mail to one receiver, with a calendar entry for those who are asked to come."""
    meeting = notice.meeting
    with override(meeting.language):
        subject = {
            NoticeKind.FIRST: _("Notice of %(meeting)s on %(day)s"),
            NoticeKind.REVISED: _("Revised notice of %(meeting)s on %(day)s"),
            NoticeKind.CANCELLED: _("Cancelled: %(meeting)s on %(day)s"),
        }[NoticeKind(notice.kind)] % {"meeting": meeting, "day": date_format(meeting.date, "j. F Y")}
        text = mail_text(one, notice)
    method = CANCEL if notice.kind == NoticeKind.CANCELLED else REQUEST
    _mail(one, notice, subject, text, method=method, papers=papers)


def _mail(
    one: Receiver, notice: Notice, subject: str, text: str, *, method: str, papers: list[tuple[str, str]]
) -> None:
    entry = calendar_entry(one, notice, text) if one.membership is not None else None
    send_mail_later(
        one.person.email,
        subject=subject,
        text=text,
        about=notice,
        by=notice.made_by,
        person=one.person,
        calendar=invitation(entry, method=method) if entry else "",
        calendar_method=method if entry else "",
        papers=papers,
    )


def mail_text(one: Receiver, notice: Notice) -> str:
    """What the mail says, in the meeting's language (the caller has chosen it)."""
    meeting = notice.meeting
    when = date_format(meeting.date, "l j. F Y")
    if meeting.start:
        when = _("%(day)s at %(time)s") % {"day": when, "time": meeting.start.strftime("%H:%M")}
    parts = [_("Hello %(name)s,") % {"name": one.person.given_name}]
    if notice.kind == NoticeKind.CANCELLED:
        parts.append(_("%(meeting)s on %(when)s is cancelled.") % {"meeting": meeting, "when": when})
        parts.append(_("Reason: %(reason)s") % {"reason": notice.reason})
        return "\n\n".join(parts) + "\n"
    parts.append(_("You are called to %(meeting)s on %(when)s.") % {"meeting": meeting, "when": when})
    if meeting.place:
        parts.append(_("Place: %(place)s") % {"place": meeting.place})
    if notice.changes:
        parts.append(_("Changed since the last notice:") + "\n" + "\n".join(f"- {line}" for line in notice.changes))
    if notice.message:
        parts.append(notice.message)
    lines = [
        f"{case['number']} {case['title']}" + (f" ({_('added after the notice')})" if case["is_late"] else "")
        for case in notice.facts["cases"]
        if not case["is_withdrawn"]
    ]
    parts.append(_("Agenda:") + "\n" + "\n".join(lines))
    if one.membership is not None:
        parts.append(
            _("Say whether you come, cannot come or send a deputy:") + "\n" + reply_link(meeting, one.membership.pk)
        )
    return "\n\n".join(parts) + "\n"


def reply_link(meeting: Meeting, membership: int) -> str:
    """The address with which one member answers, without signing in. It is good until the meeting starts."""
    path = reverse("meetings:reply_page", args=[signed(REPLY_LINK, meeting.pk, membership)])
    return f"{settings.PUBLIC_URL}{path}"


def calendar_entry(one: Receiver, notice: Notice, text: str) -> Entry:
    meeting = notice.meeting
    return Entry(
        uid=f"meeting-{meeting.pk}-{meeting.body.slug}@{settings.PUBLIC_URL.split('//')[-1].split(':')[0]}",
        sequence=notice.number - 1,
        made_at=notice.made_at,
        summary=str(meeting),
        description=text,
        place=meeting.place,
        day=meeting.date,
        start=meeting.start or time(0),
        end=meeting.end,
        zone=settings.TIME_ZONE,
        organiser=settings.DEFAULT_FROM_EMAIL,
        organiser_name=meeting.body.name,
        attendee=one.person.email,
        attendee_name=str(one.person),
    )


def why_not_remind(meeting: Meeting) -> list[str]:
    """Every reason why nobody can be reminded to answer."""
    if meeting.state != State.CALLED or last_notice(meeting) is None:
        return [_("No notice has gone out that could be answered.")]
    if not any(one.person.email for one in unanswered_seats(meeting)):
        return [_("Everybody with an e-mail address has answered.")]
    return []


@transaction.atomic
def remind_of_reply(meeting: Meeting, *, by: User) -> int:
    """Ask those who have not answered once more. Returns how many."""
    hold_meeting_row(meeting)
    notice = last_notice(meeting)
    if (reasons := why_not_remind(meeting)) or notice is None:
        raise Refused(reasons)
    asked = [one for one in unanswered_seats(meeting) if one.person.email]
    for one in asked:
        with override(meeting.language):
            facts = {"meeting": meeting, "day": date_format(meeting.date, "j. F Y"), "name": one.person.given_name}
            subject = _("Are you coming to %(meeting)s on %(day)s?") % facts
            parts = [
                _("Hello %(name)s,") % facts,
                _("You have not yet answered the notice of %(meeting)s on %(day)s.") % facts,
                _("Say whether you come, cannot come or send a deputy:") + "\n" + reply_link(meeting, one.pk),
            ]
        text = "\n\n".join(parts) + "\n"
        send_mail_later(one.person.email, subject=subject, text=text, about=notice, by=by, person=one.person)
    log_change(meeting, "reply-remind", by=by, after={"count": len(asked)})
    return len(asked)


@transaction.atomic
def try_notice_again(notice: Notice, *, by: User) -> None:
    """Make the agenda of a notice that failed once more."""
    Notice.objects.filter(pk=notice.pk, mailed_at=None).update(faults=[])
    ask_for_document(notice.meeting, DocumentKind.AGENDA, again=True)
    log_change(notice.meeting, "notice-again", by=by, after={"number": notice.number})
    transaction.on_commit(ring)
