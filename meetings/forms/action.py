"""Forms for actions to follow up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cooperation.models import Municipality, Person, User
from meetings.models import ActionStatus
from meetings.queries.action import people_answering


class ActionForm(forms.Form):
    text = forms.CharField(label=_("What is to be done"), max_length=500)
    assignees = forms.MultipleChoiceField(label=_("Who answers for it"), widget=forms.CheckboxSelectMultiple())
    due_on = forms.DateField(
        label=pgettext_lazy("deadline", "Due"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["assignees"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [
            *((f"municipality:{one.pk}", one.name) for one in Municipality.objects.all()),
            *((f"person:{one.pk}", one.list_name) for one in Person.objects.all()),
        ]


class AnswerForm(forms.Form):
    status = forms.ChoiceField(label=_("How far it has come"), choices=ActionStatus.choices, widget=forms.RadioSelect())
    answer = forms.CharField(
        label=_("Answer"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class ActionFilterForm(forms.Form):
    municipality = forms.ModelChoiceField(Municipality.objects.all(), label=_("Municipality"), required=False)
    person = forms.ModelChoiceField(Person.objects.none(), label=_("Person"), required=False)
    due_before = forms.DateField(
        label=_("Due before"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    with_ended = forms.BooleanField(label=_("Ended ones too"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people_answering(user)
