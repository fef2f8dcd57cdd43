"""Forms for telling members of a meeting and for answering."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.models import Membership
from meetings.models import Answer
from meetings.queries.notice import ReplyRow


class NoticeForm(forms.Form):
    message = forms.CharField(
        label=_("Message to the members"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=5000
    )
    reason = forms.CharField(
        label=_("Why the notice goes out all the same"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        help_text=_("Needed only when there is something to mend."),
    )


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the meeting is cancelled"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000
    )


class ReplyForm(forms.Form):
    """One choice: coming, not coming, or one of the deputies."""

    answer = forms.ChoiceField(label=_("Answer"), widget=forms.RadioSelect())
    note = forms.CharField(label=_("Message to the secretary"), required=False, max_length=300)

    def __init__(self, *args: object, deputies: list[Membership], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.deputies = {f"deputy-{one.pk}": one for one in deputies}
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (Answer.COMING.value, _("I am coming")),
            (Answer.DECLINED.value, _("I cannot come")),
            *((key, _("I send my deputy %(name)s") % {"name": one.person}) for key, one in self.deputies.items()),
        ]

    @property
    def chosen(self) -> tuple[str, Membership | None]:
        """The answer and the deputy who is sent, if one is."""
        answer = self.cleaned_data["answer"]
        deputy = self.deputies.get(answer)
        return (Answer.DEPUTY.value, deputy) if deputy else (answer, None)


def initial_answer(row: ReplyRow) -> str:
    if row.reply is None:
        return ""
    return f"deputy-{row.reply.deputy_id}" if row.reply.deputy_id else row.reply.answer
