from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    """What can be made of a meeting. The kinds with “papers” are for readers who may not read the minutes yet."""

    AGENDA = "agenda", _("Agenda")
    MINUTES = "minutes", _("Minutes")
    AGENDA_WORD = "agenda_word", _("Agenda as Word")
    MINUTES_WORD = "minutes_word", _("Minutes as Word")
    WHOLE = "whole", _("The whole meeting as PDF")
    WHOLE_PAPERS = "whole_papers", _("Agenda and papers as PDF")
    ARCHIVE = "archive", _("The whole meeting as ZIP")
    ARCHIVE_PAPERS = "archive_papers", _("Agenda and papers as ZIP")

    @property
    def shows_minutes(self) -> bool:
        return self in (self.MINUTES, self.MINUTES_WORD, self.WHOLE, self.ARCHIVE)

    @property
    def is_word(self) -> bool:
        return self in (self.AGENDA_WORD, self.MINUTES_WORD)

    @property
    def is_whole(self) -> bool:
        """Agenda, papers and minutes in one PDF."""
        return self in (self.WHOLE, self.WHOLE_PAPERS)

    @property
    def is_archive(self) -> bool:
        return self in (self.ARCHIVE, self.ARCHIVE_PAPERS)

    @property
    def prints(self) -> str:
        """Which texts of the cases stand in it: those of the agenda, of the minutes, or of both (whole)."""
        if not self.shows_minutes:
            return "agenda"
        return "whole" if self.is_whole or self.is_archive else "minutes"

    @property
    def suffix(self) -> str:
        """How its file's name ends."""
        return "docx" if self.is_word else "zip" if self.is_archive else "pdf"

    @property
    def uses_layout(self) -> bool:
        """Whether the body's Word layout shows in it."""
        return self.is_word or self.is_archive


class DocumentState(models.TextChoices):
    WAITING = "waiting", _("Waiting to be made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be made")


class Document(models.Model):
    """A meeting's agenda or minutes as a file (dokument), and what it was made from.

    `revision_key` says which state of the meeting, the register and the layout it shows: while that is unchanged,
    the file in store is the document. `source_sha256` is the hash of the HTML it was set from. `reasons` says why it
    could not be made, or what had to be left out of it.
    """

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=20, choices=DocumentKind.choices)
    state = models.CharField(max_length=10, choices=DocumentState.choices, default=DocumentState.WAITING)
    revision_key = models.CharField(max_length=200)
    reasons = models.JSONField(default=list)
    source_sha256 = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    pages = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "kind"], name="document_once_per_kind"),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.READY) | ~Q(sha256=""), name="document_ready_has_a_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.meeting_id}"

    @property
    def suffix(self) -> str:
        return DocumentKind(self.kind).suffix
