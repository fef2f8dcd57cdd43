"""The form for a negotiation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.merging import MergingForm
from cooperation.models import Municipality
from licensing.models import Negotiation

from .dates import DateInput
from .fields import AmountField, CountField


class NegotiationForm(MergingForm):
    price_before = AmountField(label=gettext_lazy("Price before"), max_length=24)
    price_promised = AmountField(label=gettext_lazy("Price promised"), max_length=24)

    class Meta:
        model = Negotiation
        fields = ("name", "product", "year", "agreed_on", "price_before", "price_promised", "period", "note")
        widgets = {"agreed_on": DateInput()}

    def __init__(self, *args: Any, places: Iterable[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {f"quantity-{place.number}": place for place in places}
        foreseen = dict(self.instance.quantities.values_list("municipality", "quantity")) if self.instance.pk else {}
        for name, place in self.places.items():
            self.fields[name] = CountField(
                label=_("Foreseen in %(name)s") % {"name": place.name},
                required=False,
                max_length=12,
                initial=foreseen.get(place.pk),
            )

    def _get_validation_exclusions(self) -> set[str]:
        """Prices below zero are left to the action, which tells every reason at once."""
        found: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # not in the stubs
        return found | {"price_before", "price_promised"}

    @property
    def foreseen(self) -> list[tuple[Municipality, int]]:
        given = self.cleaned_data
        return [(place, given[name]) for name, place in self.places.items() if given[name] is not None]
