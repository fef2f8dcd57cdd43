from datetime import date
from decimal import Decimal

import pytest

from cooperation.rules.refusal import Refused
from fleet.actions.settings import delete_lifetime, delete_term, save_lifetime, save_term
from fleet.models import Lifetime, Term
from tests.factories import make_leader
from tests.fleet.factories import make_politician, make_term

pytestmark = pytest.mark.django_db


def test_terms_do_not_overlap():
    leader = make_leader()
    save_term(Term(since=date(2019, 10, 1), until=date(2023, 9, 30)), by=leader)
    save_term(Term(since=date(2023, 10, 1), until=date(2027, 9, 30)), by=leader)
    with pytest.raises(Refused) as refused:
        save_term(Term(since=date(2023, 1, 1), until=date(2024, 1, 1)), by=leader)
    assert len(refused.value.reasons) == 2


def test_a_term_in_which_somebody_sits_stays():
    term, empty = make_term(), make_term(since=date(2019, 10, 1), until=date(2023, 9, 30))
    make_politician(term=term)
    with pytest.raises(Refused):
        delete_term(term, by=make_leader())
    delete_term(empty, by=make_leader())
    assert Term.objects.get() == term


def test_lifetimes():
    lifetime = Lifetime(kind="pc", months=48, price=Decimal(12000))
    save_lifetime(lifetime, by=make_leader())
    delete_lifetime(lifetime, by=make_leader())
    assert Lifetime.objects.count() == 0
