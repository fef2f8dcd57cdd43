"""The vision as one picture, its timeline, and the pages of a challenge, a goal and a solution."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from cooperation.models import Municipality
from cooperation.web import SignedInRequest, allow
from docs_vision.access import can_read_vision, can_write_vision
from docs_vision.models import Challenge, Goal, Milestone, Prerequisite, Solution
from docs_vision.queries.picture import Picture, is_late, late_milestones, picture
from docs_vision.queries.standing import municipalities_seen_by
from docs_vision.rules.benefit_map import chains, lay_out
from docs_vision.rules.timeline import Event
from docs_vision.rules.timeline import lay_out as lay_out_timeline
from meetings.models import Case


def municipality_of(request: SignedInRequest) -> Municipality | None:
    """The municipality that the reader has filtered by, among those the reader may see."""
    number = request.GET.get("municipality", "")
    return next((one for one in municipalities_seen_by(request.user) if one.number == number), None)


@allow(can_read_vision)
@require_GET
def vision_page(request: SignedInRequest) -> HttpResponse:
    today, municipality = timezone.localdate(), municipality_of(request)
    seen = picture(request.user, today=today, municipality=municipality)
    follow = request.GET.get("follow", "")
    context = {
        "picture": seen,
        "map": lay_out(seen.nodes, seen.edges, follow=follow),
        "follow": next((node for node in seen.nodes if node.key == follow), None),
        "chains": told_chains(seen, follow),
        "rows": map_rows(seen),
        "timeline": timeline(today),
        "prerequisites": Prerequisite.objects.all(),
        "municipalities": municipalities_seen_by(request.user),
        "municipality": municipality,
        "can_write": can_write_vision(request.user),
        "today": today,
    }
    return render(request, "docs_vision/vision_page.html", context)


def told_chains(seen: Picture, key: str) -> list[list[object]]:
    """Each line through one thing as the things on it, to be read out."""
    nodes = {node.key: node for node in seen.nodes}
    if key not in nodes:
        return []
    edges = [edge for edge in seen.edges if edge[0] in nodes and edge[1] in nodes]
    return [[nodes[one] for one in chain] for chain in chains(edges, key)]


def map_rows(seen: Picture) -> list[dict[str, object]]:
    """The map as a table: each solution between what it meets and what it gives."""
    nodes = {node.key: node for node in seen.nodes}
    rows = []
    for node in seen.nodes:
        if node.column != "solution":
            continue
        benefits = [nodes[end] for start, end in seen.edges if start == node.key and end in nodes]
        goals = {end for start, end in seen.edges if start in {one.key for one in benefits}}
        rows.append(
            {
                "solution": node,
                "challenges": [nodes[start] for start, end in seen.edges if end == node.key and start in nodes],
                "benefits": benefits,
                "goals": [nodes[key] for key in sorted(goals) if key in nodes],
            }
        )
    return rows


def timeline(today: object) -> object:
    events = [
        Event(f"{one.title} – {one.solution}" if one.solution else one.title, one.due_on, one.done_on)
        for one in Milestone.objects.select_related("solution")
    ]
    return lay_out_timeline(events, today=today)  # type: ignore[arg-type]


def _followed(request: SignedInRequest, key: str) -> dict[str, object]:
    today = timezone.localdate()
    seen = picture(request.user, today=today)
    return {
        "picture": seen,
        "key": key,
        "chains": told_chains(seen, key),
        "can_write": can_write_vision(request.user),
        "today": today,
    }


@allow(can_read_vision)
@require_GET
def challenge_page(request: SignedInRequest, pk: int) -> HttpResponse:
    challenge = get_object_or_404(Challenge.objects.prefetch_related("laws"), pk=pk)
    context = _followed(request, f"challenge-{pk}") | {"challenge": challenge}
    return render(request, "docs_vision/challenge_page.html", context)


@allow(can_read_vision)
@require_GET
def goal_page(request: SignedInRequest, pk: int) -> HttpResponse:
    goal = get_object_or_404(Goal.objects.select_related("theme"), pk=pk)
    context = _followed(request, f"goal-{pk}")
    serving = set(goal.benefits.values_list("pk", flat=True))
    seen = context["picture"]
    assert isinstance(seen, Picture)
    lines = [line for line in seen.benefits if line.benefit.pk in serving]
    return render(request, "docs_vision/goal_page.html", context | {"goal": goal, "lines": lines})


@allow(can_read_vision)
@require_GET
def solution_page(request: SignedInRequest, pk: int) -> HttpResponse:
    solution = get_object_or_404(Solution.objects.select_related("municipality").prefetch_related("milestones"), pk=pk)
    context = _followed(request, f"solution-{pk}")
    given = set(solution.benefits.values_list("pk", flat=True))
    seen, today = context["picture"], timezone.localdate()
    assert isinstance(seen, Picture)
    # The decision is shown to those who may read the case itself, and to nobody else.
    case = (
        Case.objects.visible_to(request.user).filter(pk=solution.case_id or 0).select_related("meeting__body").first()
    )
    context |= {
        "solution": solution,
        "lines": [line for line in seen.benefits if line.benefit.pk in given],
        "case": case,
        "shows_decision": case is not None and case.meeting is not None and case.meeting.shows_minutes_to(request.user),
        "states": solution.local_states.visible_to(request.user).select_related("municipality"),
        "is_late": is_late(solution, today),
        "late_milestones": late_milestones(solution, today),
    }
    return render(request, "docs_vision/solution_page.html", context)
