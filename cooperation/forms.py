"""The administrator's forms for the register."""

from __future__ import annotations

import io
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image

from .merging import MergingForm
from .models import Body, Cooperation, Grant, Membership, Municipality, Person, User

MAX_LOGO_BYTES = 1024 * 1024
MAX_LOGO_PIXELS = 4_000_000


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class LogoInput(forms.ClearableFileInput):
    """Shows the logo as it is now, from the view that hands it out, and a box to take it away."""

    template_name = "cooperation/_logo_input.html"


class CooperationForm(MergingForm):
    class Meta:
        model = Cooperation
        fields = ("name", "short_name", "organisation_number", "language", "accent_colour", "logo")
        widgets = {"accent_colour": forms.TextInput(attrs={"type": "color"}), "logo": LogoInput()}

    def clean_logo(self) -> Any:
        """The logo as a picture made anew, so that nothing but pixels of the upload is kept."""
        logo = self.cleaned_data.get("logo")
        if not isinstance(logo, UploadedFile):
            return logo
        if (logo.size or 0) > MAX_LOGO_BYTES:
            raise forms.ValidationError(_("The picture is larger than 1 MB. Make it smaller and try again."))
        try:
            with Image.open(logo) as picture:
                if picture.format not in ("PNG", "JPEG") or picture.width * picture.height > MAX_LOGO_PIXELS:
                    raise forms.ValidationError(_("Choose a PNG or JPEG picture of at most four million pixels."))
                made = io.BytesIO()
                picture.convert("RGBA").save(made, "PNG")
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            raise forms.ValidationError(_("The picture cannot be read. Save it again as PNG and try again.")) from error
        return ContentFile(made.getvalue(), name="logo.png")


class MunicipalityForm(MergingForm):
    class Meta:
        model = Municipality
        fields = ("number", "name", "language", "organisation_number", "politician_domain", "tenant_id")


class PersonForm(MergingForm):
    class Meta:
        model = Person
        fields = ("family_name", "given_name", "email", "phone", "title", "municipality")


class BodyForm(MergingForm):
    class Meta:
        model = Body
        fields = (
            "name",
            "name_definite",
            "slug",
            "language",
            "legal_form",
            "follows_kommuneloven_ch11",
            "notice_days",
            "quorum_rule",
            "votes_by",
            "majority",
            "allows_blank_votes",
            "chair_has_casting_vote",
            "minutes_approval",
            "case_number_format",
            "usual_place",
            "usual_start",
            "usual_end",
        )
        widgets = {"usual_start": TimeInput(), "usual_end": TimeInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The case-number format is shown filled in: the third case of the sixth meeting, the 41st of the year."""
        super().__init__(*args, **kwargs)
        example = self.instance.case_number_format.format(year=2023, yy=23, meeting=6, case=3, running=41)
        field = self.fields["case_number_format"]
        field.help_text = _("%(facts)s As it is now, a case is numbered like this: %(example)s") % {
            "facts": field.help_text,
            "example": example,
        }


class MembershipForm(MergingForm):
    class Meta:
        model = Membership
        fields = ("body", "person", "municipality", "role", "deputy_for", "rank", "since", "until")
        widgets = {"since": DateInput(), "until": DateInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = Membership.objects.members().select_related("person")
        deputy_for = self.fields["deputy_for"]
        assert isinstance(deputy_for, forms.ModelChoiceField)
        deputy_for.queryset = seats

    def _get_validation_exclusions(self) -> set[str]:
        """The form leaves the constraints, which all name one of these, to the action: it tells every reason at once."""
        found: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # not in the stubs
        return found | {"role", "since"}


class UserForm(MergingForm):
    class Meta:
        model = User
        fields = ("email", "name", "person", "is_active")

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("A user with this address exists already."))
        return email


class GrantForm(forms.ModelForm):  # type: ignore[type-arg]
    """A role, with the body or the municipality that the role needs."""

    class Meta:
        model = Grant
        fields = ("role", "body", "municipality")
        help_texts = {
            "body": gettext_lazy("For secretaries and members."),
            "municipality": gettext_lazy("For a municipality's contact."),
        }

    def _get_validation_exclusions(self) -> set[str]:
        """What goes with which role is left to the action, which tells every reason at once."""
        found: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # not in the stubs
        return found | {"role"}
