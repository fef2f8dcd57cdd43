from datetime import date
from decimal import Decimal

import pytest

from cooperation.models import Change
from cooperation.rules.refusal import Refused
from fleet.actions.politician import (
    change_politicians,
    delete_politician,
    delete_seat,
    delete_subsidy,
    grant_subsidy,
    save_politician,
    save_seat,
)
from fleet.models import Politician, Seat, Subsidy
from tests.factories import make_leader, make_municipality
from tests.fleet.factories import (
    make_account,
    make_device,
    make_device_assignment,
    make_politician,
    make_subsidy,
    make_term,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader():
    return make_leader()


def test_a_politician_is_registered_and_gets_the_account_with_the_address(leader):
    account = make_account(upn="kari@moldepolitiker.no")
    kari = Politician(municipality=account.municipality, family_name="Nes", email="Kari@MoldePolitiker.no")
    save_politician(kari, by=leader)
    account.refresh_from_db()
    assert (kari.email, account.politician) == ("kari@moldepolitiker.no", kari)


def test_an_address_stands_once_in_a_municipality(leader):
    make_politician(email="kari@x.no")
    with pytest.raises(Refused):
        save_politician(Politician(municipality=make_municipality(), family_name="N", email="KARI@x.no"), by=leader)


def test_somebody_with_a_device_does_not_move_to_another_municipality(leader):
    kari = make_device_assignment().politician
    kari.municipality = make_municipality(number="1547", name="Aukra")
    with pytest.raises(Refused):
        save_politician(kari, by=leader)


def test_two_who_register_the_same_at_once(leader, monkeypatch):
    make_politician(email="kari@x.no")
    monkeypatch.setattr("fleet.actions.politician.why_not_save", lambda politician: [])
    with pytest.raises(Refused):
        save_politician(Politician(municipality=make_municipality(), family_name="N", email="kari@x.no"), by=leader)


def test_one_without_history_is_deleted_and_one_with_a_device_stays(leader):
    delete_politician(make_politician(), by=leader)
    with pytest.raises(Refused):
        delete_politician(make_device_assignment().politician, by=leader)
    assert Politician.objects.count() == 1


def test_seats(leader):
    kari, term = make_politician(), make_term()
    seat = Seat(politician=kari, term=term, role="council", since=date(2024, 1, 1), until=date(2025, 1, 1))
    save_seat(seat, by=leader)
    with pytest.raises(Refused) as refused:
        save_seat(
            Seat(politician=kari, term=term, role="council", since=date(2030, 1, 1), until=date(2029, 1, 1)), by=leader
        )
    assert len(refused.value.reasons) == 3
    delete_seat(seat, by=leader)
    assert (Seat.objects.count(), Change.objects.first().verb) == (0, "seat_delete")


def test_subsidies(leader):
    kari = make_politician()
    elsewhere = make_device(municipality=make_municipality(number="1547", name="Aukra"))
    with pytest.raises(Refused):
        grant_subsidy(Subsidy(politician=kari, device=elsewhere, amount=1, granted_on=date(2023, 1, 1)), by=leader)
    subsidy = make_subsidy(politician=kari)
    grant_subsidy(subsidy, by=leader)
    delete_subsidy(subsidy, by=leader)
    assert (Subsidy.objects.count(), Change.objects.first().before["amount"]) == (0, str(Decimal(8000)))


def test_many_get_a_party_and_a_seat_or_lose_it(leader):
    term = make_term()
    one, other = make_politician(term=term), make_politician(party="Fjordlista")
    everybody = Politician.objects.all()
    changes = {"party": "Fjordlista", "term": term, "role": "council"}
    assert change_politicians(everybody, changes=changes, by=leader) == 2
    assert change_politicians(everybody, changes=changes, by=leader) == 0
    assert change_politicians(everybody, changes={"until": date(2025, 1, 1)}, by=leader) == 2
    assert change_politicians(everybody, changes={"until": date(2025, 1, 1)}, by=leader) == 0
    assert set(Seat.objects.values_list("until", flat=True)) == {date(2025, 1, 1)}
    assert (one.pk, other.pk) == tuple(Politician.objects.order_by("pk").values_list("pk", flat=True))


def test_a_change_of_many_is_refused_with_every_reason(leader, monkeypatch):
    monkeypatch.setattr("fleet.actions.politician.MOST_AT_ONCE", 0)
    with pytest.raises(Refused) as refused:
        change_politicians(Politician.objects.none(), changes={}, by=leader)
    assert len(refused.value.reasons) == 2
    make_politician()
    with pytest.raises(Refused):
        change_politicians(Politician.objects.all(), changes={"party": "x"}, by=leader)
