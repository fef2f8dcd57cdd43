"""What stands beside a scenario when it is presented: others of its year, and its years to come."""

from __future__ import annotations

from cooperation.models import User
from licensing.models import IndexKind, Scenario
from licensing.rules.cost_table import CostTable

from .scenario import Inputs, YearCost, scenario_table, years_of

MOST_BESIDE = 3


def tables_beside(scenario: Scenario, user: User) -> list[CostTable]:
    """The other scenarios of its year that the reader may see: its own copies and what it was copied from first."""
    others = Scenario.objects.visible_to(user).filter(year=scenario.year).exclude(pk=scenario.pk)
    nearest = sorted(others, key=lambda other: (not _are_kin(scenario, other), other.pk))
    return [scenario_table(other) for other in nearest[:MOST_BESIDE]]


def _are_kin(scenario: Scenario, other: Scenario) -> bool:
    return other.copied_from_id == scenario.pk or other.pk == scenario.copied_from_id


def both_courses(inputs: Inputs, years: int) -> list[tuple[YearCost, YearCost]]:
    """Each year by what was foretold and by what came."""
    foretold = years_of(inputs, years, prefer=IndexKind.FORECAST)
    came = years_of(inputs, years, prefer=IndexKind.OUTCOME)
    return list(zip(foretold, came, strict=True))
