"""The what-if panel: one price, one switch and one choice of counts per product, and a quantity per municipality."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licensing.models import RegisterKind
from licensing.queries.what_if import Offer, Supposable, register_quantities
from licensing.rules.cost_table import CostTable
from licensing.rules.money import format_amount
from licensing.rules.what_if import WhatIf

from .fields import AmountField, CountField


class WhatIfForm(forms.Form):
    """Filled in with the scenario's own figures; `what_if` is what differs from them."""

    name = forms.CharField(label=gettext_lazy("Name of the new scenario"), max_length=120, required=False)

    def __init__(self, *args: Any, offer: Offer, table: CostTable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer, self.table = offer, table
        kinds = [(kind, str(RegisterKind(kind).label)) for kind in RegisterKind.values if kind in offer.registers]
        for product in offer.products:
            with_name = {"product": product.name}
            self.fields[f"on-{product.pk}"] = forms.BooleanField(
                label=_("With %(product)s") % with_name, required=False, initial=True
            )
            self.fields[f"price-{product.pk}"] = AmountField(
                label=_("Price per month of %(product)s") % with_name,
                required=False,
                max_length=24,
                initial=product.monthly_price,
            )
            self.fields[f"count-{product.pk}"] = forms.ChoiceField(
                label=_("Count %(product)s by") % with_name,
                required=False,
                choices=[("", _("the scenario")), *kinds],
            )
            for number, name, quantity in product.quantities:
                self.fields[f"quantity-{product.pk}-{number}"] = CountField(
                    label=_("%(product)s in %(name)s") % {"product": product.name, "name": name},
                    required=False,
                    max_length=12,
                    initial=quantity,
                )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The fields of each product, together."""
        return [
            {
                "product": product,
                "price_text": "" if product.monthly_price is None else format_amount(product.monthly_price),
                "on": self[f"on-{product.pk}"],
                "price": self[f"price-{product.pk}"],
                "count": self[f"count-{product.pk}"],
                "quantities": [
                    {"name": name, "field": self[f"quantity-{product.pk}-{number}"]}
                    for number, name, _quantity in product.quantities
                ],
            }
            for product in self.offer.products
        ]

    @property
    def what_if(self) -> WhatIf:
        given = self.cleaned_data
        prices: dict[str, Decimal] = {}
        quantities: dict[tuple[str, str | None], int] = {}
        off: set[str] = set()
        for product in self.offer.products:
            if not given[f"on-{product.pk}"]:
                off.add(product.name)
                continue
            price = given[f"price-{product.pk}"]
            if price is not None and price != product.monthly_price:
                prices[product.name] = price
            quantities |= self._quantities(product)
        return WhatIf(prices, quantities, frozenset(off))

    def _quantities(self, product: Supposable) -> dict[tuple[str, str | None], int]:
        """A count by a register, and above it what is typed."""
        given = self.cleaned_data
        counted = register_quantities(self.offer, product.name, given[f"count-{product.pk}"], self.table)
        for number, _name, quantity in product.quantities:
            typed = given[f"quantity-{product.pk}-{number}"]
            if typed is not None and typed != quantity:
                counted[product.name, number] = typed
        return {where: quantity for where, quantity in counted.items() if quantity != self.table.quantities.get(where)}
