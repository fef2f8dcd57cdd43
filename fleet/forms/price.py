"""A field for a price as people write it: `1 500`, `kr 1 234,50`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from licensing.models.told import told_amount
from licensing.rules.money import NotAnAmount, parse_amount


class PriceField(forms.Field):
    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "size": "10", "maxlength": "20"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return parse_amount(text)
        except NotAnAmount as fault:
            raise forms.ValidationError(told_amount(fault)) from fault
