"""Forms for politicians: which are listed, one's facts, seats and subsidies, a change of many."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.merging import MergingForm
from cooperation.models import Municipality, User
from fleet.models import Device, Lifetime, Politician, Seat, SeatRole, Subsidy, Term
from fleet.models.reach import kept_by, seen_by

from .device import DateInput

YES_NO = [("", _("All")), ("yes", _("Yes")), ("no", _("No"))]


class PoliticianFilterForm(forms.Form):
    """What is wanted of the register; an empty field wants nothing."""

    q = forms.CharField(label=_("Search"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(), label=_("Municipality"), required=False, empty_label=_("All")
    )
    term = forms.ModelChoiceField(Term.objects.all(), label=_("Term"), required=False, empty_label=_("All"))
    role = forms.ChoiceField(label=_("Sits in"), required=False, choices=[("", _("All")), *SeatRole.choices])
    sits = forms.ChoiceField(label=_("Sits today"), required=False, choices=YES_NO)
    party = forms.CharField(label=_("Party"), required=False)
    device = forms.ChoiceField(label=_("Has a device"), required=False, choices=YES_NO)
    licence = forms.ChoiceField(label=_("Has a licence"), required=False, choices=YES_NO)
    address = forms.ChoiceField(
        label=_("E-mail address"),
        required=False,
        choices=[
            ("", _("All")),
            ("spelling", _("Domain in the other spelling")),
            ("other", _("On another domain")),
            ("none", _("None")),
        ],
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = Municipality.objects.filter(seen_by(user, "pk"))
        self.fields["municipality"].queryset = seen  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class PoliticianForm(MergingForm):
    class Meta:
        model = Politician
        fields = ("municipality", "family_name", "given_name", "email", "phone", "party", "note")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = Municipality.objects.filter(kept_by(user, "pk"))  # type: ignore[attr-defined]

    def _get_validation_exclusions(self) -> set[str]:
        """Whether the address is taken is left to the action, which tells every reason at once."""
        found: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # not in the stubs
        return found | {"email"} if not self.errors.get("email") else found


class SeatForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Seat
        fields = ("term", "role", "since", "until")
        widgets = {"since": DateInput(), "until": DateInput()}

    def _get_validation_exclusions(self) -> set[str]:
        found: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # not in the stubs
        return found | {"since", "role"}


class SubsidyForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Subsidy
        fields = ("amount", "granted_on", "device", "term", "note")
        widgets = {"granted_on": DateInput()}

    def __init__(self, *args: Any, politician: Politician, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Device.objects.filter(municipality=politician.municipality_id, assignments__politician=politician)
        self.fields["device"].queryset = own.distinct()  # type: ignore[attr-defined]


class PoliticianBulkForm(forms.Form):
    """What many politicians are to get; an empty field stays as it is on each."""

    party = forms.CharField(label=_("Party"), required=False, max_length=60)
    term = forms.ModelChoiceField(
        Term.objects.all(), label=_("A seat in the term"), required=False, empty_label=_("As it is")
    )
    role = forms.ChoiceField(label=_("Sits in"), required=False, choices=SeatRole.choices)
    until = forms.DateField(label=_("Seats end on"), required=False, widget=DateInput())

    @property
    def changes(self) -> dict[str, Any]:
        found = {name: value for name, value in self.cleaned_data.items() if value}
        if "term" not in found:
            found.pop("role", None)
        return found


class TermForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Term
        fields = ("since", "until")
        widgets = {"since": DateInput(), "until": DateInput()}


class LifetimeForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Lifetime
        fields = ("kind", "municipality", "months", "price")
