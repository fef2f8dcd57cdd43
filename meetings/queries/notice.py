"""Who is told of a meeting, what they were told, and what they answered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from cooperation.models import Alphabetical, Membership, MembershipRole, OutgoingMail, Person
from cooperation.models.mail import concerning
from meetings.models import Answer, Meeting, Notice, NoticeKind, Reply, State
from meetings.rules.notice import ToldCase, ToldMeeting

from .attendance import seats_of
from .meeting import agenda


@dataclass(frozen=True)
class Receiver:
    """Somebody who gets the notice. With a seat, or asked as a deputy, they are asked for an answer."""

    person: Person
    membership: Membership | None


@dataclass(frozen=True)
class ReplyRow:
    """A seat and what its member answered; the deputies who can be sent; what the deputy who was sent answered."""

    seat: Membership
    reply: Reply | None
    deputies: list[Membership]
    deputy_reply: Reply | None


@dataclass(frozen=True)
class SentNotice:
    """A notice with the mails written for it. One that a newer one overtook before its agenda was made is never mailed."""

    notice: Notice
    mails: list[OutgoingMail]
    is_overtaken: bool


def told_meeting(meeting: Meeting) -> ToldMeeting:
    """What a notice sent now would tell."""
    cases = tuple(
        ToldCase(line.case.pk, line.number, line.case.title, line.case.is_late, line.case.is_withdrawn)
        for line in agenda(meeting)
    )
    return ToldMeeting(
        meeting.date.isoformat(),
        meeting.start.strftime("%H:%M") if meeting.start else "",
        meeting.end.strftime("%H:%M") if meeting.end else "",
        meeting.place,
        meeting.mode,
        cases,
    )


def last_notice(meeting: Meeting) -> Notice | None:
    """What the members were told last: the newest notice that was mailed."""
    return meeting.notices.exclude(kind=NoticeKind.CANCELLED).exclude(mailed_at=None).last()


def notices_to_mail() -> QuerySet[Notice]:
    """Notices that nobody has been mailed yet. One that a newer one has overtaken, or whose meeting is off, stays unsent."""
    newer = Notice.objects.filter(meeting=OuterRef("meeting"), number__gt=OuterRef("number"))
    holds = Q(kind=NoticeKind.CANCELLED) | Q(meeting__state=State.CALLED)
    return Notice.objects.filter(holds, ~Exists(newer), mailed_at=None, faults=[])


def is_asked(meeting: Meeting, membership: Membership) -> bool:
    """Whether an answer is wanted: from those with a seat on the day, and from deputies whom they send."""
    if membership.role == MembershipRole.DEPUTY:
        return meeting.replies.filter(deputy=membership).exists()
    return membership.pk in {seat.pk for seat in seats_of(meeting)}


def unanswered_seats(meeting: Meeting) -> list[Membership]:
    """Those who are asked, deputies who are sent among them, and have not answered."""
    rows = reply_rows(meeting)
    seats = [row.seat for row in rows if row.reply is None]
    return seats + [row.reply.deputy for row in rows if row.reply and row.reply.deputy and row.deputy_reply is None]


def receivers(meeting: Meeting) -> list[Receiver]:
    """Members, observers and the body's secretary on the day, and the deputies whom members send. Each person once."""
    others = (
        Membership.objects.filter(body=meeting.body_id, role__in=(MembershipRole.OBSERVER, MembershipRole.SECRETARY))
        .on(meeting.date)
        .select_related("person")
    )
    sent = meeting.replies.filter(answer=Answer.DEPUTY).select_related("deputy__person")
    found: dict[int, Receiver] = {}
    for seat in seats_of(meeting):
        found.setdefault(seat.person_id, Receiver(seat.person, seat))
    for reply in sent:
        if reply.deputy is not None:
            found.setdefault(reply.deputy.person_id, Receiver(reply.deputy.person, reply.deputy))
    for other in others:
        found.setdefault(other.person_id, Receiver(other.person, None))
    return list(found.values())


def deputies_of(seat: Membership, meeting: Meeting) -> list[Membership]:
    """Who can stand in for the member on the day: own deputies, and those of the municipality, by rank."""
    return [one for one in _deputies(meeting) if _stands_in(one, seat)]


def _deputies(meeting: Meeting) -> list[Membership]:
    found = Membership.objects.filter(body=meeting.body_id).on(meeting.date).deputies()
    return list(
        found.select_related("person", "municipality").order_by(
            "rank", Alphabetical("person__family_name"), Alphabetical("person__given_name"), "pk"
        )
    )


def _stands_in(deputy: Membership, seat: Membership) -> bool:
    return deputy.deputy_for_id == seat.pk or (
        deputy.deputy_for_id is None and deputy.municipality_id == seat.municipality_id
    )


def reply_rows(meeting: Meeting) -> list[ReplyRow]:
    replies = {reply.membership_id: reply for reply in meeting.replies.select_related("deputy__person")}
    deputies = _deputies(meeting)
    rows = []
    for seat in seats_of(meeting):
        reply = replies.get(seat.pk)
        deputy_reply = replies.get(reply.deputy_id) if reply and reply.deputy_id else None
        rows.append(ReplyRow(seat, reply, [one for one in deputies if _stands_in(one, seat)], deputy_reply))
    return rows


def sent_notices(meeting: Meeting) -> list[SentNotice]:
    """Every notice, newest first, with the mails written for it."""
    notices = list(meeting.notices.select_related("made_by").order_by("-number"))
    mails: dict[str, list[OutgoingMail]] = defaultdict(list)
    concerned = {concerning(notice): notice for notice in notices}
    for mail in OutgoingMail.objects.filter(concerns__in=concerned).select_related("person").order_by("pk"):
        mails[mail.concerns].append(mail)
    newest = notices[0].number if notices else 0
    return [
        SentNotice(notice, mails[concerning(notice)], notice.mailed_at is None and notice.number < newest)
        for notice in notices
    ]
