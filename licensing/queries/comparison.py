"""Scenarios beside each other, and what has changed in one since an earlier state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cooperation.models import User
from licensing.models import Scenario, ScenarioVersion
from licensing.rules.change_split import Changed, split_change
from licensing.rules.comparison import Comparison, compare
from licensing.rules.state import read_state

from .scenario import scenario_state, scenario_table
from .scenario_page import own_municipalities

MOST_COMPARED = 6


def compared(scenarios: Sequence[Scenario], user: User) -> Comparison | None:
    """The scenarios as far as the reader may see their figures. None when there are fewer than two."""
    if len(scenarios) < 2:
        return None
    own = own_municipalities(user)
    tables = [scenario_table(scenario) for scenario in scenarios]
    return compare(tables if own is None else [table.only(own) for table in tables])


@dataclass(frozen=True)
class Since:
    """What a scenario can be held against: a kept state of it, or another scenario."""

    value: str
    name: str
    kept_on: date | None


@dataclass(frozen=True)
class ChangePage:
    """What changed since then, in parts that sum exactly."""

    since: Since
    rows: list[Changed]
    total: Changed | None


def can_be_held_against(scenario: Scenario, user: User) -> list[Since]:
    """Kept states, the newest first, then the other scenarios that the reader sees."""
    found = [
        Since(f"state-{pk}", note, kept_on)
        for pk, note, kept_on in scenario.versions.values_list("pk", "note", "kept_on")
    ]
    others = Scenario.objects.visible_to(user).exclude(pk=scenario.pk)
    return found + [Since(f"scenario-{pk}", name, None) for pk, name in others.values_list("pk", "name")]


def changes_since(scenario: Scenario, since: Since, user: User) -> ChangePage:
    """Only the own municipality's row for its contact, and no sum then."""
    kind, _dash, pk = since.value.partition("-")
    if kind == "state":
        before = read_state(ScenarioVersion.objects.get(scenario=scenario, pk=pk).state)
    else:
        before = scenario_state(Scenario.objects.visible_to(user).get(pk=pk))
    rows, total = split_change(before, scenario_state(scenario))
    own = own_municipalities(user)
    if own is None:
        return ChangePage(since, rows, total)
    return ChangePage(since, [row for row in rows if row.number in own], None)
