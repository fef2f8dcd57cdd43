"""The forms for an allocation key, its parts and the simulator."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.merging import MergingForm
from cooperation.models import Municipality
from licensing.actions.key import NewPart
from licensing.models import AllocationKey, AllocationPart, KeyBasis, Product, Scenario
from licensing.rules.money import NotAnAmount, parse_amount, parse_share

from .fields import AmountField, ShareField

MORE_PARTS = 2


class KeyForm(MergingForm):
    class Meta:
        model = AllocationKey
        fields = ("name", "note")


class PartForm(forms.Form):
    """A part of a key. One without a weight is no part."""

    weight = ShareField(label=gettext_lazy("Weight"), required=False, max_length=20)
    basis = forms.ChoiceField(label=gettext_lazy("Shared"), choices=KeyBasis.choices)
    population_year = forms.IntegerField(
        label=gettext_lazy("Population figures of"), required=False, min_value=1900, max_value=2199
    )
    product = forms.ModelChoiceField(
        label=gettext_lazy("Counted by the quantities of"), queryset=Product.objects.all(), required=False
    )

    def __init__(self, *args: Any, places: list[Municipality], products: list[Product], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["product"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.choices = [("", "–"), *((str(product.pk), product.name) for product in products)]
        self.places = places
        for place in places:
            self.fields[f"value-{place.number}"] = ShareOrCountField(label=place.name, required=False, max_length=20)

    def part(self) -> NewPart | None:
        given = self.cleaned_data
        if given.get("weight") is None:
            return None
        values = {place.number: given[f"value-{place.number}"] for place in self.places}
        return NewPart(
            given["weight"],
            KeyBasis(given["basis"]),
            given["population_year"],
            given["product"],
            {number: value for number, value in values.items() if value is not None},
        )


class ShareOrCountField(AmountField):
    """A count of users or devices, or a percentage with up to four decimals."""

    def read(self, text: str) -> Decimal:
        try:
            return round(parse_share(text), 4)
        except NotAnAmount:
            return parse_amount(text)

    def written(self, value: Decimal) -> str:
        return f"{value.normalize():f}".replace(".", ",")


PartFormSet = forms.formset_factory(PartForm, extra=0, max_num=20, absolute_max=20)


def part_rows(key: AllocationKey | None) -> list[dict[str, Any]]:
    parts: list[AllocationPart] = list(key.parts.all()) if key else []
    rows: list[dict[str, Any]] = [
        {
            "weight": part.weight,
            "basis": part.basis,
            "population_year": part.population_year,
            "product": part.product_id,
            **{f"value-{value.municipality.number}": value.value for value in part.values.all()},
        }
        for part in parts
    ]
    return rows + [{"basis": KeyBasis.EQUAL}] * MORE_PARTS


class SimulatorForm(forms.Form):
    """One cost, and the scenario whose quantities count the users and devices."""

    amount = AmountField(label=gettext_lazy("The cost to share"), max_length=24)
    scenario = forms.ModelChoiceField(
        label=gettext_lazy("Users and devices as in"), queryset=Scenario.objects.none(), required=False
    )

    def __init__(self, *args: Any, scenarios: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["scenario"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = scenarios
        choice.empty_label = _("what is typed in the keys")
