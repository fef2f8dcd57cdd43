"""Forms for measuring benefits."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.models import Municipality

from .entry import DateInput


class MeasurementForm(forms.Form):
    measured_on = forms.DateField(label=_("Date"), widget=DateInput())
    value = forms.DecimalField(label=_("Value"), max_digits=14, decimal_places=2, localize=True)
    municipality = forms.ModelChoiceField(
        Municipality.objects.all(), label=_("Municipality"), required=False, help_text=_("Empty: all of them together.")
    )
    evidence = forms.CharField(
        label=_("Evidence"), max_length=300, required=False, help_text=_("Where the figure comes from.")
    )


class MeasurementFileForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("An .xlsx or .csv with the columns benefit, date, value, and perhaps municipality and evidence."),
    )
