"""Warn days before a meeting that too few have said that they come."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from cooperation.actions.change import log_change
from cooperation.actions.mail import send_mail_later
from cooperation.models import Grant, Role
from meetings.models import Meeting, State
from meetings.queries.notice import last_notice
from meetings.queries.room import WARN_DAYS_BEFORE, expected_quorum
from meetings.rules.quorum import Counted, Quorum


def warn_of_shortfalls(*, today: date) -> int:
    """Warn of each called meeting that is near and has too few answers: once, and again when it gets worse.

    Returns for how many.
    """
    near = Meeting.objects.filter(state=State.CALLED, date__range=(today, today + timedelta(days=WARN_DAYS_BEFORE)))
    return sum(_look_at(pk) for pk in near.in_order().values_list("pk", flat=True))


@transaction.atomic
def _look_at(pk: int) -> bool:
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=pk)
    found = expected_quorum(meeting)
    before, now = meeting.shortfall_told, None if found.is_met else found.present
    if meeting.state != State.CALLED or last_notice(meeting) is None or now == before:
        return False
    Meeting.objects.filter(pk=pk).update(shortfall_told=now)
    if now is None or (before is not None and before < now):
        return False
    addresses = warned_of(meeting)
    for address in addresses:
        _write(meeting, found, address)
    told = {"coming": found.present, "needed": found.needed, "to": ", ".join(addresses)}
    log_change(meeting, "shortfall", by=None, after=told)
    return True


def warned_of(meeting: Meeting) -> list[str]:
    """Whose business it is that the body can decide: its secretaries, and the leaders."""
    grants = Grant.objects.filter(user__is_active=True)
    theirs = grants.filter(role=Role.SECRETARY, body=meeting.body_id) | grants.filter(role=Role.LEADER)
    return sorted(set(theirs.values_list("user__email", flat=True)))


def _write(meeting: Meeting, found: Quorum, address: str) -> None:
    with override(meeting.language):
        facts = {
            "meeting": meeting,
            "day": date_format(meeting.date, "j. F Y"),
            "present": found.present,
            "total": found.total,
            "needed": found.needed,
        }
        subject = _("Too few are coming to %(meeting)s on %(day)s") % facts
        counted = (
            _("%(present)s of %(total)s municipalities have said that they come; %(needed)s are needed.")
            if found.counted == Counted.MUNICIPALITIES
            else _("%(present)s of %(total)s members have said that they come or send a deputy; %(needed)s are needed.")
        )
        page = f"{settings.PUBLIC_URL}{reverse('meetings:notice_page', args=[meeting.pk])}"
        parts = [
            _("%(meeting)s is on %(day)s. As the answers stand, the meeting cannot decide anything.") % facts,
            counted % facts,
            _("See who has answered, and remind those who have not:") + "\n" + page,
        ]
    send_mail_later(address, subject=subject, text="\n\n".join(parts) + "\n", about=meeting, by=None)
