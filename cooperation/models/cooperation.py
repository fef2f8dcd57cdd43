from __future__ import annotations

from django.core.validators import FileExtensionValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .languages import DocumentLanguage


class CooperationQuerySet(models.QuerySet["Cooperation"]):
    def current(self) -> Cooperation:
        """The cooperation of this installation. Before an administrator has named one: an unsaved one."""
        return self.order_by("pk").first() or Cooperation(name=str(_("The board's room")), revision=0)


class Cooperation(models.Model):
    """The inter-municipal cooperation (samarbeidet) that this installation belongs to.

    `revision` rises with every change to it or to its register of municipalities, bodies, people and
    memberships, so that a stored document knows whether a name in it may have changed.
    """

    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    organisation_number = models.CharField(
        _("organisation number"),
        max_length=9,
        blank=True,
        validators=[RegexValidator(r"^\d{9}$", _("Nine digits, without spaces."))],
    )
    language = models.CharField(
        _("language"), max_length=2, choices=DocumentLanguage.choices, default=DocumentLanguage.BOKMAL
    )
    accent_colour = models.CharField(
        _("colour"),
        max_length=7,
        default="#1f5f99",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write the colour as # and six hexadecimal digits."))],
        help_text=_("Used for links, buttons and headings, adapted so that text stays readable."),
    )
    logo = models.FileField(
        _("logo"),
        upload_to="logo",
        blank=True,
        validators=[FileExtensionValidator(["png", "jpg", "jpeg"])],
        help_text=_("A PNG or JPEG picture, at most 1 MB."),
    )
    revision = models.PositiveBigIntegerField(default=1, editable=False)

    objects = CooperationQuerySet.as_manager()

    class Meta:
        verbose_name = _("cooperation")
        verbose_name_plural = _("cooperations")

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def register_revision(self) -> int | None:
        """What pages keep their parts by. None before an administrator has named the cooperation: nothing counts then."""
        return self.revision or None
