"""Whatever changes a meeting is logged, and nothing changes one whose minutes are approved."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import reverse

from cooperation.models import Change
from meetings.models import Case, Meeting, State
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
}


def snapshot():
    """Every row of every part, without the counter that tells documents from older ones."""
    found = {}
    for name in PARTS:
        model = apps.get_model("meetings", name)
        fields = [field.attname for field in model._meta.concrete_fields if field.name != "revision"]
        found[name] = sorted(model.objects.values_list(*fields), key=str)
    return found


def post_everywhere(client, world):
    """Ask every address that takes only a POST, as the secretary. Yields its name and what was there before."""
    client.force_login(world.users["secretary"])
    from django.urls import get_resolver

    for name in sorted(set(names(get_resolver().url_patterns))):
        if not name.startswith("meetings:"):
            continue
        address = reverse(name, kwargs=world.places.get(name, {}))
        place = transaction.savepoint()
        if client.get(address).status_code == METHOD_NOT_ALLOWED:
            before, lines = snapshot(), Change.objects.count()
            client.post(address, world.sent.get(name, {}) | SENT.get(name, {}))
            yield name, before, lines
        transaction.savepoint_rollback(place)


@pytest.mark.django_db
def test_every_address_that_changes_a_meeting_writes_a_line(client):
    changed = []
    for name, before, lines in post_everywhere(client, World()):
        if snapshot() != before:
            changed.append(name)
            assert Change.objects.count() > lines, name
    assert set(SENT) - {"meetings:minutes_reopen"} <= set(changed)
    assert len(changed) >= 30


@pytest.mark.django_db
def test_nothing_changes_a_meeting_whose_minutes_are_approved(client):
    world = World()
    Case.objects.filter(meeting=world.meeting).exclude(removed_at=None).update(meeting=None)
    Meeting.objects.update(state=State.APPROVED)
    # What is kept about a decision later on, outside the minutes: it never changes what they say.
    apart = {
        "meetings:decision_link_add",
        "meetings:decision_link_remove",
        "meetings:queue_case_add",
        "meetings:case_restore",
        "meetings:minutes_reopen",
        "meetings:action_add",
        "meetings:action_change",
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
