"""What a tenant pays for, from a file, held against what is registered and written to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from cooperation.models import Municipality
from fleet.imports.rows import Row
from fleet.models import ImportBatch, ImportRow, RowOutcome, Subscription

from .bulk import save_many
from .import_findings import Finding, differences

FIELDS = ("product_name", "state", "enabled", "warning", "suspended", "consumed")
NOTHING_PAID: dict[str, Any] = {"enabled": 0, "warning": 0, "suspended": 0, "consumed": 0}


class SubscriptionTarget:
    """The subscriptions of one municipality's tenant, known by their products."""

    key_field = "part_number"

    def __init__(self, municipality: Municipality) -> None:
        self.municipality = municipality
        mine = Subscription.objects.filter(municipality=municipality.pk)
        self.registered = {
            found["product"]: found for found in mine.values("pk", "product", "municipality_id", *FIELDS)
        }

    def look_up(self, keys: list[str]) -> None:
        """All of them are read at the start: a tenant has few."""

    def judge(self, row: Row) -> Finding:
        registered = self.registered.get(row.key)
        if registered is None:
            return Finding(RowOutcome.NEW, label=row.label, after=dict(row.facts))
        before, after = differences(registered, row.facts)
        if not after:
            return Finding(RowOutcome.UNCHANGED, label=row.label, subject_pk=registered["pk"])
        return Finding(RowOutcome.CHANGED, label=row.label, before=before, after=after, subject_pk=registered["pk"])

    def gone(self, is_named: Callable[[str], bool]) -> Iterator[Finding]:
        """Products that the tenant paid for and no longer does."""
        for key, found in self.registered.items():
            before, after = differences(found, NOTHING_PAID)
            if after and not is_named(key):
                yield Finding(
                    RowOutcome.GONE,
                    key=key,
                    label=found["product_name"],
                    before=before,
                    after=after,
                    subject_pk=found["pk"],
                )

    def write(self, findings: list[Finding], batch: ImportBatch) -> None:
        new = [finding for finding in findings if finding.outcome == RowOutcome.NEW and finding.row]
        things = [
            Subscription(municipality=self.municipality, product=finding.key, **finding.row.facts)
            for finding in new
            if finding.row
        ]
        for finding, made in zip(new, Subscription.objects.bulk_create(things), strict=True):
            finding.subject_pk = made.pk
        others = [finding for finding in findings if finding.outcome in (RowOutcome.CHANGED, RowOutcome.GONE)]
        things = [Subscription(**{**self.registered[finding.key], **(finding.after or {})}) for finding in others]
        save_many(things, FIELDS)

    def why_not_undo(self, rows: list[ImportRow]) -> list[str]:
        now = Subscription.objects.filter(pk__in=[row.subject_pk for row in rows]).in_bulk()
        return [
            _("%(key)s has been changed since.") % {"key": row.key}
            for row in rows
            if (found := now.get(row.subject_pk)) is None
            or any(getattr(found, name) != value for name, value in (row.after or {}).items())
        ]

    def undo(self, rows: list[ImportRow], batch: ImportBatch) -> None:
        before = {row.subject_pk: row.before or {} for row in rows if row.outcome != RowOutcome.NEW}
        things = []
        for subscription in Subscription.objects.filter(pk__in=before):
            for name, value in before[subscription.pk].items():
                setattr(subscription, name, value)
            things.append(subscription)
        save_many(things, FIELDS)
        Subscription.objects.filter(pk__in=[row.subject_pk for row in rows if row.outcome == RowOutcome.NEW]).delete()
