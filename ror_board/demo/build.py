"""Fill an empty database with the demo: who there is, then what they have met about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import override

from cooperation.documents.renderer import Renderer
from cooperation.models import Body, Cooperation, Grant, Membership, Municipality, Person, Role, User
from meetings.actions.standing import give_standard_texts
from meetings.models import Meeting

from .answers import answer_notice, follow_up
from .cast import Cast
from .costs import fill_costs
from .council import change_councils
from .economy import report_economy
from .fleet import fill_fleet
from .hold import hold_meeting, wait_in_queue
from .invoices import show_costs
from .people import MUNICIPALITIES, PEOPLE, USERS
from .survey import make_surveys
from .vision import make_vision
from .year_2023 import YEAR_2023
from .year_now import QUEUE, meetings_around

DOMAIN = "example.no"
PASSWORD = "fjell-og-fjord-2023"  # noqa: S105  # told to everyone who tries the demo
SINCE = date(2022, 1, 1)


@dataclass(frozen=True)
class SignIn:
    email: str
    role: Role
    name: str


def sign_ins() -> list[SignIn]:
    """Who can sign in to the demo, one of each role first. All have the same password."""
    return [
        SignIn(f"{user.address}@{DOMAIN}", user.role, f"{person.given_name} {person.family_name}")
        for user in USERS
        for person in [PEOPLE[user.person]]
    ]


def holds_data() -> bool:
    """Whether anybody has begun to use this database."""
    return User.objects.exists() or Cooperation.objects.exists() or Meeting.objects.exists()


def is_only_demo() -> bool:
    """Whether the database is empty, or nobody but the demo's own people can sign in: then it may be emptied."""
    users = set(User.objects.values_list("email", flat=True))
    return users <= {entry.email for entry in sign_ins()} if users else not holds_data()


@transaction.atomic
def build_demo(*, today: date) -> None:
    """Fill an empty database. The same day gives the same demo."""
    with override("nb"):
        municipalities = _make_municipalities()
        body = _make_body()
        give_standard_texts(body, by=None)
        people = _make_people(municipalities)
        seats = _make_seats(body, people)
        _make_users(body, people, municipalities)
        cast = Cast(body, people, seats, User.objects.get(email=f"secretary@{DOMAIN}"), today)
        renderer = Renderer()
        for script in (*YEAR_2023, *meetings_around(today)):
            hold_meeting(script, cast, renderer)
        renderer.stop()
        wait_in_queue(QUEUE, cast)
        answer_notice(cast)
        follow_up(cast)
        fill_costs(municipalities)
        fill_fleet(
            municipalities,
            leader=User.objects.get(email=f"leader@{DOMAIN}"),
            contact=User.objects.get(email=f"contact@{DOMAIN}"),
            today=today,
        )
        change_councils(municipalities, leader=User.objects.get(email=f"leader@{DOMAIN}"), today=today)
        make_surveys(municipalities, leader=User.objects.get(email=f"leader@{DOMAIN}"), today=today)
        show_costs(municipalities, leader=User.objects.get(email=f"leader@{DOMAIN}"), today=today)
        report_economy(leader=User.objects.get(email=f"leader@{DOMAIN}"), today=today)
        make_vision(by=User.objects.get(email=f"leader@{DOMAIN}"), people=people, today=today)


def _make_municipalities() -> dict[str, Municipality]:
    Cooperation.objects.create(name="ROR-IKT – IKT-samarbeidet i Romsdal", short_name="ROR-IKT", language="nb")
    return {
        entry.number: Municipality.objects.create(
            number=entry.number,
            name=entry.name,
            language=entry.language,
            politician_domain=entry.politician_domain,
        )
        for entry in MUNICIPALITIES
    }


def _make_body() -> Body:
    return Body.objects.create(
        name="Samarbeidsrådet",
        name_definite="samarbeidsrådet",
        slug="samarbeidsradet",
        language="nb",
        usual_place="Molde rådhus, møterom Fannefjorden",
        usual_start=time(8, 15),
        usual_end=time(11, 0),
    )


def _make_people(municipalities: dict[str, Municipality]) -> dict[str, Person]:
    return {
        key: Person.objects.create(
            family_name=entry.family_name,
            given_name=entry.given_name,
            title=entry.title,
            municipality=municipalities.get(entry.municipality),
            email=f"{entry.given_name.split()[0]}.{entry.family_name}@{DOMAIN}".lower().translate(ASCII),
        )
        for key, entry in PEOPLE.items()
    }


ASCII = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})


def _make_seats(body: Body, people: dict[str, Person]) -> dict[str, Membership]:
    seats: dict[str, Membership] = {}
    for key, entry in PEOPLE.items():
        if entry.role is not None:
            seats[key] = Membership.objects.create(
                body=body,
                person=people[key],
                municipality=people[key].municipality,
                role=entry.role,
                deputy_for=seats.get(entry.deputy_for),
                rank=1 if entry.deputy_for else None,
                since=SINCE,
            )
    return seats


def _make_users(body: Body, people: dict[str, Person], municipalities: dict[str, Municipality]) -> None:
    hashed = make_password(PASSWORD)  # slow by design, so once for all of them
    for entry in USERS:
        person = people[entry.person]
        user = User.objects.create(email=f"{entry.address}@{DOMAIN}", password=hashed, name=str(person), person=person)
        Grant.objects.create(
            user=user,
            role=entry.role,
            body=body if entry.role in (Role.SECRETARY, Role.MEMBER) else None,
            municipality=municipalities.get(entry.municipality),
        )
