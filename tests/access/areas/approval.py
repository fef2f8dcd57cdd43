"""Minutes sent out, remarked on, approved and opened again; decisions; the change log."""

from __future__ import annotations

from datetime import date

from cooperation.documents.store import keep
from cooperation.rules.links import signed
from meetings.actions.circulation import REMARK_LINK
from meetings.models import ApprovedMinutes, Circulation, DecisionLink, Remark, State
from tests import factories
from tests.access.roles import ITS_SECRETARY, NOBODY, PUBLIC, READERS, READERS_OF_IT, READERS_OF_ITS_MINUTES

ASKED = NOBODY | {"secretary": "in", "member": "in", "other secretary": "404", "other member": "404"}
ITS_LOG = ITS_SECRETARY | {"auditor": "in"}

MATRIX = {
    "meetings:minutes_page": READERS_OF_ITS_MINUTES,
    "meetings:minutes_prepare": ITS_SECRETARY,
    "meetings:minutes_circulate": ITS_SECRETARY,
    "meetings:minutes_reopen": ITS_SECRETARY,
    "meetings:minutes_differences": READERS_OF_IT,
    "meetings:case_approve": ITS_SECRETARY,
    "meetings:circulation_pdf": READERS_OF_IT,
    "meetings:approved_pdf": READERS_OF_IT,
    "meetings:remark_add": ASKED,
    "meetings:remark_answer": ITS_SECRETARY,
    "meetings:remark_link": PUBLIC,
    "meetings:remark_link_add": PUBLIC,
    "meetings:remark_link_pdf": PUBLIC,
    "meetings:meeting_log": ITS_LOG,
    "meetings:case_log": ITS_LOG,
    "meetings:decision_register": READERS,
    "meetings:decisions_in_force": READERS,
    "meetings:case_thread": READERS_OF_IT,
    "meetings:decision_from_recommendation": ITS_SECRETARY,
    "meetings:case_postpone": ITS_SECRETARY,
    "meetings:decision_link_add": ITS_SECRETARY,
    "meetings:decision_link_remove": ITS_SECRETARY,
}


def sent(world):
    return {"meetings:decision_link_add": {"earlier": world.meeting.cases.on_agenda().last().pk}}


def places(world):
    secretary = world.users["secretary"]
    out = factories.make_meeting(body=world.body, number=5, date=date(2023, 10, 11), state=State.CIRCULATED)
    file = {
        "sha256": keep(b"%PDF-1.7"),
        "size": 8,
        "source": {"cases": [], "present": [], "apologies": [], "absent": [], "guests": []},
        "source_sha256": "0" * 64,
    }
    file["source"] |= dict.fromkeys(("date", "start", "end", "place", "mode"), "")
    circulation = Circulation.objects.create(
        meeting=out, number=1, deadline=date(2999, 1, 1), made_by=secretary, **file
    )
    approved = ApprovedMinutes.objects.create(
        meeting=out, number=1, circulation=circulation, approved_on=out.date, approved_by=secretary, **file
    )
    remark = Remark.objects.create(circulation=circulation, text="Feil", user=secretary)
    link = DecisionLink.objects.create(
        later=world.case, earlier=world.meeting.cases.on_agenda().last(), kind="amends", from_on=out.date
    )
    token = {"token": signed(REMARK_LINK, circulation.pk, factories.make_person().pk)}
    meeting, version = {"pk": world.meeting.pk}, {"pk": circulation.pk}
    return {
        **{f"meetings:minutes_{verb}": meeting for verb in ("page", "prepare", "circulate", "reopen")},
        "meetings:meeting_log": meeting,
        "meetings:minutes_differences": {"pk": out.pk},
        "meetings:case_approve": {"pk": world.case.pk},
        "meetings:circulation_pdf": version,
        **{
            f"meetings:{name}": {"pk": world.case.pk}
            for name in (
                "case_log",
                "case_thread",
                "decision_from_recommendation",
                "case_postpone",
                "decision_link_add",
            )
        },
        "meetings:decision_link_remove": {"pk": link.pk},
        "meetings:approved_pdf": {"pk": approved.pk},
        "meetings:remark_add": version,
        "meetings:remark_answer": {"pk": remark.pk},
        **{f"meetings:remark_link{verb}": token for verb in ("", "_add", "_pdf")},
    }
