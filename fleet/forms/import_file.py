"""Forms for files that are brought in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.models import Municipality, User
from fleet.imports.columns import NAMES
from fleet.imports.table import folded
from fleet.models import ImportKind
from fleet.models.reach import kept_by

FIELD_LABELS = {
    "serial": _("Serial number"),
    "name": _("Device name"),
    "manufacturer": _("Manufacturer"),
    "model": _("Model"),
    "kind": _("Kind"),
    "owner": _("Owner"),
    "purchased_on": _("Purchased"),
    "price": _("Price in kroner"),
    "replace_on": _("To be replaced"),
    "status": _("Status"),
    "note": _("Note"),
    "primary_upn": _("Primary user"),
    "family_name": _("Family name"),
    "given_name": _("Given names"),
    "full_name": _("Whole name"),
    "email": _("E-mail"),
    "phone": _("Telephone"),
    "party": _("Party"),
    "role": _("Sits in"),
    "term": _("Term of office"),
}
MAPPED = {
    "devices": (
        *("serial", "name", "manufacturer", "model", "kind", "owner", "purchased_on", "price", "replace_on"),
        *("status", "note", "primary_upn"),
    ),
    "politicians": ("family_name", "given_name", "full_name", "email", "phone", "party", "role", "term", "note"),
}


class ImportFileForm(forms.Form):
    """For which municipality, of what kind, and the file."""

    municipality = forms.ModelChoiceField(
        Municipality.objects.none(), label=_("Municipality"), to_field_name="number", empty_label=None
    )
    kind = forms.ChoiceField(
        label=_("What the file holds"),
        choices=[
            (ImportKind.DEVICES, _("Devices: Intune's export, Microsoft Graph or our template")),
            (ImportKind.LICENCES, _("Accounts and licences: Microsoft 365's export or Microsoft Graph")),
            (ImportKind.POLITICIANS, _("Politicians: our template or a list of your own")),
        ],
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("As it was exported: .csv, .zip, .json or .xlsx, at most 60 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.zip,.json,.xlsx"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = Municipality.objects.filter(kept_by(user, "pk"))
        self.fields["municipality"].queryset = kept  # type: ignore[attr-defined]


class MappingForm(forms.Form):
    """Which column of the file is which of our fields; the ones we know by name are chosen beforehand."""

    def __init__(self, *args: Any, kind: str, header: tuple[str, ...], mapping: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [name for name in dict.fromkeys(header) if name]
        known = {folded(name): name for name in reversed(columns)}
        for field in MAPPED[kind]:
            guess = next((known[folded(name)] for name in NAMES[kind][field] if folded(name) in known), "")
            self.fields[field] = forms.ChoiceField(
                label=FIELD_LABELS[field],
                required=False,
                choices=[("", _("Not in the file")), *((name, name) for name in columns)],
                initial=mapping.get(field, guess),
            )

    @property
    def mapping(self) -> dict[str, str]:
        return {field: column for field, column in self.cleaned_data.items() if column}
