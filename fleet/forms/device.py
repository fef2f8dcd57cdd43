"""Forms for devices: which are listed, one's facts, handing out and taking back, a change of many."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.merging import MergingForm
from cooperation.models import Municipality, User
from fleet.models import Device, DeviceKind, DeviceStatus, EndedAs, Owner, Politician
from fleet.models.reach import kept_by, seen_by

from .price import PriceField


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DeviceFilterForm(forms.Form):
    """What is wanted of the register; an empty field wants nothing."""

    q = forms.CharField(label=_("Search"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(), label=_("Municipality"), required=False, empty_label=_("All")
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *DeviceKind.choices])
    owner = forms.ChoiceField(label=_("Owner"), required=False, choices=[("", _("All")), *Owner.choices])
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[("", _("All")), *DeviceStatus.choices])
    held = forms.ChoiceField(
        label=_("With a politician"), required=False, choices=[("", _("All")), ("yes", _("Yes")), ("no", _("No"))]
    )
    management = forms.ChoiceField(
        label=_("Device management"),
        required=False,
        choices=[
            ("", _("All")),
            ("yes", _("Enrolled")),
            ("no", _("Not enrolled")),
            ("silent", _("Not checked in for 90 days")),
        ],
    )
    due = forms.DateField(label=_("Due by"), required=False, widget=DateInput())

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = Municipality.objects.filter(seen_by(user, "pk"))
        self.fields["municipality"].queryset = seen  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, Any]:
        """What is wanted; a field that cannot be understood wants nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class DeviceForm(MergingForm):
    class Meta:
        model = Device
        fields = (
            "municipality",
            "kind",
            "owner",
            "serial",
            "name",
            "manufacturer",
            "model",
            "purchased_on",
            "price",
            "replace_on",
            "status",
            "note",
        )
        widgets = {"purchased_on": DateInput(), "replace_on": DateInput()}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = Municipality.objects.filter(kept_by(user, "pk"))  # type: ignore[attr-defined]

    def _get_validation_exclusions(self) -> set[str]:
        """Whether the serial number is taken is left to the action, which tells every reason at once."""
        found: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # not in the stubs
        return found | {"serial"}


class AssignForm(forms.Form):
    politician = forms.ModelChoiceField(Politician.objects.none(), label=_("Politician"))
    since = forms.DateField(label=_("From"), widget=DateInput())

    def __init__(self, *args: Any, device: Device, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Politician.objects.filter(municipality=device.municipality_id)
        self.fields["politician"].queryset = people  # type: ignore[attr-defined]
        self.fields["politician"].label_from_instance = lambda person: person.list_name  # type: ignore[attr-defined]


class TakeBackForm(forms.Form):
    ended_as = forms.ChoiceField(label=_("How it ended"), choices=EndedAs.choices)
    on = forms.DateField(label=_("On"), widget=DateInput())
    price = PriceField(label=_("Bought out for, in kroner"), required=False)


class DeviceBulkForm(forms.Form):
    """What many devices are to get; an empty field stays as it is on each."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("As it is")), *DeviceKind.choices])
    owner = forms.ChoiceField(label=_("Owner"), required=False, choices=[("", _("As it is")), *Owner.choices])
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[("", _("As it is")), *DeviceStatus.choices])
    purchased_on = forms.DateField(label=_("Purchased"), required=False, widget=DateInput())
    replace_on = forms.DateField(label=_("To be replaced"), required=False, widget=DateInput())
    price = forms.DecimalField(label=_("Price in kroner"), required=False, min_value=0, max_digits=10, decimal_places=2)

    @property
    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
