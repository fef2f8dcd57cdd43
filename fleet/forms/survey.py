"""Forms for surveys: a round, a question, and a municipality's answer with one field for each question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.merging import MergingForm
from fleet.documents.survey import told_value
from fleet.models import Question, QuestionKind, SurveyRound
from fleet.queries.survey import Start
from licensing.models.told import told_amount
from licensing.rules.money import NotAnAmount, parse_amount, parse_count

from .device import DateInput

LONGEST_TEXT = 4000


class SurveyForm(MergingForm):
    like = forms.ModelChoiceField(
        SurveyRound.objects.all(),
        label=_("Start with the questions of"),
        required=False,
        empty_label=_("No survey: I write the questions"),
        help_text=_("Each municipality then starts from what it answered last time."),
    )

    class Meta:
        model = SurveyRound
        fields = ("title", "introduction", "due_on")
        widgets = {"due_on": DateInput(), "introduction": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk or not SurveyRound.objects.exists():
            del self.fields["like"]


class QuestionForm(MergingForm):
    written_choices = forms.CharField(
        label=_("Choices, one on each line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only for a question that is answered by a choice."),
    )

    class Meta:
        model = Question
        fields = ("text", "help", "kind", "aspect", "register", "is_required")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["written_choices"].initial = "\n".join(self.instance.choices)
        self.order_fields(["text", "help", "kind", "written_choices", "aspect", "register", "is_required"])

    def clean_written_choices(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["written_choices"].splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def save(self, commit: bool = True) -> Question:  # Django's own signature
        self.instance.choices = self.cleaned_data["written_choices"]
        question: Question = super().save(commit=commit)
        return question


class NumberField(forms.CharField):
    """A count or an amount as people write it: `32 002`, `kr 1 234,50`. Never less than zero."""

    def __init__(self, *, read: Callable[[str], int | Decimal], **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "size": "12", "maxlength": "20"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)
        self.read = read

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            number = self.read(text)
        except NotAnAmount as fault:
            raise forms.ValidationError(told_amount(fault)) from fault
        if number < 0:
            raise forms.ValidationError(_("Write zero or more."))
        return number


class AnswerForm(forms.Form):
    """One field for each question. What is empty is answered later; what is written must be readable."""

    def __init__(self, *args: Any, starts: Sequence[Start], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.starts = starts
        for start in starts:
            self.fields[f"q{start.question.pk}"] = _field_of(start)

    @property
    def values(self) -> dict[Question, str]:
        """What was written and could be read, as it is stored: a choice's words, a number with a point, a text."""
        return {
            start.question: _stored(self.cleaned_data[name])
            for start in self.starts
            if (name := f"q{start.question.pk}") in self.cleaned_data
        }

    @property
    def rows(self) -> list[tuple[Start, forms.BoundField]]:
        return [(start, self[f"q{start.question.pk}"]) for start in self.starts]


def _stored(value: object) -> str:
    return "" if value is None else str(value).strip()


def _field_of(start: Start) -> forms.Field:
    question = start.question
    common: dict[str, Any] = {"label": question.text, "required": False, "help_text": question.help}
    value = start.value
    match question.kind:
        case QuestionKind.CHOICE:
            choices = [("", _("Not answered")), *((choice, choice) for choice in question.choices)]
            return forms.ChoiceField(
                choices=choices, initial=value if value in question.choices else "", widget=forms.RadioSelect, **common
            )
        case QuestionKind.COUNT:
            return NumberField(read=parse_count, initial=told_value(question, value), **common)
        case QuestionKind.AMOUNT:
            return NumberField(read=parse_amount, initial=told_value(question, value), **common)
        case _:
            return forms.CharField(
                initial=value, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3}), **common
            )
