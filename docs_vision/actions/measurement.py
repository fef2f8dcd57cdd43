"""Measure benefits: typed, brought in from a file, or worked out from what the program knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.models import Municipality, User
from cooperation.rules.refusal import Refused
from docs_vision.imports.measurements import NewMeasurement
from docs_vision.models import Benefit, Measurement, MeasurementSource
from docs_vision.queries.own_effect import own_figure


def why_not_measure(benefit: Benefit, *, measured_on: date, today: date) -> list[str]:
    reasons = []
    if benefit.measure:
        reasons.append(_("The program works this figure out itself, so that nobody types it."))
    if measured_on > today:
        reasons.append(_("The date of a measurement cannot lie ahead."))
    return reasons


@transaction.atomic
def record_measurement(
    new: NewMeasurement, *, by: User, today: date, source: str = MeasurementSource.TYPED
) -> Measurement:
    """Write down what was measured. A second one for the same day and municipality replaces the first; the log keeps both."""
    if reasons := why_not_measure(new.benefit, measured_on=new.measured_on, today=today):
        raise Refused(reasons)
    return _keep(new, by=by, source=source)


@transaction.atomic
def record_measurements(news: Iterable[NewMeasurement], *, by: User, today: date) -> int:
    """Write down the measurements of a file, all or none. Returns how many."""
    wanted = list(news)
    reasons = [
        f"{new.benefit}: {reason}"
        for new in wanted
        for reason in why_not_measure(new.benefit, measured_on=new.measured_on, today=today)
    ]
    if reasons:
        raise Refused(reasons)
    for new in wanted:
        _keep(new, by=by, source=MeasurementSource.IMPORTED)
    return len(wanted)


def rows_again(plain: Sequence[Sequence[Any]]) -> list[NewMeasurement]:
    """What `MeasurementFile.plain` holds, as measurements to record."""
    benefits, towns = Benefit.objects.in_bulk(), Municipality.objects.in_bulk()
    return [
        NewMeasurement(
            benefits[benefit], towns[town] if town else None, date.fromisoformat(day), Decimal(value), evidence
        )
        for benefit, town, day, value, evidence in plain
        if benefit in benefits
    ]


def _keep(new: NewMeasurement, *, by: User | None, source: str) -> Measurement:
    same: dict[str, Any] = {"benefit": new.benefit, "municipality": new.municipality, "measured_on": new.measured_on}
    before = Measurement.objects.filter(**same).first()
    kept, _created = Measurement.objects.update_or_create(
        **same, defaults={"value": new.value, "evidence": new.evidence, "source": source, "by": by}
    )
    log_change(
        new.benefit,
        "measure",
        by=by,
        before={"value": str(before.value), "evidence": before.evidence} if before else None,
        after={
            "value": str(new.value),
            "evidence": new.evidence,
            "on": new.measured_on.isoformat(),
            "municipality": new.municipality and new.municipality.number,
        },
    )
    return kept


@transaction.atomic
def remove_measurement(measurement: Measurement, *, by: User) -> None:
    log_change(
        measurement.benefit,
        "measure-remove",
        by=by,
        before={"value": str(measurement.value), "on": measurement.measured_on.isoformat()},
    )
    measurement.delete()


def compute_each_month(*, today: date) -> int:
    """Measure what the program knows about itself, once in every month. Returns how many figures."""
    this_month = Measurement.objects.filter(
        source=MeasurementSource.COMPUTED, measured_on__year=today.year, measured_on__month=today.month
    )
    waiting = list(Benefit.objects.exclude(measure="").exclude(pk__in=this_month.values("benefit")))
    return compute_measurements(today=today, by=None, benefits=waiting) if waiting else 0


@transaction.atomic
def compute_measurements(*, today: date, by: User | None, benefits: Iterable[Benefit] | None = None) -> int:
    """Measure today what the program knows about itself, for the benefits that name such a figure. Returns how many."""
    done = 0
    for benefit in Benefit.objects.exclude(measure="") if benefits is None else benefits:
        figure = own_figure(benefit.measure, today=today)
        if figure.value is None:
            continue
        evidence = _("%(counted)s counted, %(left_out)s not") % {
            "counted": len(figure.counted),
            "left_out": len(figure.left_out),
        }
        _keep(NewMeasurement(benefit, None, today, figure.value, evidence), by=by, source=MeasurementSource.COMPUTED)
        done += 1
    return done
