"""The leader's forms for what the vision is made of."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.merging import MergingForm
from cooperation.models import User
from docs_vision.models import (
    Benefit,
    Challenge,
    Estimate,
    EstimateMethod,
    Goal,
    Law,
    Milestone,
    Prerequisite,
    Solution,
    Theme,
    VisionSlide,
)
from docs_vision.rules.dependency import circles
from meetings.models import Case


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


def tick_boxes(field: forms.ModelMultipleChoiceField[Any]) -> None:
    field.widget = forms.CheckboxSelectMultiple()
    field.widget.choices = field.choices


class EntryForm(MergingForm):
    """What these forms share: dates chosen from a calendar, links as boxes to tick."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        for field in self.fields.values():
            if isinstance(field, forms.ModelMultipleChoiceField):
                tick_boxes(field)
            elif isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4

    @property
    def links(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name in self.link_names}

    @property
    def link_names(self) -> set[str]:
        return {field.name for field in self._meta.model._meta.many_to_many}


class ThemeForm(EntryForm):
    class Meta:
        model = Theme
        fields = ("title",)


class GoalForm(EntryForm):
    class Meta:
        model = Goal
        fields = ("theme", "title", "text", "source", "first_year", "last_year")


class LawForm(EntryForm):
    class Meta:
        model = Law
        fields = ("short_title", "title")


class ChallengeForm(EntryForm):
    class Meta:
        model = Challenge
        fields = ("area", "title", "text", "consequence", "laws")


class SolutionForm(EntryForm):
    class Meta:
        model = Solution
        fields = (
            "title", "text", "status", "municipality", "starts_on", "ends_on", "replaces", "case", "challenges",
        )  # fmt: skip
        widgets = {"starts_on": DateInput(), "ends_on": DateInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cases = Case.objects.visible_to(self.user).exclude(meeting=None).order_by("-meeting__date", "position")
        case = self.fields["case"]
        assert isinstance(case, forms.ModelChoiceField)
        case.queryset = cases


class BenefitForm(EntryForm):
    class Meta:
        model = Benefit
        fields = (
            "title", "text", "kind", "is_disbenefit", "owner", "unit", "baseline", "baseline_on", "target", "target_on",
            "measured_every_months", "measure", "solutions", "goals", "depends_on",
        )  # fmt: skip
        widgets = {"baseline_on": DateInput(), "target_on": DateInput()}
        localized_fields = ("baseline", "target")
        help_texts = {"target": _("Of a disbenefit: what is expected at most.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            others = Benefit.objects.exclude(pk=self.instance.pk)
            depends_on = self.fields["depends_on"]
            assert isinstance(depends_on, forms.ModelMultipleChoiceField)
            depends_on.queryset = others
            tick_boxes(depends_on)

    def clean(self) -> dict[str, Any]:
        filled = super().clean() or {}
        for amount, day in (("baseline", "baseline_on"), ("target", "target_on")):
            if (filled.get(amount) is None) != (filled.get(day) is None) and not {amount, day} & set(self.errors):
                self.add_error(day, _("Give both the amount and its date, or neither."))
        start, end = filled.get("baseline_on"), filled.get("target_on")
        if start and end and end <= start:
            self.add_error("target_on", _("The date of realisation has to come after the date of the baseline."))
        if self.instance.pk and (wanted := filled.get("depends_on")):
            depends: dict[int, list[int]] = defaultdict(list)
            for one, other in Benefit.depends_on.through.objects.values_list("from_benefit", "to_benefit"):
                depends[one].append(other)
            turning = circles(depends, self.instance.pk, [one.pk for one in wanted])
            for one in wanted:
                if one.pk in turning:
                    self.add_error("depends_on", _("“%(title)s” depends on this one already.") % {"title": one})
        return filled


class MilestoneForm(EntryForm):
    class Meta:
        model = Milestone
        fields = ("title", "solution", "due_on", "done_on")
        widgets = {"due_on": DateInput(), "done_on": DateInput()}


class PrerequisiteForm(EntryForm):
    class Meta:
        model = Prerequisite
        fields = ("kind", "title", "text", "state", "evidence")


class EstimateForm(EntryForm):
    class Meta:
        model = Estimate
        fields = (
            "title", "benefit", "source", "method", "low", "likely", "high", "hour_cost", "national_count", "counted",
            "first_year", "last_year",
        )  # fmt: skip
        localized_fields = ("low", "likely", "high", "hour_cost")
        help_texts = {
            "low": gettext_lazy("Hours saved for each counted, a year; or the national amount in kroner a year."),
            "hour_cost": gettext_lazy("Needed when the method counts hours."),
            "national_count": gettext_lazy("Needed when the method shares a national amount."),
        }

    def clean(self) -> dict[str, Any]:
        filled = super().clean() or {}
        low, likely, high = (filled.get(name) for name in ("low", "likely", "high"))
        if low is not None and likely is not None and low > likely:
            self.add_error("low", _("The low amount is higher than the likely one."))
        if likely is not None and high is not None and likely > high:
            self.add_error("high", _("The high amount is lower than the likely one."))
        if filled.get("method") == EstimateMethod.HOURS and filled.get("hour_cost") is None:
            self.add_error("hour_cost", _("Give the cost of an hour: the method multiplies by it."))
        if filled.get("method") == EstimateMethod.SHARE and not filled.get("national_count"):
            self.add_error("national_count", _("Give the national count: the method divides by it."))
        first, last = filled.get("first_year"), filled.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The last year comes before the first one."))
        return filled


class SlideForm(EntryForm):
    class Meta:
        model = VisionSlide
        fields = ("kind", "title", "text", "is_shown")
