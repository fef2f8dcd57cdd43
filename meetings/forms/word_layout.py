"""The form for a body's Word layout."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class WordLayoutForm(forms.Form):
    file = forms.FileField(
        label=_("Word file with the new look"),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        max_length=200,
    )
