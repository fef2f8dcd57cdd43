"""What happens to a scenario: saved, copied, its lines changed, its state kept, supposed figures kept as a new one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.models import User
from cooperation.rules.refusal import Refused
from licensing.models import Period, Product, QuantityFrom, RegisterKind, Scenario, ScenarioLine, ScenarioVersion
from licensing.queries.scenario import scenario_state
from licensing.rules.state import as_state
from licensing.rules.what_if import WhatIf

from .row import delete_row, facts_of, save_row

LONGEST_NAME = 120


def why_not_name(name: str, *, scenario: Scenario | None = None) -> list[str]:
    """Why a scenario cannot be called this."""
    if not name.strip():
        return [_("Give the scenario a name.")]
    if len(name.strip()) > LONGEST_NAME:
        return [_("The name is too long: at most %(most)s characters.") % {"most": LONGEST_NAME}]
    others = Scenario.objects.exclude(pk=scenario.pk) if scenario else Scenario.objects.all()
    if others.filter(name=name.strip()).exists():
        return [_("There is a scenario called %(name)s already.") % {"name": name.strip()}]
    return []


@transaction.atomic
def save_scenario(scenario: Scenario, *, by: User, on: date) -> None:
    """Save a new scenario, or a changed one, whose state of before is kept."""
    if reasons := why_not_name(scenario.name, scenario=scenario):
        raise Refused(reasons)
    if scenario.pk:
        _keep_before_change(scenario, by=by, on=on)
        scenario.revision = Scenario.objects.get(pk=scenario.pk).revision + 1
    save_row(scenario, by=by)


@transaction.atomic
def delete_scenario(scenario: Scenario, *, by: User) -> None:
    """Tables frozen with a case stay as they were."""
    delete_row(scenario, by=by)


@transaction.atomic
def copy_scenario(scenario: Scenario, *, name: str, by: User) -> Scenario:
    """A new scenario with the same lines, for the leader alone until it is shared."""
    if reasons := why_not_name(name):
        raise Refused(reasons)
    made = Scenario.objects.create(
        name=name.strip(),
        year=scenario.year,
        years=scenario.years,
        assumptions=scenario.assumptions,
        price_basis=scenario.price_basis,
        key=scenario.key,
        copied_from=scenario,
    )
    lines = list(scenario.lines.order_by("pk"))
    for line in lines:
        line.pk, line.scenario = None, made
    ScenarioLine.objects.bulk_create(lines)
    log_change(made, "copy", by=by, after={"from": scenario.pk, "name": made.name, "lines": len(lines)})
    return made


def why_not_line(line: ScenarioLine) -> list[str]:
    """Every reason why a line cannot stand."""
    where = str(line.municipality or _("Shared"))
    reasons = []
    if line.quantity_from == QuantityFrom.TYPED and line.quantity is None:
        reasons.append(_("%(where)s: write the quantity, or choose where it comes from.") % {"where": where})
    if line.quantity_from != QuantityFrom.TYPED and line.municipality is None:
        reasons.append(
            _("%(where)s: holdings and registers count per municipality. Write the quantity of what is shared.")
            % {"where": where}
        )
    if line.since and line.until and line.until < line.since:
        reasons.append(_("%(where)s: it ends before it starts.") % {"where": where})
    return reasons


@transaction.atomic
def save_product_lines(
    scenario: Scenario, product: Product, *, lines: Sequence[ScenarioLine], by: User, on: date
) -> None:
    """Put these lines in the place of all that the scenario has of a product."""
    if reasons := [reason for line in lines for reason in why_not_line(line)]:
        raise Refused(reasons)
    _keep_before_change(scenario, by=by, on=on)
    old = scenario.lines.filter(product=product)
    before = [_facts(line) for line in old]
    old.delete()
    for line in lines:
        line.pk, line.scenario, line.product = None, scenario, product
        if line.quantity_from != QuantityFrom.TYPED:
            line.quantity = None
        if line.quantity_from != QuantityFrom.REGISTER:
            line.register = ""
    ScenarioLine.objects.bulk_create(lines)
    _changed(scenario)
    log_change(
        scenario,
        "save_lines",
        by=by,
        before={"product": product.pk, "lines": before},
        after={"product": product.pk, "lines": [_facts(line) for line in lines]},
    )


@transaction.atomic
def count_by_register(scenario: Scenario, product: Product, *, kind: RegisterKind, by: User, on: date) -> None:
    """Let a register's newest counts decide how many of a product each municipality has in the scenario."""
    if reasons := why_not_count_by_register(scenario, product):
        raise Refused(reasons)
    _keep_before_change(scenario, by=by, on=on)
    scenario.lines.filter(product=product, municipality__isnull=False).update(
        quantity_from=QuantityFrom.REGISTER, quantity=None, register=kind
    )
    _changed(scenario)
    log_change(scenario, "count_by_register", by=by, after={"product": product.pk, "register": kind})


def why_not_count_by_register(scenario: Scenario, product: Product) -> list[str]:
    if not scenario.lines.filter(product=product, municipality__isnull=False).exists():
        return [_("The scenario has no lines of %(product)s for municipalities.") % {"product": product}]
    return []


@transaction.atomic
def keep_what_if(scenario: Scenario, what_if: WhatIf, *, name: str, by: User) -> Scenario:
    """Keep what was supposed as a new scenario. The one it was supposed about stays as it is."""
    if not what_if:
        raise Refused([_("Nothing is different from the scenario. Copy it instead.")])
    made = copy_scenario(scenario, name=name, by=by)
    made.lines.filter(product__name__in=what_if.off).delete()
    for product, price in what_if.prices.items():
        made.lines.filter(product__name=product).update(price=price, period=Period.MONTH)
    for (product, number), quantity in what_if.quantities.items():
        made.lines.filter(product__name=product, municipality__number=number).update(
            quantity_from=QuantityFrom.TYPED, quantity=quantity, register=""
        )
    log_change(
        made,
        "keep_what_if",
        by=by,
        after={
            "prices": {product: str(price) for product, price in what_if.prices.items()},
            "quantities": [[*where, quantity] for where, quantity in what_if.quantities.items()],
            "off": sorted(what_if.off),
        },
    )
    return made


@transaction.atomic
def keep_state(scenario: Scenario, *, by: User | None, on: date, note: str = "") -> ScenarioVersion:
    """Keep the scenario's figures as they are now, to hold later ones against."""
    state = scenario_state(scenario)
    made = ScenarioVersion.objects.create(
        scenario=scenario, kept_on=on, by=by, note=note, state=as_state(state.table, state.shares)
    )
    log_change(scenario, "keep_state", by=by, after={"version": made.pk, "note": note})
    return made


def _keep_before_change(scenario: Scenario, *, by: User, on: date) -> None:
    """Before a day's first change the state is kept by itself. The scenario is held until the change is done."""
    saved = Scenario.objects.select_for_update().get(pk=scenario.pk)
    if saved.lines.exists() and not saved.versions.filter(kept_on=on).exists():
        keep_state(saved, by=by, on=on)


def _changed(scenario: Scenario) -> None:
    Scenario.objects.filter(pk=scenario.pk).update(revision=F("revision") + 1)


def _facts(line: ScenarioLine) -> dict[str, Any]:
    return {name: value for name, value in facts_of(line).items() if name not in ("scenario", "product")}
