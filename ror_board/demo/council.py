"""The change of council after the election of 2023: one municipality is half-way, another is done."""

from __future__ import annotations

from datetime import date

from cooperation.models import Municipality, User
from fleet.actions.council import do_for, finish_change, give_licence, start_change
from fleet.models import Term
from fleet.queries.council import council_state, products_of


def change_councils(municipalities: dict[str, Municipality], *, leader: User, today: date) -> None:
    """Vestnes has finished; Aukra has begun with those who leave."""
    term = Term.objects.get(since__year=2023)
    done = start_change(municipalities["1535"], term, by=leader)
    state = council_state(done)
    leaving = [one.politician.pk for one in state.leaving]
    for verb in ("returned", "free_licences", "account_closed"):
        do_for(done, leaving, verb=verb, on=today, by=leader)
    for one in state.coming:
        if one.lacks_licence:
            product, _name = products_of(done)[0]
            give_licence(done, one.accounts[0], product=product, since=today, by=leader)
    finish_change(done, by=leader)
    begun = start_change(municipalities["1547"], term, by=leader)
    first = next(one for one in council_state(begun).leaving if one.licences)
    do_for(begun, [first.politician.pk], verb="free_licences", on=today, by=leader)
