"""Write mails for later, and send those that wait."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models, transaction
from django.utils import timezone

from cooperation.documents.bell import ring
from cooperation.documents.store import path_of
from cooperation.models import MailPaper, MailState, OutgoingMail, Person, User
from cooperation.models.mail import concerning
from cooperation.rules.retry import wait_after

logger = logging.getLogger(__name__)
# While a mail is being sent it is out of reach of another worker for so long.
HOLD = timedelta(minutes=10)


@transaction.atomic
def send_mail_later(
    to: str,
    *,
    subject: str,
    text: str,
    about: models.Model,
    by: User | None,
    person: Person | None = None,
    calendar: str = "",
    calendar_method: str = "",
    papers: Iterable[tuple[str, str]] = (),
) -> OutgoingMail:
    """Write a mail that the worker sends. `papers` are pairs of file name and SHA-256 of a file in store."""
    mail = OutgoingMail.objects.create(
        to=to,
        person=person,
        subject=" ".join(subject.split())[:250],
        text=text,
        calendar=calendar,
        calendar_method=calendar_method,
        concerns=concerning(about),
        next_try_at=timezone.now(),
        made_by=by,
    )
    MailPaper.objects.bulk_create(MailPaper(mail=mail, name=name, sha256=sha256) for name, sha256 in papers)
    transaction.on_commit(ring)
    return mail


def send_waiting_mails(*, now: datetime) -> int:
    """Send every mail that is due. One that fails is tried again later, at last given up with its error kept."""
    due = list(OutgoingMail.objects.due(now).values_list("pk", flat=True)[:200])
    if not due:
        return 0
    sent = 0
    connection = get_connection()
    for pk in due:
        # Taken by whoever moves it first, so that two workers never send the same mail.
        if OutgoingMail.objects.due(now).filter(pk=pk).update(next_try_at=now + HOLD):
            sent += _send(
                OutgoingMail.objects.select_related("made_by").prefetch_related("papers").get(pk=pk), connection, now
            )
    return sent


def _send(mail: OutgoingMail, connection: BaseEmailBackend, now: datetime) -> bool:
    try:
        message_of(mail, connection).send()
    except Exception as error:  # noqa: BLE001  # whatever is wrong with this one, the others go out
        logger.warning("Mail %s was not sent: %s", mail.pk, error)
        wait = wait_after(mail.tries + 1)
        OutgoingMail.objects.filter(pk=mail.pk).update(
            tries=mail.tries + 1,
            error=f"{type(error).__name__}: {error}"[:500],
            next_try_at=now + (wait or HOLD),
            state=MailState.WAITING if wait else MailState.FAILED,
        )
        return False
    OutgoingMail.objects.filter(pk=mail.pk).update(state=MailState.SENT, sent_at=now, tries=mail.tries + 1, error="")
    return True


def message_of(mail: OutgoingMail, connection: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """The mail as it goes out: plain text, an invitation that calendars understand, and files.

    The invitation is there twice: as another form of the text, which mail programs offer to accept, and as a file for
    those that only open files. Whoever presses "reply" writes to the one who sent it, not to the program.
    """
    message = EmailMultiAlternatives(
        mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.to], connection=connection,
        reply_to=[mail.made_by.email] if mail.made_by else None,
        headers={"Auto-Submitted": "auto-generated", "Message-ID": f"<{mail.pk}.{mail.made_at:%Y%m%d%H%M%S}@ror-board>"},
    )  # fmt: skip
    if mail.calendar:
        message.attach_alternative(mail.calendar, f"text/calendar; method={mail.calendar_method}")
        message.attach("invite.ics", mail.calendar.encode(), "application/ics")
    for paper in mail.papers.all():
        message.attach(paper.name, path_of(paper.sha256).read_bytes(), "application/pdf")
    return message


@transaction.atomic
def send_again(mail: OutgoingMail) -> None:
    """Try a mail that was given up once more, from the first wait."""
    OutgoingMail.objects.filter(pk=mail.pk, state=MailState.FAILED).update(
        state=MailState.WAITING, tries=0, error="", next_try_at=timezone.now()
    )
    transaction.on_commit(ring)
