"""Send draft minutes to the members for remarks."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from cooperation.actions.change import log_change
from cooperation.actions.mail import send_mail_later
from cooperation.models import Body, Person, User
from cooperation.rules.alphabet import alphabetical_key
from cooperation.rules.links import signed
from cooperation.rules.refusal import Refused
from meetings.models import AttendanceStatus, Circulation, DocumentKind, Meeting, State
from meetings.queries.attendance import seats_of
from meetings.queries.gaps import blocking, gaps_of

from .approval_paper import link_version, open_approval_cases
from .document import ask_for_document
from .minutes_file import minutes_file, next_version, why_not_use_file
from .revision import revised

REMARK_LINK = "remark"
MOST_MESSAGE = 5000


def receivers_of(meeting: Meeting) -> list[Person]:
    """Who is asked for remarks: the members on the day of the meeting, and the deputies who met."""
    people = {seat.person_id: seat.person for seat in seats_of(meeting)}
    for row in meeting.attendance.exclude(stands_in_for=None).filter(status=AttendanceStatus.PRESENT):
        people.setdefault(row.person_id, row.person)
    return sorted(
        people.values(), key=lambda person: (*map(alphabetical_key, (person.family_name, person.given_name)), person.pk)
    )


def why_not_circulate(meeting: Meeting) -> list[str]:
    """Every reason why the minutes cannot be sent out now."""
    if meeting.state not in (State.DRAFT_MINUTES, State.CIRCULATED):
        return [
            _("Only the minutes of a meeting that has ended can be sent out; this one is: %(state)s.")
            % {"state": meeting.get_state_display()}
        ]
    reasons = blocking(gaps_of(meeting))
    if not any(person.email for person in receivers_of(meeting)):
        reasons.append(_("No member has an e-mail address, so there is nobody to send to."))
    reasons += why_not_use_file(meeting)
    newest = meeting.circulations.order_by("-number").first()
    file = minutes_file(meeting)
    if meeting.state == State.CIRCULATED and newest and file and file.sha256 == newest.sha256:
        reasons.append(
            _("Exactly these minutes are sent out already, as version %(number)s.") % {"number": newest.number}
        )
    return reasons


def why_not_deadline(deadline: date, message: str, *, on: date) -> list[str]:
    reasons = []
    if deadline < on:
        reasons.append(_("The deadline has passed. Choose a day to come."))
    if len(message) > MOST_MESSAGE:
        reasons.append(_("The message is too long; at most %(most)s characters fit.") % {"most": MOST_MESSAGE})
    return reasons


@transaction.atomic
def circulate_minutes(meeting: Meeting, *, deadline: date, message: str = "", by: User, on: date) -> Circulation:
    """Send the minutes as they stand to the members, for remarks until the deadline. This is a version of their own.

    The file that goes out was made before; it is kept with its hash, its size and all that it was made from. The case
    that is to approve these minutes is linked to exactly this version and carries it.
    """
    Body.objects.select_for_update().get(pk=meeting.body_id)
    meeting.refresh_from_db()
    if reasons := why_not_circulate(meeting) + why_not_deadline(deadline, message, on=on):
        raise Refused(reasons)
    file = minutes_file(meeting)
    assert file is not None
    circulation = Circulation.objects.create(
        meeting=meeting, number=next_version(meeting), deadline=deadline, made_by=by, **file.facts()
    )
    before = meeting.state
    if before != State.CIRCULATED:
        meeting.state = State.CIRCULATED
        meeting.save(update_fields=["state"])
        revised(meeting)
    sent_to = _mail(circulation, message.strip(), by=by)
    log_change(
        meeting,
        "circulate",
        by=by,
        before={"state": before},
        after={
            "state": State.CIRCULATED,
            "version": circulation.number,
            "sha256": circulation.sha256,
            "deadline": deadline.isoformat(),
            "to": sent_to,
        },
    )
    for case in open_approval_cases(meeting):
        link_version(case, by=by)
    meeting.refresh_from_db(fields=["revision"])
    ask_for_document(meeting, DocumentKind.MINUTES)  # the same file goes for the new state: it is ready to be approved
    return circulation


def link_for(circulation: Circulation, person: Person) -> str:
    """The address where this person remarks without an account."""
    token = signed(REMARK_LINK, circulation.pk, person.pk)
    return f"{settings.PUBLIC_URL}{reverse('meetings:remark_link', args=[token])}"


def _mail(circulation: Circulation, message: str, *, by: User) -> list[int]:
    """Write the mails. Returns to whom, as keys of people."""
    meeting = circulation.meeting
    receivers = [person for person in receivers_of(meeting) if person.email]
    with override(meeting.language):
        facts = {
            "label": meeting.label,
            "body": meeting.body.name,
            "date": date_format(meeting.date, "j. F Y"),
            "deadline": date_format(circulation.deadline, "j. F Y"),
        }
        subject = _("Minutes %(label)s for remarks by %(deadline)s") % facts
        text = (
            _(
                "Here are the minutes of %(body)s %(label)s, %(date)s. Send your remarks by %(deadline)s.\n\n"
                "Read them and remark without signing in:"
            )
            % facts
        )
        name = f"minutes-{meeting.year}-M{meeting.number}-v{circulation.number}.pdf"
        for person in receivers:
            parts = [message, text, link_for(circulation, person)]
            send_mail_later(
                person.email,
                subject=subject,
                text="\n\n".join(part for part in parts if part),
                about=circulation,
                person=person,
                papers=[(name, circulation.sha256)],
                by=by,
            )
    return [person.pk for person in receivers]
