"""Write the change log."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from cooperation.models import Change, User


def log_change(
    subject: Model,
    verb: str,
    *,
    by: User | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Change:
    """Add one line: what was done to which thing, by whom, with what was before and after (JSON values only)."""
    return Change.objects.create(
        subject=f"{subject._meta.label_lower}:{subject.pk}", verb=verb, by=by, before=before, after=after
    )
