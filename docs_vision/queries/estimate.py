"""Estimates, worked out from their assumptions for the municipalities that a reader may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cooperation.models import User
from docs_vision.models import Benefit, Estimate, EstimateMethod, EstimateShare
from docs_vision.rules.arithmetic import Counted, Estimated, Range, by_hours, by_share, estimated

from .picture import benefit_lines


@dataclass(frozen=True)
class EstimateTable:
    estimate: Estimate
    result: Estimated
    reached: Decimal | None

    @property
    def years(self) -> list[int]:
        return list(range(self.estimate.first_year, self.estimate.last_year + 1))

    @property
    def sum_over_years(self) -> Range:
        years, total = len(self.years), self.result.total
        return Range(total.low * years, total.likely * years, total.high * years)


def estimate_tables(user: User, *, today: date, benefit: Benefit | None = None) -> list[EstimateTable]:
    """Every estimate, or those of one benefit."""
    estimates = Estimate.objects.select_related("benefit")
    if benefit is not None:
        estimates = estimates.filter(benefit=benefit)
    counted, reached = counts_seen_by(user), reached_by_benefit(user, today=today)
    return [_table(one, counted, reached) for one in estimates]


def table_with(estimate: Estimate, user: User, *, today: date) -> EstimateTable:
    """One estimate with the assumptions that it holds now, saved or not."""
    return _table(copy(estimate), counts_seen_by(user), reached_by_benefit(user, today=today))


def _table(
    estimate: Estimate, counted: Mapping[int, list[Counted]], reached: Mapping[int, Decimal | None]
) -> EstimateTable:
    way = reached.get(estimate.benefit_id)
    return EstimateTable(estimate, work_out(estimate, counted.get(estimate.pk, []), way), way)


def counts_seen_by(user: User) -> dict[int, list[Counted]]:
    """Each estimate's counts, of the municipalities that this reader may see."""
    counted: dict[int, list[Counted]] = defaultdict(list)
    shares = EstimateShare.objects.visible_to(user).order_by("municipality__number")
    for estimate, number, name, count in shares.values_list(
        "estimate", "municipality__number", "municipality__name", "count"
    ):
        counted[estimate].append(Counted(number, name, count))
    return counted


@dataclass(frozen=True)
class Summary:
    """Benefits less disbenefits, a year, in kroner. The low end pairs low benefits with high disbenefits."""

    benefits: Range
    disbenefits: Range
    realised: Decimal | None = None
    """Of the likely amounts, by what is measured; None when nothing that is valued is measured."""
    is_partly_measured: bool = False

    @property
    def net(self) -> Range:
        return Range(
            self.benefits.low - self.disbenefits.high,
            self.benefits.likely - self.disbenefits.likely,
            self.benefits.high - self.disbenefits.low,
        )


def whole_cooperation(tables: Sequence[EstimateTable]) -> Summary:
    realised = [
        -table.result.realised if table.estimate.benefit.is_disbenefit else table.result.realised
        for table in tables
        if table.result.realised is not None
    ]
    return Summary(
        _sum([table.result.total for table in tables if not table.estimate.benefit.is_disbenefit]),
        _sum([table.result.total for table in tables if table.estimate.benefit.is_disbenefit]),
        sum(realised, Decimal(0)) if any(table.reached is not None for table in tables) else None,
        any(table.reached is None for table in tables),
    )


def _sum(ranges: Sequence[Range]) -> Range:
    return Range(
        sum((one.low for one in ranges), Decimal(0)),
        sum((one.likely for one in ranges), Decimal(0)),
        sum((one.high for one in ranges), Decimal(0)),
    )


def reached_by_benefit(user: User, *, today: date) -> Mapping[int, Decimal | None]:
    return {line.benefit.pk: line.progress.reached for line in benefit_lines(user, today=today)}


def work_out(estimate: Estimate, counted: list[Counted], reached: Decimal | None) -> Estimated:
    """One estimate by its method. `reached` is per cent of the way to the benefit's target, or None."""
    amounts = Range(estimate.low, estimate.likely, estimate.high)
    if estimate.method == EstimateMethod.HOURS:
        rows = by_hours(amounts, estimate.hour_cost or Decimal(0), counted)
    else:
        rows = by_share(amounts, estimate.national_count or 1, counted)
    return estimated(rows, reached, is_disbenefit=estimate.benefit.is_disbenefit)
