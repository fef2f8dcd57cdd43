"""Forms for a change of council: where and which, and who comes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.models import Municipality, User
from fleet.models import Term
from fleet.models.reach import kept_by

from .price import PriceField


class CouncilStartForm(forms.Form):
    municipality = forms.ModelChoiceField(Municipality.objects.none(), label=_("Municipality"))
    term = forms.ModelChoiceField(Term.objects.all(), label=_("The term that begins"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = Municipality.objects.filter(kept_by(user, "pk"))
        self.fields["municipality"].queryset = kept  # type: ignore[attr-defined]
        if len(kept) == 1:
            self.fields["municipality"].initial = kept[0]


class BuyOutForm(forms.Form):
    """What those who leave pay for a device; only a buy-out has a price."""

    price = PriceField(label=_("Price in kroner of a device bought out"), required=False)


class CouncilListForm(forms.Form):
    people = forms.CharField(
        label=_("Those who come, one on each line"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "Family name, given names; e-mail; party; council, deputy or committee. Only the name must be there. Copied "
            "from a spreadsheet it works as well."
        ),
    )
