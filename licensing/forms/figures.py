"""The forms for population and index figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.models import Municipality
from licensing.models import IndexFigure

from .fields import CountField, ShareField


class PopulationForm(forms.Form):
    """The inhabitants of the municipalities on 1 January of a year; those left empty do not change."""

    year = forms.IntegerField(label=gettext_lazy("On 1 January of"), min_value=1900, max_value=2199)
    source = forms.CharField(label=gettext_lazy("Source"), max_length=200, required=False)

    def __init__(self, *args: Any, places: Iterable[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {f"inhabitants-{place.number}": place for place in places}
        for name, place in self.places.items():
            self.fields[name] = CountField(label=place.name, required=False, max_length=14)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not any(given.get(name) is not None for name in self.places):
            raise forms.ValidationError(_("Write the figure of one municipality at least."))
        return given

    @property
    def figures(self) -> list[tuple[Municipality, int]]:
        given = self.cleaned_data
        return [(place, given[name]) for name, place in self.places.items() if given[name] is not None]


class IndexForm(forms.ModelForm):  # type: ignore[type-arg]
    percent = ShareField(label=gettext_lazy("Per cent"), max_length=10)

    class Meta:
        model = IndexFigure
        fields = ("year", "kind", "percent", "source")

    def _get_validation_exclusions(self) -> set[str]:
        """A figure that is there already is corrected, not refused."""
        found: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # not in the stubs
        return found | {"year"}
