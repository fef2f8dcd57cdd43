"""A page put together from parts that were kept is the page that is made anew, whatever has happened in between."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from cooperation.actions.register import save_entry
from cooperation.models import Body
from meetings.actions.approval import reopen_minutes
from meetings.actions.attendance import person_by_name
from meetings.actions.case import put_on_meeting, remove_case
from meetings.actions.decision import postpone_case
from meetings.actions.follow_up import add_action, answer_action
from meetings.actions.meeting import call_meeting
from meetings.actions.standing import save_standard_text
from meetings.models import ActionAssignee, ActionStatus, Case, Meeting, StandardText, State
from tests.access.test_matrix import World
from tests.factories import make_case, make_leader, make_meeting, make_member, make_person
from tests.meetings.actions.test_every_write import post_everywhere, snapshot, started
from tests.meetings.factories_approval import approve, hold_meeting, make_council, send_out, start_next

pytestmark = pytest.mark.django_db
# Each reader's own: the token of a form, the nonce of a page.
OWN = re.compile(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"')


class Reader:
    """Somebody who looks at a meeting and some of its cases, on pages whose parts are kept or on pages made anew."""

    def __init__(self, client, user, *subjects):
        client.force_login(user)
        self.client = client
        self.addresses = [
            reverse(f"meetings:{page}", args=[subject.pk])
            for subject in subjects
            for page in (("meeting_page",) if isinstance(subject, Meeting) else ("case_page", "case_edit"))
        ]

    def looks(self):
        self.client.get(reverse("cooperation:account_page"))  # takes the messages, which are told once
        return {address: OWN.sub("", self.client.get(address).content.decode()) for address in self.addresses}

    def looks_anew(self):
        caches["pages"].clear()
        return self.looks()


@pytest.mark.parametrize("prepared", [lambda world: world, started], ids=["planned", "started"])
def test_whatever_the_secretary_sends_is_shown_at_once(client, prepared):
    world = prepared(World())
    reader = Reader(client, world.users["secretary"], world.meeting, world.case)

    def first():
        reader.looks_anew()
        return snapshot()

    stale = [
        name
        for name, before, _lines in post_everywhere(client, world, first=first)
        if snapshot() != before and reader.looks() != reader.looks_anew()
    ]
    assert stale == []


class Told:
    """What somebody does, one thing after another; each has to be shown at once by every page that it changes."""

    def __init__(self, reader):
        self.reader = reader

    def shows(self, do):
        before = self.reader.looks_anew()
        done = do()
        shown, fresh = self.reader.looks(), self.reader.looks_anew()
        assert fresh != before
        assert shown == fresh
        return done


def test_what_others_do_is_shown_at_once(client):
    body, secretary = make_council()
    meeting = make_meeting(body=body, state=State.STARTED, date=date(2023, 12, 13))
    case = Case.objects.get(meeting=meeting, title="Økonomi")
    Case.objects.filter(pk=case.pk).update(number=1, running_number=1, year=2023, display_number="2023/M6-001")
    told = Told(Reader(client, secretary, meeting, case))
    person = make_person(family_name="Ås", given_name="Åse")
    told.shows(
        lambda: add_action(case, "svare", assignees=[f"person:{person.pk}"], due_on=date(2024, 1, 1), by=secretary)
    )
    answerable = ActionAssignee.objects.get()
    told.shows(lambda: answer_action(answerable, ActionStatus.DONE, "Ferdig", by=None, today=date(2023, 12, 20)))
    told.shows(lambda: person_by_name("Øvrebø, Ola", by=secretary))
    person.family_name = "Aas"
    told.shows(lambda: save_entry(person, by=secretary))
    case = Case.objects.get(pk=case.pk)
    following = told.shows(lambda: make_meeting(body=body, number=7, date=date(2023, 12, 20), cases=[]))
    told.shows(lambda: postpone_case(case, to=following, by=secretary))
    told.shows(lambda: remove_case(Case.objects.get(continues=case), by=secretary))
    told.shows(
        lambda: save_standard_text(
            StandardText(body=body, language="nb", text="Utsatt.", outcome="postponed"), by=secretary
        )
    )


def test_an_approval_and_its_end_are_shown_at_once(client):
    body, secretary = make_council()
    meeting = hold_meeting(body, secretary)
    send_out(meeting, secretary)
    case = start_next(body, secretary, meeting)
    told = Told(Reader(client, secretary, meeting, case))
    told.shows(lambda: approve(case, secretary))
    meeting.refresh_from_db()
    told.shows(lambda: reopen_minutes(meeting, reason="Feil", by=secretary))


def test_provisional_numbers_follow_the_numbers_of_other_meetings(client):
    body, secretary = make_council()
    Body.objects.filter(pk=body.pk).update(case_number_format="{running}/{year}")
    body.refresh_from_db()
    meeting = make_meeting(body=body, number=6, date=date(2023, 12, 13))
    earlier = make_meeting(body=body, number=5, date=date(2023, 11, 13))
    told = Told(Reader(client, secretary, meeting, meeting.cases.first()))
    told.shows(lambda: call_meeting(earlier, by=secretary))


def test_an_action_is_overdue_from_the_day_after(client, monkeypatch):
    body, secretary = make_council()
    meeting = make_meeting(body=body)
    case, person, due = meeting.cases.first(), make_person(), timezone.localdate()
    add_action(case, "svare", assignees=[f"person:{person.pk}"], due_on=due, by=secretary)
    told = Told(Reader(client, secretary, case))
    told.shows(lambda: monkeypatch.setattr(timezone, "localdate", lambda *_args: due + timedelta(days=1)))


def test_no_reader_is_shown_what_was_kept_for_another(client):
    body, secretary = make_council()
    meeting = make_meeting(body=body, state=State.DRAFT_MINUTES)
    case = meeting.cases.last()
    Case.objects.filter(pk=case.pk).update(minutes="<p>Bare for den som skriver.</p>", outcome="adopted")
    caches["pages"].clear()
    readers = secretary, make_leader(), make_member(body)
    seen = [Reader(client, user, meeting, case).looks() for user in readers]
    assert [Reader(client, user, meeting, case).looks_anew() for user in readers] == seen
    told = [["Bare for den som skriver" in page for page in list(looks.values())[:2]] for looks in seen]
    assert told == [[True, True], [True, True], [False, False]]


def test_each_reader_gets_a_token_of_their_own(client, secretary):
    meeting = make_meeting(body=secretary.held_grants[0].body)
    put_on_meeting(make_case(body=meeting.body), meeting, by=secretary)
    client.force_login(secretary)
    address = reverse("meetings:case_edit", args=[meeting.cases.last().pk])
    client.get(address)
    page = client.get(address)
    tokens = set(re.findall(r'name="csrfmiddlewaretoken" value="([^"]*)"', page.content.decode()))
    assert tokens == {str(page.context["csrf_token"])}
