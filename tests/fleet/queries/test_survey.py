from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from fleet.models import RoundState
from fleet.queries.survey import awaiting_answer, comparison_of, latest_round, starts_of
from fleet.queries.survey_texts import SOURCES, SourceText, texts_that_differ
from tests.factories import make_contact, make_leader, make_municipality
from tests.fleet.factories import make_device, make_politician, make_subsidy, make_term
from tests.fleet.factories_survey import OWN_PC, TABLET, give_answer, make_open_round, make_question, make_round

pytestmark = pytest.mark.django_db
TODAY = date(2023, 11, 10)


@pytest.fixture
def molde():
    return make_municipality()


@pytest.fixture
def aukra():
    return make_municipality(number="1547", name="Aukra")


def test_what_awaits_a_contact_is_open_and_the_own_municipalitys(molde, aukra):
    contact = make_contact(aukra)
    late = make_open_round(molde, aukra, due_on=date(2023, 12, 1))
    soon = make_open_round(molde, aukra, due_on=date(2023, 11, 20))
    make_open_round(molde, aukra, state=RoundState.CLOSED)
    give_answer(make_open_round(molde, aukra), aukra, {})
    assert [(one.round, one.municipality) for one in awaiting_answer(contact)] == [(soon, aukra), (late, aukra)]
    assert awaiting_answer(make_leader()) == []


def test_the_latest_round_of_a_day_is_the_one_opened_last(molde):
    first = make_open_round(molde, opened_at=datetime(2022, 11, 1, tzinfo=UTC))
    second = make_open_round(molde)
    make_round()
    assert [latest_round(day) for day in (date(2022, 10, 31), date(2023, 10, 31), TODAY)] == [None, first, second]


def test_an_answer_starts_from_what_is_saved_then_the_registers_then_last_time(molde, aukra):
    term = make_term()
    for municipality, count in ((molde, 2), (aukra, 3)):
        for _number in range(count):
            make_subsidy(politician=make_politician(municipality=municipality, term=term), amount="100")
    make_device(municipality=molde)
    last = make_open_round(molde, aukra)
    give_answer(last, molde, {"Praksis": TABLET, "Antall": "7", "Tilskudd": "5", "Merknad": "Før"})
    give_answer(last, aukra, {"Praksis": OWN_PC})
    survey = make_round(state=RoundState.OPEN)
    for question in last.questions.all():
        question.pk, question.copied_from_id, question.round = None, question.pk, survey
        question.save(force_insert=True)
    give_answer(survey, molde, {"Merknad": "Nå"}, confirmed_at=None)
    answer = survey.answers.get(municipality=molde)
    found = starts_of(answer, make_contact(molde), TODAY)
    assert [(one.question.text, one.saved, one.last, one.registered, one.value) for one in found] == [
        ("Praksis", None, TABLET, None, TABLET),
        ("Antall", None, "7", Decimal(2), "2"),
        ("Tilskudd", None, "5", None, "5"),
        ("Merknad", "Nå", "Før", None, "Nå"),
    ]


@pytest.mark.parametrize(
    ("register", "value"),
    [("politicians", 1), ("owned_devices", 1), ("private_devices", 0), ("licences", 0), ("subsidies", 100)],
)
def test_each_register_suggests_its_figure(molde, register, value):
    make_subsidy(politician=make_politician(municipality=molde, term=make_term()), amount="100")
    make_device(municipality=molde)
    question = make_question(kind="count", register=register)
    answer = give_answer(question.round, molde, {}, confirmed_at=None)
    assert [one.registered for one in starts_of(answer, make_contact(molde), TODAY)] == [Decimal(value)]


def test_what_was_not_confirmed_last_time_is_no_start(molde):
    last = make_open_round(molde)
    give_answer(last, molde, {"Merknad": "Kladd"}, confirmed_at=None)
    survey = make_round(state=RoundState.OPEN)
    make_question(survey=survey, copied_from=last.questions.get(text="Merknad"))
    answer = give_answer(survey, molde, {}, confirmed_at=None)
    assert [one.value for one in starts_of(answer, make_contact(molde), TODAY)] == [""]


def test_somebody_who_does_not_see_the_registers_gets_no_figure_of_them(molde, aukra):
    question = make_question(kind="count", register="politicians")
    answer = give_answer(question.round, molde, {}, confirmed_at=None)
    assert [one.registered for one in starts_of(answer, make_contact(aukra), TODAY)] == [None]


def test_only_what_is_confirmed_counts_in_sums_and_practices(molde, aukra):
    rauma = make_municipality(number="1539", name="Rauma")
    survey = make_open_round(molde, aukra, rauma)
    give_answer(survey, molde, {"Praksis": TABLET, "Antall": "120", "Tilskudd": "0.50"})
    give_answer(survey, rauma, {"Praksis": TABLET.upper(), "Antall": "86"})
    give_answer(survey, aukra, {"Praksis": OWN_PC, "Antall": "100"}, confirmed_at=None)
    found = comparison_of(survey, make_leader())
    assert [(row.question.text, row.values, row.sum, row.is_number) for row in found.rows] == [
        ("Praksis", (TABLET, TABLET.upper(), OWN_PC), None, False),
        ("Antall", ("120", "86", "100"), Decimal(206), True),
        ("Tilskudd", ("0.50", "", ""), Decimal("0.50"), True),
        ("Merknad", ("", "", ""), None, False),
    ]
    [counted] = found.counted
    assert [(one.words, one.who) for one in counted.practices] == [(TABLET, (molde, rauma))]
    assert counted.silent == (aukra,)
    assert [(label, len(rows)) for label, rows in found.by_aspect] == [
        ("Praksis i dag", 1),
        ("Antall og beløp", 2),
        ("Kommentarer", 1),
    ]


def test_a_contact_compares_the_own_municipality_only(molde, aukra):
    survey = make_open_round(molde, aukra)
    give_answer(survey, molde, {"Praksis": TABLET, "Antall": "120"})
    give_answer(survey, aukra, {"Praksis": OWN_PC, "Antall": "100"})
    found = comparison_of(survey, make_contact(aukra))
    assert [row.values for row in found.rows] == [(OWN_PC,), ("100",), ("",), ("",)]
    assert [row.sum for row in found.rows] == [None, Decimal(100), Decimal(0), None]
    assert [one.words for one in found.counted[0].practices] == [OWN_PC]


@pytest.mark.parametrize(("queries", "count"), [(4, 1), (4, 3)])
def test_a_comparison_asks_the_same_for_many_as_for_one(django_assert_num_queries, *, queries, count):
    numbers = ("1506", "1535", "1539")[:count]
    survey = make_open_round(*(make_municipality(number=number, name=number) for number in numbers))
    leader = make_leader()
    with django_assert_num_queries(queries):
        comparison_of(survey, leader)


@pytest.fixture
def said():
    """A source of texts that says four, and tells when it was asked."""
    asked = []

    def texts(user, first, last):
        asked.append((user, first, last))
        yield SourceText("2023/M6-003", "/sak/", "Det er 4 ulike prinsipper, ikke to ulike løsninger.")

    SOURCES.append(texts)
    yield asked
    SOURCES.remove(texts)


def test_a_text_that_says_another_number_is_named(molde, aukra, said):
    survey = make_open_round(molde, aukra)
    give_answer(survey, molde, {"Praksis": TABLET})
    give_answer(survey, aukra, {"Praksis": OWN_PC})
    leader = make_leader()
    [counted] = comparison_of(survey, leader).counted
    assert [(one.source.label, one.said.number, one.counted) for one in texts_that_differ(counted, leader)] == [
        ("2023/M6-003", 4, 2)
    ]
    assert said == [(leader, date(2023, 11, 1), date(2024, 11, 1))]


def test_nothing_is_held_against_texts_before_all_have_confirmed(molde, aukra, said):
    survey = make_open_round(molde, aukra)
    give_answer(survey, molde, {"Praksis": TABLET})
    leader = make_leader()
    [counted] = comparison_of(survey, leader).counted
    assert (texts_that_differ(counted, leader), said) == ([], [])


def test_a_reader_who_sees_only_some_answers_is_told_of_no_contradiction(molde, aukra, said):
    survey = make_open_round(molde, aukra)
    give_answer(survey, molde, {"Praksis": TABLET})
    give_answer(survey, aukra, {"Praksis": OWN_PC})
    contact = make_contact(molde)
    [counted] = comparison_of(survey, contact).counted
    assert (texts_that_differ(counted, contact), said) == ([], [])
