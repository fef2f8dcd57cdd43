"""What the administrator's pages list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from .models import Alphabetical, Body, Grant, Membership, MembershipRole, Municipality, Person, Role, User


@dataclass(frozen=True)
class Lack:
    """Something that the register still needs, and the noun and key of where it is mended."""

    text: str
    noun: str
    pk: int | None


def lacks(today: date) -> list[Lack]:
    """What is missing before the cooperation can work: bodies without a secretary or members, and so on."""
    found: list[Lack] = []
    if not Municipality.objects.exists():
        found.append(Lack(_("There is no municipality yet."), "municipalities", None))
    if not Body.objects.exists():
        found.append(Lack(_("There is no body yet: the council or board that meets."), "bodies", None))
    secretaries = Grant.objects.filter(role=Role.SECRETARY, body=OuterRef("pk"), user__is_active=True)
    seats = Membership.objects.filter(body=OuterRef("pk")).on(today).members()
    for body in Body.objects.annotate(has_secretary=Exists(secretaries), has_members=Exists(seats)):
        if not body.has_secretary:
            found.append(Lack(_("%(name)s has no secretary.") % {"name": body}, "users", None))
        if not body.has_members:
            found.append(Lack(_("%(name)s has no members today.") % {"name": body}, "memberships", None))
    contacts = Grant.objects.filter(role=Role.CONTACT, municipality=OuterRef("pk"), user__is_active=True)
    found += [
        Lack(_("%(name)s has no contact.") % {"name": municipality}, "users", None)
        for municipality in Municipality.objects.annotate(has_contact=Exists(contacts)).filter(has_contact=False)
    ]
    seated = Membership.objects.on(today).members().filter(person__email="").select_related("person")
    found += [
        Lack(_("%(name)s has no e-mail address.") % {"name": seat.person}, "people", seat.person_id) for seat in seated
    ]
    return found


def people_found(words: str) -> QuerySet[Person]:
    """People in whose name or address every word occurs."""
    people = Person.objects.select_related("municipality")
    for word in words.split():
        people = people.filter(
            Q(family_name__icontains=word) | Q(given_name__icontains=word) | Q(email__icontains=word)
        )
    return people


def users_found(words: str) -> QuerySet[User]:
    users = User.objects.prefetch_related("grants__body", "grants__municipality")
    for word in words.split():
        users = users.filter(Q(email__icontains=word) | Q(name__icontains=word))
    return users


@dataclass(frozen=True)
class Seats:
    """A body's memberships, seen from one day."""

    on_the_day: list[Membership]
    later: list[Membership]
    earlier: list[Membership]


def seats_of(body: Body, day: date) -> Seats:
    """Who sits in the body on the day, who comes later and who has left."""
    seats = list(
        body.memberships.select_related("person", "municipality", "deputy_for__person").order_by(
            "municipality__number",
            "rank",
            Alphabetical("person__family_name"),
            Alphabetical("person__given_name"),
            "pk",
        )
    )
    order = {str(role): place for place, role in enumerate(MembershipRole.values)}
    seats.sort(key=lambda seat: order[seat.role])
    return Seats(
        on_the_day=[seat for seat in seats if seat.since <= day and (seat.until is None or seat.until >= day)],
        later=[seat for seat in seats if seat.since > day],
        earlier=[seat for seat in seats if seat.until is not None and seat.until < day],
    )
