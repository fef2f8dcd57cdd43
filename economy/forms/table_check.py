"""The form for a table to be checked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class TableCheckForm(forms.Form):
    table = forms.CharField(
        label=gettext_lazy("Table"),
        required=False,
        strip=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=gettext_lazy("Paste it from a spreadsheet or a document, headings and sums included."),
    )
    file = forms.FileField(label=gettext_lazy("Or a file"), required=False, help_text=gettext_lazy(".xlsx or .csv"))

    def clean(self) -> dict[str, Any]:
        filled = super().clean() or {}
        if not (filled.get("table") or "").strip() and not filled.get("file"):
            raise forms.ValidationError(_("Paste a table, or choose a file."))
        return filled
