"""Counts from the registers, each with what is behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.models import Alphabetical, Municipality, User
from economy.models import FigureKind
from fleet.documents.registers import verdict_told
from fleet.models import Device, LicenceAssignment, Owner, Seat, SeatRole, SurveyAnswer
from fleet.models.reach import municipalities_seen_by
from fleet.queries.replacement import judged_devices
from fleet.queries.survey import latest_round


@dataclass(frozen=True)
class Behind:
    """One thing, or a group of things, that was looked at: what it is, how many, whether it counts, and why."""

    what: str
    number: int
    counts: bool
    why: str

    def as_json(self) -> dict[str, object]:
        return {"what": self.what, "number": self.number, "counts": self.counts, "why": self.why}


@dataclass(frozen=True)
class Counted:
    municipality: Municipality
    kind: FigureKind
    behind: tuple[Behind, ...]

    @property
    def count(self) -> int:
        return sum(one.number for one in self.behind if one.counts)


def count_registers(user: User, as_of: date) -> list[Counted]:
    """Every figure of every municipality that the user sees. Names of people are left out: the board reads this."""
    municipalities = municipalities_seen_by(user)
    found: dict[tuple[int, FigureKind], list[Behind]] = defaultdict(list)
    for key, behind in (
        *_politicians(user, as_of),
        *_devices(user),
        *_licences(user, as_of),
        *_replacement(municipalities, as_of),
        *_survey(user, as_of),
    ):
        found[key].append(behind)
    return [Counted(one, kind, tuple(found[one.pk, kind])) for one in municipalities for kind in FigureKind]


Found = Iterable[tuple[tuple[int, FigureKind], Behind]]


def _politicians(user: User, as_of: date) -> Found:
    """Those who sit on the day, each once: in the council before anything else."""
    order = {str(role): place for place, role in enumerate((SeatRole.COUNCIL, SeatRole.DEPUTY, SeatRole.COMMITTEE))}
    roles: dict[tuple[int, int], str] = {}
    seats = Seat.objects.visible_to(user).held_on(as_of).order_by()
    for municipality, politician, role in seats.values_list("politician__municipality", "politician", "role"):
        known = roles.get((municipality, politician), role)
        roles[municipality, politician] = min(known, role, key=order.__getitem__)
    counts: dict[tuple[int, str], int] = defaultdict(int)
    for (municipality, _politician), role in roles.items():
        counts[municipality, role] += 1
    for (municipality, role), number in sorted(counts.items(), key=lambda item: (item[0][0], order[item[0][1]])):
        yield (
            (municipality, FigureKind.POLITICIANS),
            Behind(str(SeatRole(role).label), number, counts=True, why=_("sits on the day")),
        )


def _devices(user: User) -> Found:
    """Devices as the register has them when the figures are drawn: those held count."""
    grouped = (
        Device.objects.visible_to(user)
        .order_by("municipality", "owner", "kind", "status")
        .values_list("municipality", "owner", "kind", "status")
        .annotate(number=Count("pk"))
    )
    kinds = {Owner.MUNICIPALITY: FigureKind.OWNED_DEVICES, Owner.POLITICIAN: FigureKind.PRIVATE_DEVICES}
    for municipality, owner, kind, status, number in grouped:
        device = Device(kind=kind, status=status)
        yield (
            (municipality, kinds[Owner(owner)]),
            Behind(str(device.get_kind_display()), number, device.is_held, str(device.get_status_display())),
        )


def _licences(user: User, as_of: date) -> Found:
    held = (
        LicenceAssignment.objects.visible_to(user)
        .filter(Q(until=None) | Q(until__gt=as_of), since__lte=as_of)
        .order_by("account__municipality", Alphabetical("product_name"), "product_name", "account__is_blocked")
        .values_list("account__municipality", "product_name", "account__is_blocked")
        .annotate(number=Count("pk"))
    )
    for municipality, product, is_blocked, number in held:
        why = _("held on the day by a blocked account") if is_blocked else _("held on the day")
        yield (municipality, FigureKind.LICENCES), Behind(product, number, counts=True, why=why)


def _replacement(municipalities: list[Municipality], as_of: date) -> Found:
    """Each device with its verdict."""
    for municipality in municipalities:
        for one in judged_devices(municipality, as_of):
            due = one.judgement.due_on
            why = verdict_told(one.judgement.verdict.value)
            yield (
                (municipality.pk, FigureKind.DUE),
                Behind(str(one.device), 1, one.judgement.counts, f"{why} ({due:%d.%m.%Y})" if due else why),
            )


def _survey(user: User, as_of: date) -> Found:
    """Whether each has answered the survey that was opened last: an answer counts when it was confirmed by the day."""
    survey = latest_round(as_of)
    if survey is None:
        return
    for answer in SurveyAnswer.objects.visible_to(user).filter(round=survey):
        confirmed = timezone.localdate(answer.confirmed_at) if answer.confirmed_at else None
        counts = confirmed is not None and confirmed <= as_of
        why = _("confirmed %(day)s") % {"day": f"{confirmed:%d.%m.%Y}"} if counts else _("not confirmed by the day")
        yield (answer.municipality_id, FigureKind.SURVEY), Behind(survey.title, 1, counts, why)
