"""The forms for products, prices and holdings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.merging import MergingForm
from cooperation.models import Municipality
from licensing.models import Price, Product

from .dates import DateInput
from .fields import AmountField, CountField


class ProductForm(MergingForm):
    class Meta:
        model = Product
        fields = ("name", "unit", "sku_part_number", "sku_id", "note")


class PriceForm(forms.ModelForm):  # type: ignore[type-arg]
    amount = AmountField(label=gettext_lazy("Price"), max_length=24)

    class Meta:
        model = Price
        fields = ("amount", "period", "source", "since", "until", "note")
        widgets = {"since": DateInput(), "until": DateInput()}


class HoldingsForm(forms.Form):
    """What each municipality has from a day; those left empty do not change then."""

    since = forms.DateField(label=gettext_lazy("From"), widget=DateInput())
    note = forms.CharField(label=gettext_lazy("Where the counts come from"), max_length=200, required=False)

    def __init__(self, *args: Any, places: Iterable[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {f"quantity-{place.number}": place for place in places}
        for name, place in self.places.items():
            self.fields[name] = CountField(label=place.name, required=False, max_length=12)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not any(given.get(name) is not None for name in self.places):
            raise forms.ValidationError(_("Write the count of one municipality at least."))
        return given

    @property
    def counts(self) -> list[tuple[Municipality, int]]:
        given = self.cleaned_data
        return [(place, given[name]) for name, place in self.places.items() if given[name] is not None]
