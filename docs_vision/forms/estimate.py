"""The assumptions of an estimate, changed to see what they mean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from docs_vision.models import Estimate, EstimateMethod


class AssumptionsForm(forms.ModelForm):  # type: ignore[type-arg]
    """Only what the arithmetic multiplies and divides by. Nothing is saved by filling it in."""

    class Meta:
        model = Estimate
        fields = ("low", "likely", "high", "hour_cost", "national_count")
        localized_fields = ("low", "likely", "high", "hour_cost")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_hours = self.instance.method == EstimateMethod.HOURS
        del self.fields["national_count" if by_hours else "hour_cost"]
        for field in self.fields.values():
            field.required = True

    def clean(self) -> dict[str, Any]:
        filled = super().clean() or {}
        low, likely, high = (filled.get(name) for name in ("low", "likely", "high"))
        if low is not None and likely is not None and low > likely:
            self.add_error("low", _("The low amount is higher than the likely one."))
        if likely is not None and high is not None and likely > high:
            self.add_error("high", _("The high amount is lower than the likely one."))
        if "national_count" in filled and not filled["national_count"]:
            self.add_error("national_count", _("Give the national count: the method divides by it."))
        return filled
