from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from economy.imports.table_file import LARGEST_FILE, NotATableError, formulas_without_result, rows_of_file
from economy.rules.table_shape import cells_of

LONGEST = 200_000


class TableForm(forms.Form):
    """A table that is pasted, or uploaded as a file."""

    text = forms.CharField(
        label=gettext_lazy("Paste the table here"),
        help_text=gettext_lazy("Copied from a spreadsheet, a document or a slide. Its head and its sum lines too."),
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "wrap": "off"}),
    )
    file = forms.FileField(label=gettext_lazy("Or choose a file (.xlsx or .csv)"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("text") or ""
        rows: list[list[str]] = []
        if file is not None:
            if file.size > LARGEST_FILE:
                raise forms.ValidationError(_("The file is larger than 5 MB."))
            try:
                content = file.read()
                rows, cleaned["without_result"] = rows_of_file(content), formulas_without_result(content)
            except NotATableError as error:
                raise forms.ValidationError(_("The file is no workbook and no text with a table in it.")) from error
        elif text.strip():
            rows = cells_of(text)
        if not any(cell.strip() for row in rows for cell in row):
            raise forms.ValidationError(_("Paste a table, or choose a file."))
        cleaned["rows"] = rows
        cleaned["as_text"] = "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)
        return cleaned
