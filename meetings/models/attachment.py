from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def attachment_path(attachment: Attachment, filename: str) -> str:
    """Where a paper lies: under a name of our own, so that no uploaded name ever reaches the disk."""
    return f"attachments/{uuid4().hex}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def in_order(self) -> AttachmentQuerySet:
        return self.filter(removed_at=None).order_by("position", "pk")

    def removed(self) -> AttachmentQuerySet:
        return self.exclude(removed_at=None)


class Attachment(models.Model):
    """A paper of a case (vedlegg), kept byte for byte as it came."""

    case = models.ForeignKey("meetings.Case", on_delete=models.PROTECT, related_name="attachments")
    position = models.PositiveIntegerField(_("place in the order"), default=0)
    name = models.CharField(_("file name"), max_length=200)
    title = models.CharField(_("title"), max_length=200, blank=True)
    file = models.FileField(_("file"), upload_to=attachment_path, max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)
    added_by = models.ForeignKey("cooperation.User", on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.title or self.name

    def get_absolute_url(self) -> str:
        return reverse("meetings:attachment_file", args=[self.pk])
