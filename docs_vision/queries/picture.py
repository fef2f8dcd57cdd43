"""The whole vision as things and the lines between them, with what is behind schedule."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cooperation.models import Municipality, User
from docs_vision.models import Benefit, Challenge, Goal, LocalState, LocalStateChoice, Measurement, Milestone, Solution
from docs_vision.models.solution import SolutionStatus
from docs_vision.rules.benefit_map import Node
from docs_vision.rules.progress import Plan, Progress, Reading, progress


@dataclass(frozen=True)
class Behind:
    """Something that is late: what, where to read about it, and why it counts as late."""

    title: str
    url: str
    reason: str


@dataclass(frozen=True)
class BenefitLine:
    benefit: Benefit
    progress: Progress


@dataclass(frozen=True)
class Picture:
    nodes: list[Node]
    edges: list[tuple[str, str]]
    challenges: list[Challenge]
    solutions: list[Solution]
    benefits: list[BenefitLine]
    goals: list[Goal]
    behind: list[Behind]


def picture(user: User, *, today: date, municipality: Municipality | None = None) -> Picture:
    """The vision as this reader may see it. With a municipality: only the solutions that concern it, and what hangs on them."""
    solutions = _solutions(municipality)
    kept = {solution.pk for solution in solutions}
    challenges = list(Challenge.objects.prefetch_related("laws"))
    goals = list(Goal.objects.select_related("theme"))
    met = Solution.challenges.through.objects.filter(solution__in=kept).values_list("challenge_id", "solution_id")
    given = Benefit.solutions.through.objects.filter(solution__in=kept).values_list("solution_id", "benefit_id")
    served = Benefit.goals.through.objects.values_list("benefit_id", "goal_id")
    edges = [
        *((f"challenge-{one}", f"solution-{two}") for one, two in sorted(met)),
        *((f"solution-{one}", f"benefit-{two}") for one, two in sorted(given)),
        *((f"benefit-{one}", f"goal-{two}") for one, two in sorted(served)),
    ]
    lines = benefit_lines(user, today=today, municipality=municipality)
    if municipality is not None:
        linked = {second for first, second in edges if first.startswith("solution-")}
        lines = [line for line in lines if f"benefit-{line.benefit.pk}" in linked]
    return Picture(
        nodes=_nodes(challenges, solutions, lines, goals, today),
        edges=edges,
        challenges=challenges,
        solutions=solutions,
        benefits=lines,
        goals=goals,
        behind=_behind(solutions, lines, today) + _late_as_a_whole(today),
    )


def benefit_lines(user: User, *, today: date, municipality: Municipality | None = None) -> list[BenefitLine]:
    """Every benefit with how far it has come, by the measurements of all together or of one municipality."""
    readings: dict[int, list[Reading]] = defaultdict(list)
    measured = Measurement.objects.visible_to(user).filter(municipality=municipality)
    for benefit, day, value in measured.values_list("benefit", "measured_on", "value"):
        readings[benefit].append(Reading(day, value))
    return [
        BenefitLine(benefit, progress(plan_of(benefit), readings[benefit.pk], today=today))
        for benefit in Benefit.objects.select_related("owner")
    ]


def plan_of(benefit: Benefit) -> Plan:
    return Plan(benefit.baseline, benefit.baseline_on, benefit.target, benefit.target_on, benefit.is_disbenefit)


def _solutions(municipality: Municipality | None) -> list[Solution]:
    found = Solution.objects.select_related("municipality").prefetch_related("milestones")
    if municipality is not None:
        irrelevant = LocalState.objects.filter(municipality=municipality, state=LocalStateChoice.NOT_RELEVANT)
        found = found.filter(Q(municipality=None) | Q(municipality=municipality)).exclude(
            pk__in=irrelevant.exclude(solution=None).values("solution")
        )
    return list(found)


def is_late(solution: Solution, today: date) -> bool:
    return (
        solution.status in (SolutionStatus.ONGOING, SolutionStatus.POSSIBLE)
        and solution.ends_on is not None
        and solution.ends_on < today
    )


def late_milestones(solution: Solution, today: date) -> list[Milestone]:
    if solution.status == SolutionStatus.DECLINED:
        return []
    return [one for one in solution.milestones.all() if one.done_on is None and one.due_on < today]


def _nodes(
    challenges: list[Challenge], solutions: list[Solution], lines: list[BenefitLine], goals: list[Goal], today: date
) -> list[Node]:
    late = _("behind schedule")
    nodes = [Node(f"challenge-{one.pk}", "challenge", one.title, one.get_absolute_url()) for one in challenges]
    for solution in solutions:
        is_behind = is_late(solution, today) or bool(late_milestones(solution, today))
        mark = f"{solution.get_status_display()}, {late}" if is_behind else str(solution.get_status_display())
        nodes.append(
            Node(f"solution-{solution.pk}", "solution", solution.title, solution.get_absolute_url(), mark, is_behind)
        )
    for line in lines:
        marks = [_("disbenefit")] if line.benefit.is_disbenefit else []
        if line.progress.stands_out:
            marks.append(late if line.progress.is_behind else _("more than expected"))
        nodes.append(
            Node(
                f"benefit-{line.benefit.pk}",
                "benefit",
                line.benefit.title,
                line.benefit.get_absolute_url(),
                ", ".join(marks),
                line.progress.stands_out,
            )
        )
    nodes += [Node(f"goal-{one.pk}", "goal", one.title, one.get_absolute_url()) for one in goals]
    return nodes


def _behind(solutions: list[Solution], lines: list[BenefitLine], today: date) -> list[Behind]:
    found = [
        Behind(solution.title, solution.get_absolute_url(), _("Should have been in use by now."))
        for solution in solutions
        if is_late(solution, today)
    ]
    found += [
        Behind(
            solution.title,
            solution.get_absolute_url(),
            _("The milestone “%(title)s” is not reached.") % {"title": milestone.title},
        )
        for solution in solutions
        for milestone in late_milestones(solution, today)
    ]
    found += [
        Behind(line.benefit.title, line.benefit.get_absolute_url(), _why_behind(line, today))
        for line in lines
        if line.progress.stands_out
    ]
    return found


def _late_as_a_whole(today: date) -> list[Behind]:
    """Milestones of no single solution that are late."""
    late = Milestone.objects.filter(solution=None, done_on=None, due_on__lt=today)
    url = f"{reverse('docs_vision:vision_page')}#milestones"
    return [Behind(one.title, url, _("The milestone is not reached.")) for one in late]


def _why_behind(line: BenefitLine, today: date) -> str:
    if line.benefit.is_disbenefit:
        return _("The disbenefit is larger than was expected.")
    target_on = line.benefit.target_on
    if target_on is not None and target_on <= today:
        if line.progress.latest is None:
            return _("The date of realisation has passed, and nothing is measured.")
        return _("The date of realisation has passed, and the target is not reached.")
    return _("The last measurement is behind an even pace towards the target.")
