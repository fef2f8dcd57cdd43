"""A file that is opened again comes quickly, and never to somebody who may no longer have it."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from cooperation.documents.store import keep, path_of
from cooperation.models import Cooperation, Grant, Role, User
from meetings.documents.ready import revision_key
from meetings.models import Document, DocumentState, Meeting, State
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    factories.make_cooperation()
    return factories.make_meeting(state=State.DRAFT_MINUTES)


@pytest.fixture
def document(meeting):
    key = revision_key(meeting.revision, Cooperation.objects.get().revision)
    stored = {"revision_key": key, "sha256": keep(b"%PDF-one"), "state": DocumentState.READY}
    return Document.objects.create(meeting=meeting, kind="minutes", **stored)


@pytest.fixture
def minutes(document):
    return reverse("meetings:document_pdf", args=[document.meeting_id, "minutes"])


@pytest.fixture
def secretary(meeting):
    return factories.make_secretary(meeting.body)


@pytest.fixture
def opened(client, secretary, minutes):
    """The secretary's browser, which has opened the minutes before."""
    client.force_login(secretary)
    assert content(client.get(minutes)) == b"%PDF-one"
    return client


def content(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_first_time_asks_everything_and_the_next_time_once(client, secretary, minutes, django_assert_num_queries):
    client.force_login(secretary)
    with django_assert_num_queries(4):
        first = client.get(minutes)
    with django_assert_num_queries(1):
        again = client.get(minutes)
    assert content(again) == content(first)
    assert {name: again[name] for name in first.headers} == dict(first.headers)


def test_the_browser_that_has_it_is_told_so(opened, minutes):
    etag = opened.get(minutes)["ETag"]
    assert opened.get(minutes, headers={"If-None-Match": etag}).status_code == 304
    assert opened.get(minutes, headers={"HX-Request": "true"})["HX-Redirect"] == minutes


def test_nothing_is_kept_for_one_who_is_not_signed_in(client, opened, minutes):
    client.logout()
    assert client.get(minutes).status_code == 302


@pytest.mark.parametrize(
    "change",
    [
        lambda user: Grant.objects.filter(user=user).delete(),
        lambda user: User.objects.filter(pk=user.pk).update(is_active=False),
        lambda user: User.objects.filter(pk=user.pk).update(password="another"),
        lambda user: Session.objects.all().delete(),
        lambda user: Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1)),
        lambda user: Meeting.objects.update(body=factories.make_body(slug="another", name="Another")),
    ],
    ids=["role taken away", "may not sign in", "new password", "signed out elsewhere", "session over", "other body"],
)
def test_one_who_may_no_longer_does_not_get_it(opened, minutes, secretary, change):
    change(secretary)
    assert opened.get(minutes).status_code in (302, 403, 404)


def test_a_member_loses_it_when_the_minutes_are_no_longer_shown(client, meeting, document, minutes):
    client.force_login(factories.make_member(meeting.body))
    Meeting.objects.update(state=State.CIRCULATED)
    assert content(client.get(minutes)) == b"%PDF-one"
    Meeting.objects.update(state=State.DRAFT_MINUTES)
    assert client.get(minutes).status_code == 404


def test_a_change_of_the_meeting_or_the_register_gives_the_new_file(opened, meeting, document, minutes):
    Meeting.objects.update(revision=meeting.revision + 1)
    assert opened.get(minutes).status_code == 202
    key = revision_key(meeting.revision + 1, Cooperation.objects.get().revision)
    Document.objects.update(revision_key=key, sha256=keep(b"%PDF-two"), state=DocumentState.READY)
    assert content(opened.get(minutes)) == b"%PDF-two"
    Cooperation.objects.update(revision=99)
    assert opened.get(minutes).status_code == 202


def test_a_new_role_is_seen_at_once(client, meeting, document, minutes):
    user = factories.make_user((Role.ADMINISTRATOR, None))
    client.force_login(user)
    assert client.get(minutes).status_code == 403
    Grant.objects.create(user=user, role=Role.LEADER)
    assert content(client.get(minutes)) == b"%PDF-one"


def test_a_file_that_is_gone_from_the_store_is_made_again(opened, minutes, document):
    path_of(document.sha256).unlink()
    assert opened.get(minutes).status_code == 202
