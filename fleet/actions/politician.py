"""Keep politicians, their seats and their subsidies."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, QuerySet
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.actions.register import facts_of
from cooperation.models import User
from cooperation.rules.refusal import Refused
from fleet.models import Account, Politician, Seat, Subsidy

MOST_AT_ONCE = 2000


def why_not_save(politician: Politician) -> list[str]:
    reasons = []
    others = Politician.objects.filter(municipality=politician.municipality_id).exclude(pk=politician.pk)
    if politician.email and others.filter(email__iexact=politician.email).exists():
        reasons.append(_("The municipality has a politician with this address already."))
    if (
        politician.pk
        and politician.device_assignments.open().exclude(device__municipality=politician.municipality_id).exists()
    ):
        reasons.append(_("Take the device of the other municipality back first."))
    return reasons


@transaction.atomic
def save_politician(politician: Politician, *, by: User) -> None:
    """Register a politician or change what is registered. An account with the same address becomes theirs."""
    politician.email = politician.email.lower()
    if reasons := why_not_save(politician):
        raise Refused(reasons)
    before = Politician.objects.filter(pk=politician.pk).first() if politician.pk else None
    try:
        with transaction.atomic():
            politician.save()
    except IntegrityError as error:
        raise Refused([_("A politician with this address has been registered meanwhile.")]) from error
    if politician.email:
        Account.objects.filter(municipality=politician.municipality_id, upn=politician.email, politician=None).update(
            politician=politician
        )
    log_change(politician, "save", by=by, before=facts_of(before) if before else None, after=facts_of(politician))


@transaction.atomic
def delete_politician(politician: Politician, *, by: User) -> None:
    """Delete somebody who was registered by mistake: one who never had a device or a subsidy."""
    log_change(politician, "delete", by=by, before=facts_of(politician))
    try:
        with transaction.atomic():
            politician.delete()
    except ProtectedError as error:
        raise Refused([_("There is a device, a subsidy or something else that names this person.")]) from error


def why_not_seat(seat: Seat) -> list[str]:
    reasons = []
    if seat.since and seat.until and seat.until < seat.since:
        reasons.append(_("The seat ends before it starts."))
    if (seat.since and not seat.term.since <= seat.since <= seat.term.until) or (
        seat.until and not seat.term.since <= seat.until <= seat.term.until
    ):
        reasons.append(_("The dates lie outside the term of office."))
    same = Seat.objects.filter(politician=seat.politician, term=seat.term, role=seat.role).exclude(pk=seat.pk)
    if same.exists():
        reasons.append(_("This person has this seat in the term already."))
    return reasons


@transaction.atomic
def save_seat(seat: Seat, *, by: User) -> None:
    if reasons := why_not_seat(seat):
        raise Refused(reasons)
    seat.save()
    log_change(seat.politician, "seat", by=by, after=facts_of(seat))


@transaction.atomic
def delete_seat(seat: Seat, *, by: User) -> None:
    log_change(seat.politician, "seat_delete", by=by, before=facts_of(seat))
    seat.delete()


@transaction.atomic
def grant_subsidy(subsidy: Subsidy, *, by: User) -> None:
    """Register money that a politician got for an own device."""
    if subsidy.device and subsidy.device.municipality_id != subsidy.politician.municipality_id:
        raise Refused([_("The device belongs to another municipality.")])
    subsidy.save()
    log_change(subsidy.politician, "subsidy", by=by, after=facts_of(subsidy) | {"amount": str(subsidy.amount)})


@transaction.atomic
def delete_subsidy(subsidy: Subsidy, *, by: User) -> None:
    log_change(subsidy.politician, "subsidy_delete", by=by, before=facts_of(subsidy) | {"amount": str(subsidy.amount)})
    subsidy.delete()


def why_not_change(politicians: QuerySet[Politician], changes: dict[str, Any]) -> list[str]:
    reasons = []
    count = politicians.count()
    if not changes:
        reasons.append(_("Choose what to change."))
    if not count:
        reasons.append(_("Choose at least one politician."))
    if count > MOST_AT_ONCE:
        reasons.append(
            _("At most %(most)d are changed at once; these are %(count)d.") % {"most": MOST_AT_ONCE, "count": count}
        )
    return reasons


@transaction.atomic
def change_politicians(politicians: QuerySet[Politician], *, changes: dict[str, Any], by: User) -> int:
    """Give many politicians the same party, or a seat in a term (`seat`: term and role), or end it (`until`)."""
    if reasons := why_not_change(politicians, changes):
        raise Refused(reasons)
    changed = 0
    for politician in politicians.order_by("pk"):
        changed += _change(politician, changes, by=by)
    return changed


def _change(politician: Politician, changes: dict[str, Any], *, by: User) -> bool:
    done = False
    if "party" in changes and politician.party != changes["party"]:
        log_change(
            politician,
            "change_in_bulk",
            by=by,
            before={"party": politician.party},
            after={"party": changes["party"]},
        )
        politician.party = changes["party"]
        politician.save(update_fields=["party"])
        done = True
    if "term" in changes:
        seat, is_new = Seat.objects.get_or_create(politician=politician, term=changes["term"], role=changes["role"])
        if is_new:
            log_change(politician, "seat", by=by, after=facts_of(seat))
        done = done or is_new
    if until := changes.get("until"):
        done = _end_seats(politician, until, by=by) or done
    return done


def _end_seats(politician: Politician, until: date, *, by: User) -> bool:
    seats = Seat.objects.held_on(until).filter(politician=politician)
    ended = 0
    for seat in seats:
        if seat.until != until:
            before = facts_of(seat)
            seat.until = until
            seat.save(update_fields=["until"])
            log_change(politician, "seat", by=by, before=before, after=facts_of(seat))
            ended += 1
    return bool(ended)
