from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models import Alphabetical


class AttendanceStatus(models.TextChoices):
    PRESENT = "present", _("Present")
    APOLOGIES = "apologies", _("Apologies")
    ABSENT = "absent", _("Absent")
    GUEST = "guest", _("Guest")


class Attendance(models.Model):
    """What is known of one person's presence at a meeting (frammøte).

    Who is expected follows from the memberships on the day; a row is written when something is recorded.
    A deputy who met has a row of their own that names the membership stood in for.
    """

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="attendance")
    person = models.ForeignKey("cooperation.Person", on_delete=models.PROTECT, related_name="attendance")
    membership = models.ForeignKey(
        "cooperation.Membership", on_delete=models.PROTECT, null=True, blank=True, related_name="attendance"
    )
    stands_in_for = models.ForeignKey(
        "cooperation.Membership", on_delete=models.PROTECT, null=True, blank=True, related_name="stood_in_for"
    )
    status = models.CharField(_("attendance"), max_length=10, choices=AttendanceStatus.choices)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = [Alphabetical("person__family_name"), Alphabetical("person__given_name"), "pk"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="attendance_once_per_person"),
            models.UniqueConstraint(
                fields=["meeting", "stands_in_for"],
                condition=Q(stands_in_for__isnull=False),
                name="attendance_one_deputy_per_seat",
            ),
            models.CheckConstraint(
                condition=Q(stands_in_for=None) | Q(status=AttendanceStatus.PRESENT),
                name="attendance_a_deputy_is_present",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_status_display()}"


class CaseAttendanceKind(models.TextChoices):
    JOINED = "joined", _("Took part in this case only")
    LEFT = "left", _("Not present in this case")


class CaseAttendance(models.Model):
    """That somebody's presence in one case differs from the meeting's (deltok, fratrådte)."""

    case = models.ForeignKey("meetings.Case", on_delete=models.CASCADE, related_name="attendance")
    person = models.ForeignKey("cooperation.Person", on_delete=models.PROTECT, related_name="case_attendance")
    kind = models.CharField(_("attendance"), max_length=10, choices=CaseAttendanceKind.choices)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = [Alphabetical("person__family_name"), Alphabetical("person__given_name"), "pk"]
        verbose_name = _("attendance in a case")
        verbose_name_plural = _("attendance in cases")
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="case_attendance_once_per_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"
