"""Whatever writes, the index knows: what the database notes is indexed before the next search."""

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection

from meetings.actions.attachment import add_attachments, remove_attachment
from meetings.actions.point import add_point, remove_point
from meetings.actions.search import catch_up_search, rebuild_search
from meetings.models import Case, Meeting, OrientationPoint, SearchChange, SearchEntry
from meetings.models.search_tables import prepare_search
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    case = factories.make_case(body=factories.make_body(), title="Anskaffelse av nettbrett")
    catch_up_search()
    return case


def entry(case):
    found = SearchEntry.objects.get(pk=case.pk)
    return found.title, found.papers, found.minutes, found.decision


def test_a_case_is_indexed_by_the_stems_of_its_texts(case):
    Case.objects.filter(pk=case.pk).update(
        background="<p>Kommunene</p>", minutes="<p>Møtet</p>", decision="<ul><li>Rådet vedtok</li></ul>"
    )
    assert catch_up_search() == 1
    assert entry(case) == ("anskaff av nettbrett", "kommun", "møt", "råd vedtok")


def test_nothing_is_done_twice(case):
    assert catch_up_search() == 0


def test_points_and_papers_are_noted_when_they_come_and_go(case):
    by = factories.make_secretary()
    point = add_point(case, heading="Støtte", by=by)
    OrientationPoint.objects.filter(pk=point.pk).update(text="<p>Prinsipper</p>")
    [paper] = add_attachments(case, [ContentFile(b"tekst", name="notat.txt")], by=by)
    catch_up_search()
    assert entry(case)[1:3] == ("notat txt", "støtt prinsipp")
    remove_point(point, by=by)
    remove_attachment(paper, by=by)
    catch_up_search()
    assert entry(case)[1:3] == ("", "")


def test_a_new_number_of_a_meeting_is_noted():
    meeting = factories.make_meeting(cases=["Innkalling"], number=6)
    catch_up_search()
    Meeting.objects.filter(pk=meeting.pk).update(number=7)
    assert catch_up_search() == 1
    assert entry(meeting.cases.get())[0] == "2023 m7 2023xm7 innkalling"


def test_a_change_that_nothing_is_found_by_leaves_no_note(case):
    Case.objects.filter(pk=case.pk).update(position=7)
    assert SearchChange.objects.count() == 0


def test_a_case_that_is_gone_leaves_the_index(case):
    Case.objects.filter(pk=case.pk).delete()
    catch_up_search()
    assert SearchEntry.objects.count() == 0


def test_all_can_be_indexed_anew(case, capsys):
    SearchEntry.objects.update(title="feil")
    assert rebuild_search() == 1
    assert entry(case)[0] == "anskaff av nettbrett"
    call_command("rebuild_search")
    assert SearchChange.objects.count() == 0


def test_the_index_is_made_once_however_often_it_is_looked_after():
    prepare_search(connection)
    factories.make_case(title="Ny tittel")
    assert SearchChange.objects.count() == 1
