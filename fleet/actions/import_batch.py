"""Bring a file in: upload it, look at what it would change, apply it in one transaction, undo the last one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.actions.change import log_change
from cooperation.models import Municipality, User
from cooperation.rules.refusal import Refused
from fleet.imports.faults import MAX_FILE_BYTES, Fault, UnreadableError
from fleet.models import ImportBatch, ImportKind, ImportRow, ImportState, RowOutcome

from .import_file import ImportFile, open_import, target_of
from .import_findings import CHUNK, Counts, Finding, Survey, batched, judged, survey

MAPPED_KINDS = (ImportKind.DEVICES, ImportKind.POLITICIANS)
MOST_REASONS = 20


class PreviewIsOld(Exception):
    """The register has changed since the file was looked at, so that applying it would do something else."""


@dataclass
class Outcome:
    """What came of a file's rows: how many of each, which were rejected, and a mark of all that would be changed."""

    counts: Counts = field(default_factory=Counts)
    rejected: list[Finding] = field(default_factory=list)
    _digest: Any = field(default_factory=hashlib.sha256)

    def add(self, findings: list[Finding]) -> None:
        for finding in findings:
            self.counts.add(finding)
            told = (finding.line, finding.outcome, finding.key, finding.before, finding.after)
            self._digest.update(json.dumps(told, ensure_ascii=False, sort_keys=True).encode())

    @property
    def sha256(self) -> str:
        return str(self._digest.hexdigest())


def try_import(opened: ImportFile) -> Outcome:
    """What a file would change, for a terminal: nothing is written."""
    outcome = Outcome()
    for findings in judged(opened.table, opened.reader, opened.target, survey(opened.table, opened.reader)):
        outcome.add(findings)
        outcome.rejected += _rejected(findings)
    return outcome


@transaction.atomic
def import_at_once(
    opened: ImportFile, path: Path, *, municipality: Municipality, by: User | None
) -> tuple[ImportBatch, Outcome]:
    """Read a file and apply it, in one transaction, without a look in between: for a terminal."""
    _hold(municipality)
    batch = ImportBatch.objects.create(
        municipality=municipality,
        kind=opened.kind,
        file_name=path.name[-255:],
        sha256=file_sha256(path),
        state=ImportState.APPLYING,
        uploaded_by=by,
    )
    outcome = Outcome()
    for findings in judged(opened.table, opened.reader, opened.target, survey(opened.table, opened.reader)):
        opened.target.write(findings, batch)
        _keep(findings, batch)
        outcome.add(findings)
        outcome.rejected += _rejected(findings)
    _applied(batch, outcome, by=by)
    return batch, outcome


def _hold(municipality: Municipality) -> None:
    """Until the end of the transaction, so that two files for one municipality are applied one after the other."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)


def _rejected(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.outcome == RowOutcome.REJECTED]


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def why_not_upload(file: File[bytes]) -> list[str]:
    reasons = []
    if file.size == 0:
        reasons.append(_("The file is empty."))
    if file.size > MAX_FILE_BYTES:
        most = MAX_FILE_BYTES // 1024 // 1024
        reasons.append(_("The file is larger than %(most)d MB. Pack it as .zip, or split it.") % {"most": most})
    return reasons


@transaction.atomic
def upload_import(file: File[bytes], *, kind: str, municipality: Municipality, by: User) -> ImportBatch:
    """Keep a file to be looked at. Nothing of it is in the registers yet."""
    if reasons := why_not_upload(file):
        raise Refused(reasons)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    batch = ImportBatch(
        municipality=municipality,
        kind=kind,
        file_name=Path(file.name or "").name[-255:],
        sha256=digest.hexdigest(),
        uploaded_by=by,
    )
    batch.file.save(f"{digest.hexdigest()[:16]}.bin", file, save=False)
    batch.save()
    log_change(batch, "upload", by=by, after={"file": batch.file_name, "municipality": municipality.number})
    return batch


def why_not_read(batch: ImportBatch) -> list[str]:
    if batch.state in (ImportState.WAITING, ImportState.MAPPING, ImportState.READY, ImportState.FAILED):
        return []
    return [_("This file has been applied or dropped.")]


def read_import(batch: ImportBatch, *, today: date) -> None:
    """Look at what an uploaded file would change, and keep what was found for the page that shows it."""
    claimed = ImportBatch.objects.filter(pk=batch.pk, state__in=(ImportState.WAITING, ImportState.READY))
    if not claimed.update(state=ImportState.READING, fault="", worked_at=timezone.now()):
        return
    batch.fault = ""  # what was wrong the last time, before the columns were chosen
    ImportRow.objects.filter(batch=batch).delete()
    try:
        opened = opened_batch(batch, today=today)
        seen = _surveyed(opened, batch)
        outcome = Outcome()
        for findings in judged(opened.table, opened.reader, opened.target, seen):
            with transaction.atomic():
                _keep(findings, batch)
            outcome.add(findings)
            tell_progress(batch, outcome.counts.rows, seen.rows)
    except UnreadableError as unreadable:
        is_unknown = unreadable.fault == Fault.NO_HEADER and batch.kind in MAPPED_KINDS
        batch.state = ImportState.MAPPING if is_unknown else ImportState.FAILED
        batch.fault = str(unreadable)
    else:
        _put_counts(batch, outcome)
        batch.state = ImportState.READY
    batch.save()


def opened_batch(batch: ImportBatch, *, today: date) -> ImportFile:
    """The file of an upload, opened. Graph's list of what is paid for is told from one of accounts by what it holds."""
    kind = ImportKind.LICENCES if batch.kind == ImportKind.SUBSCRIPTIONS else batch.kind
    opened = open_import(Path(batch.file.path), kind, batch.municipality, today=today, mapping=batch.mapping)
    batch.kind = opened.kind
    return opened


def _surveyed(opened: ImportFile, batch: ImportBatch) -> Survey:
    tell_progress(batch, 0, 0)
    seen = survey(opened.table, opened.reader)
    ImportBatch.objects.filter(pk=batch.pk).update(rows=seen.rows)
    return seen


def _keep(findings: list[Finding], batch: ImportBatch) -> None:
    ImportRow.objects.bulk_create(
        ImportRow(
            batch=batch,
            line=finding.line,
            outcome=finding.outcome,
            key=finding.key,
            label=finding.label[:254],
            column=finding.column,
            reason=finding.reason,
            before=finding.before,
            after=finding.after,
            subject_pk=finding.subject_pk,
        )
        for finding in findings
    )


def _put_counts(batch: ImportBatch, outcome: Outcome) -> None:
    for name, count in outcome.counts.as_json().items():
        setattr(batch, name, count)
    batch.plan_sha256 = outcome.sha256


def why_not_map(batch: ImportBatch, mapping: dict[str, str]) -> list[str]:
    reasons = why_not_read(batch)
    if batch.kind not in MAPPED_KINDS:
        reasons.append(_("The columns of this kind of file are known and are not chosen."))
    if batch.kind == ImportKind.DEVICES and "serial" not in mapping:
        reasons.append(_("Choose the column with the serial number."))
    if batch.kind == ImportKind.POLITICIANS and not {"family_name", "full_name"} & set(mapping):
        reasons.append(_("Choose the column with the family name or the whole name."))
    return reasons


@transaction.atomic
def map_import(batch: ImportBatch, *, mapping: dict[str, str], by: User) -> None:
    """Say which column of the file is which of our fields; it is then looked at once more."""
    if reasons := why_not_map(batch, mapping):
        raise Refused(reasons)
    batch.mapping = mapping
    batch.state = ImportState.WAITING
    batch.save()
    log_change(batch, "map", by=by, after=mapping)


def why_not_apply(batch: ImportBatch) -> list[str]:
    reasons = []
    if batch.state == ImportState.APPLIED:
        reasons.append(_("This file has been applied already."))
    elif batch.state not in (ImportState.READY, ImportState.APPLYING):
        reasons.append(_("This file is not ready to be applied."))
    elif not batch.new + batch.changed + batch.gone:
        reasons.append(_("The file changes nothing."))
    return reasons


def claim_import(batch: ImportBatch) -> None:
    """Take a file for applying, so that two who press the button at once do not apply it twice. Raises Refused."""
    if reasons := why_not_apply(batch):
        raise Refused(reasons)
    ready = ImportBatch.objects.filter(pk=batch.pk, state=ImportState.READY)
    if not ready.update(state=ImportState.APPLYING, worked_at=timezone.now()):
        raise Refused([_("This file is being applied already.")])
    batch.refresh_from_db()


def apply_import(batch: ImportBatch, *, by: User, today: date) -> None:
    """Apply a claimed file, in one transaction.

    It does exactly what was shown, or nothing: where the register has changed since, the file is looked at anew.
    """
    try:
        with transaction.atomic():
            _apply(batch, by=by, today=today)
    except PreviewIsOld:
        ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.READY)
        batch.refresh_from_db()
        read_import(batch, today=today)
        raise Refused([_("The register has changed since you looked at this file. Look at it once more.")]) from None
    except BaseException:
        ImportBatch.objects.filter(pk=batch.pk, state=ImportState.APPLYING).update(state=ImportState.READY)
        raise


def _apply(batch: ImportBatch, *, by: User, today: date) -> None:
    _hold(batch.municipality)
    opened = opened_batch(batch, today=today)
    shown = batch.plan_sha256
    seen = survey(opened.table, opened.reader)
    ImportRow.objects.filter(batch=batch).delete()
    outcome = Outcome()
    for findings in judged(opened.table, opened.reader, opened.target, seen):
        opened.target.write(findings, batch)
        _keep(findings, batch)
        outcome.add(findings)
        tell_progress(batch, outcome.counts.rows, seen.rows)
    if outcome.sha256 != shown:
        raise PreviewIsOld
    _applied(batch, outcome, by=by)


def _applied(batch: ImportBatch, outcome: Outcome, *, by: User | None) -> None:
    _put_counts(batch, outcome)
    batch.state = ImportState.APPLIED
    batch.applied_at = timezone.now()
    batch.save()
    log_change(batch, "apply", by=by, after={"file": batch.file_name} | outcome.counts.as_json())


@transaction.atomic
def drop_import(batch: ImportBatch, *, by: User) -> None:
    """Leave a file that was looked at, without applying it."""
    if reasons := why_not_read(batch):
        raise Refused(reasons)
    batch.found.all().delete()
    batch.file.delete(save=False)
    batch.state = ImportState.DROPPED
    batch.save()
    log_change(batch, "drop", by=by)


def is_last(batch: ImportBatch) -> bool:
    """Whether nothing of the same kind has been applied in the municipality after it."""
    return not (
        ImportBatch.objects.filter(
            municipality=batch.municipality_id,
            kind=batch.kind,
            state=ImportState.APPLIED,
            applied_at__gt=batch.applied_at,
        )
        .exclude(pk=batch.pk)
        .exists()
    )


def why_not_undo(batch: ImportBatch, *, today: date) -> list[str]:
    """Every reason, what has been changed since included."""
    if batch.state != ImportState.APPLIED:
        return [_("Only a file that was applied can be undone.")]
    if not is_last(batch):
        return [_("Another file has been applied after this one. Undo that one first.")]
    target = target_of(batch.kind, batch.municipality, today=today)
    reasons = [reason for rows in _written_rows(batch) for reason in target.why_not_undo(rows)]
    more = len(reasons) - MOST_REASONS
    if more <= 0:
        return reasons
    told = ngettext("And %(count)d more.", "And %(count)d more.", more) % {"count": more}
    return [*reasons[:MOST_REASONS], told]


@transaction.atomic
def undo_import(batch: ImportBatch, *, by: User, today: date) -> None:
    """Give the registers back what they held before the last import, in one transaction."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if reasons := why_not_undo(batch, today=today):
        raise Refused(reasons)
    target = target_of(batch.kind, batch.municipality, today=today)
    for rows in _written_rows(batch):
        target.undo(rows, batch)
    batch.state = ImportState.UNDONE
    batch.undone_at = timezone.now()
    batch.save()
    log_change(batch, "undo", by=by, before={"file": batch.file_name})


def _written_rows(batch: ImportBatch) -> Iterator[list[ImportRow]]:
    """The rows that wrote something, a thousand at a time."""
    written = batch.found.filter(outcome__in=(RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.GONE))
    yield from batched(written.order_by("pk").iterator(chunk_size=CHUNK), CHUNK)


def tell_progress(batch: ImportBatch, done: int, rows: int) -> None:
    """How far the reading has come. Beside the database, where a transaction would hide it until its end."""
    cache.set(_progress_key(batch), {"done": done, "rows": rows}, 3600)


def progress_of(batch: ImportBatch) -> dict[str, int]:
    found: dict[str, int] = cache.get(_progress_key(batch)) or {"done": 0, "rows": 0}
    return found


def _progress_key(batch: ImportBatch) -> str:
    return f"fleet-import-{batch.pk}"
