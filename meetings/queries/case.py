"""What the page shows on which the secretary writes a case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.urls import reverse
from django.utils import formats
from django.utils.translation import override

from meetings.models import Case, CaseKind, OrientationPoint, StandardText, TextField, TextVersion
from meetings.models.text_version import CASE_FIELDS, ONE_LINE_FIELDS, POINT_FIELDS


@dataclass(frozen=True)
class EditableText:
    """One text on the page: what it says, which version that is, and where it is saved to."""

    field: TextField
    text: str
    version: int
    saved_at: datetime | None
    key: str
    save_url: str
    versions_url: str

    @property
    def is_line(self) -> bool:
        return self.field in ONE_LINE_FIELDS

    @property
    def label(self) -> str:
        return str(self.field.label)


@dataclass(frozen=True)
class EditablePoint:
    point: OrientationPoint
    heading: EditableText
    text: EditableText


@dataclass(frozen=True)
class EditableCase:
    """A case's texts by field name, and its orientation points."""

    texts: dict[str, EditableText]
    points: list[EditablePoint]


def editable_case(case: Case) -> EditableCase:
    """Everything that is typed in a case, in three queries however many texts and points it has."""
    versions: dict[tuple[int | None, str], tuple[int, datetime]] = {
        (row["point"], row["field"]): (row["newest"], row["saved"])
        for row in TextVersion.objects.filter(case=case)
        .exclude(number=None)
        .order_by()
        .values("point", "field")
        .annotate(newest=Max("number"), saved=Max("saved_at"))
    }

    def text_of(field: TextField, point: OrientationPoint | None = None) -> EditableText:
        number, saved_at = versions.get((point.pk if point else None, field.value), (0, None))
        where = text_address(case, field, point)
        return EditableText(
            field=field,
            text=getattr(point or case, field.value),
            version=number,
            saved_at=saved_at,
            key=f"case-{case.pk}{f'-point-{point.pk}' if point else ''}-{field.value}",
            save_url=where.save,
            versions_url=where.versions,
        )

    points = [
        EditablePoint(point, *(text_of(field, point) for field in POINT_FIELDS)) for point in case.points.in_order()
    ]
    return EditableCase(texts={field.value: text_of(field) for field in CASE_FIELDS}, points=points)


@dataclass(frozen=True)
class TextAddress:
    save: str
    versions: str


def text_address(case: Case, field: str, point: OrientationPoint | None) -> TextAddress:
    """Where a text is saved to, and where its versions are read."""
    if point is None:
        args: list[int | str] = [case.pk, str(field)]
        return TextAddress(
            reverse("meetings:case_text_save", args=args), reverse("meetings:case_text_versions", args=args)
        )
    args = [case.pk, point.pk, str(field)]
    return TextAddress(
        reverse("meetings:point_text_save", args=args), reverse("meetings:point_text_versions", args=args)
    )


@dataclass(frozen=True)
class FilledText:
    """A standard text with its facts filled in, and the outcome that goes with it."""

    text: str
    outcome: str


def standard_texts(case: Case, language: str) -> list[FilledText]:
    """The body's standard texts for a case of this kind. One whose fact is not known is left out."""
    texts = StandardText.objects.filter(body=case.body_id, language=language, kind__in=("", case.kind))
    return list(fill(texts.order_by("-kind", "pk"), case, language))


def fill(texts: Iterable[StandardText], case: Case, language: str) -> Iterable[FilledText]:
    facts: dict[str, str] = {}
    if case.kind == CaseKind.APPROVE_MINUTES and case.approves is not None:
        with override(language):
            facts = {
                "previous_date": formats.date_format(case.approves.date, "d.m.Y"),
                "previous_number": case.approves.label,
            }
    for text in texts:
        try:
            yield FilledText(text=text.text.format(**facts), outcome=text.outcome)
        except KeyError:
            continue
