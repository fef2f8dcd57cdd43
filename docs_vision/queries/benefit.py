"""What one benefit's page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cooperation.models import User
from docs_vision.models import Benefit, Measurement
from docs_vision.rules.progress import Progress, Reading, progress, reached_share

from .picture import plan_of


@dataclass(frozen=True)
class MeasurementRow:
    measurement: Measurement
    reached: Decimal | None  # per cent of the way


def measurement_rows(benefit: Benefit, user: User) -> list[MeasurementRow]:
    """Every measurement that this reader may see, newest first, with how far it is from baseline to target."""
    plan = plan_of(benefit)
    measured = Measurement.objects.visible_to(user).filter(benefit=benefit).select_related("municipality", "by")
    return [MeasurementRow(one, reached_share(plan, one.value)) for one in measured.order_by("-measured_on", "-pk")]


def progress_of(benefit: Benefit, rows: list[MeasurementRow], *, today: date) -> Progress:
    """How far the benefit has come, by the measurements of all municipalities together."""
    readings = [
        Reading(row.measurement.measured_on, row.measurement.value)
        for row in rows
        if row.measurement.municipality_id is None
    ]
    return progress(plan_of(benefit), readings, today=today)
