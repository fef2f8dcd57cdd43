from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.merging import MergingForm
from economy.models import Report


class ReportForm(MergingForm):
    class Meta:
        model = Report
        fields = ("title", "year", "as_of", "comment", "is_shared")
        widgets = {
            "as_of": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "comment": forms.Textarea(attrs={"rows": 5}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = _(
            "As it stands on the agenda, for example “Economy and activity until November”."
        )
        self.fields["year"].min_value = 2000  # type: ignore[attr-defined]
        self.fields["is_shared"].help_text = _("Members and secretaries then read the report. Contacts never do.")
