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
    # Looked at without a lock first: the worker comes every few seconds, and nearly always nothing is new.
    news = [
        meeting.pk for meeting in near.in_order().select_related("body") if _count(meeting) != meeting.shortfall_told
    ]
    return sum(_warn(pk) for pk in news)


def _count(meeting: Meeting) -> int | None:
    """How many come by the answers when they are too few, else None."""
    found = expected_quorum(meeting)
    return None if found.is_met or last_notice(meeting) is None else found.present


@transaction.atomic
def _warn(pk: int) -> bool:
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=pk)
    before, now = meeting.shortfall_told, _count(meeting)
    if meeting.state != State.CALLED or now == before:
        return False
    Meeting.objects.filter(pk=pk).update(shortfall_told=now)
    if now is None or (before is not None and before < now):
        return False
    found, addresses = expected_quorum(meeting), warned_of(meeting)
    for address, page in addresses.items():
        _write(meeting, found, address, page)
    told = {"coming": found.present, "needed": found.needed, "to": ", ".join(addresses)}
    log_change(meeting, "shortfall", by=None, after=told)
    return True


def warned_of(meeting: Meeting) -> dict[str, str]:
    """Whose business it is that the body can decide, by address, with the page that each may open.

    The body's secretaries, who read and write the answers, and the leaders, who read the meeting.
    """
    users = Grant.objects.filter(user__is_active=True).order_by("user__email").values_list("user__email", flat=True)
    leaders = dict.fromkeys(users.filter(role=Role.LEADER), "meetings:meeting_page")
    return leaders | dict.fromkeys(users.filter(role=Role.SECRETARY, body=meeting.body_id), "meetings:notice_page")


def _write(meeting: Meeting, found: Quorum, address: str, page: str) -> None:
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
        link = f"{settings.PUBLIC_URL}{reverse(page, args=[meeting.pk])}"
        ask = (
            _("See who has answered, and remind those who have not:")
            if page == "meetings:notice_page"
            else _("The secretary reminds those who have not answered. The meeting:")
        )
        parts = [
            _("%(meeting)s is on %(day)s. As the answers stand, the meeting cannot decide anything.") % facts,
            counted % facts,
            f"{ask}\n{link}",
        ]
    send_mail_later(address, subject=subject, text="\n\n".join(parts) + "\n", about=meeting, by=None)
