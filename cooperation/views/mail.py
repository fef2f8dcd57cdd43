"""The outbox: what was written to whom, and whether it went out."""

from __future__ import annotations

import re

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cooperation.access import can_read_mail, can_see_outbox
from cooperation.actions.mail import send_again
from cooperation.models import MailState, OutgoingMail, Role, User
from cooperation.web import SignedInRequest, allow, file_answer

MAILS_ON_A_PAGE = 50


def goes_to_folder() -> bool:
    """Whether no mail server is set up, so that every mail lands in a folder: a demo."""
    return str(settings.EMAIL_BACKEND).endswith("filebased.EmailBackend")


def shown_text(mail: OutgoingMail, user: User) -> str:
    """What the mail says. Links by which somebody answers are for that person: others than the secretary see that there
    is one, except in a demo, where nobody else gets the mail.
    """
    if goes_to_folder() or user.has_role(Role.SECRETARY):
        return mail.text
    return re.sub(rf"{re.escape(settings.PUBLIC_URL)}/\S+", _("[personal link]"), mail.text)


@allow(can_see_outbox)
@require_GET
def mail_list(request: SignedInRequest) -> HttpResponse:
    """Every mail, newest first. What it is about is shown only to those who may read it."""
    state = request.GET.get("state", "")
    mails = OutgoingMail.objects.visible_to(request.user)
    if state in MailState.values:
        mails = mails.filter(state=state)
    context = {
        "page": Paginator(mails.select_related("person"), MAILS_ON_A_PAGE).get_page(request.GET.get("page")),
        "states": MailState.choices,
        "state": state,
        "query": f"state={state}" if state in MailState.values else "",
        "may_read": can_read_mail(request.user),
        "goes_to_folder": goes_to_folder(),
    }
    return render(request, "cooperation/mail_list.html", context)


@allow(can_read_mail)
@require_GET
def mail_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One mail word for word, with the files that go with it."""
    mails = OutgoingMail.objects.visible_to(request.user).select_related("person", "made_by").prefetch_related("papers")
    mail = get_object_or_404(mails, pk=pk)
    return render(request, "cooperation/mail_page.html", {"mail": mail, "text": shown_text(mail, request.user)})


@allow(can_read_mail)
@require_GET
def mail_paper(request: SignedInRequest, pk: int, paper_pk: int) -> HttpResponseBase:
    mail = get_object_or_404(OutgoingMail.objects.visible_to(request.user), pk=pk)
    paper = get_object_or_404(mail.papers, pk=paper_pk)
    return file_answer(request, (paper.sha256, paper.name))


@allow(can_read_mail)
@require_GET
def mail_calendar(request: SignedInRequest, pk: int) -> HttpResponse:
    mail = get_object_or_404(OutgoingMail.objects.visible_to(request.user).exclude(calendar=""), pk=pk)
    headers = {"Content-Disposition": 'attachment; filename="invite.ics"'}
    return HttpResponse(mail.calendar, content_type="text/calendar; charset=utf-8", headers=headers)


@allow(can_see_outbox)
@require_POST
def mail_again(request: SignedInRequest, pk: int) -> HttpResponseBase:
    send_again(get_object_or_404(OutgoingMail.objects.visible_to(request.user), pk=pk))
    return redirect("cooperation:mail_list")
