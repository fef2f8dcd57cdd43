"""Fields for amounts, counts and shares as people write them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from licensing.models.told import told_amount
from licensing.rules.money import (
    AmountFault,
    NotAnAmount,
    format_amount,
    format_number,
    parse_amount,
    parse_count,
    parse_share,
)

MOST_COUNTED = 9_999_999


class _WrittenField(forms.Field):
    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "size": "10", "maxlength": str(max_length)}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def read(self, text: str) -> Any:
        raise NotImplementedError

    def written(self, value: Any) -> str:
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return self.read(text)
        except NotAnAmount as fault:
            raise forms.ValidationError(told_amount(fault)) from fault

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else self.written(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(initial != self.to_python(data))
        except forms.ValidationError:
            return True


class AmountField(_WrittenField):
    """`92,12`, `kr 1 234,50`."""

    def read(self, text: str) -> Decimal:
        return parse_amount(text)

    def written(self, value: Decimal) -> str:
        return format_amount(value)


class CountField(_WrittenField):
    """`416`, `32 002`."""

    def read(self, text: str) -> int:
        count = parse_count(text)
        if count > MOST_COUNTED:
            raise NotAnAmount(text, AmountFault.TOO_LARGE)
        return count

    def written(self, value: int) -> str:
        return format_number(value)


class ShareField(_WrittenField):
    """`0,7`, `33,3333`."""

    def read(self, text: str) -> Decimal:
        return parse_share(text)

    def written(self, value: Decimal) -> str:
        return f"{value.normalize():f}".replace(".", ",")
