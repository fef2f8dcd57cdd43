"""What a search can be narrowed by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from meetings.models import CaseKind, Outcome
from meetings.queries.search import Asked, Choices

LONGEST_QUERY = 200


class SearchForm(forms.Form):
    """Words, and everything they can be narrowed by. A choice that the reader cannot make is none."""

    q = forms.CharField(
        label=_("Words or case number"),
        max_length=LONGEST_QUERY,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "enterkeyhint": "search"}),
    )
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    outcome = forms.ChoiceField(label=_("Outcome"), required=False)
    person = forms.TypedChoiceField(label=_("Person who took part"), coerce=int, empty_value=None, required=False)
    body = forms.TypedChoiceField(label=_("Body"), coerce=int, empty_value=None, required=False)
    order = forms.ChoiceField(
        label=_("Order"), choices=[("", _("Best match first")), ("newest", _("Newest first"))], required=False
    )

    def __init__(self, data: QueryDict | None, *, can_choose: Choices) -> None:
        super().__init__(data, auto_id="search-%s")
        everything = ("", _("All"))
        self._offer("year", [everything, *((year, str(year)) for year in can_choose.years)])
        self._offer("kind", [everything, *CaseKind.choices])
        self._offer("outcome", [everything, *((value, label) for value, label in Outcome.choices if value)])
        self._offer("person", [everything, *((person.pk, person.list_name) for person in can_choose.people)])
        self._offer("body", [everything, *((body.pk, body.name) for body in can_choose.bodies)])
        if len(can_choose.bodies) < 2:
            del self.fields["body"]

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def asked(self) -> Asked:
        """What is asked; a field that holds what cannot be chosen asks nothing."""
        self.is_valid()
        given = self.cleaned_data
        return Asked(
            words=given.get("q") or "",
            year=given.get("year"),
            kind=given.get("kind") or "",
            outcome=given.get("outcome") or "",
            person=given.get("person"),
            body=given.get("body"),
            newest_first=given.get("order") == "newest",
        )
