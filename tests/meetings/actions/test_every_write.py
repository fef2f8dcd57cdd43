"""Whatever changes a meeting is logged, and nothing changes one whose minutes are approved."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import reverse

from cooperation.models import Change, Person
from meetings.actions.numbering import freeze_numbers
from meetings.models import Case, Meeting, State, TextVersion
from tests.access.test_matrix import METHOD_NOT_ALLOWED, World, names

ACTIONS = Path(__file__).parents[3] / "meetings" / "actions"
# What a meeting consists of. Left aside: what is made from it (documents, the search), and the log itself.
PARTS = (
    "Meeting",
    "Case",
    "OrientationPoint",
    "TextVersion",
    "Attendance",
    "CaseAttendance",
    "Attachment",
    "Exhibit",
    "Proposal",
    "Vote",
    "Movement",
    "Impartiality",
    "Circulation",
    "Remark",
    "ApprovedMinutes",
    "Action",
    "DecisionLink",
    "Notice",
    "Reply",
    "ActionAssignee",
    "StandingCase",
    "StandardText",
    "WordLayout",
    "MinutesImport",
)
# What they need to be sent, beside what the matrix sends.
SENT = {
    "meetings:attachment_rename": {"title": "Et notat"},
    "meetings:attendance_guest_add": {"name": "Nordmann, Kari"},
    "meetings:case_add": {"title": "Ny sak", "kind": "decision"},
    "meetings:case_describe": {"kind": "report", "outcome": "noted"},
    "meetings:case_text_save": {"text": "<p>Skrevet.</p>", "version": "0"},
    "meetings:point_text_save": {"text": "Ny overskrift", "version": "1"},
    "meetings:case_attendance_save": {"name": "Nordmann, Ola", "kind": "joined"},
    "meetings:remark_add": {"text": "Feil tall"},
    "meetings:remark_answer": {"state": "declined", "answer": "Nei"},
    "meetings:minutes_reopen": {"reason": "Feil"},
    "meetings:attachment_move": {"direction": "up"},
    "meetings:impartiality_rule": {"ruling": "impartial"},
    "meetings:meeting_cancel": {"reason": "For få kan møte."},
    "meetings:notice_send": {"reason": "Det haster."},
    "meetings:proposal_add": {"text": "Kontingenten økes."},
    "meetings:queue_case_add": {"title": "Ny sak", "kind": "decision"},
    "meetings:standing_case_move": {"to": "up"},
}
# Addresses that change a meeting only with what is not made here: a file, a link, minutes that are sent out. The actions
# behind them log, as the last test tells, and have tests of their own.
ELSEWHERE = [
    "action_answer",
    "action_ask",
    "action_report",
    "attachment_add",
    "attachment_move",
    "attachment_restore",
    "case_approve",
    "decision_link_add",
    "exhibit_restore",
    "impartiality_add",
    "meeting_call",
    "minutes_circulate",
    "minutes_import",
    "minutes_import_confirm",
    "minutes_reopen",
    "notice_again",
    "notice_mail_again",
    "notice_send",
    "point_move",
    "point_restore",
    "record_import",
    "remark_link_add",
    "reply_page",
    "reply_remind",
    "report_attach",
    "scenario_attach",
    "standard_text_add",
    "standard_text_save",
    "standing_case_add",
    "standing_case_move",
    "standing_case_save",
    "text_version_restore",
    "word_layout",
    "word_layout_usual",
]
# What they write is made from the meeting, or is gone when it is over: files, the projector, the list of speakers.
NO_PART = [
    "case_excerpt",
    "document_again",
    "minutes_prepare",
    "room_show",
    "series_pdf",
    "speaker_add",
    "speaker_next",
    "speaker_remove",
    "speaking_time",
]


def snapshot():
    """Every row of every part, without the counter that tells documents from older ones."""
    found = {}
    for name in PARTS:
        model = apps.get_model("meetings", name)
        fields = [field.attname for field in model._meta.concrete_fields if field.name != "revision"]
        found[name] = sorted(model.objects.values_list(*fields), key=str)
    return found


def numbered(world):
    """The same meeting once its cases have their numbers, a recommendation, and a proposal for more."""
    freeze_numbers(world.meeting)
    Case.objects.filter(pk=world.case.pk).update(recommendation="<p>Vi kjøper.</p>")
    return world


def started(world):
    Meeting.objects.filter(pk=numbered(world).meeting.pk).update(state=State.STARTED)
    return world


def more_to_send(world):
    """What names rows of this world."""
    person = Person.objects.order_by("pk").first()
    facts = {"date": "2023-12-12", "start": "09:00", "place": "Molde", "mode": "remote", "language": "nb"}
    action = {"text": "Svare", "assignees": f"person:{person.pk}", "due_on": "2024-01-01"}
    first_last = [case.pk for case in world.meeting.cases.on_agenda()][::-1]
    version = TextVersion.objects.filter(case=world.case).exclude(number=None).first()
    return {
        "meetings:meeting_edit": facts | {"number": 6},
        "meetings:meeting_new": facts | {"number": 9},
        "meetings:case_order": {"case": first_last},
        "meetings:action_new": action,
        "meetings:action_edit": action,
        "meetings:movement_add": {"person": person.pk, "kind": "left", "at": "09:00"},
        "meetings:impartiality_add": {"person": person.pk, "basis": "party"},
        "meetings:text_version_restore": {"pk": version.pk},
    }


def post_everywhere(client, world, *, first=snapshot):
    """Send to every address, as the secretary. Yields the name of each that takes it, and what `first` told before."""
    more = more_to_send(world)
    client.force_login(world.users["secretary"])
    from django.urls import get_resolver

    for name in sorted(set(names(get_resolver().url_patterns))):
        if not name.startswith("meetings:"):
            continue
        address = reverse(name, kwargs=world.places.get(name, {}))
        place = transaction.savepoint()
        before, lines = first(), Change.objects.count()
        answer = client.post(address, world.sent.get(name, {}) | SENT.get(name, {}) | more.get(name, {}))
        if answer.status_code != METHOD_NOT_ALLOWED:
            yield name, before, lines
        transaction.savepoint_rollback(place)


@pytest.mark.django_db
def test_every_address_that_changes_a_meeting_writes_a_line(client):
    changed, asked = set(), set()
    for prepared in (lambda world: world, numbered, started):
        place = transaction.savepoint()
        for name, before, lines in post_everywhere(client, prepared(World())):
            asked.add(name)
            if snapshot() != before:
                changed.add(name)
                assert Change.objects.count() > lines, name
        transaction.savepoint_rollback(place)
    assert asked - changed == {f"meetings:{name}" for name in (*ELSEWHERE, *NO_PART)}


@pytest.mark.django_db
def test_nothing_changes_a_meeting_whose_minutes_are_approved(client):
    world = World()
    Case.objects.filter(meeting=world.meeting).exclude(removed_at=None).update(meeting=None)
    Meeting.objects.update(state=State.APPROVED)
    # What belongs to the body, and what is kept about a decision later on: neither changes what the minutes say.
    apart = {
        "meetings:meeting_new",
        "meetings:standing_give",
        "meetings:standing_case_delete",
        "meetings:standard_text_delete",
        "meetings:decision_link_add",
        "meetings:decision_link_remove",
        "meetings:queue_case_add",
        "meetings:case_restore",
        "meetings:minutes_reopen",
        "meetings:action_add",
        "meetings:action_new",
        "meetings:action_edit",
        "meetings:action_remove",
        "meetings:action_restore",
    }
    broken = [name for name, before, _lines in post_everywhere(client, world) if snapshot() != before]
    assert set(broken) - apart == set()


def functions():
    """Every function of the room of actions, with what it calls and whether it says who acts."""
    found = {}
    for path in sorted(ACTIONS.glob("*.py")):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef):
                calls = {
                    call.func.id
                    for call in ast.walk(node)
                    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
                }
                acts = any(argument.arg == "by" for argument in node.args.kwonlyargs)
                found[f"{path.stem}.{node.name}"] = (node.name, calls, acts)
    return found


def test_every_action_reaches_the_log():
    known = functions()
    logs = {"log_change"}
    while more := {name for name, calls, _acts in known.values() if calls & logs} - logs:
        logs |= more
    # The first writes what its caller keeps and logs; the second turns the projector's page, which is no record.
    helpers = {"start_texts", "show_case"}
    silent = {key for key, (name, _calls, acts) in known.items() if acts and name not in logs and name not in helpers}
    assert {key for key in silent if not key.split(".")[1].startswith("_")} == set()
