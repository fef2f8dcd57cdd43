"""The form that takes a meeting's record."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.models import Body


class RecordForm(forms.Form):
    body = forms.ModelChoiceField(Body.objects.none(), label=_("Body"), to_field_name="slug", empty_label=None)
    file = forms.FileField(
        label=_("The meeting as ZIP or JSON"),
        help_text=_("The ZIP brings the attachments too."),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,.json"}),
    )
