"""A change of council: started, its people named, what each leaves or gets done, finished."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.actions.change import log_change
from cooperation.models import Municipality, User
from cooperation.rules.refusal import Refused
from fleet.models import (
    Account,
    CouncilChange,
    CouncilTask,
    CouncilTick,
    Device,
    DeviceAssignment,
    EndedAs,
    LicenceAssignment,
    Politician,
    Seat,
    SeatRole,
    Term,
)
from fleet.queries.council import CouncilState, council_state, term_before
from fleet.rules.council import ListFault, read_list

from .device import assign_device, give_back_device, take_back_device
from .politician import save_politician, save_seat

# What people write for a kind of seat, in bokmål, nynorsk and English.
ROLE_WORDS = {
    "kommunestyre": SeatRole.COUNCIL, "kommunestyret": SeatRole.COUNCIL, "fast": SeatRole.COUNCIL,
    "representant": SeatRole.COUNCIL, "council": SeatRole.COUNCIL,
    "vara": SeatRole.DEPUTY, "varamedlem": SeatRole.DEPUTY, "varamedlemmer": SeatRole.DEPUTY,
    "vararepresentant": SeatRole.DEPUTY, "deputy": SeatRole.DEPUTY,
    "utvalg": SeatRole.COMMITTEE, "utval": SeatRole.COMMITTEE, "komite": SeatRole.COMMITTEE,
    "komité": SeatRole.COMMITTEE, "committee": SeatRole.COMMITTEE,
}  # fmt: skip


def why_not_start(municipality: Municipality, term: Term, old_term: Term | None) -> list[str]:
    reasons = []
    if old_term is None:
        reasons.append(
            _("The term before %(term)s is not registered, so nobody can be said to leave.") % {"term": term}
        )
    if CouncilChange.objects.filter(municipality=municipality, term=term).exists():
        reasons.append(_("The change to %(term)s is started already.") % {"term": term})
    return reasons


@transaction.atomic
def start_change(municipality: Municipality, term: Term, *, by: User) -> CouncilChange:
    """Start the job for a municipality and the term that begins."""
    old_term = term_before(term)
    if (reasons := why_not_start(municipality, term, old_term)) or old_term is None:
        raise Refused(reasons)
    try:
        with transaction.atomic():
            change = CouncilChange.objects.create(
                municipality=municipality, old_term=old_term, term=term, started_by=by
            )
    except IntegrityError as error:
        raise Refused([_("The change to %(term)s is started already.") % {"term": term}]) from error
    log_change(change, "start", by=by, after={"municipality": municipality.number, "term": str(term)})
    return change


def _of(change: CouncilChange, keys: Iterable[int]) -> list[Politician]:
    """The politicians of these keys, in order; refused when one is none of the municipality's."""
    wanted = list(dict.fromkeys(keys))
    found = list(Politician.objects.filter(pk__in=wanted, municipality=change.municipality_id))
    if len(found) < len(wanted) or not wanted:
        raise Refused([_("Tick at least one of the municipality's politicians.")])
    return found


def _refuse_closed(change: CouncilChange) -> None:
    if change.is_closed:
        raise Refused([_("The change of council is finished. Open it again to go on.")])


@transaction.atomic
def seat_again(change: CouncilChange, keys: Iterable[int], *, role: str, by: User) -> int:
    """Give those who sit on a seat in the new term."""
    _refuse_closed(change)
    politicians = _of(change, keys)
    for politician in politicians:
        save_seat(Seat(politician=politician, term=change.term, role=role), by=by)
    return len(politicians)


def _told_fault(line: int, text: str, fault: ListFault) -> str:
    told = {
        ListFault.NO_NAME: _("Line %(line)d has no name in front: “%(text)s”"),
        ListFault.TOO_LONG: _("Line %(line)d has a name, an address or a party that is too long: “%(text)s”"),
        ListFault.TWICE: _("Line %(line)d names somebody who stands above already: “%(text)s”"),
    }
    return told[fault] % {"line": line, "text": text[:80]}


@transaction.atomic
def seat_listed(change: CouncilChange, text: str, *, by: User) -> tuple[int, int]:
    """Seat everybody on a pasted list: how many were new in the register, and how many were known already.

    Somebody is known by the address, else by the name where just one politician of the municipality has it.
    """
    _refuse_closed(change)
    read = read_list(text, ROLE_WORDS, SeatRole.COUNCIL)
    reasons = [_told_fault(*fault) for fault in read.faults]
    if not read.politicians and not reasons:
        reasons.append(_("Write at least one name."))
    new = known = 0
    for one in read.politicians:
        try:
            politician, is_new = _known_or_new(change, one.family_name, one.given_name, one.email)
            if is_new:
                politician.party = one.party
                _check_fields(politician)
                save_politician(politician, by=by)
            if not Seat.objects.filter(politician=politician, term=change.term, role=one.role).exists():
                save_seat(Seat(politician=politician, term=change.term, role=one.role), by=by)
            new, known = new + is_new, known + (not is_new)
        except Refused as refused:
            reasons += [
                _("Line %(line)d: %(reason)s") % {"line": one.line, "reason": reason} for reason in refused.reasons
            ]
    if reasons:
        raise Refused(reasons)
    return new, known


def _check_fields(politician: Politician) -> None:
    try:
        politician.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise Refused(error.messages) from error


def _known_or_new(change: CouncilChange, family: str, given: str, email: str) -> tuple[Politician, bool]:
    own = Politician.objects.filter(municipality=change.municipality_id)
    if email and (found := own.filter(email__iexact=email).first()):
        return found, False
    same = list(own.filter(family_name__iexact=family, given_name__iexact=given)[:2])
    if len(same) > 1:
        raise Refused([_("There are several of the name %(name)s. Write the address too.") % {"name": same[0]}])
    if same and (not email or not same[0].email):
        return same[0], False
    return Politician(municipality=change.municipality, family_name=family, given_name=given, email=email), True


@transaction.atomic
def unseat(change: CouncilChange, politician: Politician, *, by: User) -> None:
    """Take somebody off the new council again: the seats of the new term go."""
    _refuse_closed(change)
    seats = list(Seat.objects.filter(politician=politician, term=change.term))
    for seat in seats:
        log_change(politician, "seat_delete", by=by, before={"term": str(seat.term), "role": seat.role})
        seat.delete()


@dataclass(frozen=True)
class Doing:
    """Something done for a politician in a change of council: on which day, by whom, and what a buy-out cost."""

    change: CouncilChange
    on: date
    by: User
    price: Decimal | None = None


Verb = Callable[[Doing, Politician], None]


def _end_devices(ended_as: EndedAs) -> Verb:
    def end(doing: Doing, politician: Politician) -> None:
        for assignment in politician.device_assignments.open():
            day = max(doing.on, assignment.since)
            take_back_device(assignment, ended_as=ended_as, on=day, by=doing.by, price=doing.price, within=doing.change)

    return end


def _give_back_devices(doing: Doing, politician: Politician) -> None:
    """What this job ended is as it was: the device is with the politician."""
    ended = DeviceAssignment.objects.filter(politician=politician, ended_in=doing.change)
    for assignment in ended.select_related("device", "politician"):
        give_back_device(assignment, by=doing.by)


def _free_licences(doing: Doing, politician: Politician) -> None:
    held = LicenceAssignment.objects.open().filter(account__politician=politician).select_related("account")
    for licence in held:
        licence.until, licence.ended_in = max(doing.on, licence.since), doing.change
        licence.save(update_fields=["until", "ended_in"])
        log_change(
            politician,
            "licence_end",
            by=doing.by,
            after={"product": licence.product_name, "account": licence.account.upn, "until": licence.until.isoformat()},
        )


def _give_back_licences(doing: Doing, politician: Politician) -> None:
    """The licences that this job freed are held again, save one that the account has got anew."""
    freed = LicenceAssignment.objects.filter(account__politician=politician, ended_in=doing.change)
    for licence in freed.select_related("account"):
        if LicenceAssignment.objects.open().filter(account=licence.account_id, product=licence.product).exists():
            told = {"account": licence.account.upn, "product": licence.product_name}
            raise Refused([_("%(account)s holds %(product)s again already.") % told])
        licence.until = licence.ended_in = None
        licence.save(update_fields=["until", "ended_in"])
        log_change(
            politician,
            "licence_end_undo",
            by=doing.by,
            after={"product": licence.product_name, "account": licence.account.upn},
        )


def _tick(task: CouncilTask) -> Verb:
    def tick(doing: Doing, politician: Politician) -> None:
        _made, is_new = CouncilTick.objects.get_or_create(
            change=doing.change, politician=politician, task=task, defaults={"ticked_by": doing.by}
        )
        if is_new:
            log_change(doing.change, "tick", by=doing.by, after={"politician": politician.pk, "task": task.value})

    return tick


def _untick(task: CouncilTask) -> Verb:
    def untick(doing: Doing, politician: Politician) -> None:
        gone, _kinds = CouncilTick.objects.filter(change=doing.change, politician=politician, task=task).delete()
        if gone:
            log_change(doing.change, "untick", by=doing.by, before={"politician": politician.pk, "task": task.value})

    return untick


def _need_nothing(doing: Doing, politician: Politician) -> None:
    for task in (CouncilTask.WITHOUT_DEVICE, CouncilTask.WITHOUT_ACCOUNT):
        _tick(task)(doing, politician)


VERBS: dict[str, Verb] = {
    "returned": _end_devices(EndedAs.RETURNED),
    "bought_out": _end_devices(EndedAs.BOUGHT_OUT),
    "kept": _end_devices(EndedAs.KEPT),
    "not_ended": _give_back_devices,
    "free_licences": _free_licences,
    "not_freed": _give_back_licences,
    "without_anything": _need_nothing,
    **{task.value: _tick(task) for task in CouncilTask},
    **{f"not_{task.value}": _untick(task) for task in CouncilTask},
}
"""What is done for one or many at once, by the name that the buttons have."""


@transaction.atomic
def do_for(
    change: CouncilChange, keys: Iterable[int], *, verb: str, on: date, by: User, price: Decimal | None = None
) -> int:
    """Do the same for each: all of it, or nothing with every reason."""
    _refuse_closed(change)
    if verb not in VERBS:
        raise Refused([_("Choose what to do.")])
    politicians = _of(change, keys)
    doing = Doing(change, on, by, price)
    reasons = []
    for politician in politicians:
        try:
            with transaction.atomic():
                VERBS[verb](doing, politician)
        except Refused as refused:
            reasons += [f"{politician}: {reason}" for reason in refused.reasons]
    if reasons:
        raise Refused(reasons)
    return len(politicians)


@transaction.atomic
def hand_out(change: CouncilChange, politician: Politician, device: Device, *, since: date, by: User) -> None:
    """Give a device from the shelf to one who comes."""
    _refuse_closed(change)
    assign_device(device, politician, since=since, by=by)


def why_not_finish(state: CouncilState) -> list[str]:
    """Every device, licence and account that would be left on nobody, by name."""
    reasons = []
    if state.change.is_closed:
        reasons.append(_("The change of council is finished already."))
    if not (state.coming or state.staying):
        reasons.append(_("Nobody sits in the new council yet."))
    for one in state.leaving:
        reasons += [
            _("%(name)s still has %(device)s.") % {"name": one.politician, "device": assignment.device}
            for assignment in one.assignments
        ]
        reasons += [
            _("%(name)s still holds %(product)s.") % {"name": one.politician, "product": licence.product_name}
            for licence in one.licences
        ]
        if one.is_account_left:
            reasons.append(_("The account of %(name)s is not closed.") % {"name": one.politician})
    for one in state.coming:
        if one.lacks_device:
            reasons.append(_("%(name)s has no device and no subsidy.") % {"name": one.politician})
        if one.lacks_account:
            reasons.append(_("%(name)s has no account.") % {"name": one.politician})
        if one.lacks_licence:
            reasons.append(_("The account of %(name)s has no licence.") % {"name": one.politician})
    if devices := state.devices_of_nobody:
        told = ngettext(
            "%(count)d device is registered as in use and is with nobody: %(devices)s",
            "%(count)d devices are registered as in use and are with nobody: %(devices)s",
            len(devices),
        )
        reasons.append(told % {"count": len(devices), "devices": ", ".join(str(one) for one in devices[:5])})
    return reasons


@transaction.atomic
def finish_change(change: CouncilChange, *, by: User) -> None:
    """Finish the job; refused while a device, a licence or an account is left on nobody."""
    held = CouncilChange.objects.select_for_update(of=("self",)).select_related("municipality", "term", "old_term")
    change = held.get(pk=change.pk)
    if reasons := why_not_finish(council_state(change)):
        raise Refused(reasons)
    change.closed_at, change.closed_by = timezone.now(), by
    change.save()
    log_change(change, "finish", by=by)


@transaction.atomic
def reopen_change(change: CouncilChange, *, by: User) -> None:
    if not change.is_closed:
        raise Refused([_("The change of council is not finished.")])
    change.closed_at = change.closed_by = None
    change.save()
    log_change(change, "reopen", by=by)


@transaction.atomic
def give_licence(change: CouncilChange, account: Account, *, product: str, since: date, by: User) -> None:
    """Register that an account of one who comes holds a licence, before the tenant's next file says so."""
    _refuse_closed(change)
    known = LicenceAssignment.objects.filter(account__municipality=change.municipality_id, product=product).first()
    if known is None or account.politician is None:
        raise Refused([_("Choose a product that the municipality has.")])
    if account.licences.open().filter(product=product).exists():
        raise Refused([_("The account holds it already.")])
    LicenceAssignment.objects.create(account=account, product=product, product_name=known.product_name, since=since)
    log_change(account.politician, "licence", by=by, after={"product": known.product_name, "account": account.upn})
