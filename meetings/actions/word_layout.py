"""The look of a body's Word documents: changed, and taken back to the usual one."""

from __future__ import annotations

import io
import zipfile
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.documents.store import keep
from cooperation.documents.word import word_of
from cooperation.models import Body, User
from cooperation.rules.refusal import Refused
from meetings.models import WordLayout
from meetings.rules.file_kinds import FileProblem, clean_name, problem_with

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 50 * 1024 * 1024
TRIAL = (
    "<html lang='nb'><body><h1>1</h1><h2>2</h2><h3>3</h3><p class='body-name'>4</p><ul><li>5<ul><li>6</li></ul></li></ul>"
    "<ol><li>7</li></ol><table><tr><th>8</th><td>9</td></tr></table><div class='decision'><p>10</p></div></body></html>"
)


def why_not_use_layout(name: str, content: bytes) -> list[str]:
    """Every reason why this file cannot give documents their look. It is tried with a small document."""
    named = {"name": name}
    problem = problem_with(name, content) if name.lower().endswith(".docx") else FileProblem.UNKNOWN_KIND
    if problem == FileProblem.HAS_MACROS:
        return [_("“%(name)s” holds macros. Save it without macros and retry.") % named]
    if problem is not None:
        return [_("“%(name)s” is not a Word file (.docx). Save it as one and retry.") % named]
    if len(content) > MOST_BYTES or _unpacked(content) > MOST_UNPACKED:
        return [_("“%(name)s” is too large for a layout. Make its pictures smaller and retry.") % named]
    try:
        word_of(TRIAL, layout=content, facts={}, dated=date(2000, 1, 1))
    except Exception:  # noqa: BLE001  # whatever is wrong with it, the secretary is told before it is in use
        return [_("A document in the look of “%(name)s” could not be made. Start from the layout in use.") % named]
    return []


def _unpacked(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return sum(part.file_size for part in package.infolist())


def change_layout(body: Body, *, name: str, content: bytes, by: User) -> WordLayout:
    """From now on the body's Word documents look like this file."""
    name = clean_name(name)
    if reasons := why_not_use_layout(name, content):
        raise Refused(reasons)
    with transaction.atomic():
        before = WordLayout.objects.filter(body=body).first()
        layout, _created = WordLayout.objects.update_or_create(
            body=body,
            defaults={"name": name, "sha256": keep(content, "docx"), "size": len(content), "changed_by": by},
        )
        log_change(body, "word_layout", by=by, before=_facts(before) if before else None, after=_facts(layout))
    return layout


@transaction.atomic
def use_usual_layout(body: Body, *, by: User) -> None:
    """Take the body's Word documents back to the usual look."""
    for layout in WordLayout.objects.filter(body=body):
        layout.delete()
        log_change(body, "word_layout", by=by, before=_facts(layout))


def _facts(layout: WordLayout) -> dict[str, str]:
    return {"name": layout.name, "sha256": layout.sha256}
