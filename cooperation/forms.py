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


class CooperationForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Cooperation
        fields = ("name", "short_name", "organisation_number", "language", "accent_colour", "logo")
        widgets = {"accent_colour": forms.TextInput(attrs={"type": "color"})}

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


class MunicipalityForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Municipality
        fields = ("number", "name", "language", "organisation_number", "politician_domain", "tenant_id")


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Person
        fields = ("family_name", "given_name", "email", "phone", "title", "municipality")


class BodyForm(forms.ModelForm):  # type: ignore[type-arg]
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
            "chair_has_casting_vote",
            "minutes_approval",
            "case_number_format",
            "usual_place",
            "usual_start",
            "usual_end",
        )
        widgets = {"usual_start": TimeInput(), "usual_end": TimeInput()}


class MembershipForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Membership
        fields = ("body", "person", "municipality", "role", "deputy_for", "rank", "since", "until")
        widgets = {"since": DateInput(), "until": DateInput()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for reason in why_not_seat(self.instance, cleaned):
            self.add_error(None, reason)
        return cleaned


def why_not_seat(membership: Membership, facts: dict[str, Any]) -> list[str]:
    """Every reason why these facts make no sense as a membership."""
    reasons = []
    since, until, deputy_for = facts.get("since"), facts.get("until"), facts.get("deputy_for")
    if since and until and until < since:
        reasons.append(_("The membership ends before it starts."))
    if facts.get("role") != "deputy" and (deputy_for or facts.get("rank")):
        reasons.append(_("Only a deputy has a rank and stands in for somebody."))
    if deputy_for and deputy_for.body != facts.get("body"):
        reasons.append(_("The deputy stands in for a member of another body."))
    others = Membership.objects.filter(body=facts.get("body"), person=facts.get("person"), role=facts.get("role"))
    if since and any(
        (other.until is None or other.until >= since) and (until is None or other.since <= until)
        for other in others.exclude(pk=membership.pk)
    ):
        reasons.append(_("This person already has this role in the body in those days."))
    return reasons


class UserForm(forms.ModelForm):  # type: ignore[type-arg]
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
