"""Draft an invoice basis: of which scenario, for which months."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.models import User
from licensing.models import Scenario, Settlement


def periods() -> list[tuple[str, str]]:
    """`first-last` month → how it is told."""
    quarters = [
        (f"{3 * number - 2}-{3 * number}", _("Quarter %(number)s") % {"number": number}) for number in range(1, 5)
    ]
    months = [(f"{number}-{number}", _("Month %(number)s") % {"number": number}) for number in range(1, 13)]
    return [("1-12", _("The whole year")), *quarters, *months]


class InvoiceForm(forms.Form):
    scenario = forms.ModelChoiceField(Scenario.objects.none(), label=gettext_lazy("Scenario"))
    period = forms.ChoiceField(label=gettext_lazy("Period"))
    settlement = forms.ChoiceField(label=gettext_lazy("Settlement"), choices=Settlement.choices)
    vat_rate = forms.DecimalField(
        label=gettext_lazy("VAT, per cent"), initial=25, min_value=0, max_value=99, decimal_places=2, localize=True
    )
    is_compensated = forms.BooleanField(
        label=gettext_lazy("The municipality gets VAT compensation"), required=False, initial=True
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["scenario"]
        assert isinstance(choices, forms.ModelChoiceField)
        choices.queryset = Scenario.objects.visible_to(user)
        period = self.fields["period"]
        assert isinstance(period, forms.ChoiceField)
        period.choices = periods()

    @property
    def months(self) -> tuple[int, int]:
        first, _dash, last = self.cleaned_data["period"].partition("-")
        return int(first), int(last)
