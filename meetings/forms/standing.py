"""The forms for standing cases and standard texts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.merging import MergingForm
from meetings.models import Outcome, StandardText, StandingCase


class StandingCaseForm(MergingForm):
    class Meta:
        model = StandingCase
        fields = ("title", "kind")


class StandardTextForm(MergingForm):
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=[choice for choice in Outcome.choices if choice[0]], initial=Outcome.ADOPTED
    )

    class Meta:
        model = StandardText
        fields = ("text", "kind", "outcome")
        help_texts = {
            "text": _(
                "{previous_date} and {previous_number} are filled in from the meeting whose minutes are approved."
            )
        }
