"""An invoice basis: drafted, worked out again, approved and frozen, credited, thrown away while it is a draft."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.models import Municipality, User
from cooperation.rules.refusal import Refused
from licensing.models import InvoiceBasis, InvoiceRow, Scenario
from licensing.queries.scenario import scenario_allotment, scenario_inputs
from licensing.rules.invoice import InvoicedLine, invoiced


def why_not_draft(scenario: Scenario, *, first_month: int, last_month: int, vat_rate: Decimal) -> list[str]:
    """Every reason why no basis can be made of a scenario."""
    reasons = []
    if not 1 <= first_month <= last_month <= 12:
        reasons.append(_("The months must lie in one year, the first before the last."))
    if not 0 <= vat_rate < 100:
        reasons.append(_("VAT is between 0 and 99 per cent."))
    inputs = scenario_inputs(scenario)
    table = inputs.table()
    if inputs.gaps:
        reasons.append(_("The scenario lacks prices or counts for some days. Mend that first."))
    allotment = scenario_allotment(scenario, table)
    if table.shared is not None and (allotment is None or allotment.shares is None):
        reasons.append(_("The scenario has shared costs and no key that shares them."))
    if not reasons and not _lines(scenario, first_month, last_month, vat_rate):
        reasons.append(_("There is nothing to pay in these months."))
    return reasons


def _lines(scenario: Scenario, first: int, last: int, vat_rate: Decimal) -> list[InvoicedLine]:
    table = scenario_inputs(scenario).table()
    allotment = scenario_allotment(scenario, table)
    return invoiced(table, allotment.shares if allotment else None, first=first, last=last, vat_rate=vat_rate)


@transaction.atomic
def draft_invoice(
    scenario: Scenario,
    *,
    first_month: int,
    last_month: int,
    settlement: str,
    vat_rate: Decimal,
    by: User | None,
    is_compensated: bool = True,
) -> InvoiceBasis:
    """A draft of what each municipality pays for some months of the scenario's year."""
    if reasons := why_not_draft(scenario, first_month=first_month, last_month=last_month, vat_rate=vat_rate):
        raise Refused(reasons)
    basis = InvoiceBasis.objects.create(
        scenario=scenario,
        year=scenario.year,
        first_month=first_month,
        last_month=last_month,
        settlement=settlement,
        vat_rate=vat_rate,
        is_compensated=is_compensated,
    )
    _fill(basis)
    log_change(basis, "draft", by=by, after=_facts(basis))
    return basis


def _fill(basis: InvoiceBasis) -> None:
    places = {place.number: place for place in Municipality.objects.all()}
    lines = _lines(basis.scenario, basis.first_month, basis.last_month, basis.vat_rate)
    basis.rows.all().delete()
    InvoiceRow.objects.bulk_create(
        InvoiceRow(
            basis=basis,
            municipality=places[line.municipality],
            product=line.product,
            quantity=line.quantity,
            earlier=line.earlier,
            net=line.net,
            vat=line.vat,
        )
        for line in lines
    )
    basis.scenario_revision = basis.scenario.revision
    basis.save(update_fields=["scenario_revision"])


def _facts(basis: InvoiceBasis) -> dict[str, object]:
    rows = basis.rows.values_list("municipality__number", "product", "net", "vat")
    return {
        "scenario": basis.scenario_id,
        "period": basis.period,
        "settlement": basis.settlement,
        "rows": [[number, product, str(net), str(vat)] for number, product, net, vat in rows],
    }


def why_not_change(basis: InvoiceBasis) -> list[str]:
    if basis.is_frozen:
        return [_("It is approved and frozen. Credit it instead.")]
    return []


@transaction.atomic
def work_out_again(basis: InvoiceBasis, *, by: User) -> None:
    """Bring a draft up to date with its scenario."""
    reasons = why_not_change(basis) or why_not_draft(
        basis.scenario, first_month=basis.first_month, last_month=basis.last_month, vat_rate=basis.vat_rate
    )
    if reasons:
        raise Refused(reasons)
    before = _facts(basis)
    _fill(basis)
    log_change(basis, "work_out_again", by=by, before=before, after=_facts(basis))


@transaction.atomic
def throw_away(basis: InvoiceBasis, *, by: User) -> None:
    if reasons := why_not_change(basis):
        raise Refused(reasons)
    log_change(basis, "throw_away", by=by, before=_facts(basis))
    basis.delete()


def is_behind(basis: InvoiceBasis) -> bool:
    """Whether a draft no longer is what its scenario comes to: prices and counts may have moved, too."""
    now = _lines(basis.scenario, basis.first_month, basis.last_month, basis.vat_rate)
    kept = {
        (row.municipality.number, row.product): (row.net, row.vat) for row in basis.rows.select_related("municipality")
    }
    return kept != {(line.municipality, line.product): (line.net, line.vat) for line in now}


def why_not_approve(basis: InvoiceBasis) -> list[str]:
    """Every reason why a draft cannot be approved."""
    if reasons := why_not_change(basis):
        return reasons
    reasons = []
    if not basis.rows.exists():
        reasons.append(_("It has no lines."))
    if is_behind(basis):
        reasons.append(_("The scenario has changed since the draft was made. Work it out again."))
    taken = InvoiceRow.objects.filter(
        basis__in=InvoiceBasis.objects.in_force(),
        basis__year=basis.year,
        basis__first_month__lte=basis.last_month,
        basis__last_month__gte=basis.first_month,
        product__in=basis.rows.values("product"),
        municipality__in=basis.rows.values("municipality"),
    )
    told = sorted({f"{row.basis.period}: {row.product}" for row in taken.select_related("basis")})
    reasons += [_("These months are settled already in %(what)s. Credit that first.") % {"what": what} for what in told]
    return reasons


@transaction.atomic
def approve_invoice(basis: InvoiceBasis, *, by: User) -> None:
    """Approve and freeze: later prices, counts and keys never alter it."""
    InvoiceBasis.objects.select_for_update().filter(year=basis.year).count()
    if reasons := why_not_approve(basis):
        raise Refused(reasons)
    basis.approved_at, basis.approved_by = timezone.now(), by
    basis.save(update_fields=["approved_at", "approved_by"])
    log_change(basis, "approve", by=by, after=_facts(basis))


def why_not_credit(basis: InvoiceBasis) -> list[str]:
    reasons = []
    if not basis.is_frozen:
        reasons.append(_("A draft is changed or thrown away, not credited."))
    if basis.credits_id is not None:
        reasons.append(_("It is a credit note itself."))
    if basis.is_credited:
        reasons.append(_("It is credited already."))
    return reasons


@transaction.atomic
def credit_invoice(basis: InvoiceBasis, *, by: User) -> InvoiceBasis:
    """Take an approved basis back: the same lines with every sign turned, approved and frozen as well."""
    if reasons := why_not_credit(basis):
        raise Refused(reasons)
    note = InvoiceBasis.objects.create(
        scenario=basis.scenario,
        year=basis.year,
        first_month=basis.first_month,
        last_month=basis.last_month,
        settlement=basis.settlement,
        vat_rate=basis.vat_rate,
        is_compensated=basis.is_compensated,
        scenario_revision=basis.scenario_revision,
        approved_at=timezone.now(),
        approved_by=by,
        credits=basis,
    )
    InvoiceRow.objects.bulk_create(
        InvoiceRow(
            basis=note,
            municipality_id=row.municipality_id,
            product=row.product,
            quantity=-row.quantity,
            earlier=-row.earlier,
            net=-row.net,
            vat=-row.vat,
        )
        for row in basis.rows.all()
    )
    log_change(note, "credit", by=by, after=_facts(note))
    return note
