"""Keep the search index: what the database noted as changed is indexed, before a search or for all cases anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db import transaction

from meetings.models import Action, Attachment, Case, OrientationPoint, SearchChange, SearchEntry
from meetings.models.search_tables import COLUMNS
from meetings.rules.rich_text import plain_text
from meetings.rules.search_words import indexed

AT_A_TIME = 500


def catch_up_search() -> int:
    """Index the cases that have changed since last time. Returns how many.

    The notes are read before the texts, and only those read are struck out: a save that comes in between leaves a
    note of its own.
    """
    done = 0
    while notes := dict(SearchChange.objects.order_by("pk").values_list("pk", "case_id")[: 4 * AT_A_TIME]):
        cases = sorted(set(notes.values()))
        for first in range(0, len(cases), AT_A_TIME):
            _index(cases[first : first + AT_A_TIME])
        SearchChange.objects.filter(pk__in=list(notes)).delete()
        done += len(cases)
    return done


def rebuild_search() -> int:
    """Index every case anew. Returns how many."""
    newest = SearchChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    cases = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(cases), AT_A_TIME):
        _index(cases[first : first + AT_A_TIME])
    SearchChange.objects.filter(pk__lte=newest).delete()
    return len(cases)


@transaction.atomic
def _index(cases: Sequence[int]) -> None:
    entries = list(_entries(cases))
    SearchEntry.objects.bulk_create(entries, update_conflicts=True, unique_fields=["case"], update_fields=list(COLUMNS))


def _entries(cases: Sequence[int]) -> Iterator[SearchEntry]:
    points: dict[int, list[str]] = defaultdict(list)
    for point in OrientationPoint.objects.filter(case__in=cases, removed_at=None):
        points[point.case_id] += [point.heading, plain_text(point.text)]
    papers: dict[int, list[str]] = defaultdict(list)
    for paper in Attachment.objects.filter(case__in=cases, removed_at=None):
        papers[paper.case_id] += [paper.title, paper.name]
    actions: dict[int, list[str]] = defaultdict(list)
    for action in Action.objects.filter(case__in=cases, removed_at=None):
        actions[action.case_id].append(action.text)
    for case in Case.objects.filter(pk__in=cases).select_related("meeting"):
        numbers = [number for number in (case.display_number, case.meeting.label if case.meeting else "") if number]
        yield SearchEntry(
            case=case,
            title=indexed([case.title], numbers=numbers),
            papers=indexed(
                [*map(plain_text, (case.background, case.assessment, case.recommendation)), *papers[case.pk]]
            ),
            minutes=indexed([plain_text(case.minutes), *points[case.pk], *actions[case.pk]]),
            decision=indexed([plain_text(case.decision)]),
        )
