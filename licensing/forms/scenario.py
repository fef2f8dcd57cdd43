"""The forms for a scenario and its lines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.merging import MergingForm
from cooperation.models import Municipality
from licensing.models import Period, Product, QuantityFrom, RegisterKind, Scenario, ScenarioLine

from .dates import DateInput
from .fields import AmountField, CountField

MORE_ROWS = 2


class ScenarioForm(MergingForm):
    class Meta:
        model = Scenario
        fields = ("name", "year", "years", "price_basis", "key", "assumptions", "is_shared")
        widgets = {"assumptions": forms.Textarea(attrs={"rows": 4})}


class ScenarioNameForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name of the new scenario"), max_length=120)


class ProductChoiceForm(forms.Form):
    product = forms.ModelChoiceField(label=gettext_lazy("Product"), queryset=Product.objects.all())


class ScenarioLineForm(forms.Form):
    """A line of one product. A row in which neither a quantity nor a source is given is no line."""

    municipality = forms.ModelChoiceField(
        label=gettext_lazy("Municipality"), queryset=Municipality.objects.all(), required=False
    )
    quantity_from = forms.ChoiceField(label=gettext_lazy("Quantity from"), required=False)
    quantity = CountField(label=gettext_lazy("Quantity"), required=False, max_length=12)
    price = AmountField(label=gettext_lazy("Price"), required=False, max_length=24)
    period = forms.ChoiceField(label=gettext_lazy("For"), choices=Period.choices, initial=Period.MONTH)
    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=DateInput())
    until = forms.DateField(label=gettext_lazy("Until"), required=False, widget=DateInput())

    def __init__(self, *args: Any, places: list[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["municipality"]
        assert isinstance(place, forms.ModelChoiceField)
        place.choices = [("", _("Shared by all")), *((str(one.pk), one.name) for one in places)]
        origin = self.fields["quantity_from"]
        assert isinstance(origin, forms.ChoiceField)
        origin.choices = [
            (QuantityFrom.TYPED, QuantityFrom.TYPED.label),
            (QuantityFrom.HOLDINGS, QuantityFrom.HOLDINGS.label),
            *((f"register:{kind}", label) for kind, label in RegisterKind.choices),
        ]

    @property
    def is_line(self) -> bool:
        given = self.cleaned_data
        return given.get("quantity") is not None or given.get("quantity_from") not in ("", QuantityFrom.TYPED)

    def line(self) -> ScenarioLine:
        given = self.cleaned_data
        origin, _colon, register = given["quantity_from"].partition(":")
        return ScenarioLine(
            municipality=given["municipality"],
            quantity_from=origin or QuantityFrom.TYPED,
            register=register,
            quantity=given["quantity"],
            price=given["price"],
            period=given["period"],
            since=given["since"],
            until=given["until"],
        )


LineFormSet = forms.formset_factory(ScenarioLineForm, extra=0, max_num=2000, absolute_max=2000)


def line_rows(scenario: Scenario, product: Product, places: list[Municipality]) -> list[dict[str, Any]]:
    """What the form starts with: the lines there are, a row for each municipality without one, and some empty rows."""
    lines = list(scenario.lines.filter(product=product).order_by("municipality__number", "since", "pk"))
    rows: list[dict[str, Any]] = [
        {
            "municipality": line.municipality_id,
            "quantity_from": f"register:{line.register}" if line.register else line.quantity_from,
            "quantity": line.quantity,
            "price": line.price,
            "period": line.period,
            "since": line.since,
            "until": line.until,
        }
        for line in lines
    ]
    with_line = {line.municipality_id for line in lines}
    rows += [
        {"municipality": place.pk, "quantity_from": QuantityFrom.TYPED, "period": Period.MONTH}
        for place in places
        if place.pk not in with_line
    ]
    order = {place.pk: index for index, place in enumerate(places)}
    rows.sort(key=lambda row: order.get(row["municipality"], len(order)))
    return rows + [{"quantity_from": QuantityFrom.TYPED, "period": Period.MONTH}] * MORE_ROWS
