from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cooperation.models import User

from .reach import kept_by, seen_by


class ImportKind(models.TextChoices):
    DEVICES = "devices", _("Devices")
    LICENCES = "licences", _("Accounts and licences")
    SUBSCRIPTIONS = "subscriptions", _("Licences paid for")
    POLITICIANS = "politicians", _("Politicians")


class ImportState(models.TextChoices):
    WAITING = "waiting", _("Waiting to be read")
    READING = "reading", _("Being read")
    MAPPING = "mapping", _("The columns are to be chosen")
    READY = "ready", _("Ready to be applied")
    APPLYING = "applying", _("Being applied")
    APPLIED = "applied", _("Applied")
    UNDONE = "undone", _("Undone")
    DROPPED = "dropped", _("Dropped")
    FAILED = "failed", _("Could not be read")


class RowOutcome(models.TextChoices):
    NEW = "new", pgettext_lazy("rows of a file", "New")
    CHANGED = "changed", pgettext_lazy("rows of a file", "Changed")
    UNCHANGED = "unchanged", pgettext_lazy("rows of a file", "Unchanged")
    REJECTED = "rejected", pgettext_lazy("rows of a file", "Rejected")
    GONE = "gone", pgettext_lazy("rows of a file", "Gone")


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def visible_to(self, user: User) -> ImportBatchQuerySet:
        return self.filter(seen_by(user))

    def written_by(self, user: User) -> ImportBatchQuerySet:
        return self.filter(kept_by(user))


class ImportBatch(models.Model):
    """A file that was read for a municipality, what came of each of its rows, and whether it was applied."""

    municipality = models.ForeignKey(
        "cooperation.Municipality", verbose_name=_("municipality"), on_delete=models.PROTECT, related_name="imports"
    )
    kind = models.CharField(_("kind"), max_length=15, choices=ImportKind.choices)
    file = models.FileField(_("file"), upload_to="imports", blank=True)
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ImportState.choices, default=ImportState.WAITING)
    fault = models.TextField(blank=True)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    rows_done = models.PositiveIntegerField(_("rows read"), default=0)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    rejected = models.PositiveIntegerField(pgettext_lazy("rows of a file", "rejected"), default=0)
    gone = models.PositiveIntegerField(_("gone"), default=0)
    plan_sha256 = models.CharField(max_length=64, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    worked_at = models.DateTimeField(null=True, blank=True)
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    uploaded_by = models.ForeignKey(
        "cooperation.User", verbose_name=_("by"), on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("import of a file")
        verbose_name_plural = _("imports of files")

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("fleet:import_page", args=[self.pk])


class ImportRow(models.Model):
    """What came of one row of a file, or of something registered that the file no longer has.

    `before` and `after` hold what was and what will be, enough to undo it; `subject_pk` is the key of what it is about, 0 as long as there is none.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="found")
    line = models.PositiveIntegerField(_("line"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=RowOutcome.choices)
    key = models.CharField(_("key"), max_length=254, blank=True)
    label = models.CharField(_("what"), max_length=254, blank=True)
    column = models.CharField(_("column"), max_length=120, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    subject_pk = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("row of a file")
        verbose_name_plural = _("rows of a file")
        indexes = [models.Index(fields=["batch", "outcome", "id"], name="import_row_by_outcome")]

    def __str__(self) -> str:
        return f"{self.line}: {self.outcome}"
