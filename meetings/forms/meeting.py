"""The form for a meeting's own facts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.merging import MergingForm
from cooperation.models import Body
from meetings.models import Meeting


class MeetingForm(MergingForm):
    """When, where and which number. The year of the number is the year of the date."""

    class Meta:
        model = Meeting
        fields = ("date", "start", "end", "place", "mode", "number", "language")
        widgets = {
            "date": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "start": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "end": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "number": forms.NumberInput(attrs={"min": 1, "inputmode": "numeric"}),
        }
        help_texts = {
            "number": _("Proposed: the next free number of the year."),
            "language": _("The agenda and the minutes are written in it."),
        }

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.body = body
        if self.instance.pk and self.instance.has_frozen_numbers:
            self.fields["number"].disabled = True
            self.fields["number"].help_text = _("The meeting has been called, so its number stays.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day = cleaned.get("date")
        if day and not (self.instance.pk and self.instance.has_frozen_numbers):
            self.instance.year = day.year
        return cleaned

    def refuse(self, reasons: list[str]) -> None:
        """Show the reasons why the meeting was not saved, with all that was typed still there."""
        for reason in reasons:
            self.add_error(None, reason)
