"""Notices and the answers to them."""

from cooperation.models import OutgoingMail
from cooperation.rules.links import signed
from meetings.actions.notice import REPLY_LINK
from meetings.models import Notice, NoticeKind
from meetings.queries.notice import told_meeting
from tests.access.roles import ITS_SECRETARY, PUBLIC

MATRIX = {
    "meetings:notice_page": ITS_SECRETARY,
    "meetings:notice_send": ITS_SECRETARY,
    "meetings:notice_again": ITS_SECRETARY,
    "meetings:notice_mail": ITS_SECRETARY,
    "meetings:notice_mail_again": ITS_SECRETARY,
    "meetings:meeting_cancel": ITS_SECRETARY,
    "meetings:reply_save": ITS_SECRETARY,
    "meetings:reply_remind": ITS_SECRETARY,
    "meetings:reply_page": PUBLIC,  # to whoever holds the link
}


def places(world):
    meeting = {"pk": world.meeting.pk}
    facts = told_meeting(world.meeting).as_json()
    notice = Notice.objects.create(meeting=world.meeting, number=1, kind=NoticeKind.FIRST, facts=facts)
    mail = OutgoingMail.objects.create(
        to="kari@example.org",
        subject="Innkalling",
        text="Hei",
        concerns=f"meetings.notice:{notice.pk}",
        next_try_at=notice.made_at,
    )
    one = meeting | {"mail_pk": mail.pk}
    return {
        **{f"meetings:notice_{verb}": meeting for verb in ("page", "send")},
        "meetings:notice_again": {"pk": notice.pk},
        "meetings:notice_mail": one,
        "meetings:notice_mail_again": one,
        "meetings:meeting_cancel": meeting,
        "meetings:reply_save": meeting,
        "meetings:reply_remind": meeting,
        "meetings:reply_page": {"token": signed(REPLY_LINK, world.meeting.pk, world.seat.pk)},
    }


def sent(world):
    return {"meetings:reply_save": {"seat": world.seat.pk, "answer": "coming"}}
