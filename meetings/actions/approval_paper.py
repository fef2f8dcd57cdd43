"""Link the case that approves minutes to the version sent out, and give it that PDF as its paper."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cooperation.actions.change import log_change
from cooperation.documents.store import path_of
from cooperation.models import Body, User
from meetings.models import Attachment, Case, CaseKind, Circulation, Meeting, State
from meetings.models.meeting import STATES_TAKING_CASES

from .revision import changed


def open_approval_cases(meeting: Meeting) -> list[Case]:
    """The cases that are to approve these minutes, of meetings that can still decide."""
    cases = Case.objects.filter(approves=meeting, kind=CaseKind.APPROVE_MINUTES, removed_at=None)
    return list(
        cases.filter(meeting__state__in=STATES_TAKING_CASES).select_related("meeting").order_by("meeting__date", "pk")
    )


def meeting_before(meeting: Meeting) -> Meeting | None:
    """The body's last meeting before this one that was held: the one whose minutes it approves."""
    return (
        Meeting.objects.filter(body=meeting.body, date__lt=meeting.date)
        .exclude(state=State.CANCELLED)
        .in_order()
        .last()
    )


@transaction.atomic
def relink_approvals(body: Body, *, by: User | None) -> None:
    """Let each meeting to come approve the minutes of the one that now lies before it.

    Another one may have been put between, moved or cancelled. A meeting that is called has told its agenda, so its case
    stays as it is, unless the meeting that it names is cancelled.
    """
    cases = Case.objects.filter(body=body, kind=CaseKind.APPROVE_MINUTES, removed_at=None)
    for case in cases.filter(meeting__state__in=(State.PLANNED, State.CALLED)).select_related("meeting", "approves"):
        assert case.meeting is not None
        named, previous = case.approves, meeting_before(case.meeting)
        is_settled = not case.meeting.is_planned and (named is None or named.state != State.CANCELLED)
        if named == previous or is_settled:
            continue
        if version := case.approves_version:
            case.attachments.filter(sha256=version.sha256, removed_at=None).update(removed_at=timezone.now())
        case.approves, case.approves_version = previous, None
        case.save(update_fields=["approves", "approves_version"])
        changed(case.meeting)
        told = [{"meeting": one.label if one else None} for one in (named, previous)]
        log_change(case, "approves", by=by, before=told[0], after=told[1])
        link_version(case, by=by)


@transaction.atomic
def link_version(case: Case, *, by: User | None) -> None:
    """Name the newest version sent out of the minutes that this case approves, and carry its PDF in place of an older."""
    circulation = _newest(case.approves) if case.approves else None
    if circulation is None or circulation.pk == case.approves_version_id:
        return
    before = case.approves_version
    case.approves_version = circulation
    case.save(update_fields=["approves_version"])
    if before is not None:
        case.attachments.filter(sha256=before.sha256, removed_at=None).update(removed_at=timezone.now())
    _attach(case, circulation, by=by or circulation.made_by)
    changed(case.meeting)
    log_change(
        case,
        "link_version",
        by=by,
        before={"version": before.number, "sha256": before.sha256} if before else None,
        after={"meeting": circulation.meeting.label, "version": circulation.number, "sha256": circulation.sha256},
    )


def _newest(meeting: Meeting) -> Circulation | None:
    """What is out for remarks now."""
    if meeting.state != State.CIRCULATED:
        return None
    return meeting.circulations.order_by("-number").select_related("meeting").first()


def _attach(case: Case, circulation: Circulation, *, by: User) -> None:
    content = path_of(circulation.sha256).read_bytes()
    meeting = circulation.meeting
    with override(case.meeting.language if case.meeting else case.body.language):
        title = _("Minutes of %(label)s, version %(number)s") % {"label": meeting.label, "number": circulation.number}
    paper = Attachment(
        case=case,
        position=(case.attachments.aggregate(last=Max("position"))["last"] or 0) + 1,
        name=f"minutes-{meeting.year}-M{meeting.number}-v{circulation.number}.pdf",
        title=title,
        content_type="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        added_by=by,
    )
    paper.file.save(paper.name, ContentFile(content), save=False)
    paper.save()
