"""A form that does not undo what others changed while it was open."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction
from django.forms.boundfield import BoundField
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _

View = Callable[..., HttpResponseBase]


def one_at_a_time(view: View) -> View:
    """For a view that shows and saves a `MergingForm`: two who send it at the same moment are taken one after the other.

    The form holds its row until the view has answered, so that what it compares with is what it saves over.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # A new entry has no row yet that anybody else could change.
        if request.method != "POST" or kwargs.get("pk", "the only one") is None:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)

    guarded.one_at_a_time = True  # type: ignore[attr-defined]
    return guarded


def _hold(row: models.Model) -> None:
    """Read the row again and keep it until the transaction ends. Raises Http404 when it is gone by now."""
    try:
        row.refresh_from_db(from_queryset=type(row)._base_manager.select_for_update())
    except ObjectDoesNotExist as gone:
        raise Http404 from gone


class MergingForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """The form of a row that several people may have open at once.

    The page remembers what each field said when it was opened. A field that the reader left alone keeps what is stored
    by now. One that both have changed is refused once, with what the other wrote; saving again settles it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        is_sent, row = (args[0] if args else kwargs.get("data")) is not None, kwargs.get("instance")
        if is_sent and row is not None and row.pk is not None:
            _hold(row)
        super().__init__(*args, **kwargs)
        self._theirs: dict[str, str] = {}
        for field in self.fields.values():
            field.show_hidden_initial = self.instance.pk is not None and not isinstance(field, forms.FileField)

    def full_clean(self) -> None:
        if self.is_bound:
            self._merge()
        super().full_clean()
        for name, theirs in self._theirs.items():
            self.add_error(
                name,
                _("Somebody else has meanwhile changed this to “%(text)s”. Save again to put yours in its place.")
                % {"text": theirs},
            )

    def _merge(self) -> None:
        remembered = [self[name] for name in self.fields if self[name].field.show_hidden_initial]
        if not any(field.html_initial_name in self.data for field in remembered):
            return
        touched = set(self.changed_data)
        data = cast(QueryDict, self.data).copy()
        for field in remembered:
            opened, stored = _lines(data.getlist(field.html_initial_name)), _stored(field)
            if opened == stored or field.field.disabled:
                continue
            data.setlist(field.html_initial_name, stored)
            if field.name not in touched:
                data.setlist(field.html_name, stored)
            elif field.field.has_changed(field.initial, field.data):
                self._theirs[field.name] = _told(field, stored)
        self.data = data
        self.__dict__.pop("changed_data", None)  # worked out from what was sent


def _lines(values: list[str]) -> list[str]:
    """As the server writes them: a browser sends every new line as two characters. An empty field says nothing."""
    return [text for value in values if (text := value.replace("\r\n", "\n"))]


def _stored(field: BoundField) -> list[str]:
    """What the hidden field of the page would say now."""
    value = field.field.hidden_widget().format_value(field.field.prepare_value(field.initial))
    values = value if isinstance(value, list) else [value]
    return _lines(["" if one is None else str(one) for one in values])


def _told(field: BoundField, stored: list[str]) -> str:
    if isinstance(field.field, forms.BooleanField):
        return _("yes") if stored == ["True"] else _("no")
    choices = getattr(field.field, "choices", None) or ()
    names = {str(value): str(label) for value, label in choices}
    return ", ".join(names.get(one, one) for one in stored)
