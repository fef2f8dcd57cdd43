"""What the register of decisions can be narrowed by."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .search import SearchForm


class RegisterForm(SearchForm):
    """The search's own choices, and whether a decision still applies."""

    in_force = forms.ChoiceField(
        label=_("Applies now"), choices=[("", _("All")), ("yes", _("Yes")), ("no", _("No"))], required=False
    )
    person = None  # type: ignore[assignment]  # Django's way to leave a field out
    order = None  # type: ignore[assignment]

    def _offer(self, name: str, choices: list[object]) -> None:
        if name in self.fields:
            super()._offer(name, choices)
