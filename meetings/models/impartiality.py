from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models import Alphabetical


class ImpartialityBasis(models.TextChoices):
    """Why somebody may be disqualified: forvaltningsloven § 6, and kommuneloven § 11-10 for elected bodies."""

    PARTY = "party", _("Is a party (forvaltningsloven § 6 first paragraph a)")
    FAMILY = "family", _("Is related to a party (§ 6 first paragraph b–d)")
    REPRESENTS = "represents", _("Represents a party (§ 6 first paragraph d)")
    LEADS = "leads", _("Leads a company that is a party (§ 6 first paragraph e)")
    OTHER = "other", _("Other particular circumstances (§ 6 second paragraph)")
    EARLIER = "earlier", _("Took part in preparing the case (kommuneloven § 11-10)")


class ImpartialityRuling(models.TextChoices):
    UNDECIDED = "undecided", _("Not decided yet")
    DISQUALIFIED = "disqualified", _("Disqualified")
    IMPARTIAL = "impartial", _("Not disqualified")


class Impartiality(models.Model):
    """That somebody's impartiality in a case was raised, and what the body decided (habilitet)."""

    case = models.ForeignKey("meetings.Case", on_delete=models.CASCADE, related_name="impartiality")
    person = models.ForeignKey("cooperation.Person", on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(_("basis"), max_length=12, choices=ImpartialityBasis.choices)
    note = models.CharField(_("explanation"), max_length=300, blank=True)
    ruling = models.CharField(
        _("the body's decision"),
        max_length=12,
        choices=ImpartialityRuling.choices,
        default=ImpartialityRuling.UNDECIDED,
    )
    left_at = models.TimeField(_("stepped out"), null=True, blank=True)
    returned_at = models.TimeField(_("returned"), null=True, blank=True)

    class Meta:
        ordering = [Alphabetical("person__family_name"), Alphabetical("person__given_name"), "pk"]
        verbose_name = _("impartiality")
        verbose_name_plural = _("impartiality")
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="impartiality_once_a_case")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_ruling_display()}"
