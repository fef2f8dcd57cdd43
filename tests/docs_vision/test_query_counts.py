"""Every page asks the database as often with three rows of everything as with one."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from docs_vision.models import (
    Benefit,
    Challenge,
    Estimate,
    EstimateShare,
    Goal,
    Law,
    LocalState,
    Measurement,
    Milestone,
    Prerequisite,
    Solution,
    Theme,
    VisionSlide,
)
from tests.factories import make_contact, make_leader, make_meeting, make_municipality, make_person

pytestmark = pytest.mark.django_db
START, TARGET = date(2024, 1, 1), date(2028, 1, 1)


def make_world(rows):
    """So many of everything, each linked with each of the column beside it."""
    towns = [make_municipality(number=f"15{place:02}", name=f"Kommune {place}") for place in range(min(rows, 5))]
    case = make_meeting(cases=["Vedtak"]).cases.get()
    leader = make_leader()
    for place in range(rows):
        Goal.objects.create(theme=Theme.objects.create(title=f"Tema {place}"), title=f"Mål {place}")
        challenge = Challenge.objects.create(area="systems", title=f"Utfordring {place}")
        challenge.laws.add(Law.objects.create(short_title=f"Lov {place}", title=f"Lov {place}"))
        solution = Solution.objects.create(
            title=f"Løsning {place}", status="ongoing", ends_on=START, case=case, municipality=towns[place % len(towns)]
        )
        Milestone.objects.create(title=f"Milepæl {place}", solution=solution, due_on=START + timedelta(days=place))
        benefit = Benefit.objects.create(
            title=f"Gevinst {place}", kind="time", owner=make_person(), baseline=8, baseline_on=START, target=4,
            target_on=TARGET,
        )  # fmt: skip
        need = Prerequisite.objects.create(kind="technical", title=f"Forutsetning {place}")
        estimate = Estimate.objects.create(
            benefit=benefit, title=f"Anslag {place}", counted="Ansatte", first_year=2024, last_year=2025, method="hours",
            low=1, likely=2, high=3, hour_cost=Decimal(500),
        )  # fmt: skip
        for town in towns:
            EstimateShare.objects.create(estimate=estimate, municipality=town, count=7)
            LocalState.objects.create(municipality=town, solution=solution, state="begun", by=leader)
            LocalState.objects.create(municipality=town, prerequisite=need, state="begun", by=leader)
            Measurement.objects.create(benefit=benefit, municipality=town, measured_on=START, value=7, by=leader)
        Measurement.objects.create(benefit=benefit, measured_on=START, value=7, by=leader)
        VisionSlide.objects.create(kind="progress", position=place)
        # Each hangs on the three last ones, so that three hundred do not make ninety thousand lines.
        solution.challenges.set(Challenge.objects.order_by("-pk")[:3])
        benefit.solutions.set(Solution.objects.order_by("-pk")[:3])
        benefit.goals.set(Goal.objects.order_by("-pk")[:3])
        benefit.depends_on.set(Benefit.objects.exclude(pk=benefit.pk).order_by("-pk")[:2])
    return leader, towns[0]


PAGES = {
    "vision_page": 18, "challenge_page": 16, "goal_page": 16, "solution_page": 19, "benefit_page": 23, "deck_page": 25,
    "arithmetic_page": 7, "estimate_page": 7, "estimate_counts": 6, "state_page": 7, "state_edit": 9, "report_page": 26,
    "contents": 13,
}  # fmt: skip
NAMES = {
    "challenge_page": Challenge, "goal_page": Goal, "solution_page": Solution, "benefit_page": Benefit,
    "estimate_page": Estimate, "estimate_counts": Estimate,
}  # fmt: skip
LISTS = (
    "themes", "goals", "laws", "challenges", "solutions", "benefits", "prerequisites", "milestones", "estimates", "slides",
)  # fmt: skip
FORMS = {"challenges": 4, "solutions": 6, "benefits": 7, "estimates": 4}


def ask(client, user, count, name, *args, query="", asking):
    client.force_login(user)
    with asking(count):
        assert client.get(reverse(f"docs_vision:{name}", args=args) + query).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", PAGES)
def test_a_page(client, rows, name, django_assert_num_queries):
    leader, town = make_world(rows)
    args = [NAMES[name].objects.first().pk] if name in NAMES else [town.number] if name == "state_edit" else []
    ask(client, leader, PAGES[name], name, *args, asking=django_assert_num_queries)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("noun", LISTS)
def test_a_list_of_what_the_vision_is_made_of(client, rows, noun, django_assert_num_queries):
    leader, _town = make_world(rows)
    ask(client, leader, 4, "entry_list", noun, asking=django_assert_num_queries)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("noun", FORMS)
def test_a_form_with_boxes_to_tick(client, rows, noun, django_assert_num_queries):
    leader, _town = make_world(rows)
    ask(client, leader, FORMS[noun], "entry_new", noun, asking=django_assert_num_queries)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_map_of_one_municipality_with_a_line_followed(client, rows, django_assert_num_queries):
    leader, town = make_world(rows)
    query = f"?municipality={town.number}&follow=benefit-{Benefit.objects.first().pk}"
    ask(client, leader, 18, "vision_page", query=query, asking=django_assert_num_queries)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_map_as_a_municipalitys_contact_sees_it(client, rows, django_assert_num_queries):
    _leader, town = make_world(rows)
    ask(client, make_contact(town), 18, "vision_page", asking=django_assert_num_queries)
