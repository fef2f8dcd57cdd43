"""What happens to decisions: taken over from the recommendation, postponed, replaced or amended by later ones."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.models import Body, User
from cooperation.rules.refusal import Refused
from meetings.models import Attachment, Case, CaseKind, DecisionLink, DecisionLinkKind, Meeting, Outcome, TextField
from meetings.models.decision import OUTCOMES_IN_FORCE
from meetings.models.text_version import TextVersion

from .case import add_case, describe_case, hold_case, take_to_queue, why_not_add_to, why_not_write
from .revision import changed
from .text import save_text

# Every meeting has these of its own.
KINDS_OF_EVERY_MEETING = (CaseKind.APPROVE_AGENDA, CaseKind.APPROVE_MINUTES)


def why_not_decide_as_recommended(case: Case) -> list[str]:
    reasons = why_not_write(case)
    if not strip_tags(case.recommendation).strip():
        reasons.append(_("The case has no recommendation."))
    if strip_tags(case.decision).strip():
        reasons.append(
            _("The decision has a text already. Empty it first, if the recommendation is to take its place.")
        )
    return reasons


@transaction.atomic
def decide_as_recommended(case: Case, *, by: User) -> None:
    """Take the recommendation over as the decision, and call it adopted if nothing is said of it yet."""
    if reasons := why_not_decide_as_recommended(case):
        raise Refused(reasons)
    _write(case, TextField.DECISION, case.recommendation, by=by)
    if not case.outcome:
        describe_case(case, kind=case.kind, outcome=Outcome.ADOPTED, by=by)


def _write(case: Case, field: TextField, text: str, *, by: User) -> None:
    versions = TextVersion.objects.filter(case=case, point=None, field=field).exclude(number=None)
    newest = versions.order_by("-number").values_list("number", flat=True).first() or 0
    save_text(case, field, text, version=newest, by=by)


def why_not_postpone(case: Case) -> list[str]:
    """Every reason why a case cannot be postponed now."""
    reasons = why_not_write(case)
    if case.number is None:
        reasons.append(_("The case has no number yet, so it can simply be put on another meeting."))
    if case.is_withdrawn:
        reasons.append(_("The case is withdrawn."))
    if case.kind in KINDS_OF_EVERY_MEETING:
        reasons.append(_("Every meeting has a case of this kind of its own, so it is not postponed."))
    if case.continued_by.filter(removed_at=None).exists():
        reasons.append(_("The case goes on in another one already."))
    return reasons


@transaction.atomic
def postpone_case(case: Case, *, to: Meeting | None, by: User) -> Case:
    """Postpone a case to a later meeting, or to the queue when none is given. It keeps its number and stays listed.

    The new case has the papers of this one and points back to it. It draws a number of its own.
    """
    hold_case(case)
    if reasons := why_not_postpone(case) + _why_not_to(case, to):
        raise Refused(reasons)
    describe_case(case, kind=case.kind, outcome=Outcome.POSTPONED, by=by)
    new = add_case(case.body, title=case.title, kind=case.kind, meeting=to, by=by)
    new.continues, new.public_title = case, case.public_title
    new.save(update_fields=["continues", "public_title"])
    for field in (TextField.BACKGROUND, TextField.ASSESSMENT, TextField.RECOMMENDATION):
        if text := getattr(case, field.value):
            save_text(new, field, text, version=0, by=by)
    for paper in case.attachments.in_order():
        Attachment.objects.create(
            case=new,
            position=paper.position,
            name=paper.name,
            title=paper.title,
            file=paper.file.name,  # the same bytes: papers are never changed
            content_type=paper.content_type,
            size=paper.size,
            sha256=paper.sha256,
            added_by=by,
        )
    changed(to)
    log_change(case, "postpone", by=by, after={"to": to.label if to else None, "case": new.pk, "title": new.title})
    return new


@transaction.atomic
def release_cases(meeting: Meeting, *, by: User) -> None:
    """Let the cases of a meeting that is being cancelled wait in the queue: postponed when they have their numbers."""
    for case in meeting.cases.on_agenda().exclude(kind__in=(*KINDS_OF_EVERY_MEETING, CaseKind.OTHER_BUSINESS)):
        if case.number is None:
            take_to_queue(case, by=by)
        elif not why_not_postpone(case):
            postpone_case(case, to=None, by=by)


def _why_not_to(case: Case, to: Meeting | None) -> list[str]:
    if to is None or case.meeting is None:
        return []
    reasons = why_not_add_to(to)
    if to.body_id != case.body_id:
        reasons.append(_("The meeting is another body's."))
    if (to.date, to.pk) <= (case.meeting.date, case.meeting.pk):
        reasons.append(_("A case is postponed to a later meeting."))
    return reasons


def why_not_link(later: Case, earlier: Case, kind: str) -> list[str]:
    """Every reason why one decision cannot replace or amend the other."""
    reasons = []
    if kind not in DecisionLinkKind.values:
        reasons.append(_("Choose whether it replaces or amends the earlier decision."))
    if later.outcome not in OUTCOMES_IN_FORCE:
        reasons.append(_("Only an adopted decision replaces or amends another one."))
    if earlier.outcome not in OUTCOMES_IN_FORCE:
        reasons.append(_("Only an adopted decision can be replaced or amended."))
    if later.body_id != earlier.body_id:
        reasons.append(_("The earlier decision is another body's."))
    if later.meeting is None or earlier.meeting is None or _order(earlier) >= _order(later):
        reasons.append(_("A decision replaces or amends one that was made before it."))
    if DecisionLink.objects.filter(later=later, earlier=earlier).exists():
        reasons.append(_("It is noted already how the two belong together."))
    return reasons


def _order(case: Case) -> tuple[date, int, int]:
    assert case.meeting is not None
    return case.meeting.date, case.meeting.pk, case.position


@transaction.atomic
def link_decisions(later: Case, earlier: Case, *, kind: str, from_on: date, by: User) -> DecisionLink:
    """Note that a decision replaces or amends an earlier one, from a day. The minutes of neither change by it."""
    Body.objects.select_for_update().get(pk=later.body_id)
    if reasons := why_not_link(later, earlier, kind):
        raise Refused(reasons)
    link = DecisionLink.objects.create(later=later, earlier=earlier, kind=kind, from_on=from_on)
    log_change(later, "link_decision", by=by, after=_facts(link))
    return link


@transaction.atomic
def unlink_decisions(link: DecisionLink, *, by: User) -> None:
    """Take away what was noted by mistake."""
    log_change(link.later, "unlink_decision", by=by, before=_facts(link))
    link.delete()


def _facts(link: DecisionLink) -> dict[str, object]:
    return {"earlier": link.earlier_id, "kind": link.kind, "from": link.from_on.isoformat()}
