from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# What each text may hold at the most, in characters, markup included.
MAX_LINE = 300
MAX_TEXT = 1_000_000


class TextField(models.TextChoices):
    """The texts that somebody types, each saved, refused and restored by itself."""

    TITLE = "title", _("Title")
    PUBLIC_TITLE = "public_title", _("Public title")
    BACKGROUND = "background", _("Background")
    ASSESSMENT = "assessment", _("Assessment")
    RECOMMENDATION = "recommendation", _("Recommendation")
    MINUTES = "minutes", _("Minutes")
    DECISION = "decision", _("Decision")
    HEADING = "heading", _("Heading")
    TEXT = "text", _("Text")


ONE_LINE_FIELDS = (TextField.TITLE, TextField.PUBLIC_TITLE, TextField.HEADING)
CASE_FIELDS = tuple(field for field in TextField if field not in (TextField.HEADING, TextField.TEXT))
POINT_FIELDS = (TextField.HEADING, TextField.TEXT)
MINUTES_FIELDS = (TextField.MINUTES, TextField.DECISION, TextField.HEADING, TextField.TEXT)


class TextVersion(models.Model):
    """A text as it was saved once (versjon). Rows are only ever added; the newest number is the text in force.

    A row without a number was set aside: a text that met a newer one, kept so that nothing typed is lost.
    """

    case = models.ForeignKey("meetings.Case", on_delete=models.CASCADE, related_name="text_versions")
    point = models.ForeignKey(
        "meetings.OrientationPoint", on_delete=models.CASCADE, null=True, blank=True, related_name="text_versions"
    )
    field = models.CharField(max_length=16, choices=TextField.choices)
    number = models.PositiveIntegerField(_("version"), null=True)
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField(_("saved"), auto_now_add=True)
    saved_by = models.ForeignKey(
        "cooperation.User", verbose_name=_("by"), on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("version of a text")
        verbose_name_plural = _("versions of texts")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "field", "number"], condition=Q(point=None), name="case_text_version_once"
            ),
            models.UniqueConstraint(
                fields=["point", "field", "number"], condition=Q(point__isnull=False), name="point_text_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()} {self.number or '–'}"
