"""The solutions that come from a case, for the case's own page."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from docs_vision.models import Solution
from meetings.models import Case
from meetings.queries.case_result import Result


def solutions_of_case(case: Case) -> Iterable[Result]:
    return [
        Result(_("Solution in the vision"), one.title, one.get_absolute_url(), str(one.get_status_display()))
        for one in Solution.objects.filter(case=case)
    ]
