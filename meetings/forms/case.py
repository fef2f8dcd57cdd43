"""The small forms of a case."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import CaseKind


class CaseForm(forms.Form):
    """A new case: what it is called and what kind it is. The rest is written on its own page."""

    title = forms.CharField(label=_("Title"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=CaseKind.choices, initial=CaseKind.DECISION)
