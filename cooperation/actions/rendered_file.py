"""Ask for a PDF of a page, and make the ones asked for."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils.translation import override

from cooperation.documents.bell import ring
from cooperation.documents.failure import why_failed
from cooperation.documents.html import style_version
from cooperation.documents.limits import why_not_set
from cooperation.documents.renderer import Renderer
from cooperation.documents.store import keep, path_of
from cooperation.models import FileState, RenderedFile


def ask_for_file(kind: str, subject: str, html: str, *, language: str, again: bool = False) -> RenderedFile:
    """The PDF of this HTML as it stands: ready, waiting, or failed with reasons. A changed page is asked for anew.

    `again` asks once more for one that failed.
    """
    fingerprint = hashlib.sha256(f"{style_version()} {html}".encode()).hexdigest()
    file = RenderedFile.objects.filter(kind=kind, subject=subject).first()
    if file is not None and file.fingerprint == fingerprint:
        has_file = file.state != FileState.READY or path_of(file.sha256).exists()
        if has_file and not (again and file.state == FileState.FAILED):
            return file
    with transaction.atomic():
        file, _created = RenderedFile.objects.update_or_create(
            kind=kind,
            subject=subject,
            defaults={
                "fingerprint": fingerprint,
                "html": html,
                "language": language,
                "state": FileState.WAITING,
                "reasons": [],
            },
        )
        transaction.on_commit(ring)
    return file


def make_waiting_files(renderer: Renderer) -> int:
    """Make every file that waits, oldest first. Returns how many were taken up."""
    done = 0
    while file := RenderedFile.objects.filter(state=FileState.WAITING).order_by("asked_at").first():
        make_file(file, renderer)
        done += 1
    return done


def make_file(file: RenderedFile, renderer: Renderer) -> None:
    """Make one file and store it, or store why not. A change that came meanwhile waits on."""
    with override(file.language):
        result = _result(file, renderer)
    waiting = RenderedFile.objects.filter(pk=file.pk, fingerprint=file.fingerprint)
    waiting.update(**result)


def _result(file: RenderedFile, renderer: Renderer) -> dict[str, object]:
    if reasons := why_not_set(file.html):
        return {"state": FileState.FAILED, "reasons": reasons, "html": ""}
    try:
        made = renderer.make(file.html)
        sha256 = keep(made.pdf)
    except Exception as error:  # noqa: BLE001  # told below: one file that fails holds up no other
        return {"state": FileState.FAILED, "reasons": [why_failed(error, str(file))], "html": ""}
    return {"state": FileState.READY, "html": "", "sha256": sha256, "size": len(made.pdf), "pages": made.pages}
