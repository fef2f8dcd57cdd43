"""Papers of a case: added, named, ordered, removed, brought back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.models import User
from cooperation.rules.refusal import Refused
from meetings.models import Attachment, Case
from meetings.rules.file_kinds import KINDS, FileProblem, clean_name, extension_of, problem_with
from meetings.rules.rich_text import clean_line

from .case import why_not_write
from .revision import changed


def why_not_add_file(name: str, size: int, content: bytes) -> list[str]:
    """Every reason why this file cannot become an attachment."""
    reasons = []
    if size > settings.MAX_ATTACHMENT_BYTES:
        reasons.append(
            _("“%(name)s” is %(size)s; at most %(most)s fit.")
            % {"name": name, "size": filesizeformat(size), "most": filesizeformat(settings.MAX_ATTACHMENT_BYTES)}
        )
    elif problem := problem_with(name, content):
        reasons.append(_told(problem) % {"name": name})
    return reasons


def _told(problem: FileProblem) -> str:
    return {
        FileProblem.EMPTY: _("“%(name)s” is empty."),
        FileProblem.UNKNOWN_KIND: _(
            "“%(name)s” is not of a kind that can be attached. Attach PDF, Word, Excel, PowerPoint, OpenDocument, "
            "PNG, JPEG or plain text."
        ),
        FileProblem.NOT_WHAT_IT_SAYS: _("“%(name)s” is not what its name says. Open it, save it again and retry."),
        FileProblem.HAS_MACROS: _("“%(name)s” holds macros. Save it without macros and retry."),
        FileProblem.BROKEN: _("“%(name)s” is damaged. Open it, save it again and retry."),
    }[problem]


def add_attachments(case: Case, files: Sequence[UploadedFile[bytes]], *, by: User) -> list[Attachment]:
    """Keep these files as papers of the case: all of them, or none with every reason for every file.

    A file that the case already has, byte for byte under the same name, is not added again.
    """
    reasons = why_not_write(case)
    if not files:
        reasons.append(_("Choose at least one file."))
    read = []
    for file in files:
        name = clean_name(file.name or "")
        size = file.size or 0
        content = file.read() if size <= settings.MAX_ATTACHMENT_BYTES else b""
        reasons += why_not_add_file(name, size, content)
        read.append((name, content))
    if reasons:
        raise Refused(reasons)
    stored: list[Attachment] = []
    try:
        with transaction.atomic():
            Case.objects.select_for_update().only("pk").get(pk=case.pk)  # the same file sent twice counts once
            for name, content in read:
                if attachment := _new_attachment(case, name, content, by=by):
                    stored.append(attachment)
                    _keep(attachment, content, by=by)
            if stored:
                changed(case.meeting)
    except BaseException:
        for attachment in stored:  # the rows are gone with the transaction; their files go too
            attachment.file.delete(save=False)
        raise
    return stored


def _new_attachment(case: Case, name: str, content: bytes, *, by: User) -> Attachment | None:
    sha256 = hashlib.sha256(content).hexdigest()
    if case.attachments.in_order().filter(name=name, sha256=sha256).exists():
        return None
    return Attachment(
        case=case,
        position=(case.attachments.aggregate(last=Max("position"))["last"] or 0) + 1,
        name=name,
        content_type=KINDS[extension_of(name)].content_type,
        size=len(content),
        sha256=sha256,
        added_by=by,
    )


def _keep(attachment: Attachment, content: bytes, *, by: User) -> None:
    attachment.file.save(attachment.name, ContentFile(content), save=False)
    attachment.save()
    kept = {"attachment": attachment.pk, "name": attachment.name, "sha256": attachment.sha256}
    log_change(attachment.case, "attach", by=by, after=kept)


@transaction.atomic
def rename_attachment(attachment: Attachment, *, title: str, by: User) -> None:
    """Give a paper a title; empty: its file name is shown."""
    _refuse_if_closed(attachment)
    before, after = attachment.title, clean_line(title)[:200]
    if before == after:
        return
    attachment.title = after
    attachment.save(update_fields=["title"])
    changed(attachment.case.meeting)
    log_change(attachment.case, "rename_attachment", by=by, before={"title": before}, after={"title": after})


@transaction.atomic
def remove_attachment(attachment: Attachment, *, by: User) -> None:
    """Take a paper off the case. The file stays, so that it can be brought back."""
    _refuse_if_closed(attachment)
    if attachment.removed_at is not None:
        return
    attachment.removed_at = timezone.now()
    attachment.save(update_fields=["removed_at"])
    changed(attachment.case.meeting)
    log_change(attachment.case, "remove_attachment", by=by, before={"attachment": attachment.pk})


@transaction.atomic
def restore_attachment(attachment: Attachment, *, by: User) -> None:
    """Bring a paper back to its place."""
    _refuse_if_closed(attachment)
    if attachment.removed_at is None:
        return
    attachment.removed_at = None
    attachment.save(update_fields=["removed_at"])
    changed(attachment.case.meeting)
    log_change(attachment.case, "restore_attachment", by=by, after={"attachment": attachment.pk})


@transaction.atomic
def move_attachment(attachment: Attachment, *, steps: int, by: User) -> None:
    """Move a paper up (negative) or down among the case's papers. One that is removed has no place to move from."""
    _refuse_if_closed(attachment)
    papers = list(attachment.case.attachments.in_order().select_for_update())
    if attachment not in papers:
        return
    here = papers.index(attachment)
    papers.insert(min(max(here + steps, 0), len(papers) - 1), papers.pop(here))
    for position, other in enumerate(papers, start=1):
        other.position = position
    Attachment.objects.bulk_update(papers, ["position"])
    changed(attachment.case.meeting)
    log_change(attachment.case, "move_attachment", by=by, after={"attachments": [other.pk for other in papers]})


def _refuse_if_closed(attachment: Attachment) -> None:
    if reasons := why_not_write(attachment.case):
        raise Refused(reasons)
