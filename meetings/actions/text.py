"""Save and restore the texts that people type. A text is never overwritten by somebody who had not seen it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.models import User
from cooperation.rules.refusal import Refused
from meetings.models import Case, OrientationPoint, TextField, TextVersion
from meetings.models.text_version import CASE_FIELDS, MAX_LINE, MAX_TEXT, ONE_LINE_FIELDS, POINT_FIELDS
from meetings.rules.rich_text import clean_line, clean_rich_text

from .revision import changed


class TextConflict(Exception):
    """A save that started from an older version than the one in force. Both texts are kept.

    `newer` is the text in force, `mine` the refused one (a version set aside).
    """

    def __init__(self, newer: TextVersion, mine: TextVersion) -> None:
        self.newer = newer
        self.mine = mine
        super().__init__(f"version {newer.number} is newer")


def clean_text(field: TextField, text: str) -> str:
    """The text as it is kept: one clean line, or sanitised rich text."""
    return clean_line(text) if field in ONE_LINE_FIELDS else clean_rich_text(text)


def why_not_save_text(case: Case, field: TextField, text: str, *, point: OrientationPoint | None = None) -> list[str]:
    reasons = []
    if field not in (CASE_FIELDS if point is None else POINT_FIELDS):
        reasons.append(_("There is no such text here."))
    if case.meeting is not None and not case.meeting.is_open_for_writing:
        reasons.append(_("The minutes of this meeting are closed, so the text cannot be changed."))
    longest = MAX_LINE if field in ONE_LINE_FIELDS else MAX_TEXT
    if len(text) > longest:
        reasons.append(
            _("The text is %(length)s characters long; at most %(longest)s fit here. Shorten it or split it.")
            % {"length": len(text), "longest": longest}
        )
    return reasons


def save_text(
    case: Case,
    field: TextField,
    text: str,
    *,
    version: int,
    by: User | None,
    point: OrientationPoint | None = None,
) -> TextVersion:
    """Keep a text as its next version, if it started from the one in force (`version`, 0 when there is none).

    A repeated save of the same text changes nothing. Raises TextConflict when somebody saved another text in
    between (the refused text is set aside, not lost), Refused when the text cannot be kept at all.
    """
    text = clean_text(field, text)
    if reasons := why_not_save_text(case, field, text, point=point):
        raise Refused(reasons)
    with transaction.atomic():
        # One writer at a time: the lock makes the comparison below safe.
        Case.objects.select_for_update().only("pk").get(pk=case.pk)
        versions = TextVersion.objects.filter(case=case, point=point, field=field)
        newest = versions.exclude(number=None).order_by("-number").first()
        if newest is not None and newest.text == text:
            return newest
        if newest is None:
            return _keep(case, field, text, number=1, by=by, point=point)
        if newest.number == version:
            return _keep(case, field, text, number=version + 1, by=by, point=point)
        mine = _set_aside(case, field, text, by=by, point=point)
    raise TextConflict(newest, mine)


def _keep(
    case: Case, field: TextField, text: str, *, number: int, by: User | None, point: OrientationPoint | None
) -> TextVersion:
    if point is None:
        Case.objects.filter(pk=case.pk).update(**{field.value: text})
        setattr(case, field.value, text)
    else:
        OrientationPoint.objects.filter(pk=point.pk).update(**{field.value: text})
        setattr(point, field.value, text)
    changed(case.meeting)
    kept = TextVersion.objects.create(case=case, point=point, field=field, number=number, text=text, saved_by=by)
    log_change(case, "text", by=by, before={"version": number - 1}, after=_told(kept))
    return kept


def _set_aside(
    case: Case, field: TextField, text: str, *, by: User | None, point: OrientationPoint | None
) -> TextVersion:
    kept, is_new = TextVersion.objects.get_or_create(
        case=case, point=point, field=field, number=None, text=text, saved_by=by
    )
    if is_new:
        log_change(case, "set_aside", by=by, after=_told(kept))
    return kept


def _told(version: TextVersion) -> dict[str, object]:
    """What the change log tells of a text: which one, and the version that holds it word for word."""
    return {
        "field": version.field,
        "point": version.point_id,
        "version": version.number,
        "text_version": version.pk,
    }


def start_texts(case: Case, *, by: User | None, point: OrientationPoint | None = None) -> None:
    """Write version 1 of every text that a new case or point was made with."""
    owner: Case | OrientationPoint = point or case
    fields = CASE_FIELDS if point is None else POINT_FIELDS
    TextVersion.objects.bulk_create(
        TextVersion(case=case, point=point, field=field, number=1, text=text, saved_by=by)
        for field in fields
        if (text := getattr(owner, field.value))
    )


def restore_text(old: TextVersion, *, by: User) -> TextVersion:
    """Make an earlier text, or one that was set aside, the text in force again, as a new version."""
    newest = (
        TextVersion.objects.filter(case=old.case, point=old.point, field=old.field)
        .exclude(number=None)
        .order_by("-number")
        .first()
    )
    number = newest.number if newest else 0
    return save_text(old.case, TextField(old.field), old.text, version=number or 0, by=by, point=old.point)
