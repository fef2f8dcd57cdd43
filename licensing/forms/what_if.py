"""The what-if panel: one price, one switch and one choice of counts per product, and a quantity per municipality."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licensing.models import RegisterKind
from licensing.queries.what_if import Offer, Supposable, register_quantities
from licensing.rules.cost_table import CostTable
from licensing.rules.money import format_amount, format_number
from licensing.rules.what_if import WhatIf

from .fields import AmountField, CountField

_TICK = forms.CheckboxInput()


class WhatIfForm(forms.Form):
    """Filled in with the scenario's own figures; `what_if` is what differs from them.

    `only_told`: with the fields that say something else than the panel shows, and no others. Enough to answer with the
    effect, and many times as fast for a scenario of twenty products; not enough to show the panel.
    """

    name = forms.CharField(label=gettext_lazy("Name of the new scenario"), max_length=120, required=False)

    def __init__(self, *args: Any, offer: Offer, table: CostTable, only_told: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer, self.table = offer, table
        kinds = [kind for kind in RegisterKind.values if kind in offer.registers]
        for product in offer.products:
            on, price, count = f"on-{product.pk}", f"price-{product.pk}", f"count-{product.pk}"
            if not only_told:
                self.fields[on] = forms.BooleanField(
                    label=_("With %(product)s") % {"product": product.name}, required=False, initial=True
                )
            if not only_told or self._tells(price, product.monthly_price, format_amount):
                self.fields[price] = AmountField(
                    label=_("Price per month of %(product)s") % {"product": product.name},
                    required=False,
                    max_length=24,
                    initial=product.monthly_price,
                )
            if not only_told or self._tells(count, None, str):
                self.fields[count] = forms.ChoiceField(
                    label=_("Count %(product)s by") % {"product": product.name},
                    required=False,
                    choices=[("", _("the scenario")), *((kind, str(RegisterKind(kind).label)) for kind in kinds)],
                )
            for number, name, quantity in product.quantities:
                typed = f"quantity-{product.pk}-{number}"
                if not only_told or self._tells(typed, quantity, format_number):
                    self.fields[typed] = CountField(
                        label=_("%(product)s in %(name)s") % {"product": product.name, "name": name},
                        required=False,
                        max_length=12,
                        initial=quantity,
                    )

    def _tells(self, name: str, shown: Any, written: Callable[[Any], str]) -> bool:
        """Whether what was sent is something else than what the panel shows in this field."""
        sent = self.data.get(name)
        return bool(sent) and (shown is None or sent != written(shown))

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

    @cached_property
    def what_if(self) -> WhatIf:
        given = self.cleaned_data
        prices: dict[str, Decimal] = {}
        quantities: dict[tuple[str, str | None], int] = {}
        off: set[str] = set()
        for product in self.offer.products:
            if not _TICK.value_from_datadict(self.data, self.files, f"on-{product.pk}"):
                off.add(product.name)
                continue
            price = given.get(f"price-{product.pk}")
            if price is not None and price != product.monthly_price:
                prices[product.name] = price
            quantities |= self._quantities(product)
        return WhatIf(prices, quantities, frozenset(off))

    def _quantities(self, product: Supposable) -> dict[tuple[str, str | None], int]:
        """A count by a register, and above it what is typed."""
        given = self.cleaned_data
        counted = register_quantities(self.offer, product.name, given.get(f"count-{product.pk}", ""), self.table)
        for number, _name, quantity in product.quantities:
            typed = given.get(f"quantity-{product.pk}-{number}")
            if typed is not None and typed != quantity:
                counted[product.name, number] = typed
        return {where: quantity for where, quantity in counted.items() if quantity != self.table.quantities.get(where)}
