"""Things that tests are about, with invented names. Each is a plain function; what is not given is made up."""

from __future__ import annotations

from datetime import date, time
from itertools import count
from typing import Any

from cooperation.models import Body, Cooperation, Grant, Membership, MembershipRole, Municipality, Person, Role, User
from meetings.actions.text import start_texts
from meetings.models import Case, Meeting

serial = count(1)
PASSWORD = "et langt passord 1234"


def make_cooperation(*, name: str = "Fjord-IKT", **fields: Any) -> Cooperation:
    return Cooperation.objects.first() or Cooperation.objects.create(name=name, **fields)


def make_municipality(*, number: str = "1506", name: str = "Molde", **fields: Any) -> Municipality:
    made, _new = Municipality.objects.get_or_create(number=number, defaults={"name": name, **fields})
    return made


def make_person(*, family_name: str = "", given_name: str = "Kari", **fields: Any) -> Person:
    number = next(serial)
    family = family_name or f"Øverås {number:05}"  # sorted as they were made, whichever tests ran before
    return Person.objects.create(family_name=family, given_name=given_name, **fields)


def make_body(*, slug: str = "samarbeidsradet", name: str = "Samarbeidsrådet", **fields: Any) -> Body:
    made, _new = Body.objects.get_or_create(slug=slug, defaults={"name": name, **fields})
    return made


def make_membership(
    *, body: Body | None = None, person: Person | None = None, since: date = date(2020, 1, 1), **fields: Any
) -> Membership:
    return Membership.objects.create(
        body=body or make_body(),
        person=person or make_person(),
        since=since,
        **{"role": MembershipRole.MEMBER, **fields},
    )


def make_user(*grants: tuple[Role, Body | Municipality | None], email: str = "", **fields: Any) -> User:
    # Counted in letters: a test that looks for a number finds its own only.
    counted = "".join("abcdefghij"[int(digit)] for digit in str(next(serial)))
    user = User.objects.create_user(email or f"bruker.{counted}@example.org", PASSWORD, **fields)
    for role, where in grants:
        Grant.objects.create(
            user=user,
            role=role,
            body=where if isinstance(where, Body) else None,
            municipality=where if isinstance(where, Municipality) else None,
        )
    return user


def make_secretary(body: Body | None = None) -> User:
    return make_user((Role.SECRETARY, body or make_body()))


def make_member(body: Body | None = None) -> User:
    return make_user((Role.MEMBER, body or make_body()))


def make_leader() -> User:
    return make_user((Role.LEADER, None))


def make_contact(municipality: Municipality | None = None) -> User:
    return make_user((Role.CONTACT, municipality or make_municipality()))


def make_auditor() -> User:
    return make_user((Role.AUDITOR, None))


def make_administrator() -> User:
    return make_user((Role.ADMINISTRATOR, None))


def make_meeting(
    *,
    body: Body | None = None,
    year: int = 2023,
    number: int = 6,
    date: date | None = None,  # the field's own name
    start: time | None = time(8, 15),
    cases: list[str] | None = None,
    **fields: Any,
) -> Meeting:
    """A meeting with cases of these titles (two when none are given)."""
    meeting = Meeting.objects.create(
        body=body or make_body(),
        year=year,
        number=number,
        date=date or day_in(year),
        start=start,
        **fields,
    )
    for title in ["Innkalling", "Økonomi"] if cases is None else cases:
        make_case(meeting=meeting, title=title)
    return meeting


def day_in(year: int) -> date:
    return date(year, 12, 13)


def make_case(*, meeting: Meeting | None = None, body: Body | None = None, title: str = "Sak", **fields: Any) -> Case:
    """A case, last on its meeting's agenda, or in the queue when it has no meeting."""
    owner = meeting.body if meeting else body or make_body()
    position = Case.objects.filter(meeting=meeting, body=owner).count() + 1
    case = Case.objects.create(body=owner, meeting=meeting, position=position, title=title, **fields)
    start_texts(case, by=None)
    return case
