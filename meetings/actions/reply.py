"""Answer a notice: coming, not coming, or a deputy."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.models import Membership, User
from cooperation.rules.refusal import Refused
from meetings.models import Answer, Meeting, Reply, State
from meetings.queries.notice import Receiver, deputies_of, is_asked, last_notice
from meetings.rules.rich_text import clean_line

from .notice import agenda_file_name, release_deputy, send_to


def why_not_reply(meeting: Meeting, membership: Membership, answer: str, deputy: Membership | None) -> list[str]:
    """Every reason why this answer cannot be kept now."""
    reasons = []
    if meeting.state == State.CANCELLED:
        reasons.append(_("The meeting is cancelled, so no answer is needed."))
    elif meeting.state != State.CALLED:
        reasons.append(_("The meeting has begun, so the answer can no longer be changed. Call the secretary."))
    if not is_asked(meeting, membership):
        reasons.append(
            _("%(name)s is not asked to this meeting any more, so no answer is needed.") % {"name": membership.person}
        )
    if answer not in Answer.values:
        reasons.append(_("Choose one of the answers."))
    asked_as_deputy = membership.role == "deputy"
    if answer == Answer.DEPUTY and asked_as_deputy:
        reasons.append(_("A deputy cannot send another deputy. Answer that you cannot come."))
    elif answer == Answer.DEPUTY and deputy is None:
        reasons.append(_("Choose which deputy you send."))
    elif answer == Answer.DEPUTY and deputy not in deputies_of(membership, meeting):
        reasons.append(_("Choose one of your own deputies."))
    if deputy is not None and answer == Answer.DEPUTY:
        taken = meeting.replies.filter(deputy=deputy).exclude(membership=membership)
        if taken.exists():
            reasons.append(_("%(name)s already meets for another member.") % {"name": deputy.person})
    return reasons


@transaction.atomic
def reply_to_notice(
    meeting: Meeting,
    membership: Membership,
    answer: str,
    *,
    deputy: Membership | None = None,
    note: str = "",
    by: User | None,
) -> Reply:
    """Keep the answer of a member or of a deputy who was asked; the last one counts. A deputy who is sent is told."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    chosen = deputy if answer == Answer.DEPUTY else None
    if reasons := why_not_reply(meeting, membership, answer, chosen):
        raise Refused(reasons)
    before = meeting.replies.filter(membership=membership).select_related("deputy__person").first()
    reply, _created = Reply.objects.update_or_create(
        meeting=meeting,
        membership=membership,
        defaults={"answer": answer, "deputy": chosen, "note": clean_line(note)[:300], "by": by},
    )
    earlier = before.deputy if before else None
    if earlier != chosen:
        _tell_deputies(meeting, earlier, chosen)
    log_change(
        meeting,
        "reply",
        by=by,
        before={"answer": before.answer, "deputy": before.deputy_id} if before else None,
        after={"seat": membership.pk, "answer": answer, "deputy": chosen and chosen.pk},
    )
    return reply


def _tell_deputies(meeting: Meeting, earlier: Membership | None, chosen: Membership | None) -> None:
    """Ask the deputy who is sent, and tell one who no longer is."""
    notice = last_notice(meeting)
    if earlier is not None:
        meeting.replies.filter(membership=earlier).delete()
    if notice is None or notice.mailed_at is None:
        return
    papers = [(agenda_file_name(meeting), notice.agenda_sha256)] if notice.agenda_sha256 else []
    if chosen is not None and chosen.person.email:
        send_to(Receiver(chosen.person, chosen), notice, papers=papers)
    if earlier is not None and earlier.person.email:
        release_deputy(Receiver(earlier.person, earlier), notice)
