"""Two who send the same form at the same moment are taken one after the other: neither undoes the other's change."""

import threading
import time

import pytest
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse

from meetings.forms.meeting import MeetingForm
from meetings.models import Meeting
from tests.access.test_matrix import names
from tests.cooperation.test_merging import opened
from tests.factories import make_meeting, make_secretary
from tests.ror_board.untouched import IN_LISTS, PAGES

# The views of the forms that lists are made of, and those whose address names the noun.
OTHERS = {
    "cooperation:cooperation_edit",
    "cooperation:entry_edit",
    "cooperation:entry_new",
    "docs_vision:entry_edit",
    "docs_vision:entry_new",
    "meetings:standing_case_save",
    "meetings:standard_text_save",
}


@pytest.mark.django_db(transaction=True)
def test_forms_sent_at_the_same_moment_are_both_kept(monkeypatch):
    meeting = make_meeting(place="Molde")
    secretary = make_secretary(body=meeting.body)
    address = reverse("meetings:meeting_edit", args=[meeting.pk])
    answers = []
    clean = MeetingForm.full_clean

    def slow_clean(form):
        clean(form)
        time.sleep(0.3)  # time for the other to look as well, if it could

    def sends(client, typed):
        answers.append(client.post(address, typed).status_code)
        connection.close()

    monkeypatch.setattr(MeetingForm, "full_clean", slow_clean)
    senders = []
    for typed in ({"place": "Vestnes"}, {"date": "2023-12-20"}):
        client = Client()
        client.force_login(secretary)
        senders.append(threading.Thread(target=sends, args=(client, opened(client, address, **typed))))
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    meeting = Meeting.objects.get()
    assert (answers, meeting.place, str(meeting.date)) == ([302, 302], "Vestnes", "2023-12-20")


def views(patterns, prefix=""):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            space = f"{pattern.namespace}:" if getattr(pattern, "namespace", None) else prefix
            yield from views(pattern.url_patterns, space)
        elif pattern.name:
            yield f"{prefix}{pattern.name}", pattern.callback


def test_every_view_of_such_a_form_takes_one_at_a_time():
    assert len(IN_LISTS) == 2  # their two views stand among the others
    found = {name for name, view in views(get_resolver().url_patterns) if getattr(view, "one_at_a_time", False)}
    assert found == set(PAGES) | OTHERS
    assert found <= set(names(get_resolver().url_patterns))
