"""Accounts and licences from a file, held against what is registered of a tenant and written to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cooperation.models import Municipality
from fleet.imports.rows import Row
from fleet.models import Account, ImportBatch, ImportRow, LicenceAssignment, Politician, RowOutcome

from .bulk import save_many
from .import_findings import Finding, differences

FIELDS = ("name", "object_id", "is_blocked", "is_deleted", "is_gone", "politician_id")
NEW_ACCOUNT: dict[str, Any] = {
    "name": "",
    "object_id": "",
    "is_blocked": False,
    "is_deleted": False,
    "is_gone": False,
    "politician_id": None,
}
LICENCES = "licences"


class AccountTarget:
    """The accounts of one municipality's tenant, known by their user principal names."""

    key_field = "upn"

    def __init__(self, municipality: Municipality, *, today: date) -> None:
        self.municipality = municipality
        self.today = today
        self.registered: dict[str, dict[str, Any]] = {}
        self.licences: dict[int, dict[str, str]] = {}
        people = Politician.objects.filter(municipality=municipality.pk).exclude(email="")
        self.politicians = {person.email.lower(): person.pk for person in people}

    def look_up(self, keys: list[str]) -> None:
        accounts = Account.objects.filter(municipality=self.municipality.pk, upn__in=keys)
        self.registered = {found["upn"]: found for found in accounts.values("pk", "upn", "municipality_id", *FIELDS)}
        self.licences = _open_licences([found["pk"] for found in self.registered.values()])

    def judge(self, row: Row) -> Finding:
        facts = {name: value for name, value in row.facts.items() if name != LICENCES}
        registered = self.registered.get(row.key)
        if row.key in self.politicians and (registered is None or registered["politician_id"] is None):
            facts["politician_id"] = self.politicians[row.key]
        before, after = differences(registered or NEW_ACCOUNT, facts)
        held = self.licences.get(registered["pk"], {}) if registered else {}
        wanted = row.facts.get(LICENCES, held)
        if set(held) != set(wanted):
            before[LICENCES], after[LICENCES] = sorted(held.values()), sorted(wanted.values())
        finding = Finding(RowOutcome.UNCHANGED, label=row.label, links={"facts": facts, LICENCES: wanted})
        if registered is None:
            finding.outcome, finding.after = RowOutcome.NEW, after
        else:
            finding.subject_pk = registered["pk"]
            if after:
                finding.outcome, finding.before, finding.after = RowOutcome.CHANGED, before, after
        return finding

    def gone(self, is_named: Callable[[str], bool]) -> Iterator[Finding]:
        """Accounts that the tenant had and that its export no longer names: they hold no licence any more."""
        accounts = Account.objects.existing().filter(municipality=self.municipality.pk).order_by("pk")
        for account in accounts.prefetch_related("licences").iterator(chunk_size=1000):
            if is_named(account.upn):
                continue
            held = sorted(licence.product_name for licence in account.licences.all() if licence.until is None)
            yield Finding(
                RowOutcome.GONE,
                key=account.upn,
                label=account.name,
                before={"is_gone": False} | ({LICENCES: held} if held else {}),
                after={"is_gone": True} | ({LICENCES: []} if held else {}),
                subject_pk=account.pk,
            )

    def write(self, findings: list[Finding], batch: ImportBatch) -> None:
        new = [finding for finding in findings if finding.outcome == RowOutcome.NEW]
        things = [
            Account(municipality=self.municipality, upn=finding.key, **{**NEW_ACCOUNT, **finding.links["facts"]})
            for finding in new
        ]
        for finding, made in zip(new, Account.objects.bulk_create(things), strict=True):
            finding.subject_pk = made.pk
        changed = [finding for finding in findings if finding.outcome == RowOutcome.CHANGED]
        things = [Account(**{**self.registered[finding.key], **finding.links["facts"]}) for finding in changed]
        save_many(things, FIELDS)
        gone = [finding for finding in findings if finding.outcome == RowOutcome.GONE]
        Account.objects.filter(pk__in=[finding.subject_pk for finding in gone]).update(is_gone=True)
        self._write_licences(new + changed, gone, batch)

    def _write_licences(self, named: list[Finding], gone: list[Finding], batch: ImportBatch) -> None:
        held = _open_licences([finding.subject_pk for finding in named])
        opened, closed = [], defaultdict(list)
        for finding in named:
            wanted, now = finding.links[LICENCES], held.get(finding.subject_pk, {})
            opened += [
                LicenceAssignment(
                    account_id=finding.subject_pk,
                    product=key,
                    product_name=name,
                    since=self.today,
                    opened_by_import=batch,
                )
                for key, name in wanted.items()
                if key not in now
            ]
            for key in now:
                if key not in wanted:
                    closed[key].append(finding.subject_pk)
        LicenceAssignment.objects.bulk_create(opened)
        ending = LicenceAssignment.objects.open()
        for product, accounts in closed.items():
            ending.filter(product=product, account__in=accounts).update(until=self.today, closed_by_import=batch)
        if gone:
            left = [finding.subject_pk for finding in gone]
            ending.filter(account__in=left).update(until=self.today, closed_by_import=batch)

    def why_not_undo(self, rows: list[ImportRow]) -> list[str]:
        """Every account that has been changed since in what the import wrote."""
        reasons = []
        pks = [row.subject_pk for row in rows if row.subject_pk]
        accounts = {found["pk"]: found for found in Account.objects.filter(pk__in=pks).values("pk", *FIELDS)}
        licences = _open_licences(pks)
        for row in rows:
            account = accounts.get(row.subject_pk)
            after = dict(row.after or {})
            names = after.pop(LICENCES, None)
            if account is None:
                reasons.append(_("%(key)s is no longer in the register.") % {"key": row.key})
            elif any(account[name] != value for name, value in after.items()) or (
                names is not None and sorted(licences.get(account["pk"], {}).values()) != names
            ):
                reasons.append(_("%(key)s has been changed since.") % {"key": row.key})
        return reasons

    def undo(self, rows: list[ImportRow], batch: ImportBatch) -> None:
        """Take new accounts away again, and give the others back their facts and licences."""
        pks = [row.subject_pk for row in rows]
        LicenceAssignment.objects.filter(opened_by_import=batch, account__in=pks).delete()
        LicenceAssignment.objects.filter(closed_by_import=batch, account__in=pks).update(
            until=None, closed_by_import=None
        )
        before = {row.subject_pk: row.before or {} for row in rows if row.outcome != RowOutcome.NEW}
        things = []
        for account in Account.objects.filter(pk__in=before):
            for name, value in before[account.pk].items():
                if name != LICENCES:
                    setattr(account, name, value)
            things.append(account)
        save_many(things, FIELDS)
        Account.objects.filter(pk__in=[row.subject_pk for row in rows if row.outcome == RowOutcome.NEW]).delete()


def _open_licences(accounts: list[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    licences = LicenceAssignment.objects.open().filter(account__in=accounts) if accounts else ()
    for licence in licences:
        found[licence.account_id][licence.product] = licence.product_name
    return found
