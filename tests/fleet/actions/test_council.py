"""A change of council leaves no device, licence or account on nobody."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from cooperation.models import Change
from cooperation.rules.refusal import Refused
from fleet.actions.council import (
    do_for,
    finish_change,
    give_licence,
    hand_out,
    reopen_change,
    seat_again,
    seat_listed,
    start_change,
    unseat,
)
from fleet.actions.device import assign_device, give_back_device, take_back_device
from fleet.models import CouncilChange, DeviceStatus, LicenceAssignment, Politician
from fleet.queries.council import council_state, devices_to_hand_out, open_jobs, products_of, sitting_before
from tests.factories import make_contact, make_leader, make_municipality
from tests.fleet.factories import (
    make_account,
    make_device,
    make_device_assignment,
    make_licence,
    make_lifetime,
    make_politician,
    make_subsidy,
    make_term,
)

pytestmark = pytest.mark.django_db
DAY = date(2023, 11, 20)


@pytest.fixture
def old_term():
    return make_term(since=date(2019, 10, 1), until=date(2023, 9, 30))


@pytest.fixture
def term():
    return make_term()


@pytest.fixture
def leader():
    return make_leader()


@pytest.fixture
def aukra():
    return make_municipality(number="1547", name="Aukra")


@pytest.fixture
def change(aukra, old_term, term, leader):
    return start_change(aukra, term, by=leader)


@pytest.fixture
def leaver(aukra, old_term):
    """Sits in the old term only, with a device, an account and a licence."""
    politician = make_politician(municipality=aukra, family_name="Dahl", given_name="Ola", term=old_term)
    make_device_assignment(device=make_device(municipality=aukra, serial="PC1"), politician=politician)
    make_licence(account=make_account(municipality=aukra, upn="ola@example.no", politician=politician))
    return politician


@pytest.fixture
def newcomer(aukra, term):
    return make_politician(municipality=aukra, family_name="Moen", given_name="Liv", term=term)


def reasons_of(wanted, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        wanted(*args, **kwargs)
    return refused.value.reasons


def equip(politician):
    make_device_assignment(device=make_device(municipality=politician.municipality), politician=politician)
    make_licence(account=make_account(municipality=politician.municipality, politician=politician))


def test_it_is_started_once_and_only_after_another_term(aukra, old_term, change, leader):
    assert change.old_term == old_term
    assert reasons_of(start_change, aukra, change.term, by=leader) == [
        "Skiftet til 2023–2027 er startet allerede.",
    ]
    assert reasons_of(start_change, aukra, old_term, by=leader) == [
        "Perioden før 2019–2023 er ikke registrert, så ingen kan sies å gå ut.",
    ]


@pytest.mark.parametrize("seated_first", [True, False])
def test_it_is_not_finished_over_one_who_sits_in_neither_term(change, newcomer, leader, aukra, seated_first):
    equip(newcomer)
    gone = make_politician(municipality=aukra, family_name="Nes", given_name="Per", term=change.term)
    equip(gone)
    if seated_first:
        unseat(change, gone, by=leader)
    else:
        gone.seats.update(term=make_term(since=date(2015, 10, 1), until=date(2019, 9, 30)))
    device = gone.device_assignments.get().device
    assert reasons_of(finish_change, change, by=leader) == [
        f"Per Nes har fortsatt {device}.",
        "Per Nes har fortsatt Office 365 E1.",
        "Kontoen til Per Nes er ikke avsluttet.",
    ]
    for verb in ("returned", "free_licences", "account_closed"):
        do_for(change, [gone.pk], verb=verb, on=DAY, by=leader)
    finish_change(change, by=leader)
    assert not gone.device_assignments.open().exists()


def test_one_who_sits_in_a_later_term_does_not_leave(change, newcomer, aukra):
    equip(newcomer)
    newcomer.seats.update(term=make_term(since=date(2027, 10, 1), until=date(2031, 9, 30)))
    assert council_state(change).leaving == ()


def test_who_leaves_comes_and_stays(change, leaver, newcomer, aukra):
    old_term, term = change.old_term, change.term
    stayer = make_politician(municipality=aukra, family_name="Lie", term=old_term)
    stayer.seats.create(term=term)
    make_lifetime(months=12)
    old = make_device(municipality=aukra, serial="GAMMEL", purchased_on=date(2019, 1, 1))
    make_device_assignment(device=old, politician=stayer, since=date(2019, 10, 2))
    make_politician(family_name="Annet sted", term=old_term)
    state = council_state(change)
    assert [one.politician for one in state.leaving] == [leaver]
    assert [one.politician for one in state.coming] == [newcomer]
    assert [(one.concerned.politician, one.due_devices) for one in state.staying] == [(stayer, (old,))]
    assert (state.leaving[0].left_to_do, state.coming[0].lacking, state.outstanding) == (3, 2, 5)


def test_a_finish_is_refused_with_every_reason(change, leaver, newcomer, aukra, leader):
    make_device(municipality=aukra, serial="PC9")
    other = make_politician(municipality=aukra, family_name="Nes", given_name="Per", term=change.term)
    make_account(municipality=aukra, politician=other)
    make_subsidy(politician=other, term=change.term)
    assert reasons_of(finish_change, change, by=leader) == [
        "Ola Dahl har fortsatt Bok 14 (PC1).",
        "Ola Dahl har fortsatt Office 365 E1.",
        "Kontoen til Ola Dahl er ikke avsluttet.",
        "Liv Moen har verken enhet eller tilskudd.",
        "Liv Moen har ingen konto.",
        "Kontoen til Per Nes har ingen lisens.",
        "1 enhet er registrert i bruk og er hos ingen: Bok 14 (PC9)",
    ]
    assert not CouncilChange.objects.get().is_closed


def test_an_empty_council_is_not_finished(change, leader):
    assert reasons_of(finish_change, change, by=leader) == ["Ingen sitter i det nye kommunestyret ennå."]


@pytest.mark.parametrize(
    ("verb", "status"),
    [
        ("returned", DeviceStatus.RETURNED),
        ("bought_out", DeviceStatus.BOUGHT_OUT),
        ("kept", DeviceStatus.RETIRED),
    ],
)
def test_a_leavers_device_ends_as_said(change, leaver, leader, verb, status):
    assert do_for(change, [leaver.pk], verb=verb, on=DAY, by=leader) == 1
    assignment = leaver.device_assignments.get()
    assert (assignment.until, assignment.ended_as, assignment.device.status) == (DAY, verb, status)


def test_the_job_is_done_when_nothing_is_left(change, leaver, newcomer, leader):
    for verb in ("returned", "free_licences", "account_closed"):
        do_for(change, [leaver.pk], verb=verb, on=DAY, by=leader)
    do_for(change, [leaver.pk], verb="account_closed", on=DAY, by=leader)
    equip(newcomer)
    licence = leaver.accounts.get().licences.get()
    assert licence.until == DAY
    assert council_state(change).outstanding == 0
    finish_change(change, by=leader)
    change.refresh_from_db()
    assert (change.is_closed, change.closed_by) == (True, leader)
    assert reasons_of(finish_change, change, by=leader) == ["Kommunestyreskiftet er avsluttet allerede."]
    assert reasons_of(do_for, change, [leaver.pk], verb="kept", on=DAY, by=leader) == [
        "Kommunestyreskiftet er avsluttet. Åpne det igjen for å fortsette."
    ]
    reopen_change(change, by=leader)
    assert reasons_of(reopen_change, change, by=leader) == ["Kommunestyreskiftet er ikke avsluttet."]
    verbs = Change.objects.filter(subject=f"fleet.councilchange:{change.pk}").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["start", "tick", "finish", "reopen"]


def test_a_tick_is_taken_back(change, newcomer, leader):
    for verb in ("without_device", "without_account"):
        do_for(change, [newcomer.pk], verb=verb, on=DAY, by=leader)
    assert council_state(change).outstanding == 0
    for verb in ("not_without_device", "not_without_device", "not_without_account"):
        do_for(change, [newcomer.pk], verb=verb, on=DAY, by=leader)
    assert council_state(change).outstanding == 2


def test_a_blocked_account_is_closed(change, leaver):
    leaver.accounts.update(is_blocked=True)
    assert council_state(change).leaving[0].is_account_left is False


def test_all_or_nothing_is_done_for_many(change, leaver, leader, aukra):
    other = make_politician(municipality=aukra, family_name="Nes", term=change.old_term)
    assert reasons_of(do_for, change, [leaver.pk, 999_999], verb="kept", on=DAY, by=leader) == [
        "Kryss av for minst én av kommunens politikere."
    ]
    assert reasons_of(do_for, change, [leaver.pk], verb="sell", on=DAY, by=leader) == ["Velg hva som skal gjøres."]
    assert do_for(change, [leaver.pk, other.pk], verb="returned", on=date(2019, 1, 1), by=leader) == 2
    assert leaver.device_assignments.get().until == date(2023, 11, 1)


def test_those_who_sit_on_are_seated(change, leaver, leader):
    assert sitting_before(change) == [leaver]
    assert seat_again(change, [leaver.pk], role="deputy", by=leader) == 1
    assert [seat.role for seat in leaver.seats.filter(term=change.term)] == ["deputy"]
    assert sitting_before(change) == []
    unseat(change, leaver, by=leader)
    assert sitting_before(change) == [leaver]


def test_a_pasted_list_finds_those_who_are_known(change, leaver, leader, aukra):
    leaver.email = "ola.dahl@example.no"
    leaver.save()
    make_politician(municipality=aukra, family_name="Lie", given_name="Eva", email="")
    text = "Dahl, Ola T; ola.dahl@example.no\nLie, Eva; vara\nMoen, Liv; liv@example.no; Bygdelista\nMoen, Liv; liv@example.no; utvalg"
    assert reasons_of(seat_listed, change, text, by=leader) == [
        "Linje 4 nevner noen som står lenger oppe allerede: «Moen, Liv; liv@example.no; utvalg»"
    ]
    assert seat_listed(change, text.rpartition("\n")[0], by=leader) == (1, 2)
    assert seat_listed(change, text.rpartition("\n")[0], by=leader) == (0, 3)
    new = Politician.objects.get(family_name="Moen")
    assert (new.municipality, new.party, new.seats.get().role) == (aukra, "Bygdelista", "council")


def test_a_list_that_cannot_be_read_seats_nobody(change, leader, aukra):
    for _two in range(2):
        make_politician(municipality=aukra, family_name="Lie", given_name="Eva", email="")
    text = "Moen, Liv\n; x\nLie, Eva\nNes, Per; per@-eksempel-.no"
    reasons = reasons_of(seat_listed, change, text, by=leader)
    assert reasons[:2] == [
        "Linje 2 har ikke noe navn først: «; x»",
        "Linje 3: Det er flere som heter Eva Lie. Skriv adressen også.",
    ]
    assert [reason[:8] for reason in reasons[2:]] == ["Linje 4:"]
    assert not Politician.objects.filter(family_name="Moen").exists()
    assert reasons_of(seat_listed, change, " \n", by=leader) == ["Skriv minst ett navn."]


def test_the_shelf_is_handed_out(change, newcomer, leader, aukra):
    spare = make_device(municipality=aukra, status=DeviceStatus.SPARE)
    make_device(status=DeviceStatus.SPARE)
    assert devices_to_hand_out(change) == [spare]
    hand_out(change, newcomer, spare, since=DAY, by=leader)
    assert newcomer.device_assignments.get().device == spare
    assert devices_to_hand_out(change) == []


def test_a_licence_is_given_of_what_the_municipality_has(change, leaver, newcomer, leader, aukra):
    account = make_account(municipality=aukra, politician=newcomer)
    assert products_of(change) == [("STANDARDPACK", "Office 365 E1")]
    give_licence(change, account, product="STANDARDPACK", since=DAY, by=leader)
    assert account.licences.get().product_name == "Office 365 E1"
    assert reasons_of(give_licence, change, account, product="STANDARDPACK", since=DAY, by=leader) == [
        "Kontoen har den allerede."
    ]
    assert reasons_of(give_licence, change, account, product="X", since=DAY, by=leader) == [
        "Velg et produkt som kommunen har."
    ]


def test_a_contact_has_the_own_jobs(change, aukra, leader):
    assert [state.change for state in open_jobs(make_contact(aukra))] == [change]
    assert open_jobs(make_contact(make_municipality(number="1506", name="Molde"))) == []


def told_in_english(action, *args, **kwargs):
    with override("en"):
        return reasons_of(action, *args, **kwargs)


def test_a_device_is_bought_out_for_a_price(change, leaver, leader):
    do_for(change, [leaver.pk], verb="bought_out", on=DAY, by=leader, price=Decimal("1234.50"))
    ended = leaver.device_assignments.get()
    assert (ended.ended_as, ended.price_paid, ended.device.status) == (
        "bought_out", Decimal("1234.50"), DeviceStatus.BOUGHT_OUT,
    )  # fmt: skip
    assert Change.objects.get(verb="take_back").after["price_paid"] == "1234.50"


def test_only_what_is_bought_out_has_a_price_and_none_below_zero(change, leaver, leader):
    no_price = "Only a device that was bought out has a price."
    assert told_in_english(do_for, change, [leaver.pk], verb="returned", on=DAY, by=leader, price=Decimal(1)) == [
        f"{leaver}: {no_price}"
    ]
    assignment = leaver.device_assignments.get()
    assert told_in_english(
        take_back_device, assignment, ended_as="bought_out", on=DAY, by=leader, price=Decimal(-1)
    ) == ["The price cannot be below zero."]


@pytest.mark.parametrize("verb", ["returned", "bought_out", "kept"])
def test_what_was_done_with_a_device_in_the_job_is_undone(change, leaver, leader, verb):
    device = leaver.device_assignments.get().device
    device.status = DeviceStatus.REPLACEMENT_ORDERED
    device.save()
    price = Decimal(500) if verb == "bought_out" else None
    do_for(change, [leaver.pk], verb=verb, on=DAY, by=leader, price=price)
    [state] = council_state(change).leaving
    assert ([one.device for one in state.ended], len(state.assignments)) == ([device], 0)
    do_for(change, [leaver.pk], verb="not_ended", on=DAY, by=leader)
    back = leaver.device_assignments.get()
    assert (back.until, back.ended_as, back.price_paid, back.device.status) == (
        None, "", None, DeviceStatus.REPLACEMENT_ORDERED,
    )  # fmt: skip
    [state] = council_state(change).leaving
    assert (state.ended, len(state.assignments)) == ((), 1)


def test_what_was_ended_outside_the_job_is_not_undone_in_it(change, leaver, leader):
    take_back_device(leaver.device_assignments.get(), ended_as="returned", on=DAY, by=leader)
    do_for(change, [leaver.pk], verb="not_ended", on=DAY, by=leader)
    assert leaver.device_assignments.get().until == DAY


def test_a_device_that_another_has_or_that_is_lost_since_is_not_given_back(change, leaver, newcomer, leader):
    do_for(change, [leaver.pk], verb="returned", on=DAY, by=leader)
    ended = leaver.device_assignments.get()
    assign_device(ended.device, newcomer, since=DAY, by=leader)
    assert told_in_english(give_back_device, ended, by=leader) == [
        f"{ended.device} is registered otherwise since: In use.",
        f"Liv Moen has {ended.device} now.",
    ]
    assert told_in_english(give_back_device, newcomer.device_assignments.get(), by=leader) == [
        f"Liv Moen has {ended.device}."
    ]


def test_freed_licences_are_held_again(change, leaver, leader):
    do_for(change, [leaver.pk], verb="free_licences", on=DAY, by=leader)
    [state] = council_state(change).leaving
    assert ([one.product_name for one in state.freed], state.licences) == (["Office 365 E1"], ())
    do_for(change, [leaver.pk], verb="not_freed", on=DAY, by=leader)
    [state] = council_state(change).leaving
    assert (state.freed, [one.until for one in state.licences]) == ((), [None])


def test_a_licence_that_the_account_has_got_anew_is_not_given_twice(change, leaver, leader):
    do_for(change, [leaver.pk], verb="free_licences", on=DAY, by=leader)
    freed = LicenceAssignment.objects.get()
    make_licence(account=freed.account)
    assert told_in_english(do_for, change, [leaver.pk], verb="not_freed", on=DAY, by=leader) == [
        f"{leaver}: ola@example.no holds Office 365 E1 again already."
    ]


def test_many_who_come_need_nothing_at_once(change, newcomer, leader, aukra):
    deputies = [make_politician(municipality=aukra, term=change.term, role="deputy") for _each in range(3)]
    do_for(change, [one.pk for one in deputies], verb="without_anything", on=DAY, by=leader)
    state = council_state(change)
    assert ([one.politician for one in state.coming_open], len(state.coming_done)) == ([newcomer], 3)


def test_who_gave_the_new_seat_up_leaves(change, newcomer, aukra):
    equip(newcomer)
    newcomer.seats.update(until=date(2023, 12, 1))
    state = council_state(change)
    assert ([one.politician for one in state.leaving], state.coming) == ([newcomer], ())
    change.closed_at = datetime(2023, 11, 30, 12, tzinfo=UTC)  # finished while the seat was held
    assert [one.politician for one in council_state(change).coming] == [newcomer]


def test_two_who_start_the_same_change_at_once(change, leader, aukra, monkeypatch):
    monkeypatch.setattr("fleet.actions.council.why_not_start", lambda *_args: [])
    assert len(reasons_of(start_change, aukra, change.term, by=leader)) == 1
    assert CouncilChange.objects.count() == 1
