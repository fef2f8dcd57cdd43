"""A survey as it leaves the program: the comparison as a table for paper and as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.rules.table import AMOUNT, TEXT, Column, Table
from fleet.models import Question, QuestionKind
from fleet.queries.survey import Compared, Comparison, Counted
from fleet.queries.survey_texts import Contradiction
from licensing.rules.money import format_amount, format_number

from .register_file import FileColumn, RegisterFile, Value

NONE = "–"


def told_value(question: Question, value: str) -> str:
    """A stored answer as it is read: numbers as Norwegians write them."""
    if not value:
        return ""
    if question.kind == QuestionKind.COUNT:
        return format_number(int(Decimal(value)))
    if question.kind == QuestionKind.AMOUNT:
        return format_amount(Decimal(value))
    return value


def told_row(row: Compared) -> list[str]:
    return [told_value(row.question, value) for value in row.values]


def told_sum(row: Compared) -> str:
    return "" if row.sum is None else told_value(row.question, str(row.sum))


def told_practices(counted: Counted) -> str:
    """How many practices there are and how they were counted, in a sentence or two."""
    count = len(counted.practices)
    answered = sum(len(practice.who) for practice in counted.practices)
    told = ngettext("%(count)d distinct practice", "%(count)d distinct practices", count) % {"count": count}
    among = ngettext("among %(count)d confirmed answer", "among %(count)d confirmed answers", answered) % {
        "count": answered
    }
    return f"{told} {among}"


def told_contradiction(found: Contradiction) -> str:
    """What a text says and what the answers give."""
    return _("%(label)s says “%(words)s”, that is %(number)d. The confirmed answers give %(count)d.") % {
        "label": found.source.label,
        "words": found.said.words,
        "number": found.said.number,
        "count": found.counted,
    }


def _notes(counted: Counted, differing: Sequence[Contradiction]) -> tuple[str, ...]:
    silent = [_("Not confirmed: %(names)s.") % {"names": ", ".join(one.name for one in counted.silent)}]
    return (*(silent if counted.silent else ()), *(told_contradiction(found) for found in differing))


def comparison_tables(
    comparison: Comparison, differing: Mapping[int, Sequence[Contradiction]] | None = None
) -> list[Table]:
    """The comparison as it is printed: the practices with those who have them, then each part of the questions.

    `differing` has the texts that say another number of practices, by the key of the question.
    """
    tables = [
        Table(
            caption=f"{counted.question}: {told_practices(counted)}",
            columns=(Column(_("Practice")), Column(_("Municipalities")), Column(_("Count"), AMOUNT)),
            rows=tuple(
                (practice.words, ", ".join(one.name for one in practice.who), str(len(practice.who)))
                for practice in counted.practices
            ),
            notes=_notes(counted, (differing or {}).get(counted.question.pk, ())),
        )
        for counted in comparison.counted
        if counted.practices
    ]
    names = [answer.municipality.name for answer in comparison.answers]
    for label, rows in comparison.by_aspect:
        is_numbers = all(row.is_number for row in rows)
        kind = AMOUNT if is_numbers else TEXT
        tables.append(
            Table(
                caption=label,
                columns=(
                    Column(_("Question")),
                    *(Column(name, kind) for name in names),
                    *([Column(_("Sum"), AMOUNT)] if is_numbers else []),
                ),
                rows=tuple(
                    (
                        row.question.text,
                        *(value or NONE for value in told_row(row)),
                        *([told_sum(row)] if is_numbers else []),
                    )
                    for row in rows
                ),
            )
        )
    return tables


def survey_file(comparison: Comparison) -> RegisterFile:
    """The comparison as a sheet: a line for each question, a column for each municipality; numbers are numbers."""
    columns = (
        FileColumn(_("Part"), 22),
        FileColumn(_("Question"), 48),
        *(FileColumn(answer.municipality.name, 18) for answer in comparison.answers),
        FileColumn(_("Sum of the confirmed"), 18),
    )
    confirmed: tuple[Value, ...] = (
        "",
        _("Confirmed"),
        *(answer.confirmed_at for answer in comparison.answers),
        None,
    )
    rows: list[tuple[Value, ...]] = [
        (
            row.question.get_aspect_display(),
            row.question.text,
            *(_typed(row.question, value) for value in row.values),
            _number(row.sum),
        )
        for row in comparison.rows
    ]
    return RegisterFile(_("Survey"), comparison.survey.title, columns, [*rows, confirmed])


def _typed(question: Question, value: str) -> Value:
    return _number(Decimal(value)) if value and question.kind in (QuestionKind.COUNT, QuestionKind.AMOUNT) else value


def _number(value: Decimal | None) -> Value:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else value
