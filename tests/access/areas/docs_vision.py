"""The vision."""

from decimal import Decimal

from docs_vision.models import Benefit, Challenge, Estimate, Goal, Measurement, Solution, Theme
from tests.access.roles import LEADER, NOBODY, PERSONAL

READ = PERSONAL | {"administrator": "403"}
STATED = NOBODY | {"leader": "in", "contact": "in", "other contact": "404"}
READERS = ("vision_page", "challenge_page", "goal_page", "solution_page", "benefit_page", "arithmetic_page",
           "estimate_page", "state_page", "report_page", "report_pdf", "deck_page", "deck_pdf")  # fmt: skip
WRITERS = (
    "measurement_add", "measurement_remove", "measurement_compute", "measurement_import", "measurement_import_confirm",
    "estimate_counts", "estimate_keep", "contents", "entry_list", "entry_new", "entry_edit", "entry_delete",
    "entry_move",
)  # fmt: skip
MATRIX = {
    **{f"docs_vision:{name}": READ for name in READERS},
    **{f"docs_vision:{name}": LEADER for name in WRITERS},
    "docs_vision:state_edit": STATED,
    "docs_vision:report_attach": LEADER,
}


def places(world):
    goal = Goal.objects.create(theme=Theme.objects.create(title="Kompetanse"), title="Lære")
    solution = Solution.objects.create(title="Arkivløsning")
    benefit = Benefit.objects.create(title="Raskere søk", kind="time")
    measurement = Measurement.objects.create(benefit=benefit, measured_on=world.meeting.date, value=Decimal(8))
    estimate = Estimate.objects.create(
        benefit=benefit, title="Verdi", method="hours", low=1, likely=2, high=3, hour_cost=500, counted="Ansatte",
        first_year=2024, last_year=2025,
    )  # fmt: skip
    one = {"noun": "goals", "pk": goal.pk}
    return {
        "docs_vision:challenge_page": {"pk": Challenge.objects.create(area="people", title="Tid").pk},
        "docs_vision:goal_page": {"pk": goal.pk},
        "docs_vision:solution_page": {"pk": solution.pk},
        "docs_vision:benefit_page": {"pk": benefit.pk},
        "docs_vision:measurement_add": {"pk": benefit.pk},
        "docs_vision:measurement_remove": {"pk": measurement.pk},
        **{f"docs_vision:estimate_{verb}": {"pk": estimate.pk} for verb in ("page", "counts", "keep")},
        "docs_vision:state_edit": {"number": world.municipality.number},
        "docs_vision:entry_list": {"noun": "goals"},
        "docs_vision:entry_new": {"noun": "goals"},
        **{f"docs_vision:entry_{verb}": one for verb in ("edit", "delete", "move")},
    }


def sent(world):
    return {"docs_vision:report_attach": {"case": world.case.pk, "table": "solutions"}}
