from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .alphabet import Alphabetical
from .languages import DocumentLanguage


class QuorumRule(models.TextChoices):
    MEMBERS = "members", _("At least half of the members")
    MUNICIPALITIES = "municipalities", _("At least half of the municipalities represented")


class VotesBy(models.TextChoices):
    MEMBER = "member", _("Each member has a vote")
    MUNICIPALITY = "municipality", _("Each municipality has a vote")


class Majority(models.TextChoices):
    SIMPLE = "simple", _("More than half of the votes given")
    TWO_THIRDS = "two_thirds", _("At least two thirds of the votes given")


class LegalForm(models.TextChoices):
    """What kind of body it is decides which rules bind it (kommuneloven chapters 18-20)."""

    COUNCIL = "samarbeidsrad", _("Cooperation council under a host municipality agreement (§ 20-2)")
    JOINT_COMMITTEE = "nemnd", _("Joint elected committee (§ 20-3)")
    POLITICAL_COUNCIL = "ipr", _("Inter-municipal political council (chapter 18)")
    TASK_COMMUNITY = "ko", _("Municipal task community (chapter 19)")
    OTHER = "other", _("Other")


class MinutesApproval(models.TextChoices):
    NEXT_MEETING = "next_meeting", _("By the next meeting")
    CHAIR = "chair", _("By the chair")


def case_number_format_is_usable(value: str) -> None:
    """Refuse a case-number format that cannot be filled in, or gives two cases the same number."""
    facts = {"year": 2023, "yy": 23, "meeting": 6, "case": 3, "running": 41}
    try:
        numbers = {value.format(**facts | change) for change in ({}, {"case": 4, "running": 42})}
    except (KeyError, IndexError, ValueError, AttributeError) as error:
        raise ValidationError(
            _("Use only {year}, {yy}, {meeting}, {case} and {running}, for example {year}/M{meeting}-{case:03}.")
        ) from error
    if len(numbers) == 1:
        raise ValidationError(_("The format must hold {case} or {running}; otherwise all cases get the same number."))


class Body(models.Model):
    """A body (utvalg) that holds meetings, with the profile that says which rules its meetings follow."""

    name = models.CharField(_("name"), max_length=120)
    name_definite = models.CharField(
        _("name in running text"), max_length=120, blank=True, help_text=_("For example: the cooperation council.")
    )
    slug = models.SlugField(_("short name in addresses"), max_length=60, unique=True)
    language = models.CharField(
        _("language of its documents"),
        max_length=2,
        choices=DocumentLanguage.choices,
        default=DocumentLanguage.BOKMAL,
    )
    legal_form = models.CharField(_("legal form"), max_length=20, choices=LegalForm.choices, default=LegalForm.COUNCIL)
    follows_kommuneloven_ch11 = models.BooleanField(
        _("follows kommuneloven chapter 11"),
        default=True,
        help_text=_("It binds elected bodies; for a cooperation council it is the usual choice, not a duty."),
    )
    notice_days = models.PositiveSmallIntegerField(_("days of notice"), default=7)
    quorum_rule = models.CharField(_("quorum"), max_length=20, choices=QuorumRule.choices, default=QuorumRule.MEMBERS)
    votes_by = models.CharField(_("votes"), max_length=12, choices=VotesBy.choices, default=VotesBy.MEMBER)
    majority = models.CharField(_("majority"), max_length=12, choices=Majority.choices, default=Majority.SIMPLE)
    allows_blank_votes = models.BooleanField(
        _("blank votes are allowed"),
        default=False,
        help_text=_("Kommuneloven § 11-9 allows them in elections and appointments only."),
    )
    chair_has_casting_vote = models.BooleanField(_("the chair's vote decides a tie"), default=True)
    minutes_approval = models.CharField(
        _("minutes are approved"), max_length=20, choices=MinutesApproval.choices, default=MinutesApproval.NEXT_MEETING
    )
    case_number_format = models.CharField(
        _("format of case numbers"),
        max_length=60,
        default="{year}/M{meeting}-{case:03}",
        validators=[case_number_format_is_usable],
        help_text=_("{year}, {yy}, {meeting}, {case} in the meeting, {running} in the year."),
    )
    usual_place = models.CharField(_("usual place"), max_length=200, blank=True)
    usual_start = models.TimeField(_("usual start"), null=True, blank=True)
    usual_end = models.TimeField(_("usual end"), null=True, blank=True)

    class Meta:
        ordering = [Alphabetical("name"), "pk"]
        verbose_name = _("body")
        verbose_name_plural = _("bodies")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("cooperation:entry_edit", args=["bodies", self.pk])
