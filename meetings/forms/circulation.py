from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CirculationForm(forms.Form):
    """Until when members may remark, and what the secretary says to them."""

    deadline = forms.DateField(
        label=_("Remarks until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    message = forms.CharField(
        label=_("Message to the members"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
